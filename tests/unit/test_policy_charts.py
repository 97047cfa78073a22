"""Charts of policy: what they draw is what the metrics say, in war, in peace and between others."""

import re
from datetime import date, timedelta

import polars as pl
import pytest

from sim.metrics import compute_metrics
from sim.records.tables import TABLES
from sim.report.drawing.policy_marks import PolicyEvents
from sim.report.facts import Facts
from sim.report.policy.sector_chart import sector_tariffs
from sim.report.policy.step_labels import Step, acts_on, step_labels, steps_of
from sim.report.policy.tariff_chart import tariff_timeline
from sim.report.policy.taxed_chart import taxed_trade
from sim.report.policy.week_marks import by_kind, week_marks

MONDAY = date(2025, 3, 31)
WEEKS = [MONDAY + timedelta(weeks=week) for week in range(6)]
DRAWINGS = (tariff_timeline, taxed_trade, sector_tariffs)


@pytest.fixture(scope="module")
def facts(war_run):
    return Facts(compute_metrics(war_run))


def view(chart, label, basis=""):
    return next(each for each in chart.views if (each.label, each.basis) == (label, basis))


def acts(*rows):
    filled = [
        {
            "date": day,
            "week": day - timedelta(days=day.weekday()),
            "event": event,
            "measure": measure,
            "kind": "tariff",
            "actors": "USA",
            "importer": "USA",
            "exporter": exporter,
            "title": measure,
            "source": "an order",
        }
        for day, event, measure, exporter in rows
    ]
    return PolicyEvents.of(pl.DataFrame(filled, schema=TABLES["events"].schema))


@pytest.mark.parametrize("run", ["war_run", "quiet_run", "standoff_run", "other_war_run"])
@pytest.mark.parametrize("drawing", DRAWINGS)
def test_every_run_has_the_chart_with_a_sentence_and_its_tables(run, drawing, request):
    facts = Facts(compute_metrics(request.getfixturevalue(run)))
    chart = drawing(facts)
    assert "None" not in chart.title
    assert "nan" not in chart.title
    assert set(chart.metrics) <= set(facts.metrics.applicable)
    assert set(chart.fields) <= set(chart.data.columns)


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_titles_say_that_nothing_happens_where_nothing_does(drawing, quiet_run):
    title = drawing(Facts(compute_metrics(quiet_run))).title
    assert re.search("do not change|stay as they were", title)


def test_timeline_draws_what_is_announced_due_and_paid(facts):
    chart = tariff_timeline(facts)
    paths = facts.metrics.tariff_paths.filter(importer="USA", exporter="CHN")
    announced = facts.metrics.frame("announced_tariffs").filter(importer="USA", exporter="CHN")
    expected = {
        ("Statutory", ""): announced["added"],
        ("Before substitution", "level"): paths["fixed_weights"],
        ("Before substitution", "change"): paths["fixed_weights"] - paths["base"],
        ("After substitution", "level"): paths["current_weights"],
        ("After substitution", "change"): paths["current_weights"] - paths["base"],
    }
    for (label, basis), values in expected.items():
        traces = view(chart, label, basis).figure.data
        drawn = next(trace for trace in traces if (trace.hovertemplate or "").startswith("US on China: "))
        assert list(drawn.y) == pytest.approx((100 * values).to_list(), abs=0.01), label
        assert drawn.x0 == facts.metrics.axes.weeks[0].isoformat()


def test_timeline_shows_the_level_without_the_measures_only_beside_levels(facts):
    chart = tariff_timeline(facts)
    dotted = {
        (each.label, each.basis): [t.y[0] for t in each.figure.data if "without" in (t.hovertemplate or "")]
        for each in chart.views
    }
    base = facts.metrics.tariff_paths.filter(importer="USA", exporter="CHN")["base"][0]
    assert dotted["Before substitution", "level"][0] == pytest.approx(100 * base, abs=0.01)
    assert dotted["Before substitution", "change"] == dotted["Statutory", ""] == []


def test_weeks_in_a_row_are_one_step_dated_by_its_last_act():
    events = acts(
        (date(2025, 4, 5), "starts", "ten", "CHN"),
        (date(2025, 4, 10), "starts", "hundred", "all except CAN"),
        (date(2025, 4, 12), "starts", "of others", "CAN"),
        (date(2025, 4, 12), "announced", "later", "CHN"),
    )
    moved = acts_on(events, "USA", "CHN")
    assert moved["measure"].to_list() == ["ten", "hundred"]
    (up, down) = steps_of(WEEKS, [0.0, 80.0, 145.0, 145.0, 60.0, 30.0], moved, "#000000")
    assert (up.day, up.week, up.before, up.after) == (date(2025, 4, 10), WEEKS[2], 0.0, 145.0)
    assert (down.day, down.before, down.after) == (WEEKS[5], 145.0, 30.0)


