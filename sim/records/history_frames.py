"""What was recorded in the years that a run replays, kept beside its tables."""

from __future__ import annotations

import datetime as dt

import numpy as np
import polars as pl

from sim.records.layout import declared
from sim.scenario.loader import load_scenario
from sim.scenario.schema import Scenario
from sim.world import World, vocabulary
from sim.world.history import recorded_history

REPLAYED = "trade_war_one"
START = dt.date(2018, 1, 1)
LEAST_WEEKS = 105
"""Weeks that hold 2018 and 2019 wholly."""


def replays_history(scenario: Scenario, world: World) -> bool:
    """Whether a run can be held against the records of 2018 to 2020.

    It starts from the world of 2017 on 1 January 2018, lasts to the end of 2019 and takes the measures of
    the shipped scenario as they were: a run of what might have been is not compared with what was.
    Behaviour, population and economies are free, as long as both belligerents stay apart.
    """
    in_time = scenario.horizon.start == START and scenario.horizon.weeks >= LEAST_WEEKS
    apart = {"USA", "CHN"} <= set(world.economies)
    if not (in_time and apart and world.base_year == 2017):
        return False
    return _acts(scenario) == _acts(load_scenario(REPLAYED, vocabulary(world.base_year)))


def recorded_frame(scenario: Scenario, world: World) -> pl.DataFrame:
    """Return the table ``recorded``: empty for a run that does not replay history."""
    if not replays_history(scenario, world):
        return declared("recorded", pl.DataFrame({name: [] for name in ("month", "economy", *_VALUES)}))
    history = recorded_history(world.members)
    months, economies = len(history.months), len(world.economies)
    duties = np.zeros((months, economies))
    duties[:, world.position("USA")] = history.duties
    firsts = [dt.date(int(month[:4]), int(month[5:]), 1) for month in history.months]
    frame = pl.DataFrame(
        {
            "month": np.repeat(np.array(firsts, dtype="datetime64[D]"), economies),
            "economy": list(world.economies) * months,
            **{
                name: values.ravel()
                for name, values in zip(_VALUES, (history.imports, history.exports, duties), strict=True)
            },
        }
    )
    return declared("recorded", frame)


_VALUES = ("imports", "exports", "duties")


def _acts(scenario: Scenario) -> frozenset[str]:
    """Measures as texts, whatever their order."""
    return frozenset(measure.model_dump_json() for measure in scenario.measures)
