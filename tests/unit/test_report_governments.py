import json
import re
from dataclasses import replace

import polars as pl
import pytest

from sim.agents.policies import rates
from sim.metrics import compute_metrics
from sim.report.drawing.policy_marks import DECIDED, named_acts
from sim.report.drawing.theme import STANDOFF_SHADES, TALKING, colour
from sim.report.drawing.wording import Names
from sim.report.facts import Facts
from sim.report.governments.contents import GOVERNMENTS
from sim.report.governments.standoff_page import remark, standoff_findings
from sim.report.governments.standoff_states import STANCES, state_spans
from sim.report.page.page import report_markup
from sim.scenario.negotiations import STATES

OF_GOVERNMENTS = {
    "standoff-lanes",
    "standoff-costs",
    "standoff-by-week",
    "standoff-endings",
    "standoff-exemptions",
}


@pytest.fixture(scope="module")
def metrics(standoff_run):
    return compute_metrics(standoff_run)


@pytest.fixture(scope="module")
def names(standoff_run):
    world = standoff_run.manifest["world"]
    return Names(world["economies"], world["groups"])


@pytest.fixture(scope="module")
def page(standoff_run, metrics):
    return report_markup(Facts(metrics))


@pytest.fixture(scope="module")
def charts(metrics):
    return drawn(Facts(metrics))


def drawn(facts):
    """Charts of the page on governments by name."""
    charts = (draw(facts) for draw in GOVERNMENTS.drawings)
    return {chart.identifier: chart for chart in charts if chart is not None}


def payload(page):
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)[1])


def marks(chart):
    """Symbol, colour and lane of every mark."""
    traces = chart.views[0].figure.data
    drawn = [(trace.marker, trace.y) for trace in traces if trace.type == "scatter" and not trace.showlegend]
    return [mark for marker, y in drawn for mark in zip(marker.symbol, marker.color, y, strict=True)]


def test_scripted_runs_have_no_standoff_on_their_page(war_run):
    page = report_markup(Facts(compute_metrics(war_run)))
    assert TALKING.light not in page
    assert not OF_GOVERNMENTS & {chart["id"] for chart in payload(page)["charts"]}


def test_page_of_governments_has_its_charts(page):
    found = {chart["id"]: chart for chart in payload(page)["charts"]}
    assert set(found) >= OF_GOVERNMENTS
    for identifier in OF_GOVERNMENTS:
        chart = found[identifier]
        assert chart["title"]
        assert len(chart["columns"]) == len(chart["headings"]) == len(chart["data"])


def test_every_colour_of_the_chapter_has_a_dark_counterpart(page):
    content = payload(page)
    assert set(re.findall(r"#[0-9a-f]{6}", json.dumps(content["charts"]))) <= set(content["dark"])
    assert len({shade.light for shade in STANDOFF_SHADES}) == len(STANDOFF_SHADES)


def test_economies_are_named_not_coded(page):
    charts = [chart for chart in payload(page)["charts"] if chart["id"] in OF_GOVERNMENTS]
    assert not re.search(r"\b(USA|CHN)\b", json.dumps(charts))


def test_every_state_has_a_colour_and_words_that_stand_out_from_it():
    assert sorted(state for stance in STANCES for state in stance.states) == sorted(STATES)


