"""The analyses of a study, each worked out once however many charts are drawn from it."""

from __future__ import annotations

from functools import lru_cache

import polars as pl

from sim.ensemble import analysis
from sim.ensemble.analysis import Discovery, Enough, MissingLibraryError
from sim.ensemble.analysis.libraries import library
from sim.ensemble.study import Condition, Study


@lru_cache(maxsize=4)
def spread(study: Study) -> pl.DataFrame:
    """How far every figure spreads over the draws of a case."""
    return analysis.spread(study)


@lru_cache(maxsize=4)
def differences(study: Study) -> pl.DataFrame:
    """How every case differs from the first under the same draws."""
    return analysis.differences(study)


@lru_cache(maxsize=64)
def sensitivity(study: Study, figure: str) -> pl.DataFrame | None:
    """How strongly each lever moves a figure; None where a library for it is missing, too."""
    try:
        return analysis.sensitivity(study, figure)
    except MissingLibraryError:
        return None


def left_out(study: Study) -> tuple[str, ...]:
    """Say what cannot be shown for want of a library, and what to install."""
    needed = {"What matters": "SALib"} if study.design["kind"] in ("sobol", "morris") else {}
    needed |= {"Where it happens": "sklearn"} if study.discoveries else {}
    found = []
    for part, name in needed.items():
        try:
            library(name)
        except MissingLibraryError as error:
            found.append(f"{part} is left out: {error}.")
    return tuple(found)


@lru_cache(maxsize=64)
def convergence(study: Study, figure: str) -> pl.DataFrame | None:
    """How a figure settles as draws are added; None where a library for it is missing."""
    try:
        return analysis.convergence(study, figure)
    except MissingLibraryError:
        return None


@lru_cache(maxsize=64)
def enough(study: Study, figure: str) -> Enough:
    """Whether there are enough runs for a figure."""
    return analysis.enough(study, figure)


@lru_cache(maxsize=64)
def discover(study: Study, condition: Condition) -> Discovery | None:
    """Where a figure meets a condition; None where a library for it is missing, too."""
    try:
        return analysis.discover(study, condition)
    except MissingLibraryError:
        return None
