"""Made-up runs to compare: wars of different strength on one world, each with as many draws as asked."""

import json
from datetime import date

from synthetic_run import write_run

from sim.records.reading import read_run
from sim.records.results_folder import write_manifest

STRONG = (
    (date(2025, 2, 4), "USA", "CHN", 0.9, "United States: 90 % on China"),
    (date(2025, 2, 10), "CHN", "USA", 0.6, "China: 60 % on the United States"),
)
WEAK = (
    (date(2025, 3, 4), "USA", "CHN", 0.2, "United States: 20 % on China"),
    (date(2025, 3, 10), "CHN", "USA", 0.1, "China: 10 % on the United States"),
)
SCALES = (1.0, 1.3, 0.8, 1.1)
"""What chance does to the world of each draw: the same in every scenario."""


def draws(folder, name, steps, number=1, weeks=12, scales=SCALES, **changes):
    """Write the draws of a scenario as a command would, and open them."""
    found = []
    for replication in range(1, number + 1):
        place = folder / name / f"replication-{replication}" if number > 1 else folder / name
        write_run(place, weeks=weeks, steps=steps, scale=scales[replication - 1])
        told = json.loads((place / "run.json").read_text(encoding="utf-8"))
        told |= {"name": name, "question_hash": name, "scenario_hash": name, "replication": replication}
        told |= {"parameters": told["parameters"] | {"ensemble.replications": number}}
        told |= changes
        write_manifest(place, told)
        found.append(read_run(place))
    return found
