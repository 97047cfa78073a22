"""Charts of prices and households: what is drawn is in the tables, in every kind of run."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hand_made import filled

from sim.metrics import compute_metrics
from sim.metrics.draws import Draws
from sim.records.tables import ARMS
from sim.report.facts import Facts
from sim.report.page.payload import chart_payload, script_safe
from sim.report.prices.contents import PRICES

NAMES = [drawing.__name__ for drawing in PRICES.drawings]
RUNS = ("war_run", "quiet_run", "standoff_run", "other_war_run")
_FACTS = {}


@pytest.fixture
def facts(request):
    """Facts of a run by the name of its fixture, the war's unless another is asked for."""
    name = getattr(request, "param", "war_run")
    if name not in _FACTS:
        _FACTS[name] = Facts(compute_metrics(request.getfixturevalue(name)))
    return _FACTS[name]


in_every_run = pytest.mark.parametrize("facts", RUNS, indirect=True)


def chart(facts, name):
    return next(drawing for drawing in PRICES.drawings if drawing.__name__ == name)(facts)


def view(drawn, label="", basis=""):
    return next(each for each in drawn.views if each.label == label and basis in ("", each.basis)).figure


@in_every_run
@pytest.mark.parametrize("name", NAMES)
def test_every_chart_can_be_written_and_says_what_it_is_drawn_from(facts, name):
    drawn = chart(facts, name)
    if drawn is None:
        assert name in ("retail_pass_through", "who_pays")  # these runs keep no books of shops
        return
    assert drawn.identifier == name.replace("_", "-")
    assert set(drawn.metrics) <= set(facts.metrics.applicable)
    assert drawn.metrics
    assert drawn.data.height
    assert "None" not in drawn.title + drawn.note
    assert "nan" not in drawn.title.split()
    assert script_safe(chart_payload(drawn))


def test_titles_of_a_run_in_which_nothing_happens(request):
    facts = Facts(compute_metrics(request.getfixturevalue("quiet_run")))
    titles = {name: drawn.title for name in NAMES if (drawn := chart(facts, name)) is not None}
    assert titles["consumer_prices"] == "Consumer prices in the US and China do not move"
    assert titles["sector_prices"] == "No goods cost more in the US"
    assert "who_pays" not in titles


def test_consumer_prices_are_drawn_as_levels_and_as_changes(facts):
    drawn = chart(facts, "consumer_prices")
    ours = facts.metrics.consumer_prices.filter(economy="USA")
    levels, changes = view(drawn, basis="level"), view(drawn, basis="change")
    assert np.allclose(levels.data[2].y, 100.0 * ours["scenario"], rtol=1e-4)
    assert levels.data[1].line.dash == "dot"
    assert np.allclose(levels.data[1].y, 100.0 * ours["reference"], rtol=1e-4)
    assert np.allclose(changes.data[1].y, 100.0 * ours["change"], rtol=1e-4, atol=1e-5)


def test_the_table_of_consumer_prices_has_weeks_of_the_two_and_the_end_of_all_others(facts):
    rows = chart(facts, "consumer_prices").data.group_by("economy").len()
    weeks = len(facts.metrics.axes.weeks)
    assert dict(rows.filter(pl.col("economy").is_in(["US", "China"])).rows()) == {"US": weeks, "China": weeks}
    assert rows.filter(~pl.col("economy").is_in(["US", "China"]))["len"].unique().to_list() == [1]


def test_rows_of_prices_hold_cost_before_and_after_substitution_and_the_shop(facts):
    drawn = chart(facts, "sector_prices")
    frame = facts.metrics.frame("sector_prices").filter(economy="USA")
    frame = frame.drop_nulls(["before_substitution", "after_substitution", "retail"])
    frame = frame.sort(["after_substitution", "group"], descending=[True, False])
    _, before, _, after, retail = view(drawn, "US").data
    for trace, column in (
        (before, "before_substitution"),
        (after, "after_substitution"),
        (retail, "retail"),
    ):
        assert np.allclose(trace.x, 100.0 * frame[column].head(14), rtol=1e-4)


