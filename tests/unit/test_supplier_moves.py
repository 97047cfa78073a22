"""Where buyers came from and where they are now adds up to what every industry won and lost."""

import datetime as dt

import numpy as np
import polars as pl
import pytest
from factories import small_world, tariff

from sim.model.trade_war import TradeWar
from sim.records.arm_frames import ArmFrames
from sim.records.move_frames import Moves
from sim.records.recorder import Recorder
from sim.scenario.schema import Scenario

WORLD = small_world()


def recorded(weeks, **behaviour):
    scenario = Scenario.model_validate(
        {
            "name": "moved",
            "horizon": {"start": dt.date(2025, 1, 6), "weeks": weeks},
            "population": {"producers": 1500, "relationships": 20_000, "distributors": 75},
            "measures": (tariff(2.0, start="2025-01-06", products="all"),),
            "behaviour": {"resourcing_hazard": 4.0, **behaviour},
        }
    )
    model = TradeWar(scenario, WORLD)
    recorder = Recorder(model)
    for _ in range(weeks):
        model.step()
        recorder.observe()
    recorder.conclude()
    return recorder


def counted(moves, by):
    return np.bincount(getattr(moves, by), weights=moves.relationships, minlength=len(WORLD.economies))


def by_pair(moves, amount):
    found = np.zeros((len(WORLD.economies),) * 2)
    np.add.at(found, (moves.origin, moves.destination), amount)
    return found


@pytest.fixture(scope="module")
def recorder():
    return recorded(8)


@pytest.fixture(scope="module")
def frames(recorder):
    return ArmFrames(WORLD).frames(recorder, "scenario")


def test_moves_add_up_to_what_each_economy_won_less_what_it_lost(recorder):
    moves, goods = recorder.moves, WORLD.is_goods
    laid = recorder.model.network.population.relationships
    held = np.bincount(
        recorder.model.network.cell[laid.supplier], minlength=goods.size * len(WORLD.economies)
    )
    at_first = held.reshape(-1, goods.size) @ goods
    at_last = recorder.relationships[-1] @ goods
    won, lost = counted(moves, "joined"), counted(moves, "origin")
    assert won.sum() > 50
    assert (at_last - at_first).tolist() == (won - lost).tolist()


def test_moves_of_a_week_are_its_switches():
    recorder = recorded(1)
    switches = recorder.switches[0] @ WORLD.is_goods
    assert switches.sum() > 0
    assert counted(recorder.moves, "joined").tolist() == switches.tolist()


def test_no_more_has_moved_than_switched_and_none_that_kept_its_supplier(recorder):
    moved = recorder.moves.relationships
    assert moved.sum() <= np.stack(recorder.switches).sum(axis=0)[:, WORLD.is_goods].sum()
    gone = recorder.laid.count - recorder.surviving[-1].count
    assert (by_pair(recorder.moves, moved) <= gone).all()
    gone = recorder.laid.value - recorder.surviving[-1].value
    assert (by_pair(recorder.moves, recorder.moves.base_spending) <= gone + 1e-6).all()


def test_table_has_a_row_for_each_way_taken(recorder, frames):
    frame = frames["supplier_moves"]
    assert frame["week"].unique().to_list() == [recorder.weeks[-1]]
    assert frame["relationships"].min() >= 1
    assert frame.filter(pl.col("origin").cast(pl.String) == pl.col("joined").cast(pl.String)).is_empty()
    assert frame["relationships"].sum() == recorder.moves.relationships.sum()
    assert frame["base_spending"].sum() == pytest.approx(recorder.moves.base_spending.sum())


def test_nobody_has_moved_before_the_first_week():
    moves = Moves.of(TradeWar(_peace(), WORLD))
    assert moves.relationships.sum() == 0
    assert moves.base_spending.sum() == 0.0


def _peace():
    return Scenario.model_validate(
        {
            "name": "peace",
            "horizon": {"start": dt.date(2025, 1, 6), "weeks": 1},
            "population": {"producers": 1500, "relationships": 20_000, "distributors": 75},
        }
    )