def test_weeks_in_a_state_are_one_span(metrics):
    spans = state_spans(metrics.standoff.weeks.filter(pl.col("economy") == "USA"))
    lengths = [(span.state, (span.end - span.start).days // 7) for span in spans]
    assert lengths == [
        ("peace", 4),
        ("escalation", 10),
        ("embargo", 1),
        ("stalemate", 2),
        ("back_channel", 1),
        ("truce", 13),
        ("deal", 9),
    ]
    assert [what for _, what in spans[3].happened] == ["both stop raising", "CHN drops its precondition"]


def test_words_that_are_not_so_are_hollow(charts, metrics):
    said = [
        (symbol, shade)
        for symbol, shade, _ in marks(charts["standoff-lanes"])
        if symbol.startswith(("circle", "square"))
    ]
    assert sorted(said) == sorted(
        [
            ("circle-open", colour("USA")),
            ("circle-open", colour("USA")),
            ("circle", colour("USA")),
            ("square", colour("CHN")),
            ("square-open", colour("CHN")),
        ]
    )
    assert sum(symbol.endswith("-open") for symbol, _ in said) == metrics.standoff.false_words
    assert (
        charts["standoff-lanes"].data.filter(pl.col("is_so") == "no").height == metrics.standoff.false_words
    )


def test_acts_stand_in_the_lane_of_their_side(charts, metrics):
    lanes = {"USA": 5, "CHN": 4}
    acts = [
        (shade, round(lane))
        for symbol, shade, lane in marks(charts["standoff-lanes"])
        if round(lane) in {4, 5}
    ]
    expected = [(colour(code), lanes[code]) for code in metrics.standoff.acts["economy"]]
    assert sorted(acts) == sorted(expected)


def test_hover_texts_are_sentences(charts):
    texts = [
        text
        for trace in charts["standoff-lanes"].views[0].figure.data
        if trace.customdata is not None
        for text in trace.customdata
    ]
    assert all(text.endswith(".") for text in texts)
    assert (
        "<b>Week of 21 April 2025</b><br>The US says that talks are under way. "
        "There are none in the week." in texts
    )
    assert "<b>20 April 2025</b><br>China quietly exempts goods of the US from its duties: soybeans." in texts


def test_steps_are_those_of_the_table(charts):
    chart = charts["standoff-by-week"]
    truce, deal, own = chart.views[0].figure.data
    assert list(truce.y) == pytest.approx((100 * chart.data["truce"]).to_list())
    assert list(deal.y) == pytest.approx((100 * chart.data["deal"]).to_list())
    assert list(zip(own.x, own.y, strict=True)) == [(4, 75.0), (17, 25.0)]
    assert chart.title == "3 of 4 draws reach a truce, half of them within 4 weeks"


def test_stacked_bars_are_those_of_the_table_and_add_up(charts):
    chart = charts["standoff-endings"]
    bars = [(bar.y[0], bar.x[0]) for bar in chart.views[0].figure.data]
    table = chart.data.filter(pl.col("draws") > 0).select("question", 100 * pl.col("share")).rows()
    assert bars == table
    assert sum(width for label, width in bars if label == "On terms of") == pytest.approx(100)
    assert chart.title == "China gives way first in 50% of draws, the US in 25%, nobody in 25%"


def test_costs_and_scores_are_those_of_the_table(charts):
    chart = charts["standoff-costs"]
    for view, column in enumerate(("pressure", "audience", "cost")):
        for trace, name in zip(chart.views[view].figure.data, ("US", "China"), strict=True):
            drawn = chart.data.filter(pl.col("economy") == name)[column].to_list()
            assert list(trace.y) == pytest.approx(drawn)
    freed = charts["standoff-exemptions"]
    assert list(freed.views[0].figure.data[0].x) == freed.data["score"].to_list() == [0.05, 0.03, 0.02]
    assert freed.title == "The US frees 2 groups of goods in public, China 1 quietly"


def test_one_draw_gets_a_sentence_in_place_of_charts(metrics, names, standoff_run):
    standoff = replace(metrics.standoff, endings=replace(metrics.standoff.endings, draws=1))
    other = compute_metrics(standoff_run)
    vars(other)["standoff"] = standoff  # as if it had come out so
    assert OF_GOVERNMENTS & set(drawn(Facts(other))) == OF_GOVERNMENTS - {
        "standoff-by-week",
        "standoff-endings",
    }
    assert "ensemble.bargains" in remark(Facts(other))
    assert "ensemble.bargains" not in remark(Facts(metrics))
    assert "draws" not in standoff_findings(standoff, names)[0].text
    assert "ensemble.bargains" in report_markup(Facts(other))


def test_runs_without_outcomes_acts_or_exemptions_have_a_page(standoff_run):
    tables = dict(standoff_run.tables)
    for name in ("outcomes", "exemptions", "events"):
        tables[name] = tables[name].clear()
    tables["negotiations"] = tables["negotiations"].with_columns(
        state=pl.lit("peace"), what=pl.lit(""), said=pl.lit(""), talking=pl.lit(False)
    )
    run = replace(standoff_run, tables=tables)
    found = {chart["id"]: chart for chart in payload(report_markup(Facts(compute_metrics(run))))["charts"]}
    assert found["standoff-lanes"]["title"] == "No truce and no deal; nothing is said of talks"
    assert OF_GOVERNMENTS & set(found) == {"standoff-lanes", "standoff-costs"}


def test_findings_say_how_it_ends_and_what_was_said(metrics, names):
    ends, words = (item.text for item in standoff_findings(metrics.standoff, names))
    assert ends == (
        "The US and China reach a truce in this run 4 weeks after they begin to decide for themselves, and a "
        "deal after 17; China gives way first. Of 4 draws of chance 3 reach a truce by the end of the run, "
        "half of them within 4 weeks, and 2 a deal, half of them within 10 weeks. China gives way first in "
        "50%, the US in 25% and nobody in 25%; the terms are those of both in 50%, of China in 25% and of "
        "nobody in 25%."
    )
    assert words == (
        "Of 5 words about talks 3 do not match the facts of their week: 2 of 3 of the US and 1 of "
        "2 of China. In 2 weeks one claims talks that the other denies."
    )
    assert standoff_findings(None, names) == ()


def test_titles_of_what_was_decided_name_economies(names):
    assert DECIDED == rates.DECIDED
    rows = [("CHN keeps 10 points on USA", DECIDED), ("USA as written", "Executive Order")]
    events = pl.DataFrame(rows, schema=["title", "source"], orient="row")
    assert named_acts(events, names)["title"].to_list() == [
        "China keeps 10 points on the US",
        "USA as written",
    ]
