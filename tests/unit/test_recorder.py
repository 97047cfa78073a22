"""What is kept of a week: counts that are never counted again, and nothing of a model that is done with."""

import datetime as dt
import gc
import weakref
from dataclasses import replace

import numpy as np
import pytest
from factories import small_world, tariff

from sim.model.state import State
from sim.model.trade_war import TradeWar
from sim.records import simulation
from sim.records.arm_frames import ArmFrames
from sim.records.mean_field_frames import mean_field_frames
from sim.records.recorder import Recorder
from sim.scenario.schema import Scenario
from sim.world.population import Population

WORLD = small_world()


@pytest.fixture(scope="module")
def recorder():
    scenario = Scenario.model_validate(
        {
            "name": "recorded",
            "horizon": {"start": dt.date(2025, 1, 6), "weeks": 8},
            "population": {"producers": 1500, "relationships": 20_000, "distributors": 75},
            "measures": (tariff(2.0, start="2025-01-06", products="all"),),
            "behaviour": {"resourcing_hazard": 4.0},
        }
    )
    model = TradeWar(scenario, WORLD)
    recorder = Recorder(model)
    recorder.scenario, recorder.counted = scenario, []
    for _ in range(8):
        model.step()
        recorder.observe()
        suppliers = model.network.cell[model.state.supplier]
        cells = len(WORLD.economies) * len(WORLD.groups)
        recorder.counted.append(np.bincount(suppliers, minlength=cells).reshape(len(WORLD.economies), -1))
    return recorder


def test_relationships_of_each_cell_are_those_of_a_count_over_all(recorder):
    assert np.array_equal(recorder.relationships, recorder.counted)
    assert not np.array_equal(recorder.relationships[0], recorder.relationships[-1])


def test_capacity_that_moved_by_rounding_is_not_listed(recorder):
    moved = np.zeros_like(recorder.capacity_moved)
    moved[0, 1, 0], moved[1, 0, 0] = 1e-9, 2.0
    listed = ArmFrames(WORLD).frames(replace(recorder, capacity_moved=moved), "scenario")["moved_capacity"]
    assert listed["capacity"].to_list() == [2.0]


def test_what_is_kept_of_a_week_is_not_overwritten_by_the_next(recorder):
    for name in ("wage", "income", "retail_price", "customs_value", "supplier_price", "switches", "capacity"):
        weeks = getattr(recorder, name)
        assert not np.array_equal(weeks[0], weeks[-1]), name


def test_a_released_model_frees_its_relationships_and_keeps_its_rulers(recorder):
    model = TradeWar(recorder.scenario, WORLD)
    model.step()
    held = [
        weakref.ref(each)
        for each in (model.state.supplier, model.state.extensive.links, model.productions[0])
    ]
    model.release()
    gc.collect()
    assert [each() for each in held] == [None, None, None]
    assert len(model.governments) == len(WORLD.economies)
    assert model.residuals.largest < 1e-11


def test_no_model_is_held_while_the_tables_are_made(recorder, monkeypatch):
    def alive():
        gc.collect()
        return sum(isinstance(each, State | Population) for each in gc.get_objects())

    def frames(*arguments):
        counted.append(alive())
        return mean_field_frames(*arguments)

    counted = [alive()]
    monkeypatch.setattr(simulation, "mean_field_frames", frames)
    simulation.simulate(recorder.scenario)
    assert counted[0] == counted[1]
