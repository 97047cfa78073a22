"""Time a run among many by part, against what an ensemble may take: 200 runs in four minutes on two cores."""

from __future__ import annotations

import sys
import time

from sim import load_scenario
from sim.ensemble.pair import pair_of
from sim.ensemble.worlds import staff_of, world_of
from sim.metrics.computing import compute_metrics
from sim.metrics.draw_paths import paths_of
from sim.metrics.key_figures import key_values
from sim.records.in_memory import observed_run

RUNS, SECONDS, CORES = 200, 240.0, 2
BOUND = SECONDS * CORES / RUNS
SIZES = (60_000, 250_000)
REPEATS = 5


def timed(scenario, replication: int, paths: bool) -> dict[str, float]:
    """Seconds of each part of a run, and of the processor in all: threads of its own count too."""
    began, processor = time.perf_counter(), time.process_time()
    world, parts = world_of(scenario), {}
    pair = pair_of(scenario, world)
    run = observed_run(
        scenario, world, replication, pair, paths=paths, staff=staff_of(scenario), timings=parts
    )
    simulated = time.perf_counter()
    metrics = compute_metrics(run, pair=pair)
    key_values(metrics)
    measured = time.perf_counter()
    dict(paths_of(metrics) if paths else ())
    ended = time.perf_counter()
    renamed = {"population": parts["world"], **{arm: parts[arm] for arm in ("scenario", "reference")}}
    return {
        **renamed,
        "key figures": measured - simulated,
        "paths": ended - measured,
        "in all": ended - began,
        "processor": time.process_time() - processor,
    }


def main(name: str = "impasse_145_125") -> None:
    for relationships in SIZES:
        sizes = {"population.producers": "5000", "population.relationships": str(relationships)}
        scenario = load_scenario(name, sizes | {"horizon.weeks": "104"})
        timed(scenario, 1, paths=True)  # compiles, and reads the world
        for paths in (False, True):
            runs = [timed(scenario, replication, paths) for replication in range(2, 2 + REPEATS)]
            best = min(runs, key=lambda parts: parts["processor"])
            kept = "with paths" if paths else "without paths"
            print(f"{name}, {relationships:,} relationships, {kept}, best of {REPEATS}:")
            for part, seconds in best.items():
                print(f"  {part:12} {seconds:6.2f} s")
            print(f"  bound        {BOUND:6.2f} s: {RUNS} runs in {SECONDS:.0f} s on {CORES} cores")


if __name__ == "__main__":
    main(*sys.argv[1:])
