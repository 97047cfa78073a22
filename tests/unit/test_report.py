import base64
import io
import json
import re
import zipfile
from dataclasses import replace

import polars as pl
import pytest

from sim.metrics import compute_metrics
from sim.metrics.headline import ThirdGain
from sim.report import write_report
from sim.report.drawing.theme import colour, dark_counterparts, style_variables
from sim.report.drawing.wording import Names, billions, comparison, percent
from sim.report.glance.findings import findings
from sim.report.page.page import report_markup
from sim.report.trust.limit_card import limit_words


@pytest.fixture(scope="module")
def war_page(war_run):
    return report_markup(war_run, compute_metrics(war_run))


@pytest.fixture(scope="module")
def quiet_page(quiet_run):
    return report_markup(quiet_run, compute_metrics(quiet_run))


def without_library(page):
    """The page less plotly.js, which mentions addresses it would use for maps and sharing."""
    head, _, rest = page.partition("<script>")
    return head + rest.partition("</script>")[2]


def payload(page):
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)[1])


def visible_text(page):
    body = without_library(page).partition("<body>")[2].partition("<script")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", body))


def test_page_refers_to_nothing_outside_itself(war_page):
    page = without_library(war_page)
    assert not re.search(r"https?://|//cdn|@import|url\(", page)
    assert re.findall(r'<script[^>]*src=|<link[^>]*href="(?!data:)', page) == []


def test_page_stays_below_six_megabytes(war_page):
    assert len(war_page.encode()) < 6_000_000


def test_same_run_gives_the_same_bytes(war_run, war_page, tmp_path):
    write_report(war_run, tmp_path / "report.html")
    assert (tmp_path / "report.html").read_bytes() == war_page.encode()
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


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
    assert "WTO \u221281%, published April 2025 (long run, with carve-outs)" in visible_text(war_page)


def test_page_of_another_war_speaks_of_its_belligerents(other_war_run):
    text = visible_text(report_markup(other_war_run, compute_metrics(other_war_run)))
    assert "EU\u2013Japan goods trade" in text
    assert "The EU raises its average tariff on Japan" in text
    assert "WTO" not in text


def test_every_chart_has_title_unit_note_data_and_figure(war_page):
    charts = payload(war_page)["charts"]
    assert len(charts) == 15
    for chart in charts:
        assert chart["title"]
        assert chart["rows"]
        assert len(chart["columns"]) == len(chart["headings"]) == len(chart["kinds"]) == len(chart["rows"][0])
        assert all(view["subtitle"] and view["data"] for view in chart["views"])
    assert without_library(war_page).count("<b>Note:</b>") == len(charts)
    assert without_library(war_page).count("<b>Source:</b>") == len(charts)


def test_long_run_has_one_name_and_is_explained_once(war_page, quiet_page):
    for page in (war_page, quiet_page):
        text = visible_text(page)
        assert text.count("Caliendo-Parro equilibrium") == 1
        assert "what remains when every buyer has reconsidered" in text
        charts = payload(page)["charts"]
        shown = [{**chart, "columns": [], "rows": []} for chart in charts]
        assert "enchmark" not in text + json.dumps(shown)
    assert "Long run without frictions" in visible_text(war_page)


def test_every_chart_of_the_run_shows_the_long_run_beside_it(war_page):
    # Supply chains are those of relationships, which the long run has none of; its welfare has its own bars.
    without = {"replacement", "exposure", "welfare_parts"}
    for chart in payload(war_page)["charts"]:
        by_diamond = any(
            mark == "diamond" and "without frictions" in name.lower() for name, _, mark in chart["keys"]
        )
        assert by_diamond or chart["id"] in without, chart["id"]
        told = any("without frictions" in heading.lower() for heading in chart["headings"])
        assert told or chart["id"] == "exposure", chart["id"]
    assert "Long run without frictions</button>" in war_page  # the other view of the colour table


