"""The analyses of a sweep as files for other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import polars as pl

from sim.ensemble.analysis.convergence import convergence, enough
from sim.ensemble.analysis.discovery import discover
from sim.ensemble.analysis.libraries import MissingLibraryError
from sim.ensemble.analysis.observed import LONG_RUN, figure_columns
from sim.ensemble.analysis.rules import Discovery, Limit
from sim.ensemble.analysis.sensitivity import interactions, sensitivity
from sim.ensemble.analysis.spreads import differences, spread
from sim.ensemble.study import Study
from sim.metrics.axes import empty_where_undefined
from sim.metrics.exchange.csv_files import write_whole
from sim.records.only_numbers import only_numbers

COMPARED = ("grid", "list")
"""Designs in which the first case is one to compare with."""

Table = Callable[[Study], pl.DataFrame | None]


def write_analyses(study: Study) -> tuple[Path, ...]:
    """Write those of the analyses that apply into the folder of a sweep: the same bytes for the same runs.

    Returns
    -------
    tuple of Path
        Those of ``spread.csv``, ``differences.csv``, ``sensitivity.csv``, ``interactions.csv``,
        ``convergence.csv``, ``enough.csv`` and ``discovery.csv`` that have a row.

    Raises
    ------
    MissingLibraryError
        When SALib or scikit-learn is needed and not installed; what does not need it is written before.
    """
    paths: list[Path] = []
    missing: MissingLibraryError | None = None
    for name, table in TABLES.items():
        path = study.folder / f"{name}.csv"
        path.unlink(missing_ok=True)
        try:
            frame = table(study)
        except MissingLibraryError as error:
            missing = error
            continue
        if frame is not None and frame.height:
            told = only_numbers(name, empty_where_undefined(frame))
            write_whole(path, partial(told.write_csv, line_terminator="\n"))
            paths.append(path)
    if missing is not None:
        raise missing
    return tuple(paths)


def differences_table(study: Study) -> pl.DataFrame | None:
    """Return the paired differences where the first case is one to compare with."""
    return differences(study) if study.design["kind"] in COMPARED and study.has_common_chance else None


def enough_table(study: Study) -> pl.DataFrame:
    """Return whether there are enough runs, one row a figure that the sweep is about."""
    found = [(figure, enough(study, figure)) for figure in _asked(study)]
    columns = ("what", "case", "draws", "runs", "half_width", "wanted", "needed", "more", "is_enough")
    rows = [(figure, *(getattr(each, name) for name in columns)) for figure, each in found]
    whole = dict.fromkeys(("case", "draws", "runs", "needed", "more"), pl.Int64)
    types = {"figure": pl.String, "what": pl.String, "is_enough": pl.Boolean} | whole
    schema = {name: types.get(name, pl.Float64) for name in ("figure", *columns)}
    return pl.DataFrame(rows, schema=schema, orient="row")


def discovery_table(study: Study) -> pl.DataFrame:
    """Return the rules of all discoveries, one row a limit; one without a lever where there is no rule."""
    found = (discover(study, condition) for condition in study.discoveries)
    rows = [row for each in found if each is not None for row in _rows(each)]
    return pl.DataFrame(rows, schema=_DISCOVERY, orient="row")


_DISCOVERY: Mapping[str, type[pl.DataType]] = {
    "figure": pl.String,
    "below": pl.Float64,
    "above": pl.Float64,
    "all_runs": pl.Int64,
    "all_hits": pl.Int64,
    "score": pl.Float64,
    "rule": pl.Int64,
    "coverage": pl.Float64,
    "density": pl.Float64,
    "runs": pl.Int64,
    "hits": pl.Int64,
    "lever": pl.String,
    "low": pl.Float64,
    "high": pl.Float64,
    "choices": pl.String,
}


def _rows(found: Discovery) -> Iterator[Sequence[object]]:
    asked = found.condition
    head = (asked.figure, asked.below, asked.above, found.runs, found.hits, found.score)
    if not found.rules:
        yield *head, *[None] * (len(_DISCOVERY) - len(head))
    for number, rule in enumerate(found.rules, 1):
        for limit in rule.limits:
            measured = (rule.coverage, rule.density, rule.runs, rule.hits)
            yield *head, number, *measured, *_limited(limit)


def _limited(limit: Limit) -> Sequence[object]:
    return limit.lever, limit.low, limit.high, ";".join(limit.choices) or None


def convergence_table(study: Study) -> pl.DataFrame | None:
    """Return how the figures that the sweep is about settle."""
    return _of_figures(convergence, study, _asked(study))


def sensitivity_table(study: Study) -> pl.DataFrame | None:
    """Return how strongly the levers move every figure."""
    return _of_figures(sensitivity, study, figure_columns(study))


def interactions_table(study: Study) -> pl.DataFrame | None:
    """Return what pairs of levers do together to every figure."""
    return _of_figures(interactions, study, figure_columns(study))


def _asked(study: Study) -> tuple[str, ...]:
    asked = {each.name for each in study.figures if each.asked}
    return tuple(name for name in figure_columns(study) if name.removesuffix(LONG_RUN) in asked)


def _of_figures(
    table: Callable[[Study, str], pl.DataFrame | None], study: Study, figures: Sequence[str]
) -> pl.DataFrame | None:
    """Return one table of several figures, the figure in the first column."""
    found = ((figure, table(study, figure)) for figure in figures)
    frames = [
        frame.select(pl.lit(figure).alias("figure"), pl.exclude("figure"))
        for figure, frame in found
        if frame is not None
    ]
    return pl.concat(frames) if frames else None


TABLES: Mapping[str, Table] = {
    "spread": spread,
    "differences": differences_table,
    "sensitivity": sensitivity_table,
    "interactions": interactions_table,
    "convergence": convergence_table,
    "enough": enough_table,
    "discovery": discovery_table,
}
