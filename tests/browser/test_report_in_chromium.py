"""The report in a browser without a network: every page draws, nothing complains, nothing is fetched."""

import csv
import io

import pytest

from sim.report import write_report

pytestmark = pytest.mark.browser

RUNS = ("war_run", "quiet_run", "standoff_run")


@pytest.fixture(scope="module")
def written(request, tmp_path_factory):
    """Report of each made-up run, written once."""
    folder = tmp_path_factory.mktemp("pages")
    found = {}
    for name in RUNS:
        write_report(request.getfixturevalue(name), folder / f"{name}.html")
        found[name] = (folder / f"{name}.html").as_uri()
    return found


@pytest.fixture
def seen(written, visiting):
    """Open the report of a run and wait until its first page is drawn."""

    def opened(name="war_run", **options):
        return visiting(written[name], **options)

    return opened


def drawn(page):
    page.wait_for_selector("html[data-drawn=true]")
    return page


def anchors(page):
    return [link.get_attribute("href") for link in page.query_selector_all(".links a")]


def turn(page, anchor):
    """Open a page of the report and wait for its charts."""
    page.evaluate("anchor => { location.hash = anchor; }", anchor)
    page.wait_for_function(
        "anchor => [...document.querySelectorAll(anchor + ' .plot')]"
        ".every(plot => plot.classList.contains('js-plotly-plot'))",
        arg=anchor,
    )


def chart_with(page, selector):
    """Identifier of the first chart whose card has a part, its page open."""
    found = page.evaluate(
        "selector => { const part = document.querySelector(selector);"
        " return part && part.closest('[data-chart]').dataset.chart; }",
        selector,
    )
    assert found is not None, selector
    turn(page, f"#{page.evaluate(OWN_PAGE, found)}")
    return found


OWN_PAGE = "name => document.getElementById('chart-' + name).closest('.chapter').id"
NUMBERS = (
    "name => JSON.stringify(document.getElementById('plot-' + name).data.map(trace => [trace.x, trace.y]))"
)
TALL = "all => all.filter(each => each.offsetHeight).length"
CELLS = "table => [...table.rows].map(row => [...row.cells].map(cell => cell.textContent))"
COLUMN = "(rows, at) => rows.map(row => parseFloat(row.cells[at].textContent))"


@pytest.mark.parametrize(
    ("run", "width", "scheme"),
    [
        ("war_run", 1280, "light"),
        ("war_run", 400, "dark"),
        ("quiet_run", 400, "light"),
        ("standoff_run", 1280, "dark"),
    ],
)
def test_every_page_draws_without_complaint_or_request(seen, run, width, scheme):
    with seen(run, width=width, scheme=scheme) as visit:
        page = drawn(visit.page)
        for anchor in anchors(page):
            turn(page, anchor)
            assert page.is_visible(f"{anchor} h2")
            assert page.eval_on_selector_all(".chapter", TALL) == 1
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, f"{anchor} is {wide} pixels too wide"
        for basis in page.query_selector_all("[data-basis]"):
            basis.click()
        assert visit.complaints == []
        assert visit.beyond == []


def test_a_page_that_fetches_would_be_caught(tmp_path, visiting):
    file = tmp_path / "page.html"
    file.write_text('<img src="https://example.com/a.png"><script>missing()</script>', encoding="utf-8")
    with visiting(file.as_uri()) as visit:
        assert visit.beyond == ["https://example.com/a.png"]
        assert len(visit.complaints) >= 1


def test_one_switch_changes_the_numbers_of_every_chart_that_has_both(seen):
    with seen() as visit:
        page = drawn(visit.page)
        turn(page, "#decoupling")
        before = page.evaluate(NUMBERS, "bilateral-trade")
        page.click("[data-basis=change]")
        page.wait_for_function(f"before => ({NUMBERS})('bilateral-trade') !== before", arg=before)
        assert "gainst the run without the measures" in page.inner_text("#chart-bilateral-trade .subtitle")
        page.click("[data-basis=level]")
        page.wait_for_function(f"before => ({NUMBERS})('bilateral-trade') === before", arg=before)


def test_the_switch_of_a_chart_changes_its_numbers_and_says_what_is_pressed(seen):
    with seen() as visit:
        page = drawn(visit.page)
        name = chart_with(page, "[data-view]")
        card = f"#chart-{name}"
        before = page.evaluate(NUMBERS, name)
        page.click(f"{card} [data-view]:nth-child(2)")
        assert page.evaluate(NUMBERS, name) != before
        pressed = page.eval_on_selector_all(
            f"{card} [data-view]", "all => all.map(each => each.getAttribute('aria-pressed'))"
        )
        assert pressed[:2] == ["false", "true"]


