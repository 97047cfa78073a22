"""Models that are done leave memory: in notebooks, in sweeps, in standoffs that are played many times."""

import gc
import weakref

import pytest
from factories import small_world
from small_wars import question

from sim import load_scenario
from sim.ensemble.draws import plan_of_draws
from sim.ensemble.execution.provenance import provenance
from sim.ensemble.execution.unit import Assignment, run_unit
from sim.model.bargains import play_many
from sim.model.pooled_war import PooledWar
from sim.model.trade_war import TradeWar

SHORT = {
    "horizon.weeks": "2",
    "population.producers": "500",
    "population.relationships": "10000",
    "world.economies": "[USA, CHN]",
    "ensemble.replications": "2",
}


def alive():
    """Return the models of this process, those of which nobody has a reference any more among them."""
    return {id(each) for each in gc.get_objects() if isinstance(each, TradeWar | PooledWar)}


@pytest.mark.parametrize("kind", [TradeWar, PooledWar])
def test_a_model_that_nobody_has_is_freed(kind):
    model = kind(question(), small_world())
    model.step()
    gone = weakref.ref(model)
    del model
    gc.collect()
    assert gone() is None


def test_runs_of_a_sweep_leave_no_model_behind():
    plan = plan_of_draws(load_scenario("impasse_145_125", SHORT))
    before = alive()
    done = run_unit(Assignment.of(plan, provenance()), [plan.job(number) for number in (1, 2)])
    assert (done.runs, done.failed) == (2, 0)
    assert alive() <= before


def test_standoffs_that_are_played_leave_no_model_behind():
    before = alive()
    assert len(play_many(load_scenario("standoff_game", SHORT), range(1, 3))) == 2
    assert alive() <= before
