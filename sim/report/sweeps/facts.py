"""What a page may tell of a sweep: what lasts of its manifest, runs done and failed, design in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from sim.ensemble.study import Study
from sim.report.drawing.wording import count, several

_OF_THE_FOLDER = (
    "started", "finished", "timings", "outputs", "workers", "machine", "elapsed", "seconds",
    "format", "manifest_sha256",
)  # fmt: skip
"""Parts of a manifest that tell of the machine and the day, not of the sweep."""


def lasting(study: Study) -> Mapping[str, Any]:
    """Manifest less what another day or machine would change."""
    return {name: value for name, value in study.manifest.items() if name not in _OF_THE_FOLDER}


def statuses(study: Study) -> tuple[int, int]:
    """Count the runs that were done and those that failed."""
    states = study.runs.select("status").collect()["status"]
    return int((states == "done").sum()), int((states == "failed").sum())


def errors(study: Study) -> pl.DataFrame:
    """Count failed runs by their error, the most frequent first: ``error``, ``runs``, ``first_case``."""
    failed = study.runs.filter(pl.col("status") == "failed")
    counted = failed.group_by("error").agg(
        runs=pl.len().cast(pl.Int64), first_case=pl.col("case").min(), cases=pl.col("case").n_unique()
    )
    return counted.sort("runs", "error", descending=[True, False]).collect()


def design_words(study: Study) -> str:
    """Write the design in plain words, and whether cases share their luck where that is not usual."""
    own = "" if study.has_common_chance else " Each case has draws of chance of its own."
    return f"{_points_words(study)}{own}"


def _points_words(study: Study) -> str:
    design, cases = study.design, several(study.cases, "case")
    kind = design["kind"]
    if kind == "grid":
        return f"Every combination of the values below: {cases}."
    if kind == "list":
        return f"Cases one by one: {count(study.cases)}."
    if kind == "latin_hypercube":
        return f"A Latin hypercube: {cases} spread evenly over the range of every lever, at random otherwise."
    if kind == "sobol":
        return (
            f"Saltelli's sample for Sobol indices: {count(design.get('samples', 0))} base points, each "
            f"varied lever by lever, {cases} in all."
        )
    if kind == "morris":
        return (
            f"Morris' method: {count(design.get('trajectories', 0))} paths through the ranges that move one "
            f"lever at a time, {cases} in all."
        )
    return f"{str(kind).replace('_', ' ').capitalize()}: {cases}."
