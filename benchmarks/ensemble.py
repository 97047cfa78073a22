"""Time a sweep: 200 runs of a scenario with 5,000 producers on two workers, and what the second is worth."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

MOST_SECONDS = 240.0
LEAST_RATIO = 1.7
RUNS_TO_COMPARE = 100
SETTINGS = {"population.producers": 5000, "population.relationships": 60000}


def runs_a_minute(scenario: str, runs: int, workers: int, folder: Path) -> tuple[float, float]:
    """Seconds of a sweep that makes so many draws of a scenario, and its runs a minute."""
    settings = SETTINGS | {"ensemble.replications": runs}
    overrides = [part for key, value in settings.items() for part in ("--set", f"{key}={value}")]
    command = [sys.executable, "-m", "sim", "sweep", scenario, *overrides, "--workers", str(workers)]
    out = folder / f"{runs}-{workers}"
    subprocess.run([*command, "--out", str(out), "--no-report", "--quiet"], check=True, capture_output=True)
    timings = json.loads((out / "timings.json").read_text())
    return timings["seconds"], timings["runs_a_minute"]


def main(scenario: str = "impasse_145_125", runs: str = "200") -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        runs_a_minute(scenario, 2, 2, folder)
        rates = [runs_a_minute(scenario, RUNS_TO_COMPARE, workers, folder)[1] for workers in (1, 2)]
        ratio = rates[1] / rates[0]
        print(f"{RUNS_TO_COMPARE} runs: {rates[0]:.1f} a minute with 1 worker, {rates[1]:.1f} with 2")
        print(f"2 workers are {ratio:.2f} times as fast as 1 (bound: {LEAST_RATIO})")
        seconds, rate = runs_a_minute(scenario, int(runs), 2, folder)
        print(f"{runs} runs on 2 workers: {seconds:.0f} s (bound: {MOST_SECONDS:.0f}), {rate:.0f} a minute")
    return 0 if ratio >= LEAST_RATIO and seconds <= MOST_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
