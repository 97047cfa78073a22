"""The page of a comparison as its reader uses it: drawn, quiet, sorted by mouse and keyboard."""

import pytest
from compared import STRONG, WEAK, draws

from sim.report.comparison import write_comparison

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("comparison")
    steps = {"strong_war": (STRONG, 3), "weak_war": (WEAK, 1), "no_war": ((), 1)}
    runs = [run for name, (acts, number) in steps.items() for run in draws(folder, name, acts, number)]
    write_comparison(runs, folder / "page.html")
    return (folder / "page.html").as_uri()


def scenarios(page):
    return page.locator("[data-sortable] tbody th span").all_inner_texts()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (400, "dark")])
def test_every_chart_is_drawn_on_both_bases_and_nothing_is_fetched(visiting, address, width, scheme):
    with visiting(address, width=width, scheme=scheme) as visit:
        page = visit.page
        page.wait_for_selector("html[data-drawn=true]")
        for basis in ("change", "level"):
            page.click(f"[data-basis={basis}]")
            for anchor in ("decoupling", "prices", "policy", "inputs", "ranking"):
                page.click(f".contents a[href='#{anchor}']")
                page.wait_for_timeout(100)
        charts = page.locator("[data-chart]").count()
        assert charts == 13
        assert page.locator("[data-chart] .js-plotly-plot").count() == charts
        # The page itself is never wider than the screen; its tables scroll within.
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert visit.complaints == []
        assert visit.beyond == []


def test_a_heading_sorts_the_ranking_by_mouse_and_keyboard(visiting, address):
    with visiting(address) as visit:
        page = visit.page
        page.wait_for_selector("html[data-drawn=true]")
        assert scenarios(page) == ["strong war", "weak war", "no war"]
        heading = page.get_by_role("button", name="Goods trade, US and China")
        heading.click()
        assert scenarios(page) == ["no war", "weak war", "strong war"]
        heading.press("Enter")
        assert scenarios(page) == ["strong war", "weak war", "no war"]
        assert page.locator("th[aria-sort=ascending]").inner_text().startswith("Goods trade")
        page.get_by_role("button", name="Scenario").press("Space")
        assert scenarios(page) == ["strong war", "weak war", "no war"]


def test_the_switch_shows_differences_in_the_ranking_too(visiting, address):
    with visiting(address) as visit:
        page = visit.page
        page.wait_for_selector("html[data-drawn=true]")
        cell = page.locator("[data-sortable] tbody tr").nth(2).locator("td").first
        before = cell.inner_text()
        page.click("[data-basis=change]")
        after = cell.inner_text()
        assert before.startswith("0%")
        assert after.startswith("+")
        assert "Difference from strong war" in page.locator(".ranking .subtitle").inner_text()
