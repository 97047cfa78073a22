"""A finished sweep as analyses and pages see it: what was varied, what was measured, one row a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeAlias

import polars as pl

from sim.ensemble.study_files import (
    MANIFEST,
    RUNS,
    AlteredStudyError,
    NotAStudyError,
    check_runs,
    read_study_manifest,
)
from sim.records.seal import note_unsealed

__all__ = [
    "MANIFEST", "RUNS", "AlteredStudyError", "Condition", "Figure", "Lever", "Marker", "NotAStudyError",
    "Study", "read_study", "study_of",
]  # fmt: skip

COMMON = "common"
"""Cases with the same draws of chance."""

Unit: TypeAlias = Literal["change", "share", "money", "number", "weeks", "probability", "percent"]
"""Change, share and probability are fractions; money is USD million a year; percent is per hundred."""


@dataclass(frozen=True)
class Lever:
    """Something that a sweep varies.

    Parameters
    ----------
    name : str
        Column of the table of runs.
    title : str
        For people.
    unit : Unit
        Of its values.
    low, high : float
        Ends of its range; NaN for choices.
    values : tuple of float or str
        The values that it takes where they are few: those of a grid, or the names of choices. Empty where it
        takes any value of its range.
    logarithmic : bool
        Whether the range is covered evenly in logarithms.
    """

    name: str
    title: str
    unit: Unit
    low: float
    high: float
    values: tuple[float | str, ...] = ()
    logarithmic: bool = False

    @property
    def is_choice(self) -> bool:
        """Whether its values are names."""
        return any(isinstance(each, str) for each in self.values)


@dataclass(frozen=True)
class Figure:
    """Something that a sweep measures.

    Parameters
    ----------
    name : str
        Column of the table of runs; ``<name>.long_run`` beside it where ``long_run`` says so.
    heading : str
        For people.
    unit : Unit
        Of its values.
    long_run : bool
        Whether the long run without frictions is known too.
    asked : bool
        Whether the sweep is about it; figures that are not asked for are kept in the table all the same.
    """

    name: str
    heading: str
    unit: Unit
    long_run: bool = False
    asked: bool = True


@dataclass(frozen=True)
class Condition:
    """What a discovery is about: a figure below or above a value."""

    figure: str
    below: float | None = None
    above: float | None = None


@dataclass(frozen=True)
class Marker:
    """A point of interest among the levers: rates that were once in force, say.

    Parameters
    ----------
    label : str
        What it is.
    values : mapping of str to float
        Value of levers by name.
    """

    label: str
    values: Mapping[str, float]


@dataclass(frozen=True, eq=False)
class Study:
    """A finished sweep.

    Parameters
    ----------
    folder : Path
        Where it was written.
    manifest : mapping
        ``ensemble.json``: all of the following, and versions, hashes and the command that repeats it.
    name, title, question, description, scenario : str
        What was asked, of which scenario.
    model : str
        Name of what was run: ``agents``, ``standoff`` or ``long_run``.
    design : mapping
        ``kind`` (``grid``, ``list``, ``latin_hypercube``, ``sobol`` or ``morris``) and what else defines it:
        ``samples``, ``trajectories``, ``levels``, ``second_order``, ``seed``.
    cases, replications : int
        Points of the design, and draws of chance of each.
    levers, figures : tuple
        What was varied and measured, in order.
    discoveries : tuple of Condition
        What is to be explained.
    weeks : tuple of date
        Mondays of the paths; empty where none are kept.
    markers : tuple of Marker
        Points to be marked where figures are drawn over levers.
    pair : tuple of str
        Codes of the two economies that the figures are about; empty where that is not known.
    economies : mapping of str to str
        Names of the economies by code.
    chance : {"common", "own"}
        Whether all cases have the same draws of chance, or each its own.
    """

    folder: Path
    manifest: Mapping[str, Any]
    name: str
    title: str
    question: str
    description: str
    scenario: str
    model: str
    design: Mapping[str, Any]
    cases: int
    replications: int
    levers: tuple[Lever, ...]
    figures: tuple[Figure, ...]
    discoveries: tuple[Condition, ...] = ()
    weeks: tuple[date, ...] = ()
    markers: tuple[Marker, ...] = ()
    pair: tuple[str, ...] = ()
    economies: Mapping[str, str] = field(default_factory=dict)
    chance: str = COMMON

    @property
    def runs(self) -> pl.LazyFrame:
        """One row a run, in the order of cases and replications.

        ``case`` and ``replication`` (from 1), ``run`` (the hash of what defines it), ``status`` (``done`` or
        ``failed``), ``error``, a column a lever, ``drawn.<path>`` for every parameter that was drawn, a
        column a figure, and ``path.*`` and ``reference.*`` as lists over weeks.
        """
        return pl.scan_parquet(self.folder / RUNS)

    @property
    def has_common_chance(self) -> bool:
        """Whether a replication has the same draws of chance in every case."""
        return self.chance == COMMON

    @property
    def done(self) -> pl.DataFrame:
        """The runs that were finished, without their paths."""
        names = [name for name in self.runs.collect_schema().names() if not name.startswith(_PATHS)]
        return self.runs.select(names).filter(pl.col("status") == "done").collect()

    def lever(self, name: str) -> Lever:
        """Return the lever of that name."""
        return next(each for each in self.levers if each.name == name)

    def figure(self, name: str) -> Figure:
        """Return the figure of that name."""
        return next(each for each in self.figures if each.name == name)


_PATHS = ("path.", "reference.")


def study_of(folder: Path, manifest: Mapping[str, Any]) -> Study:
    """Return the study that a manifest describes."""
    return Study(
        folder,
        manifest,
        **{key: manifest[key] for key in ("name", "title", "question", "description", "scenario", "model")},
        design=manifest["design"],
        cases=manifest["cases"],
        replications=manifest["replications"],
        levers=tuple(Lever(**(each | _ends(each))) for each in manifest["levers"]),
        figures=tuple(Figure(**each) for each in manifest["figures"]),
        discoveries=tuple(Condition(**each) for each in manifest["discoveries"]),
        weeks=tuple(date.fromisoformat(each) for each in manifest["weeks"]),
        # Folders written before these were kept are read all the same.
        markers=tuple(Marker(**each) for each in manifest.get("markers", ())),
        pair=tuple(manifest.get("pair", ())),
        economies=manifest.get("economies", {}),
        chance=manifest.get("chance", COMMON),
    )


def _ends(lever: Mapping[str, Any]) -> dict[str, Any]:
    """Ends and values of a lever, of which JSON knows no NaN and no tuple."""
    ends = {key: float("nan") if lever[key] is None else lever[key] for key in ("low", "high")}
    return ends | {"values": tuple(lever["values"])}


def read_study(folder: Path | str) -> Study:
    """Open the folder of a finished sweep.

    Raises
    ------
    NotAStudyError
        When it holds no finished sweep.
    AlteredStudyError
        When its manifest or its table of runs is not what the sweep wrote.
    """
    folder = Path(folder)
    path = folder / MANIFEST
    if not path.is_file():
        raise NotAStudyError(f"{folder}: not the folder of a sweep (there is no {MANIFEST})")
    if not (folder / RUNS).is_file():
        raise NotAStudyError(f"{folder}: the sweep is not finished (hint: go on with --resume)")
    manifest = read_study_manifest(folder)
    note_unsealed(path, manifest)
    check_runs(folder, manifest)
    try:
        return study_of(folder, manifest)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotAStudyError(f"{path}: not the manifest of a sweep: {error}") from error
