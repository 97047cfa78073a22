"""What could have passed through a connector, going by customs data, and what did."""

import numpy as np
import polars as pl
import pytest
from hand_made import evidence, filled, mondays

from sim.metrics.trade_patterns.declared import declared_exports, declared_imports, declared_trade
from sim.metrics.trade_patterns.transit import TRANSIT, TRANSIT_BY_GROUP, transit_bound, transit_share

CODES = ("USA", "CHN", "VNM", "MEX")
GROUPS = ("toys", "chips")

# What China sells to a connector, and that to the United States: toys and chips.
INWARD = np.array([40.0, 1.0])
OUTWARD = np.array([10.0, 15.0])


def test_bound_by_hand():
    assert transit_bound(INWARD, OUTWARD) == pytest.approx([10.0, 1.0])
    assert transit_share(transit_bound(INWARD, OUTWARD), OUTWARD) == pytest.approx(11 / 25)


def test_bound_knows_no_unit():
    assert transit_share(transit_bound(9 * INWARD, 9 * OUTWARD), 9 * OUTWARD) == pytest.approx(11 / 25)


def test_coarser_groups_raise_the_bound():
    inward, outward = np.random.default_rng(1).pareto(1.0, (2, 40, 12))
    coarse = transit_bound(inward.sum(axis=1), outward.sum(axis=1))
    assert (coarse >= transit_bound(inward, outward).sum(axis=1) - 1e-12).all()


def test_who_sells_nothing_has_no_share():
    assert np.isnan(transit_share(np.zeros(2), np.zeros(2)))


def flows():
    """Origin, destination, group."""
    found = np.zeros((4, 4, 2))
    found[0, 1] = [0.0, 20.0]
    found[1, 0] = [60.0, 20.0]
    found[1, 2], found[1, 3] = [4.0, 1.0], [2.0, 2.0]
    found[2, 0], found[3, 0] = [10.0, 5.0], [0.0, 8.0]
    return found


def routes(weeks, value=3.0, detected=1.0):
    """Chinese toys that go to the United States as Vietnam's, in some weeks."""
    return filled(
        "routing",
        {
            "arm": ["scenario"] * len(weeks),
            "origin": ["CHN"] * len(weeks),
            "connector": ["VNM"] * len(weeks),
            "destination": ["USA"] * len(weeks),
            "group": ["toys"] * len(weeks),
            "week": weeks,
            "value": [value] * len(weeks),
            "detected": [detected] * len(weeks),
            "fee": [0.03 * value] * len(weeks),
        },
    )


def test_declared_exports_by_hand():
    one = [np.array([place]) for place in (1, 2, 0, 0)]
    declared = declared_exports(flows(), *one, np.array([2.0]))
    assert declared[1, 0] == pytest.approx([58.0, 20.0])
    assert declared[2, 0] == pytest.approx([12.0, 5.0])
    moved = declared - flows()
    assert moved.sum(axis=0) == pytest.approx(np.zeros((4, 2)))
    assert np.count_nonzero(moved) == 2


def test_declared_imports_hold_what_is_passed_on_and_what_is_found_out():
    one = [np.array([place]) for place in (1, 2, 0)]
    taken_in = declared_imports(flows(), *one, np.array([3.0]))
    assert taken_in[1, 2] == pytest.approx([7.0, 1.0])
    assert np.count_nonzero(taken_in - flows()) == 1