@pytest.fixture(scope="module")
def paying(war_run):
    """The war with books of households: shops bear a little more of the duty every week."""
    economies, weeks = tuple(war_run.manifest["world"]["economies"]), war_run.manifest["horizon"]["weeks"]
    mondays = war_run.tables["welfare"].select(pl.col("week").unique().sort()).collect()["week"]
    rows = [(arm, code, week) for arm in ARMS for code in economies for week in mondays]
    arm, economy, week = zip(*rows, strict=True)
    loss = [-0.5 * (each - mondays[0]).days * (name == "scenario") for name, _, each in rows]
    books = {
        "arm": arm,
        "economy": economy,
        "week": week,
        "shops_profit": loss,
        "spending": [1e5] * len(rows),
    }
    assert len(rows) == 2 * len(economies) * weeks
    tables = {name: war_run.tables[name] for name in war_run.tables}
    return Facts(
        compute_metrics(replace(war_run, tables={**tables, "households": filled("households", books)}))
    )


def test_steps_lead_from_the_whole_duty_to_those_who_buy(paying):
    bars = view(chart(paying, "who_pays"), "At the end").data[0]
    closing = (
        paying.metrics.frame("closing_who_pays").filter(importer="USA", partner="all").row(0, named=True)
    )
    shares = [100.0 * closing[name] for name in ("exporters", "importers", "shops", "buyers")]
    assert bars.y[0] == 100.0
    assert list(bars.y[1:]) == pytest.approx(shares, abs=1e-2)
    ends = [base + size for base, size in zip(bars.base, bars.y, strict=True)]
    assert ends[1] == pytest.approx(100.0, abs=1e-2)
    assert list(bars.base[1:4]) == pytest.approx(ends[2:], abs=1e-2)
    assert bars.base[4] == 0.0


def test_duty_over_time_is_the_sum_of_who_bears_it(paying):
    figure = view(chart(paying, "who_pays"), "US over time")
    *parts, whole = (trace.y for trace in figure.data)
    borne = [sum(week) for week in zip(*parts, strict=True) if None not in week]
    duty = [total for *week, total in zip(*parts, whole, strict=True) if None not in week]
    assert len(duty) > 10
    assert borne == pytest.approx(duty, rel=1e-3)


def test_spending_in_dollars_is_base_spending_times_the_change(facts):
    drawn = chart(facts, "income_burden")
    burden = facts.metrics.burden.filter(economy="USA")
    bars, rings = view(drawn, "US in USD", "level").data
    assert np.allclose(bars.y, burden["real_spending"] / 1000.0, rtol=1e-4)
    assert np.allclose(rings.y, burden["real_spending_reference"] / 1000.0, rtol=1e-4)
    change = (burden["real_spending"] - burden["real_spending_reference"]) / 1000.0
    together = next(trace for trace in view(drawn, "US in USD", "change").data if trace.name == "Together")
    assert np.allclose(together.y, change, rtol=1e-3, atol=1e-9)


def test_real_consumption_over_time_ends_at_its_last_week(facts):
    drawn = chart(facts, "real_consumption")
    path = view(drawn, "Over time", "change").data[1].y[-1]
    last = facts.metrics.weekly_welfare.filter(economy="USA")["change"][-1]
    assert path == pytest.approx(100.0 * last, rel=1e-4)


def test_the_caveat_on_unsettled_relationships_stands_beside_real_consumption(facts):
    parts = facts.metrics.headline.welfare_parts
    note = chart(facts, "real_consumption").note
    assert ("no gain to count on" in note) == (parts is not None and abs(parts.matches) >= 5e-5)


def test_bands_are_drawn_from_three_draws_on(facts):
    alone = view(chart(facts, "consumer_prices"), basis="change")
    several = Facts(facts.metrics, Draws([facts.metrics] * 3))
    with_bands = view(chart(several, "consumer_prices"), basis="change")
    assert len(with_bands.data) == len(alone.data) + 8
    assert "Bands: 3 draws" in chart(several, "consumer_prices").note
    assert len(view(chart(several, "real_consumption"), "Over time", "level").data) > 5
