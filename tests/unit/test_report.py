import base64
import io
import json
import re
import zipfile
from dataclasses import replace

import pytest
from report_pages import payload, rows, visible_text, without_library

from sim.metrics import compute_metrics
from sim.report import write_report
from sim.report.chapters import DRAWINGS
from sim.report.drawing.theme import colour, dark_counterparts, style_variables
from sim.report.facts import Facts
from sim.report.page.page import report_markup


@pytest.fixture(scope="module")
def war_page(war_run):
    return report_markup(Facts(compute_metrics(war_run)))


@pytest.fixture(scope="module")
def quiet_page(quiet_run):
    return report_markup(Facts(compute_metrics(quiet_run)))


HAS_A_LONG_RUN = (
    "tariff-timeline",
    "bilateral-trade",
    "lost-ties",
    "import-gains",
    "export-gains",
    "trade-diversion",
    "consumer-prices",
    "sector-prices",
    "real-consumption",
    "income-burden",
)
"""Charts of quantities that the long run without frictions has too."""


def test_page_refers_to_nothing_outside_itself(war_page):
    page = without_library(war_page)
    assert not re.search(r"https?://|//cdn|@import|url\(", page)
    assert re.findall(r'<script[^>]*src=|<link[^>]*href="(?!data:)', page) == []


def test_page_stays_below_seven_megabytes(war_page):
    assert len(war_page.encode()) < 7_000_000


def test_same_run_gives_the_same_bytes(war_run, war_page, tmp_path):
    write_report(war_run, tmp_path / "report.html")
    assert (tmp_path / "report.html").read_bytes() == war_page.encode()
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_the_page_is_the_same_whenever_and_wherever_it_is_made(war_run, war_page):
    other = {"started": "2031-01-01", "timings": {"world": 99.0}, "outputs": {}}
    later = replace(war_run, manifest={**war_run.manifest, **other})
    assert report_markup(Facts(compute_metrics(later))) == war_page


@pytest.mark.parametrize("page", ["war_page", "quiet_page"])
def test_no_undefined_number_is_printed(page, request):
    text = visible_text(request.getfixturevalue(page))
    assert not re.search(r"\b(nan|inf|None|null)\b", text)


def test_quiet_run_says_that_nothing_moved(quiet_page):
    text = visible_text(quiet_page)
    assert "No tariff changes in this run." in text
    assert "Tariffs between the US and China do not change" in text
    assert "Goods trade between the US and China stays where it was" in text
    assert "WTO" not in text


def test_war_page_shows_the_published_figure_as_published(war_page):
    assert "WTO, April 2025 \u221281%" in visible_text(war_page)


def test_page_of_another_war_speaks_of_its_belligerents(other_war_run):
    text = visible_text(report_markup(Facts(compute_metrics(other_war_run))))
    assert "EU\u2013Japan goods trade" in text
    assert "The EU raises its average tariff on Japan" in text
    assert "WTO" not in text


def test_every_chart_has_title_unit_note_data_and_figure(war_page):
    charts = payload(war_page)["charts"]
    assert {chart["id"].replace("-", "_") for chart in charts} <= set(DRAWINGS)
    for chart in charts:
        assert chart["title"]
        assert len(chart["columns"]) == len(chart["headings"]) == len(chart["kinds"]) == len(chart["data"])
        assert rows(chart)
        assert all(view["subtitle"] and view["data"] for view in chart["views"])
    assert without_library(war_page).count("<b>Note:</b>") == len(charts)
    assert without_library(war_page).count("<b>Source:</b>") == len(charts)


def test_long_run_has_one_name_and_is_explained_once(war_page, quiet_page):
    for page in (war_page, quiet_page):
        text = visible_text(page)
        assert text.count("Caliendo-Parro equilibrium") == 1
        assert "what remains when every buyer has reconsidered" in text
        charts = payload(page)["charts"]
        shown = [{**chart, "columns": [], "data": []} for chart in charts]
        assert "enchmark" not in text + json.dumps(shown)
    assert "Long run without frictions" in visible_text(war_page)


def test_every_chart_of_the_run_shows_the_long_run_beside_it(war_page):
    charts = {chart["id"]: chart for chart in payload(war_page)["charts"]}
    for name in HAS_A_LONG_RUN:
        keys = [key for view in charts[name]["views"] for key in view["keys"]]
        assert any(mark == "diamond" and "without frictions" in text.lower() for text, _, mark in keys), name
        assert any("without frictions" in heading.lower() for heading in charts[name]["headings"]), name
    assert "Long run without frictions</button>" in war_page  # the other view of the colour table