def test_declared_trade_adds_up_to_the_table_of_the_run():
    weeks = mondays(4)
    pairs = [(o, d) for o in range(4) for d in range(4) if flows()[o, d].sum() > 0.0]
    true = {pair: flows()[pair].sum() for pair in pairs}
    hidden = {(1, 0): -2.0, (2, 0): 2.0}
    columns = {
        "arm": np.repeat(["scenario", "reference"], 4 * len(pairs)),
        "origin": np.tile(np.repeat([CODES[o] for o, _ in pairs], 4), 2),
        "destination": np.tile(np.repeat([CODES[d] for _, d in pairs], 4), 2),
        "week": weeks * (2 * len(pairs)),
        "true_value": np.tile(np.repeat([true[pair] for pair in pairs], 4), 2),
        "declared_value": np.concatenate(
            [
                np.repeat([true[pair] + hidden.get(pair, 0.0) for pair in pairs], 4),
                np.repeat([true[pair] for pair in pairs], 4),
            ]
        ),
    }
    tables = {"routing": routes(weeks), "declared_trade": filled("declared_trade", columns)}
    found = evidence(CODES, GROUPS, flows(), flows(), tables=tables)
    for arm, ours in zip(("scenario", "reference"), declared_trade(found, slice(0, 4)), strict=True):
        theirs = found.run.tables["declared_trade"].filter(pl.col("arm").cast(pl.String) == arm).collect()
        for row in theirs.iter_rows(named=True):
            place = tuple(CODES.index(row[name]) for name in ("origin", "destination"))
            assert ours.exports[place].sum() == pytest.approx(52 * row["declared_value"])


def test_table_sets_the_bound_beside_the_truth():
    tables = {"routing": routes(mondays(4))}
    frame = TRANSIT.frame(evidence(CODES, GROUPS, flows(), flows(), tables=tables))
    assert frame.height == 2 * 2 * 2  # quarters, directions, connectors
    row = frame.filter(connector="VNM", quarter="last", destination="USA").row(0, named=True)
    # Toys: in 4 + 3 passed on, out 10 + 2 that are not found out. Chips: in 1, out 5.
    assert row["declared"] == pytest.approx(52 * 17)
    assert row["bound"] == pytest.approx(52 * (7 + 1))
    assert row["bound_share"] == pytest.approx(8 / 17)
    assert (row["routed"], row["true_share"]) == pytest.approx((52 * 2.0, 2 / 17))
    assert row["bound_share_reference"] == pytest.approx((4 + 1) / 15)
    assert (row["routed_reference"], row["true_share_reference"]) == (0.0, 0.0)
    mexico = frame.filter(connector="MEX", quarter="last", destination="USA").row(0, named=True)
    assert (mexico["bound_share"], mexico["true_share"]) == pytest.approx((2 / 8, 0.0))
    back = frame.filter(connector="VNM", quarter="last", destination="CHN").row(0, named=True)
    assert (back["declared"], back["bound_share"]) == (0.0, None)


def test_quarters_are_the_first_and_the_last_thirteen_weeks():
    weeks = mondays(40)
    long = np.repeat(flows()[..., None], 40, axis=3)
    tables = {"routing": routes(weeks[-13:])}
    frame = TRANSIT.frame(evidence(CODES, GROUPS, long, long, tables=tables))
    routed = frame.filter(connector="VNM", destination="USA")
    assert routed["quarter"].to_list() == ["first", "last"]
    assert routed["routed"].to_list() == pytest.approx([0.0, 52 * 2.0])


def test_weeks_without_a_route_count_as_nothing_routed():
    weeks = mondays(4)
    frame = TRANSIT.frame(evidence(CODES, GROUPS, flows(), flows(), tables={"routing": routes(weeks[:1])}))
    row = frame.filter(connector="VNM", quarter="last", destination="USA").row(0, named=True)
    assert row["routed"] == pytest.approx(52 * 2.0 / 4)


def test_groups_add_up_to_all_goods():
    found = evidence(CODES, GROUPS, flows(), flows(), tables={"routing": routes(mondays(4))})
    whole = TRANSIT.frame(found).filter(connector="VNM", quarter="last", destination="USA").row(0, named=True)
    parts = TRANSIT_BY_GROUP.frame(found).filter(connector="VNM", quarter="last", destination="USA")
    assert parts["group"].to_list() == ["toys", "chips"]
    for name in ("declared", "bound", "routed", "bound_reference"):
        assert parts[name].sum() == pytest.approx(whole[name])
    assert parts["bound_share"].to_list() == pytest.approx([7 / 12, 1 / 5])
