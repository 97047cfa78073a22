"""Tables as files, each with a JSON file of its metadata beside it."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import polars as pl

from sim.metrics.exchange.metadata import metadata
from sim.records.only_numbers import only_numbers
from sim.records.results_folder import OutputExistsError
from sim.records.whole_files import whole_file

if TYPE_CHECKING:
    from sim.metrics.computing import Metrics

TableFormat: TypeAlias = Literal["csv", "parquet"]

_WRITE: Mapping[str, Callable[[pl.DataFrame, Path], object]] = {
    "csv": lambda frame, path: frame.write_csv(path),
    "parquet": lambda frame, path: frame.write_parquet(path),
}


def write_tables(
    metrics: Metrics,
    folder: Path,
    names: Iterable[str] | None = None,
    ending: TableFormat = "csv",
    *,
    force: bool = False,
) -> tuple[Path, ...]:
    """Write metrics as ``<file>.csv`` or ``<file>.parquet``, with ``<file>.json`` beside each.

    One file of metadata for each table: a table that is passed on takes along what it is, and a reader
    needs no other file to know a column's unit. The bytes are the same for the same run.

    Parameters
    ----------
    metrics : Metrics
        All metrics of the run.
    folder : Path
        Where to write; made if it does not exist.
    names : iterable of str, optional
        Metrics to write, by name; all that the run has if left out.
    ending : {"csv", "parquet"}
        Format.
    force : bool
        Replace files that exist.

    Returns
    -------
    tuple of Path
        The tables, in order.

    Raises
    ------
    OutputExistsError
        If a file exists and ``force`` is false; nothing is written then.
    NotANumberError
        If a figure is infinite; tables before it are written.
    """
    chosen = [metrics.applicable[name] for name in (metrics.applicable if names is None else names)]
    paths = [folder / f"{each.file(metrics.evidence)}.{ending}" for each in chosen]
    refuse_existing([other for path in paths for other in (path, path.with_suffix(".json"))], force)
    folder.mkdir(parents=True, exist_ok=True)
    for metric, path in zip(chosen, paths, strict=True):
        frame = only_numbers(metric.name, metrics.frame(metric.name))
        write_whole(path, functools.partial(_WRITE[ending], frame))
        write_json(path.with_suffix(".json"), metadata(metrics, metric, ending))
    return tuple(paths)


def refuse_existing(paths: Iterable[Path], force: bool) -> None:
    """Raise `OutputExistsError` for the first file that exists, unless it may be replaced."""
    for path in paths:
        if path.exists() and not force:
            raise OutputExistsError(path)


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write plain data as JSON for people and programs."""
    text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    write_whole(path, lambda partial: partial.write_text(text, encoding="utf-8", newline="\n"))


def write_whole(path: Path, write: Callable[[Path], object]) -> None:
    """Write a file under another name first, so that it is there whole or not at all."""
    with whole_file(path) as temporary:
        write(temporary)
