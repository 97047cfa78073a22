"""The page of a sweep as its reader uses it: drawn, quiet, switched between figures, sorted."""

import pytest
from sweep_studies import discovered, laffer, plane

from sim.report.sweeps import write_sweep_page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def addresses(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sweeps")
    found = {}
    for make in (laffer, plane, discovered):
        path = folder / f"{make.__name__}.html"
        write_sweep_page(make(folder / make.__name__), path)
        found[make.__name__] = path.as_uri()
    return found


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [
        ("laffer", 1280, "light"),
        ("discovered", 400, "dark"),
        pytest.param("plane", 400, "light", marks=pytest.mark.slow),
        pytest.param("discovered", 1280, "dark", marks=pytest.mark.slow),
    ],
)
def test_every_view_is_drawn_and_nothing_is_fetched(visiting, addresses, name, width, scheme):
    with visiting(addresses[name], width=width, scheme=scheme) as visit:
        page = visit.page
        page.wait_for_selector("html[data-drawn=true]")
        for link in page.locator(".contents a").all():
            link.click()
            page.wait_for_selector(f"{link.get_attribute('href')}[data-current]", state="attached")
            for choice in page.locator("[data-current] [data-view]").all():
                choice.click()
            page.wait_for_timeout(100)
        charts = page.locator("[data-chart]").count()
        assert charts
        assert page.locator("[data-chart] .js-plotly-plot").count() == charts
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert visit.complaints == []
        assert visit.beyond == []


def test_a_figure_brings_its_own_finding_and_a_head_sorts_the_cases(visiting, addresses):
    with visiting(addresses["laffer"]) as visit:
        page = visit.page
        page.wait_for_selector("html[data-drawn=true]")
        page.click(".contents a[href='#levers']")
        title = page.locator("#chart-lever-curves h3")
        before = title.inner_text()
        page.get_by_role("button", name="US tariff revenue", exact=True).first.click()
        assert title.inner_text() != before
        assert title.inner_text().startswith("US tariff revenue is highest")
        page.click(".contents a[href='#cases']")
        cells = page.locator("[data-cases] tbody tr td:nth-child(2)")
        page.locator("[data-cases] thead button").nth(1).click()
        assert cells.first.inner_text() == "200.00%"
