"""The page on governments: what is drawn is what the tables say, in any kind of run."""

from dataclasses import replace

import polars as pl
import pytest

from sim.metrics import compute_metrics
from sim.metrics.draws import Draws
from sim.records.tables import TABLES
from sim.report.facts import Facts
from sim.report.governments.acts_lanes import SYMBOLS, acts_lanes
from sim.report.governments.approval_chart import approval_by_income
from sim.report.governments.contents import GOVERNMENTS
from sim.report.governments.home_front_chart import PANELS, political_pressure
from sim.report.governments.revenue_chart import tariff_revenue
from sim.report.governments.standoff_page import remark
from sim.report.page.page import report_markup

RUNS = ("war_run", "quiet_run", "other_war_run", "standoff_run")


@pytest.fixture
def war(war_run):
    return Facts(compute_metrics(war_run))


def facts_of(request, name):
    return Facts(compute_metrics(request.getfixturevalue(name)))


def views(chart):
    return {view.basis: view for view in chart.views}


def lane_marks(chart):
    return [
        (trace.name, day, height, hover)
        for trace in chart.views[0].figure.data
        if not trace.showlegend
        for day, height, hover in zip(trace.x, trace.y, trace.customdata, strict=True)
    ]


def test_every_act_has_one_mark_in_the_lane_of_its_government(war):
    chart, acts = acts_lanes(war), war.metrics.frame("government_acts")
    lanes = chart.views[0].figure.layout.yaxis
    label_at = dict(zip(lanes.tickvals, lanes.ticktext, strict=True))
    found = sorted((label_at[round(height)], day, name) for name, day, height, _ in lane_marks(chart))
    sides = {("USA", "CHN"): "US on China", ("CHN", "USA"): "China on US", ("USA", "rest"): "US on others"}
    expected = sorted(
        (sides[economy, toward], day, SYMBOLS[act].words)
        for economy, toward, day, act in acts.select("economy", "toward", "date", "act").rows()
    )
    assert found == expected
    assert len(found) == chart.data.height > 5


def test_hovering_tells_day_words_and_source(war):
    hovers = [hover for *_, hover in lane_marks(acts_lanes(war))]
    assert any(
        hover.startswith("<b>4 February 2025</b><br>The US's average tariff on China rises:")
        and hover.endswith("Source: made up for tests.")
        for hover in hovers
    )


def test_words_of_a_script_are_not_judged(war_run):
    said = {
        "event": "said", "kind": "statement", "actors": "CHN", "importer": "USA", "exporter": "CHN",
        "title": "CHN denies", "source": "", "measure": "s", "date": None, "week": None,
    }  # fmt: skip
    told = war_run.tables["events"].collect()
    first = told.row(0, named=True)
    row = pl.DataFrame(
        [said | {"date": first["date"], "week": first["week"]}], schema=TABLES["events"].schema
    )
    run = replace(war_run, tables={**war_run.tables, "events": pl.concat([told, row]).lazy()})
    chart = acts_lanes(Facts(compute_metrics(run)))
    assert "not held against facts in a scripted run" in chart.note
    assert chart.title.endswith("; 1 statement")
    assert any("Statement of China: China denies" in hover for *_, hover in lane_marks(chart))
    assert not any("true" in heading.lower() for heading in chart.fields)


def test_a_run_in_which_nothing_is_done_has_no_lanes(request):
    assert acts_lanes(facts_of(request, "quiet_run")) is None


def test_a_standoff_keeps_its_own_lanes(request):
    assert acts_lanes(facts_of(request, "standoff_run")) is None


def test_third_economies_share_a_lane(request):
    facts = facts_of(request, "war_run")
    acts = facts.metrics.frame("government_acts")
    facts.metrics._frames["government_acts"] = acts.with_columns(  # as if Japan had acted
        economy=pl.when(pl.col("economy") == "CHN").then(pl.lit("JPN")).otherwise("economy"),
        toward=pl.when(pl.col("economy") == "CHN").then(pl.lit("")).otherwise("toward"),
    )
    labels = acts_lanes(facts).views[0].figure.layout.yaxis.ticktext
    assert labels[-1] == "Third economies"
    assert not any(label.startswith("China") for label in labels)


def test_revenue_is_that_of_the_metric_on_either_basis(war):
    chart = tariff_revenue(war)
    for basis, columns in (("level", ("reference", "scenario")), ("change", ("change",))):
        lines = [trace for trace in views(chart)[basis].figure.data if trace.mode == "lines"]
        drawn = iter(lines)
        for code in ("USA", "CHN"):
            own = war.metrics.frame("weekly_revenue").filter(pl.col("economy") == code)
            for column in columns:
                assert list(next(drawn).y) == pytest.approx((own[column] / 1000).to_list(), rel=1e-5)
        assert next(drawn, None) is None


def test_diamonds_of_revenue_are_the_long_run(war):
    rest = war.metrics.revenue.filter(pl.col("economy").is_in(["USA", "CHN"]))
    long_run = {row["economy"]: row for row in rest.iter_rows(named=True)}
    base = war.metrics.frame("weekly_revenue").group_by("economy").agg(pl.col("reference").last())
    before = dict(base.rows())
    for basis in ("level", "change"):
        diamonds = views(tariff_revenue(war))[basis].figure.data[-1]
        wanted = [
            (long_run[code]["benchmark"] - (before[code] if basis == "change" else 0.0)) / 1000
            for code in ("USA", "CHN")
        ]
        assert list(diamonds.y) == pytest.approx(wanted, rel=1e-4)


