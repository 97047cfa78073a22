"""Time and memory of our firms beside plain Mesa agents and polars frames: one command, one table.

``python benchmarks/compare.py`` takes about five minutes on two cores and writes the table to
``results/benchmarks/`` and its main rows into the README. Every run has a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from side_by_side.table import as_markdown, with_summary

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
README = ROOT / "README.md"
PUBLISHED = ROOT / "results" / "benchmarks" / "firms.md"

BESIDE = (1_000, 10_000, 100_000)
"""Firms of the runs that all versions make, on the world of four economies."""

OURS_ALONE = 1_000_000
DEFAULT_WORLD = (25_000, 83_334, 100_000, 250_000, 1_000_000)
"""Firms of our runs on the default world: from 300 thousand relationships to 12 million."""

WEEKS_OF_A_RUN = 104


def child(module: str, *arguments: str, threads: int = 1) -> Any:
    """Run a module in a process of its own, from this checkout, and return what it prints."""
    environment = dict(os.environ)
    paths = [str(ROOT), str(HERE), environment.get("PYTHONPATH", "")]
    environment |= {
        "PYTHONPATH": os.pathsep.join(path for path in paths if path),
        "POLARS_MAX_THREADS": str(threads),
        "OMP_NUM_THREADS": "1",
    }
    command = [sys.executable, "-m", f"side_by_side.{module}", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command[1:])}\n{done.stderr}")
    return json.loads(done.stdout)


def planned(sizes: list[int], most_threads: int) -> Iterator[dict[str, Any]]:
    """Return what to run: all versions beside each other, then ours on the default world."""
    threads = (1, 2) if most_threads >= 2 else (1,)
    for firms in [each for each in BESIDE if each in sizes]:
        yield {"version": "mesa", "firms": firms, "threads": 1}
        for version in ("polars", "ours"):
            for count in threads:
                yield {"version": version, "firms": firms, "threads": count}
    for count in threads if OURS_ALONE in sizes else ():
        yield {"version": "ours", "firms": OURS_ALONE, "threads": count}
    for firms in [each for each in DEFAULT_WORLD if each in sizes]:
        for count in threads:
            yield {"version": "ours", "firms": firms, "threads": count, "economies": "default"}


def run(asked: dict[str, Any], budget: float) -> dict[str, Any]:
    """Return the figures of one run; a million firms on the default world are run for two years."""
    arguments = [f"--{name}={value}" for name, value in asked.items()]
    arguments.append(f"--budget={budget}")
    if asked["firms"] == OURS_ALONE and "economies" in asked:
        arguments.append(f"--last-week={WEEKS_OF_A_RUN}")
    made = child("one_run", *arguments, threads=asked["threads"])
    print(f"{asked}: {1e3 * made['week']:.1f} ms a week", file=sys.stderr)
    return made | {"world": asked.get("economies", "small")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    everything = sorted({*BESIDE, *DEFAULT_WORLD, OURS_ALONE})
    parser.add_argument("--sizes", type=int, nargs="+", default=everything, metavar="FIRMS")
    parser.add_argument("--repeats", type=int, default=2, help="processes for each row; the fastest counts")
    parser.add_argument("--budget", type=float, default=10.0, help="seconds of weeks that a run may time")
    parser.add_argument("--out", type=Path, default=PUBLISHED, help="Markdown; figures go beside it as JSON")
    asked = parser.parse_args()
    if asked.out == PUBLISHED and not set(everything) <= set(asked.sizes):
        parser.error("what is published has all sizes; say --out FILE for some of them")
    began = time.perf_counter()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    report: dict[str, Any] = {
        "machine": child("machine"),
        "bandwidth": {str(n): child("bandwidth", str(n)) for n in ((1, 2) if cores >= 2 else (1,))},
        "repeats": asked.repeats,
    }
    plan = list(planned(asked.sizes, cores))
    # One after the other and then again, so that a bad minute of the machine does not meet a row twice.
    rounds = [[run(each, asked.budget) for each in plan] for _ in range(asked.repeats)]
    report["runs"] = [min(made, key=lambda each: each["week"]) for made in zip(*rounds, strict=True)]
    report["seconds"] = time.perf_counter() - began
    write(report, asked.out)
    print(asked.out.read_text(encoding="utf-8"))


def write(report: dict[str, Any], target: Path) -> None:
    """Write the report as Markdown, and the figures that it was made from as JSON beside it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(as_markdown(report), encoding="utf-8")
    target.with_suffix(".json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    if target == PUBLISHED:
        page = with_summary(README.read_text(encoding="utf-8"), report)
        README.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
