"""How the agents' distance from theory falls with the number of relationships.

``python benchmarks/convergence.py`` prints the tables of docs/theory.md; half an hour on one core.
"""

from __future__ import annotations

import argparse
import time

import numpy as np

from sim import load_scenario
from sim.model.limits import Limits
from sim.validation.rest_of_agents import Followed, follow_agents

WORLDS = {
    "25 economies": ("default", 20_000),
    "8 economies": ("[USA, CHN, EU, JPN, VNM, MEX, IND, ROW]", 4_000),
}
WITHIN = (0.1, 0.05, 0.02)
HEADINGS = (
    "asked",
    "made",
    "at rest: welfare, largest (points)",
    "root mean square",
    "of its change (%)",
    "flows (%)",
    "path, worst week: welfare, mean (points)",
    "flows (%)",
    f"weeks to within {', '.join(map(str, WITHIN))} points",
    "seconds",
)


def followed(
    economies: str, producers: int, relationships: int, seed: int, weeks: int
) -> tuple[Followed, float]:
    overrides = {
        "world.economies": economies,
        "population.producers": str(producers),
        "population.relationships": str(relationships),
        "ensemble.seed": str(seed),
    }
    scenario = load_scenario("impasse_145_125", overrides)
    # without what moves the rest point by nature, as `tradewar check theory`
    scenario = scenario.model_copy(update={"behaviour": scenario.behaviour.resting_on_the_benchmark})
    before = time.perf_counter()
    return follow_agents(Limits(scenario), weeks), time.perf_counter() - before


def weeks_until(distance: np.ndarray, bound: float) -> int:
    """Week after which the distance stays within the bound; one beyond the last if it does not."""
    outside = np.flatnonzero(distance > bound)
    return int(outside[-1]) + 2 if len(outside) else 1


def row(relationships: int, runs: list[tuple[Followed, float]]) -> list[str]:
    found = [each for each, _ in runs]
    largest = [each.largest_welfare_gap for each in found]
    weeks = [max(weeks_until(each.distance_of_path, bound) for each in found) for bound in WITHIN]
    return [
        f"{relationships:,}",
        f"{found[0].relationships:,}",
        f"{min(largest):.4f} to {max(largest):.4f}",
        f"{root_mean_square(found):.4f}",
        f"{np.mean([each.relative_welfare_gap for each in found]):.2f}",
        f"{np.mean([each.flow_gap for each in found]):.3f}",
        f"{np.mean([each.worst_welfare_gap_of_path for each in found]):.4f}",
        f"{np.mean([each.worst_flow_gap_of_path for each in found]):.3f}",
        ", ".join(f"{each:,}" for each in weeks),
        f"{np.mean([seconds for _, seconds in runs]):.0f}",
    ]


def root_mean_square(found: list[Followed]) -> float:
    """Of the welfare gaps at rest, mean over seeds, points."""
    return float(np.mean([np.sqrt(np.mean(each.welfare_gap**2)) for each in found]))


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--relationships", default="30000,100000,300000,1000000,3000000")
    asked.add_argument("--seeds", default="1,2,3")
    asked.add_argument("--weeks", type=int, default=2600)
    asked.add_argument("--worlds", default=",".join(WORLDS))
    chosen = asked.parse_args()
    seeds = [int(seed) for seed in chosen.seeds.split(",")]
    for name in chosen.worlds.split(","):
        economies, producers = WORLDS[name]
        print(f"\n{name}, {producers:,} producers, seeds {chosen.seeds}, {chosen.weeks} weeks\n")
        print("| " + " | ".join(HEADINGS) + " |")
        print("|---:" * len(HEADINGS) + "|")
        made, errors = [], []
        for relationships in (int(each) for each in chosen.relationships.split(",")):
            runs = [followed(economies, producers, relationships, seed, chosen.weeks) for seed in seeds]
            print("| " + " | ".join(row(relationships, runs)) + " |", flush=True)
            found = [each for each, _ in runs]
            made.append(found[0].relationships)
            errors.append((root_mean_square(found), float(np.mean([each.flow_gap for each in found]))))
        if len(made) > 1:
            slopes = np.polyfit(np.log(made), np.log(np.array(errors)), 1)[0]
            print(
                f"\nerror ~ relationships to the power of {slopes[0]:.2f} (welfare), {slopes[1]:.2f} (flows)"
            )


if __name__ == "__main__":
    main()
