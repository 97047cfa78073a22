"""What takes the place of trade that tariffs drive away."""

import numpy as np
import pytest
from hand_made import evidence

from sim.metrics.trade_patterns.creation import (
    TRADE_CREATION,
    TRADE_CREATION_WEEKLY,
    gained_trade,
    lost_trade,
)
from sim.metrics.trade_patterns.diversion import trade_diversion

CODES = ("USA", "CHN", "VNM")
PARTS = ("diverted", "replaced_at_home", "not_bought")


def split(partner, third, home):
    found = lost_trade(*(np.array([float(each)]) for each in (partner, third, home)))
    return [float(found[name][0]) for name in ("lost", *PARTS)]


def test_split_by_hand():
    assert split(-10, 4, 3) == pytest.approx([10, 4, 3, 3])
    assert split(-10, 14, 3) == pytest.approx([10, 10, 0, 0])
    assert split(-10, 4, 30) == pytest.approx([10, 4, 6, 0])
    assert split(-10, -4, -3) == pytest.approx([10, 0, 0, 10])


def test_gain_by_hand():
    found = gained_trade(np.array([10.0, 10.0, -2.0]), np.array([-4.0, 5.0, -4.0]))
    assert found["gained"] == pytest.approx([10, 10, 0])
    assert found["drawn_from_third"] == pytest.approx([4, 0, 0])
    assert found["created"] == pytest.approx([6, 10, 0])


def test_parts_add_up_whatever_changes():
    partner, third, home = np.random.default_rng(7).normal(size=(3, 2000))
    lost, gained = lost_trade(partner, third, home), gained_trade(partner, third)
    assert sum(lost[name] for name in PARTS) == pytest.approx(lost["lost"], abs=1e-15)
    assert gained["drawn_from_third"] + gained["created"] == pytest.approx(gained["gained"], abs=1e-15)
    assert min(each.min() for each in (lost | gained).values()) >= 0.0
    assert gained["gained"] - lost["lost"] == pytest.approx(partner)


def test_split_knows_no_unit():
    changes = np.random.default_rng(8).normal(size=(3, 50))
    for name, part in lost_trade(*(1e3 * changes)).items():
        assert part == pytest.approx(1e3 * lost_trade(*changes)[name])


def flows():
    """Origin, destination, group: toys and chips; Vietnam sells no chips to anybody."""
    found = np.zeros((3, 3, 2))
    found[:, 0] = [[50.0, 20.0], [30.0, 10.0], [8.0, 0.0]]
    found[:, 1] = [[6.0, 9.0], [90.0, 40.0], [5.0, 0.0]]
    found[2, 2] = [3.0, 3.0]
    return found


def after():
    """The United States buys 12 toys less from China, 5 more from Vietnam, 4 more at home; chips 2 more."""
    found = flows()
    found[:, 0] = [[54.0, 19.0], [18.0, 12.0], [13.0, 0.0]]
    found[0, 1] = [2.0, 9.0]
    return found


def test_table_by_hand():
    frame = TRADE_CREATION.frame(evidence(CODES, ("toys", "chips"), after(), flows())).filter(basis="value")
    toys, chips = frame.filter(importer="USA").iter_rows(named=True)
    assert [toys[name] / 52 for name in ("lost", *PARTS)] == pytest.approx([12, 5, 4, 3])
    assert [chips[name] / 52 for name in ("lost", "gained", "created")] == pytest.approx([0, 2, 2])
    mirrored = frame.filter(importer="CHN").row(0, named=True)
    assert [mirrored[name] / 52 for name in ("lost", *PARTS)] == pytest.approx([4, 0, 0, 4])


def test_weeks_add_groups_up_after_the_split():
    found = evidence(CODES, ("toys", "chips"), after(), flows())
    frame = TRADE_CREATION_WEEKLY.frame(found).filter(basis="value")
    assert frame.height == 2 * 4
    last = frame.filter(importer="USA").row(-1, named=True)
    assert [last[name] / 52 for name in ("lost", *PARTS, "gained")] == pytest.approx([12, 5, 4, 3, 2])
    # Chips at home fell by 1 and toys rose by 4: one does not stand in for the other.
    groups = TRADE_CREATION.frame(found).filter(importer="USA", basis="value")
    for name in ("lost", *PARTS, "gained", "created"):
        assert last[name] == pytest.approx(groups[name].sum())


def test_agrees_with_the_diversion_of_the_first_from_the_second():
    found = evidence(CODES, ("toys", "chips"), after(), flows())
    older = trade_diversion(found.flows, "USA", "CHN")
    ours = TRADE_CREATION.frame(found).filter(importer="USA", basis="value")
    for row in older.iter_rows(named=True):
        mine = ours.filter(group=row["group"]).row(0, named=True)
        for name in ("lost", *PARTS, *(f"benchmark_{each}" for each in ("lost", *PARTS))):
            assert mine[name] == pytest.approx(row[name])


def test_prices_alone_move_values_and_leave_volumes():
    scenario = np.repeat(0.9 * flows()[..., None], 4, axis=3)
    reference = np.repeat(flows()[..., None], 4, axis=3)
    same = np.ones_like(reference)
    found = evidence(CODES, ("toys", "chips"), scenario, reference, quantity_index=(same, same))
    weekly = TRADE_CREATION_WEEKLY.frame(found).filter(importer="USA")
    assert weekly.filter(basis="value")["lost"].to_list() == pytest.approx([52 * 0.1 * 40] * 4)
    assert weekly.filter(basis="volume")["lost"].to_list() == pytest.approx([0.0] * 4)
    assert TRADE_CREATION.frame(found).filter(basis="volume")["benchmark_lost"].null_count() == 4


def test_nothing_lost_is_split_into_nothing():
    frame = TRADE_CREATION_WEEKLY.frame(evidence(CODES, ("toys", "chips"), flows(), flows()))
    assert frame.select("lost", *PARTS, "gained", "created").to_numpy().max() == 0.0