def drawn_diamonds(page, chart, view=0):
    """Values of the diamonds of a chart: along the rows, or up the end of the time axis."""
    figure = next(item for item in payload(page)["charts"] if item["id"] == chart)["views"][view]
    marks = [trace for trace in figure["data"] if (trace.get("marker") or {}).get("symbol") == "diamond"]
    return [value for trace in marks for value in (trace["y"] if "text" in trace else trace["x"])]


def test_diamonds_stand_where_the_long_run_is(war_run, war_page):
    metrics = compute_metrics(war_run)
    head = metrics.headline
    prices = [100 * change.benchmark for change in head.consumer_prices]
    assert drawn_diamonds(war_page, "consumer-prices") == pytest.approx(prices, rel=1e-4)
    flows = metrics.bilateral_trade.group_by("direction", maintain_order=True).last()["benchmark"] / 1000
    assert drawn_diamonds(war_page, "trade", view=1) == pytest.approx(flows.to_list(), rel=1e-4)
    changes = [100 * flow.benchmark for flow in (head.imports, head.exports, head.trade)]
    assert drawn_diamonds(war_page, "trade") == pytest.approx(changes, rel=1e-3)
    assert drawn_diamonds(war_page, "tariffs") == []  # rates at fixed weights are the policy's own
    ours, theirs = drawn_diamonds(war_page, "tariffs", view=1)[:2]
    assert (ours, theirs) == pytest.approx(
        (100 * head.tariff_of_first.benchmark, 100 * head.tariff_of_second.benchmark), rel=1e-4
    )
    order = metrics.welfare.sort(["change", "economy"], descending=[True, False])
    for view, column in enumerate(("benchmark_change", "benchmark_real_wage_change")):
        expected = (100 * order[column]).to_list()
        assert drawn_diamonds(war_page, "welfare", view) == pytest.approx(expected, rel=1e-4)
    revenue = order.join(metrics.revenue, on="economy", maintain_order="left")["benchmark"] / 1000
    assert drawn_diamonds(war_page, "welfare", view=2) == pytest.approx(revenue.to_list(), rel=1e-4)
    falls = metrics.diversion["benchmark_lost"] / 1000
    assert drawn_diamonds(war_page, "diversion") == pytest.approx(falls.to_list(), rel=1e-4)
    rises = 100 * metrics.retail["benchmark_retail_change"]
    assert drawn_diamonds(war_page, "retail-prices") == pytest.approx(rises.to_list(), rel=1e-4)


def test_tiles_and_findings_quote_the_long_run(war_run, war_page):
    head, text = compute_metrics(war_run).headline, visible_text(war_page)
    ours, theirs = head.consumer_prices
    long_run = percent(ours.benchmark, signed=True)
    assert f"Long run without frictions {long_run}. China" in text
    assert f"(long run without frictions: {long_run} and {percent(theirs.benchmark, signed=True)})" in text
    assert f"Long run without frictions USD {billions(head.revenue_benchmark)} bn." in text
    assert f"(long run without frictions: USD {billions(head.revenue_benchmark)} bn)" in text
    after = percent(head.tariff_of_first.end_current_weights)
    assert f"{after}, without frictions {percent(head.tariff_of_first.benchmark)}." in text


def test_card_of_the_limit_gives_gaps_and_says_what_they_are(war_page, quiet_page):
    text = visible_text(war_page)
    assert "The agents against their limit" in text
    assert "sampling error, which falls as the number of relationships rises" in text
    assert "Gap in welfare, largest of any economy and week 0.080 points" in text
    assert "Gap in goods flows across borders, worst week 0.30%" in text
    assert "largest in the rest of the world in the week of 2025-01-13" in text
    assert "From the long run without frictions, largest: run" in text
    assert "From the long run" not in visible_text(quiet_page)


