"""Metrics in the long form that integrated assessment models exchange: one number a row.

Columns are those of the Integrated Assessment Modeling Consortium: model, scenario, region, variable, unit,
and a time. The package pyam reads such a file as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from sim.metrics.declaration import Metric
from sim.metrics.exchange.csv_files import refuse_existing, write_json, write_whole
from sim.metrics.exchange.metadata import about_the_run, program
from sim.records.columns import Column
from sim.records.only_numbers import only_numbers

if TYPE_CHECKING:
    from sim.metrics.computing import Metrics

FILE = "iamc"
COLUMNS = ("model", "scenario", "region", "variable", "unit", "time", "value")
WORLD = "World"

REGIONS = ("economy", "importer", "destination", "exporter", "origin")
"""Keys that make the region; the first of them that a table has."""

ARMS = {
    "scenario": "",
    "reference": " (reference)",
    "benchmark": " (long run)",
    "base": " (base)",
}
"""What a word at either end of a column's name adds to the name of the scenario."""

_WAYS = {
    "origin": "From",
    "exporter": "From",
    "destination": "To",
    "importer": "To",
    "connector": "Via",
}
_SMALL = frozenset({"a", "and", "at", "by", "in", "of", "on", "or", "the", "to", "with"})


def arm_of(column: str) -> tuple[str, str]:
    """Split the name of a column into the figure and the arm of the run that it is of.

    ``share_reference`` is the share in the reference, ``benchmark_share`` that of the long run, and
    ``reference`` the table's own figure in the reference.
    """
    words = column.split("_")
    for place, rest in ((-1, words[:-1]), (0, words[1:])):
        if words[place] in ARMS:
            return "_".join(rest), words[place]
    return column, "scenario"


def title(name: str) -> str:
    """Write a name in the manner of IAMC variables: ``share_of_imports`` is ``Share of Imports``."""
    words = name.split("_")
    return " ".join(word if rank and word in _SMALL else word.capitalize() for rank, word in enumerate(words))


def iamc_table(metrics: Metrics, names: Iterable[str] | None = None) -> pl.DataFrame:
    """Lay out every number of metrics as a row.

    The region is the economy that buys, or that the table is about, and ``World`` where there is none. The
    variable is a path: the table, the figure, and each other key with its value, such as
    ``Direct Share|Share of Imports|Partner CHN``. The time is the Monday of a weekly row, or the day or
    month that a row is of; a row about the end of the run has its last week. Figures of the reference, of
    the long run and of the base are scenarios of their own: ``<name> (reference)``, ``(long run)``,
    ``(base)``. What has no value has no row.

    Parameters
    ----------
    metrics : Metrics
        All metrics of the run.
    names : iterable of str, optional
        Metrics to lay out, by name; all that the run has if left out. Words have no place in the form, and
        a table of nothing else adds nothing.

    Returns
    -------
    DataFrame
        model, scenario, region, variable, unit, time (date), value.
    """
    chosen = metrics.applicable if names is None else names
    parts = [part for name in chosen for part in _figures(metrics, metrics.applicable[name])]
    schema = dict.fromkeys(COLUMNS, pl.String) | {"time": pl.Date, "value": pl.Float64}
    return pl.concat([pl.DataFrame(schema=schema), *parts])


def write_iamc(
    metrics: Metrics, folder: Path, names: Iterable[str] | None = None, *, force: bool = False
) -> Path:
    """Write metrics as one file ``iamc.csv``, with ``iamc.json`` beside it.

    Raises
    ------
    OutputExistsError
        If one of the two exists and ``force`` is false.
    """
    chosen = list(metrics.applicable if names is None else names)
    path = folder / f"{FILE}.csv"
    refuse_existing((path, path.with_suffix(".json")), force)
    folder.mkdir(parents=True, exist_ok=True)
    table = iamc_table(metrics, chosen)
    write_whole(path, only_numbers(FILE, table).write_csv)
    described = {
        "path": path.name,
        "title": "Metrics in the long form of the Integrated Assessment Modeling Consortium",
        "columns": list(COLUMNS),
        "variables": {
            f"{title(metric.table.name)}{_path(figure)}": {"unit": each.unit, "description": each.description}
            for metric in (metrics.applicable[name] for name in chosen)
            for each in _values(metric)
            for figure, arm in [_figure_and_arm(metric, each)]
            if arm == "scenario"
        },
        **about_the_run(metrics, "tables " + ", ".join(chosen)),
    }
    write_json(path.with_suffix(".json"), described)
    return path


def _figures(metrics: Metrics, metric: Metric) -> Iterable[pl.DataFrame]:
    """Rows of each column of numbers."""
    keys, frame = metric.key_columns, metrics.frame(metric.name)
    manifest = metrics.evidence.run.manifest
    subject = metric.subject(metrics.evidence)
    where = None if subject else next((each for each in REGIONS if each in {key.name for key in keys}), None)
    when = next((key.name for key in keys if key.dtype == pl.Date), None)
    region = pl.col(where) if where else pl.lit(subject or WORLD)
    time = pl.col(when) if when else pl.lit(metrics.axes.weeks[-1])
    labels = [_label(key) for key in keys if key.name not in (where, when)]
    for column in _values(metric):
        figure, arm = _figure_and_arm(metric, column)
        path = pl.lit(f"{title(metric.table.name)}{_path(figure)}")
        unit = pl.col("unit") if "unit" in frame.columns else pl.lit(column.unit)
        yield frame.filter(pl.col(column.name).is_not_null()).select(
            model=pl.lit(program(manifest)),
            scenario=pl.lit(f"{manifest['name']}{ARMS[arm]}"),
            region=region,
            variable=pl.concat_str([path, *labels], separator="|"),
            unit=unit,
            time=time,
            value=pl.col(column.name).cast(pl.Float64),
        )


def _values(metric: Metric) -> list[Column]:
    keys = metric.key_columns
    return [each for each in metric.table.columns if each not in keys and each.dtype.is_numeric()]


def _figure_and_arm(metric: Metric, column: Column) -> tuple[str, str]:
    """As `arm_of`; a bare ``benchmark`` is of the one figure that has a reference, if there is just one."""
    figure, arm = arm_of(column.name)
    found = [arm_of(each.name) for each in _values(metric)]
    with_reference = [name for name, of in found if of == "reference"]
    if not figure and len(with_reference) == 1:
        return with_reference[0], arm
    return figure, arm


def _path(figure: str) -> str:
    return f"|{title(figure)}" if figure else ""


def _label(key: Column) -> pl.Expr:
    """Name a value of a key: ``From CHN``, ``Group toys_games``."""
    return pl.format("{} {}", pl.lit(_WAYS.get(key.name, title(key.name))), pl.col(key.name))
