"""By how much two tables differ, column by column."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.records.differences import SINGLE, ColumnDifference, in_order, shown

_MOST_KEYS = 6


def table_differences(
    then: pl.DataFrame, now: pl.DataFrame, units: Mapping[str, str], least: float = 0.0
) -> tuple[tuple[ColumnDifference, ...], tuple[str, ...]]:
    """Compare two tables row by row.

    A number is compared with the largest one of its unit in the table, at least one: a difference of large
    numbers that is zero but for rounding is not held against itself, nor is a change of a price that stays.

    Parameters
    ----------
    then, now : DataFrame
        The tables.
    units : mapping of str to str
        Unit of columns by name; columns without one are a unit of their own.
    least : float
        Bound below which no difference of these tables can be held; columns in single precision have one.

    Returns
    -------
    columns : tuple of ColumnDifference
        Columns whose numbers differ.
    problems : tuple of str
        Columns, rows or labels that only one of the tables has.
    """
    problems = _of_columns(then, now)
    if problems:
        return (), problems
    then, now = _long(then), _long(now)
    labels = [name for name, kind in then.schema.items() if not kind.is_numeric()]
    if then.height != now.height:
        return (), (f"{then.height:,} rows then, {now.height:,} now{_only(then, now, labels)}",)
    problems = tuple(
        f"{name} differs in {count:,} rows"
        for name in labels
        if (count := int((~then[name].cast(pl.String).eq_missing(now[name].cast(pl.String))).sum()))
    )
    if problems:
        return (), problems
    numbers = [name for name in then.columns if name not in labels]
    pairs = {name: (_as_floats(then[name]), _as_floats(now[name])) for name in numbers}
    problems = tuple(
        f"{name} is a number then or now only, in {count:,} rows"
        for name, (before, after) in pairs.items()
        if (count := int((np.isfinite(before) != np.isfinite(after)).sum()))
    )
    if problems:
        return (), problems
    keys = [*labels, *(name for name in numbers if then.schema[name] == pl.Int8)][:_MOST_KEYS]
    found = []
    for name, (before, after) in pairs.items():
        distance = np.nan_to_num(np.abs(before - after), nan=0.0)
        if not distance.any():
            continue
        unit, place = units.get(name), int(distance.argmax())
        alike = [name] if unit is None else [other for other in numbers if units.get(other) == unit]
        scale = max(1.0, *(_largest(values) for other in alike for values in pairs[other]))
        row, absolute = then.row(place, named=True), float(distance[place])
        single = pl.Float32 in (then.schema[name], now.schema[name])
        told = ColumnDifference(
            column=name,
            values=int(np.count_nonzero(distance)),
            absolute=absolute,
            relative=absolute / scale,
            least=max(least, SINGLE) if single else least,
            where={key: str(row[key]) for key in keys},
            then=shown(row[name]),
            now=shown(now[name][place]),
        )
        found.append(told)
    return in_order(found), ()


def _of_columns(then: pl.DataFrame, now: pl.DataFrame) -> tuple[str, ...]:
    gone = [f"column {name} is gone" for name in then.columns if name not in now.columns]
    new = [f"column {name} is new" for name in now.columns if name not in then.columns]
    kinds = [
        f"column {name} is {now.schema[name]} and was {kind}"
        for name, kind in then.schema.items()
        if name in now.columns and kind.is_numeric() != now.schema[name].is_numeric()
    ]
    return (*gone, *new, *kinds)


def _long(frame: pl.DataFrame) -> pl.DataFrame:
    """Lay lists out as columns of their places: `path[3]`."""
    lists = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List)]
    for name in lists:
        length = int(frame[name].list.len().max() or 0)  # type: ignore[arg-type]
        places = [frame[name].list.get(k, null_on_oob=True).alias(f"{name}[{k}]") for k in range(length)]
        frame = frame.drop(name).hstack(places)
    return frame


def _only(then: pl.DataFrame, now: pl.DataFrame, labels: list[str]) -> str:
    """Name a row that one of the tables has alone."""
    texts = [frame.select(pl.col(labels).cast(pl.String)) for frame in (then, now)]
    for one, other, which in ((texts[0], texts[1], "then"), (texts[1], texts[0], "now")):
        alone = one.join(other, on=labels, how="anti", nulls_equal=True) if labels else one.clear()
        if alone.height:
            told = ", ".join(f"{name} {value}" for name, value in alone.row(0, named=True).items())
            return f"; {alone.height:,} of them only {which}, the first at {told}"
    return ""


def _as_floats(values: pl.Series) -> NDArray[np.float64]:
    return values.cast(pl.Float64).fill_null(np.nan).to_numpy()


def _largest(values: NDArray[np.float64]) -> float:
    finite = values[np.isfinite(values)]
    return float(np.abs(finite).max(initial=0.0))