def test_fans_of_both_governments_are_drawn_from_three_draws_on(war_run):
    def bands(number):
        draws = Draws([compute_metrics(war_run) for _ in range(number)])
        chart = tariff_revenue(Facts(compute_metrics(war_run), draws))
        return [trace.fillcolor for trace in chart.views[0].figure.data if trace.fillcolor]

    assert bands(2) == []
    assert len(bands(3)) == 4


def test_panels_are_the_columns_of_the_metric(war):
    frame, chart = war.metrics.frame("weekly_home_front"), political_pressure(war)
    for place, panel in enumerate(PANELS):
        for basis in ("level", "change"):
            traces = [
                trace
                for trace in views(chart)[basis].figure.data
                if trace.yaxis == ("y", "y2", "y3", "y4")[place]
            ]
            scenario = [trace for trace in traces if trace.line.dash == "solid"]
            for trace, code in zip(scenario, ("USA", "CHN"), strict=True):
                own = frame.filter(pl.col("economy") == code)
                now, before = own[panel.column], own[f"{panel.column}_reference"]
                change = now / before - 1.0 if panel.relative else now - before
                wanted = now * panel.scale if basis == "level" else change * 100.0
                assert list(trace.y) == pytest.approx(wanted.to_list(), rel=5e-5, abs=6e-3)


def test_home_front_is_taken_from_households_prices_and_trade(war_run):
    frame = compute_metrics(war_run).frame("weekly_home_front").filter(pl.col("economy") == "USA")
    prices = war_run.tables["prices"].collect()
    own = prices.filter(pl.col("economy") == "USA", pl.col("arm") == "scenario").sort("week")
    assert frame["real_wage"].to_list() == pytest.approx((own["wage"] / own["consumer_price"]).to_list())
    trade = war_run.tables["trade"].filter(
        pl.col("arm") == "scenario", pl.col("origin") == "USA", pl.col("destination") != "USA",
        pl.col("group") != "services",
    )  # fmt: skip
    sold = trade.group_by("week").agg(pl.col("customs_value").sum()).sort("week").collect()
    assert frame["exports"].to_list() == pytest.approx((52 * sold["customs_value"]).to_list(), rel=1e-4)


def test_approval_by_income_is_that_of_the_burden(war):
    chart = approval_by_income(war)
    for trace, code in zip(chart.views[0].figure.data, ("USA", "CHN"), strict=True):
        own = war.metrics.burden.filter(pl.col("economy") == code).sort("decile")
        assert list(trace.y) == pytest.approx((100 * own["approval_change"]).to_list(), rel=1e-5)


@pytest.mark.parametrize("name", RUNS)
def test_every_chart_has_a_title_data_and_metrics_in_any_run(request, name):
    facts = facts_of(request, name)
    for draw in (political_pressure, tariff_revenue, approval_by_income):
        chart = draw(facts)
        assert chart.title[0].isupper()
        assert "None" not in chart.title
        assert "nan" not in chart.title
        assert chart.data.height
        assert set(chart.metrics) <= set(facts.metrics.applicable)
        assert set(chart.fields) <= set(chart.data.columns)
        assert chart.identifier == draw.__name__.replace("_", "-")


def test_titles_hold_where_nothing_happens(request):
    facts = facts_of(request, "quiet_run")
    assert tariff_revenue(facts).title.count("the same without") == 2
    assert (
        political_pressure(facts).title == "Approval of the governments of the US and China stays as it was"
    )
    assert approval_by_income(facts).title.startswith("Approval stays as it was in every tenth")


def test_a_scripted_war_says_that_nothing_in_it_can_end_it(request):
    assert "standoff_game" in remark(facts_of(request, "war_run"))
    assert remark(facts_of(request, "quiet_run")) == ""


def test_scripted_runs_have_the_page_and_its_lead_says_so(request, war_run):
    page = report_markup(Facts(compute_metrics(war_run)))
    assert '<section id="governments" class="chapter">' in page
    assert "by the script" in GOVERNMENTS.lead(facts_of(request, "war_run"))
    assert "how it ends" in GOVERNMENTS.lead(facts_of(request, "standoff_run"))


def test_a_run_without_households_says_that_approval_is_not_known(war_run):
    tables = {**war_run.tables, "households": war_run.tables["households"].head(0)}
    chart = political_pressure(Facts(compute_metrics(replace(war_run, tables=tables))))
    assert chart.title == "Approval of the two governments is not known"


def test_an_embargo_between_the_two_is_in_the_title(war):
    acts = war.metrics.frame("government_acts")
    ban = acts.head(1).with_columns(act=pl.lit("barred"), toward=pl.lit("CHN"))
    war.metrics._frames["government_acts"] = pl.concat([acts, ban])  # as if there had been one
    assert "; an embargo from 4 February 2025 on" in acts_lanes(war).title