@pytest.mark.parametrize(
    ("run", "limit", "words"),
    [
        (0.0001, 0.0001, "Run and limit have both come to rest"),
        (0.0010, 0.0001, "the run keeps a distance"),
        (0.0070, 0.0064, "still on its way to the long run without frictions, farthest in Japan"),
    ],
)
def test_card_says_whether_the_path_has_come_to_rest(war_run, run, limit, words):
    metrics = compute_metrics(war_run)
    against = replace(metrics.against_limit, distance=run, limit_distance=limit, farthest="JPN")
    vars(metrics)["against_limit"] = against  # as if it had come out so
    assert words in limit_words(metrics, Names(war_run.manifest["world"]["economies"], {}))


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
    page = report_markup(replace(war_run, manifest=hostile), compute_metrics(war_run))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_archive_holds_metrics_manifest_and_scenario(war_page):
    encoded = re.search(r'href="data:application/zip;base64,([^"]+)"', war_page)[1]
    archive = zipfile.ZipFile(io.BytesIO(base64.b64decode(encoded)))
    assert {"run.json", "scenario.yaml", "metrics/trade_diversion.csv"} <= set(archive.namelist())


def test_findings_quote_the_figures_of_the_run(war_run):
    head = compute_metrics(war_run).headline
    names = Names(war_run.manifest["world"]["economies"], war_run.manifest["world"]["groups"])
    items = findings(head, names)
    assert [item.topic for item in items][2:4] == ["Sourcing", "Decoupling"]
    assert len(items) == 6
    assert comparison(head.trade.run) in items[1].text
    flat = replace(head, trade=replace(head.trade, run=0.25), published_trade=None)
    assert "25% higher" in findings(flat, names)[1].text


def test_what_is_barred_at_the_end_is_said(war_run):
    head = compute_metrics(war_run).headline
    names = Names(war_run.manifest["world"]["economies"], war_run.manifest["world"]["groups"])
    assert "may not go" not in findings(head, names)[0].text
    barred = replace(head, tariff_of_first=replace(head.tariff_of_first, barred=0.25))
    second, first = names.phrase(head.second), names.phrase(head.first)
    said = f"At the end 25% of the goods from {second} may not go to {first}."
    assert said in findings(barred, names)[0].text


def test_sourcing_speaks_of_shares_and_of_tariffs_on_third_economies(war_run):
    head = compute_metrics(war_run).headline
    names = Names(war_run.manifest["world"]["economies"], war_run.manifest["world"]["groups"])
    level = head.tariff_of_first_on_rest
    taxed = replace(
        head,
        share_of_second=(0.13, 0.06),
        share_gains=((head.gains[0][0], 0.0173),),
        tariff_of_first_on_rest=replace(level, base=0.011, end=0.094),
        third=ThirdGain(bilateral=70_000.0, benchmark=-40_000.0),
    )
    text = findings(taxed, names)[2].text
    assert "goes from 13% to 6.0%" in text
    assert "(+1.7 points)" in text
    assert "USD 70 bn a year more; as they pay 9.4% on average themselves, against 1.1%" in text
    assert "they sell USD 40 bn a year less" in text
    free = replace(
        taxed,
        share_gains=(),
        tariff_of_first_on_rest=replace(level, base=0.011, end=0.011),
        third=ThirdGain(70_000.0, 70_000.0),
    )
    text = findings(free, names)[2].text
    assert "points" not in text
    assert "third economies sell" in text
    assert "themselves" not in text


def test_third_economies_gain_is_summed_over_all_but_the_two(war_run):
    metrics = compute_metrics(war_run)
    third = metrics.import_sources_first.filter(pl.col("economy") != metrics.headline.second)
    base, benchmark = (third[column].to_numpy().sum() for column in ("base", "benchmark"))
    assert metrics.headline.third.benchmark == pytest.approx(benchmark - base)
    assert metrics.headline.third.bilateral == pytest.approx(1.1 * benchmark - base)