def test_labels_that_would_cover_each_other_are_left_to_the_larger_step():
    large = Step(WEEKS[1], WEEKS[1], 0.0, 145.0, "#000000")
    near = Step(WEEKS[1], WEEKS[1], 20.0, 143.0, "#000001")
    apart = Step(WEEKS[1], WEEKS[1], 0.0, 60.0, "#000002")
    small = Step(WEEKS[1], WEEKS[1], 0.0, 5.0, "#000003")
    span = (WEEKS[0], WEEKS[0] + timedelta(weeks=104))
    labels = step_labels([near, small, apart, large], span, 170.0, 370, "{:.0f}%")
    wide = [label for label in labels if label["name"] == "wide"]
    assert [label["font"]["color"] for label in wide] == ["#000000", "#000002"]
    assert wide[0]["text"] == "7 Apr 2025: 145%"


def test_marks_gather_a_week_and_say_each_measure_once_with_its_days_and_source():
    events = acts(
        (date(2025, 4, 8), "announced", "hundred", "CHN"),
        (date(2025, 4, 10), "starts", "hundred", "CHN"),
        (date(2025, 4, 15), "ends", "ten", "CHN"),
    )
    (marks,) = week_marks(by_kind(events), [100.0, 90.0])
    assert list(marks["x"]) == [date(2025, 4, 7), date(2025, 4, 14)]
    said = marks["text"][0].replace("<br>", " ")
    assert said == "Hundred: announced 8 Apr and starts 10 Apr (an order)"


def test_areas_are_the_shares_of_every_class_and_fill_the_whole(facts):
    chart = taxed_trade(facts)
    frame = facts.metrics.frame("weekly_taxed_trade").filter(importer="CHN", exporter="USA")
    traces = [t for t in view(chart, "China on US").figure.data if t.stackgroup]
    assert [sum(values) for values in zip(*(t.y for t in traces), strict=True)] == pytest.approx(
        [100.0] * len(facts.metrics.axes.weeks), abs=0.3
    )
    top = traces[-1]
    shares = frame.filter(rate_from=frame.filter(pl.col("share") > 0)["rate_from"].max())["share"]
    assert list(top.y) == pytest.approx((100 * shares).to_list(), abs=0.06)


def test_title_of_the_areas_quotes_the_last_week(facts):
    title = taxed_trade(facts).title
    last = facts.metrics.frame("weekly_taxed_trade")
    last = last.filter(pl.col("week") == pl.col("week").max(), pl.col("rate_from") >= 1.0)
    shares = [last.filter(importer=code)["share"].sum() for code in ("USA", "CHN")]
    quoted = [float(number) / 100 for number in re.findall(r"(\d+)% of what", title)]
    assert quoted == pytest.approx(shares, abs=0.005)


@pytest.mark.parametrize(("basis", "column"), [("level", "rate"), ("change", "change")])
def test_grid_holds_the_rate_of_every_sector_in_every_week_of_change(facts, basis, column):
    figure = view(sector_tariffs(facts), "US on China", basis).figure
    frame = facts.metrics.frame("sector_tariffs").filter(importer="USA", exporter="CHN", group="all")
    frame = frame.with_columns(change=pl.col("rate") - pl.col("rate_reference"))
    (grid,) = figure.data
    assert len(grid.x) == frame["week"].n_unique()
    by_name = dict(zip(grid.y, grid.z, strict=True))
    for sector, rows in frame.group_by("sector"):
        name = facts.names.sectors[sector[0]]
        expected = (100 * rows.sort("week")[column]).to_list()
        assert list(by_name[name]) == pytest.approx(expected, abs=0.06)


def test_grid_names_the_sectors_with_the_highest_and_the_lowest_rate(facts):
    frame = facts.metrics.frame("sector_tariffs").filter(importer="USA", exporter="CHN", group="all")
    last = frame.filter(pl.col("week") == pl.col("week").max()).sort("rate")
    title = sector_tariffs(facts).title
    highest, lowest = (facts.names.sectors[last["sector"][place]].lower() for place in (-1, 0))
    assert f"{highest} most" in title
    assert f"{lowest} least" in title
