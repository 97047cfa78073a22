"""The map of trade in a browser: the slider moves lines, cursor and caption; nothing is fetched."""

import pytest

from sim.metrics import compute_metrics
from sim.report import write_report
from sim.report.drawing.world_map.edges import largest_edges, shades
from sim.report.facts import Facts
from sim.report.flows.trade_map import trade_map

LINES = """count => Array.from(document.querySelectorAll('#plot-trade-map .xy .scatterlayer .trace'),
  trace => trace.querySelector('.js-line')?.style.stroke).filter(stroke => stroke).slice(-count)"""
CURSOR = """() => {
  const lines = document.querySelectorAll('#plot-trade-map .x2y2 .js-line');
  return lines[0].getBoundingClientRect().x;
}"""


@pytest.fixture(scope="module")
def page(war_run, tmp_path_factory):
    path = tmp_path_factory.mktemp("map") / "report.html"
    write_report(war_run, path)
    return path.as_uri()


def rgb(colour):
    return f"rgb({', '.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))})"


def move_to(visit, place):
    slider = visit.page.locator("#chart-trade-map [data-frame]")
    slider.evaluate(f"it => {{ it.value = {place}; it.dispatchEvent(new Event('input')); }}")


def lines_once_drawn(visit, expected):
    """The colours of the lines, once they are those expected or ten seconds have passed."""
    for _ in range(100):
        lines = visit.page.evaluate(LINES, len(expected))
        if lines == expected:
            break
        visit.page.wait_for_timeout(100)
    return lines


def test_the_slider_moves_lines_cursor_and_caption(page, war_run, visiting):
    facts = Facts(compute_metrics(war_run))
    edges, chart = largest_edges(facts.metrics), trade_map(facts)
    with visiting(f"{page}#chart-trade-map") as visit:
        visit.page.wait_for_selector("html[data-drawn=true]")
        visit.page.click("[data-basis=change]")
        last = [rgb(shade) for shade in shades(edges.weekly_change[:, -1])]
        assert lines_once_drawn(visit, last) == last
        at_end = visit.page.evaluate(CURSOR)
        for place in (0, 7):
            move_to(visit, place)
            expected = [rgb(shade) for shade in shades(edges.weekly_change[:, place])]
            assert lines_once_drawn(visit, expected) == expected
            caption = visit.page.locator("#chart-trade-map [data-caption]").text_content()
            assert caption == chart.views[1].captions[place]
        assert visit.page.evaluate(CURSOR) < at_end - 100.0
        assert visit.complaints == []
        assert visit.beyond == []


@pytest.mark.parametrize("width", [400, 1280])
def test_the_map_fills_its_card_at_every_width(page, visiting, width):
    with visiting(f"{page}#chart-trade-map", width=width) as visit:
        visit.page.wait_for_selector("html[data-drawn=true]")
        plot = visit.page.locator("#plot-trade-map").bounding_box()
        drawn = visit.page.locator("#plot-trade-map .main-svg").first.bounding_box()
        assert drawn["width"] == pytest.approx(plot["width"], abs=2)
        assert drawn["height"] == pytest.approx(plot["height"], abs=2)