def drawn_diamonds(page, chart, label=None, basis=None):
    """Values of the diamonds of a chart's view: along the rows, or up the end of the time axis."""
    views = next(item for item in payload(page)["charts"] if item["id"] == chart)["views"]
    figure = next(view for view in views if label in (None, view["label"]) and basis in (None, view["basis"]))
    marks = [trace for trace in figure["data"] if (trace.get("marker") or {}).get("symbol") == "diamond"]
    return [value for trace in marks for value in (trace["y"] if "text" in trace else trace["x"])]


def test_diamonds_stand_where_the_long_run_is(war_run, war_page):
    metrics = compute_metrics(war_run)
    head = metrics.headline
    prices = [100 * change.benchmark for change in head.consumer_prices]
    assert drawn_diamonds(war_page, "consumer-prices", basis="change") == pytest.approx(prices, rel=1e-4)
    levels = [100 + price for price in prices]
    assert drawn_diamonds(war_page, "consumer-prices", basis="level") == pytest.approx(levels, rel=1e-4)
    flows = metrics.bilateral_trade.group_by("direction", maintain_order=True).last()["benchmark"] / 1000
    assert drawn_diamonds(war_page, "bilateral-trade", basis="level") == pytest.approx(
        flows.to_list(), rel=1e-4
    )
    changes = [100 * flow.benchmark for flow in (head.imports, head.exports, head.trade)]
    assert drawn_diamonds(war_page, "bilateral-trade", basis="change") == pytest.approx(changes, rel=1e-3)
    assert drawn_diamonds(war_page, "tariff-timeline") == []  # rates at fixed weights are the policy's own
    ours, theirs = drawn_diamonds(war_page, "tariff-timeline", "After substitution")[:2]
    assert (ours, theirs) == pytest.approx(
        (100 * head.tariff_of_first.benchmark, 100 * head.tariff_of_second.benchmark), rel=1e-4
    )
    order = metrics.welfare.sort(["change", "economy"], descending=[True, False])
    for view, column in (
        ("Real consumption", "benchmark_change"),
        ("Real wage", "benchmark_real_wage_change"),
    ):
        expected = (100 * order[column]).to_list()
        assert drawn_diamonds(war_page, "real-consumption", view) == pytest.approx(expected, rel=1e-4)
    revenue = order.join(metrics.revenue, on="economy", maintain_order="left")["benchmark"] / 1000
    assert drawn_diamonds(war_page, "real-consumption", "Tariff revenue") == pytest.approx(
        revenue.to_list(), rel=1e-4
    )
    falls = metrics.diversion["benchmark_lost"] / 1000
    assert drawn_diamonds(war_page, "trade-diversion") == pytest.approx(falls.to_list(), rel=1e-4)
    rises = 100 * metrics.retail["benchmark_retail_change"]
    assert drawn_diamonds(war_page, "sector-prices", "US") == pytest.approx(rises.to_list(), rel=1e-4)


def test_every_colour_of_a_figure_has_a_dark_counterpart(war_page):
    content = payload(war_page)
    used = set(re.findall(r"#[0-9a-f]{6}", json.dumps(content["charts"])))
    assert used
    assert used <= set(content["dark"])


def test_light_colours_are_distinct_so_that_themes_can_be_exchanged():
    declared = re.findall(r"--c-([0-9a-f]{6}):", style_variables().partition("@media")[0])
    assert len(declared) == len(set(declared)) == len(dark_counterparts())
    assert colour("USA") != colour("CHN") != colour("EU")


def test_words_of_a_scenario_cannot_become_markup(war_run):
    hostile = {**war_run.manifest, "title": "<script>alert(1)</script>", "question": "a & b </script>"}
    page = report_markup(Facts(compute_metrics(replace(war_run, manifest=hostile))))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_archive_holds_metrics_manifest_and_scenario(war_page):
    encoded = re.search(r'href="data:application/zip;base64,([^"]+)"', war_page)[1]
    archive = zipfile.ZipFile(io.BytesIO(base64.b64decode(encoded)))
    assert {"run.json", "scenario.yaml", "metrics/trade_diversion.csv"} <= set(archive.namelist())