def test_table_and_csv_have_the_same_rows(seen):
    with seen() as visit:
        page = drawn(visit.page)
        for anchor in anchors(page):
            turn(page, anchor)
            for card in page.query_selector_all(f"{anchor} [data-chart]"):
                card.query_selector("[data-table] summary").click()
                table = card.wait_for_selector("[data-table] table").evaluate(CELLS)
                with page.expect_download() as download:
                    card.query_selector("[data-save=csv]").click()
                text = download.value.path().read_text(encoding="utf-8")
                rows = list(csv.reader(io.StringIO(text)))
                assert len(table) == len(rows) > 1
                for shown, saved in zip(table[1:], rows[1:], strict=True):
                    assert all(map(same, shown, saved)), (shown, saved)


def same(shown, saved):
    """Whether a cell of the table shows what the CSV has, in the table's unit and digits."""
    if saved == "":
        return shown in {"\u2013", ""}
    try:
        value = float(saved)
    except ValueError:
        return shown == saved
    text = shown.rstrip("%").replace(",", "")
    digits = len(text.partition(".")[2])
    scales = (1.0, 100.0, 1e-3)
    rounded = any(abs(float(text) - value * scale) <= 0.51 * 10.0**-digits for scale in scales)
    return rounded or abs(float(text) - value) <= 5e-4 * abs(value)


def test_tables_sort_by_a_column_from_the_keyboard(seen):
    with seen() as visit:
        page = drawn(visit.page)
        turn(page, "#decoupling")
        page.click("#chart-sector-exposure [data-table] summary")
        head = page.wait_for_selector("#chart-sector-exposure th.number button")
        head.focus()
        for direction in ("descending", "ascending"):
            page.keyboard.press("Enter")
            assert head.evaluate("button => button.closest('th').getAttribute('aria-sort')") == direction
            column = head.evaluate("button => button.closest('th').cellIndex")
            cells = page.eval_on_selector_all("#chart-sector-exposure tbody tr", COLUMN, column)
            assert cells == sorted(cells, reverse=direction == "descending")


def test_pages_are_reached_and_named_by_keyboard(seen):
    with seen() as visit:
        page = drawn(visit.page)
        page.focus(".links a:nth-child(2)")
        page.keyboard.press("Enter")
        page.wait_for_selector("#policy[data-current]")
        assert page.evaluate("document.activeElement.textContent") == "Policy"
        assert page.get_attribute(".links a:nth-child(2)", "aria-current") == "page"
        page.go_back()
        page.wait_for_selector("#glance[data-current]")


def test_a_link_to_a_chart_opens_its_page(seen, written, visiting):
    with visiting(written["war_run"] + "#chart-sector-exposure") as visit:
        page = drawn(visit.page)
        assert page.is_visible("#chart-sector-exposure")
        assert page.query_selector("#plot-sector-exposure.js-plotly-plot") is not None


def test_every_chart_is_told_in_words(seen):
    with seen() as visit:
        page = drawn(visit.page)
        for plot in page.query_selector_all("[data-chart] .plot"):
            assert plot.get_attribute("role") == "img"
            assert len(plot.get_attribute("aria-label")) > 40


def test_the_theme_follows_the_system_until_the_reader_chooses(seen):
    ground = "() => getComputedStyle(document.body).backgroundColor"
    with seen(scheme="dark") as visit:
        page = drawn(visit.page)
        dark = page.evaluate(ground)
        page.click("#theme")
        light = page.evaluate(ground)
        assert dark != light
        page.reload()
        drawn(page)
        assert page.evaluate(ground) == light


def test_on_paper_every_page_is_there(seen):
    with seen() as visit:
        page = drawn(visit.page)
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        hidden = page.eval_on_selector_all(".chapter", "all => all.filter(each => !each.offsetHeight).length")
        undrawn = page.eval_on_selector_all(
            ".plot", "all => all.filter(each => !each.classList.contains('js-plotly-plot')).length"
        )
        assert (hidden, undrawn) == (0, 0)


def test_a_picture_is_saved_with_its_title(seen):
    with seen() as visit:
        page = drawn(visit.page)
        turn(page, "#policy")
        with page.expect_download() as download:
            page.click("#chart-tariff-timeline [data-save=svg]")
        picture = download.value.path().read_text(encoding="utf-8")
        assert "Stylised model, not a forecast" in picture
        assert "average tariff" in picture
