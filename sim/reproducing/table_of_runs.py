"""Runs of a sweep, or draws of a scenario, made again and held against their rows."""

from __future__ import annotations

import io
import shlex
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from sim import load_scenario
from sim.ensemble.draws import plan_of_draws
from sim.ensemble.execution.provenance import provenance
from sim.ensemble.execution.run_hash import kept_figures
from sim.ensemble.execution.unit import Assignment, run_unit
from sim.ensemble.plan import read_plan
from sim.ensemble.plan.plan import Plan
from sim.ensemble.study import MANIFEST, RUNS, read_study
from sim.records.differences import FileDifference
from sim.records.seal import SHOWN
from sim.records.table_differences import table_differences
from sim.reproducing.outcome import SAMPLE, TOLERANCE, Reproduction
from sim.reproducing.surroundings import CannotReproduceError, check_data, surroundings

_OF_DRAWS = ("tradewar", "run")
_OF_SWEEPS = ("tradewar", "sweep")


def reproduce_runs(
    folder: Path, runs: int | None = SAMPLE, tolerance: float = TOLERANCE,
    told: Callable[[int, int], None] = lambda done, of: None,
) -> Reproduction:  # fmt: skip
    """Make some runs of a finished table again, spread evenly over it, and compare their rows.

    Parameters
    ----------
    folder : Path
        Folder of a sweep, or of draws beside the run that is written in full.
    runs : int or None
        How many runs; all if None.
    tolerance : float
        Largest relative difference of numbers that count as the same.
    told : callable
        Told how many runs of how many are made.

    Raises
    ------
    NotAStudyError, AlteredStudyError
        The folder does not hold what a sweep wrote.
    CannotReproduceError
        Its plan, scenario or data are not those of this version.
    """
    study = read_study(folder)
    manifest = study.manifest
    check_data(folder, manifest, str(manifest.get("command", "")))
    plan = _plan(folder, manifest)
    keys = study.runs.select("case", "replication").collect().rows()
    count = len(keys) if runs is None else min(runs, len(keys))
    chosen = [keys[int(place)] for place in np.linspace(0, len(keys) - 1, count).round()] if keys else []
    made = _made(plan, chosen, told)
    wanted = pl.DataFrame(chosen, schema={"case": pl.Int64, "replication": pl.Int64}, orient="row")
    stored = study.runs.join(wanted.lazy(), on=["case", "replication"], how="semi").collect()
    files = _differences(stored, made, _units(manifest), manifest)
    here = surroundings(_known(manifest["versions"]), {})
    notes = (
        ()
        if count == len(keys)
        else (f"{folder}: {count:,} of {len(keys):,} runs made again, evenly spread",)
    )
    return Reproduction(folder, count, here, files, notes, tolerance, what="runs")


def _made(plan: Plan, chosen: Sequence[tuple[int, int]], told: Callable[[int, int], None]) -> pl.DataFrame:
    assignment, rows = Assignment.of(plan, provenance()), []
    for done, (case, replication) in enumerate(chosen, start=1):
        job = plan.job((case - 1) * plan.replications + replication)
        rows.append(pl.read_parquet(io.BytesIO(run_unit(assignment, (job,)).content)))
        told(done, len(chosen))
    return pl.concat(rows, how="diagonal")


def _differences(
    stored: pl.DataFrame, made: pl.DataFrame, units: Mapping[str, str], manifest: Mapping[str, Any]
) -> tuple[FileDifference, ...]:
    # The name of a run has the version of the program in it.
    other = provenance().program != manifest["versions"]["tradewar-sim"]
    then, now = (frame.drop("run", strict=False) if other else frame for frame in (stored, made))
    # Columns that other runs of the table have are empty in these, and missing in what was made.
    empty = [
        name for name in then.columns if name not in now.columns and then[name].null_count() == then.height
    ]
    now = now.sort("case", "replication").select(
        *(name for name in then.columns if name in now.columns),
        *(name for name in now.columns if name not in then.columns),
    )
    columns, problems = table_differences(then.drop(empty), now, units)
    return (FileDifference(RUNS, columns, problems),) if columns or problems else ()


def _plan(folder: Path, manifest: Mapping[str, Any]) -> Plan:
    """Return the plan that the folder's command names, if that is what was run."""
    words = shlex.split(str(manifest.get("command", "")))
    if tuple(words[:2]) == _OF_DRAWS:
        path = folder / words[2]
        plan = plan_of_draws(load_scenario(path))
    elif tuple(words[:2]) == _OF_SWEEPS:
        path = Path(words[2])
        pairs = (words[place + 1] for place, word in enumerate(words) if word == "--set")
        plan = read_plan(words[2], dict(pair.split("=", 1) for pair in pairs))
    else:
        told = " ".join(words) or "an unknown command"
        raise CannotReproduceError(
            f"{folder}: made by `{told}` (hint: run that again with --out, and compare the two tables)"
        )
    here, there = plan.identity, str(manifest["identity"])
    if here != there or kept_figures(plan.facts(), plan.paths) != manifest["kept"]:
        raise CannotReproduceError(
            f"{folder}: {path} asks for other runs than {MANIFEST} tells of: the hash of the plan is "
            f"{here[:SHOWN]}, and {there[:SHOWN]} there (hint: the file as it was then, and the folder "
            f"that the command was given in: {' '.join(words)})"
        )
    return plan


def _units(manifest: Mapping[str, Any]) -> dict[str, str]:
    return {each["name"]: each["unit"] for each in manifest["figures"]}


def _known(versions: Mapping[str, str]) -> dict[str, str]:
    """Versions without that of Python, of which a sweep tells less than a run."""
    return {name: version for name, version in versions.items() if name != "python"}
