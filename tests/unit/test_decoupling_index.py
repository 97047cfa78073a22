"""The composite index and its parts."""

import itertools

import numpy as np
import pytest
from hand_made import evidence, filled, mondays

from sim.metrics.decoupling.index import DECOUPLING_INDEX, DECOUPLING_PARTS, decoupled, index, weights_of
from sim.metrics.settings import Settings

ECONOMIES = ("USA", "CHN", "MEX")
BEFORE = np.array([[90.0, 10.0, 8.0], [40.0, 80.0, 6.0], [40.0, 2.0, 50.0]])


def test_what_is_gone_of_a_tie_is_the_mean_of_its_directions():
    path = np.array([[[30.0], [5.0]], [[60.0], [20.0]]])
    assert decoupled(path) == pytest.approx([1 - (0.5 + 0.25) / 2])
    assert decoupled(1000.0 * path) == pytest.approx(decoupled(path))


def test_closer_ties_are_negative_and_ties_that_never_were_have_no_value():
    assert decoupled(np.array([[[66.0]], [[60.0]]])) == pytest.approx([-0.1])
    assert np.isnan(decoupled(np.array([[[0.0]], [[0.0]]]))).all()
    assert decoupled(np.array([[[0.0]], [[60.0]]])) == pytest.approx([1.0])


def test_index_is_the_weighted_mean_of_parts_that_have_a_value():
    parts = np.array([[0.6, 0.6], [0.2, np.nan], [0.1, 0.1]])
    assert index(parts, np.array([1.0, 1.0, 1.0])) == pytest.approx([0.3, 0.35])
    assert index(parts, np.array([3.0, 1.0, 0.0])) == pytest.approx([0.5, 0.6])
    assert index(parts, np.array([6.0, 2.0, 0.0])) == pytest.approx([0.5, 0.6])
    assert np.isnan(index(np.full((3, 1), np.nan), np.ones(3))).all()


def test_weights_are_one_unless_the_user_weighs():
    assert weights_of({}) == pytest.approx(1.0)
    assert weights_of({"trade": 2.5, "blocs": 0.0}).tolist() == [2.5, 1, 1, 1, 0, 1, 1]
    with pytest.raises(ValueError, match="no part 'tarde'"):
        weights_of({"tarde": 1.0})
    with pytest.raises(ValueError, match="zero or more"):
        weights_of({"trade": -1.0})


def pairs(name, columns, home):
    """Rows of a table of pairs: `columns` maps a name to a function of arm, origin, destination."""
    rows = itertools.product(("scenario", "reference"), range(3), range(3), mondays(4))
    rows = [row for row in rows if home or row[1] != row[2]]
    keys = {
        "arm": [arm for arm, *_ in rows],
        "origin": [ECONOMIES[o] for _, o, _, _ in rows],
        "destination": [ECONOMIES[d] for _, _, d, _ in rows],
        "week": [week for *_, week in rows],
    }
    return filled(name, keys | {c: [at(*row[:3]) for row in rows] for c, at in columns.items()})


def seen(part_left=0.5, weights=None):
    """China and the United States keep a part of every tie; of bloc trade nothing else moves."""

    def kept(arm, o, d, value):
        return value * (part_left if arm == "scenario" and {o, d} == {0, 1} else 1.0)

    after = BEFORE.copy()
    after[0, 1] *= part_left
    after[1, 0] *= part_left
    tables = {
        "reliance": pairs("reliance", {"look_through": lambda *k: kept(*k, 0.02)}, home=False),
        "value_added": pairs("value_added", {"value_added": lambda *k: kept(*k, 5.0)}, home=True),
        "extensive_margin": pairs(
            "extensive_margin", {"surviving_value": lambda *k: kept(*k, 1.0)}, home=False
        ),
    }
    settings = Settings(weights=weights or {}, blocs={"West": ("USA",), "East": ("CHN",)})
    return evidence(
        ECONOMIES, ("toys",), after[..., None], BEFORE[..., None], tables=tables, settings=settings
    )


def test_table_by_hand():
    row = DECOUPLING_INDEX.frame(seen()).row(-1, named=True)
    assert row["trade"] == row["look_through"] == row["relationships"] == pytest.approx(0.5)
    # Shares: of US imports China had 40 of 80, of Chinese ones the US 10 of 12.
    share = 1 - (20 / 60 / (40 / 80) + 5 / 7 / (10 / 12)) / 2
    assert row["share"] == pytest.approx(share)
    added = 1 - 2.5 / 12.5 / (5 / 15)  # the labour of each in what the other buys
    assert row["value_added"] == pytest.approx(added)
    assert row["blocs"] == pytest.approx(1 - 25 / 81 / (50 / 106))
    assert row["intra_industry"] == pytest.approx(0.0)  # the two directions keep their proportion
    parts = [0.5, share, 0.5, added, row["blocs"], 0.0, 0.5]
    assert row["index"] == pytest.approx(np.mean(parts))
    assert (row["least"], row["most"]) == pytest.approx((0.0, max(parts)))


def test_no_war_is_zero_and_no_trade_is_one():
    quiet = DECOUPLING_INDEX.frame(seen(part_left=1.0)).row(-1, named=True)
    assert quiet["index"] == pytest.approx(0.0, abs=1e-12)
    nothing = DECOUPLING_INDEX.frame(seen(part_left=0.0)).row(-1, named=True)
    assert nothing["intra_industry"] is None  # there is no trade to be two-way
    assert nothing["index"] == pytest.approx(1.0)


def test_weight_of_a_user_moves_the_index_and_its_range():
    others = ("share", "look_through", "value_added", "blocs", "intra_industry", "relationships")
    alone = DECOUPLING_INDEX.frame(seen(weights=dict.fromkeys(others, 0.0))).row(-1, named=True)
    assert alone["index"] == alone["least"] == alone["most"] == pytest.approx(alone["trade"])


def test_parts_show_levels_and_weights():
    frame = DECOUPLING_PARTS.frame(seen(weights={"trade": 3.0}))
    trade = frame.row(0, named=True)
    assert (trade["part"], trade["weight"], trade["decoupled"]) == ("trade", 3.0, pytest.approx(0.5))
    assert (trade["level"], trade["level_reference"]) == pytest.approx((25 * 52, 50 * 52))
    assert frame.height == 7
    # The long run of a run written by hand is its base.
    assert trade["benchmark"] == pytest.approx(0.0)
    rest = dict(frame.select("part", "benchmark").rows())
    assert rest["blocs"] == rest["intra_industry"] == pytest.approx(0.0)
    assert rest["look_through"] is None


def test_blocs_have_no_part_where_the_two_are_in_one():
    found = seen()
    found.chosen.blocs["West"] = ("USA", "CHN")
    found.chosen.blocs["East"] = ("MEX",)
    row = DECOUPLING_INDEX.frame(found).row(-1, named=True)
    assert row["blocs"] is None
    assert row["index"] is not None
