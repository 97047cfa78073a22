"""Time a run by part, and a simulated week against one pass over the relationships in memory."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from sim import load_scenario, run
from sim.model.trade_war import TradeWar

WEEKS = 20


def seconds_of(call) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def main(name: str = "impasse_145_125") -> None:
    scenario = load_scenario(name)
    with tempfile.TemporaryDirectory() as folder:
        for attempt in ("first", "second"):
            target = Path(folder) / attempt
            elapsed = seconds_of(lambda target=target: run(scenario, target))
            print(f"{attempt} run of {name}: {elapsed:.1f} s with its report")
    model = TradeWar(scenario, threads=1)
    relationships = model.network.population.relationships
    model.step()
    week = seconds_of(lambda: [model.step() for _ in range(WEEKS)]) / WEEKS
    state = model.state
    arrays = (relationships.weight, state.strength, state.supplier)
    memory = min(seconds_of(lambda: [np.copy(each) for each in arrays]) for _ in range(20))
    count = relationships.count
    print(f"{count:,} relationships, one thread: {1e3 * week:.1f} ms a week")
    print(f"{1e9 * week / count:.1f} ns a relationship-week")
    print(f"a week costs {week / memory:.1f} copies of the relationship arrays")


if __name__ == "__main__":
    main(*sys.argv[1:])
