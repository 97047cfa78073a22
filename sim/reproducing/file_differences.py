"""By how much two versions of one file of a run differ, whatever kind of file it is."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
from ruamel.yaml import YAML

from sim.records.differences import SINGLE, FileDifference
from sim.records.table_differences import table_differences
from sim.records.tables import ON_REQUEST, TABLES
from sim.records.tree_differences import tree_differences
from sim.report.page.reading import data_of_page, text_of_page

ROUNDED = 1e-5
"""Figures of a page have six digits: the last of them may be rounded the other way."""


def file_difference(name: str, then: Path, now: Path, programs: tuple[str, str]) -> FileDifference:
    """Compare two files whose bytes are not the same.

    Metrics are sums of tables of which the large ones are kept in single precision: no difference below the
    step of that is held.

    Parameters
    ----------
    name : str
        Path in the folder of the run.
    then, now : Path
        The folders.
    programs : tuple of str
        Versions of this program that wrote them, which metadata tell.
    """
    before, after = then / name, now / name
    if name.endswith(".parquet"):
        # A table in parts is a folder of them.
        declared = {**TABLES, **ON_REQUEST}.get(Path(name).stem) or ON_REQUEST.get(before.parent.name)
        units = {column.name: column.unit for column in declared.columns} if declared else {}
        columns, problems = table_differences(pl.read_parquet(before), pl.read_parquet(after), units)
        return FileDifference(name, columns, problems)
    if name.endswith(".csv"):
        one, other = (pl.read_csv(path, infer_schema_length=None) for path in (before, after))
        columns, problems = table_differences(one, other, _units(before), SINGLE)
        return FileDifference(name, columns, problems)
    text, text_now = (path.read_text(encoding="utf-8") for path in (before, after))
    if name.endswith(".html"):
        return _page(name, text, text_now)
    if name.endswith((".json", ".yaml")):
        load = json.loads if name.endswith(".json") else YAML(typ="safe", pure=True).load
        was, program = (f"tradewar-sim {version}" for version in programs)
        columns, problems = tree_differences(load(text.replace(was, program)), load(text_now), SINGLE)
        return FileDifference(name, columns, problems)
    return FileDifference(name, problems=("its text differs",))


def _units(table: Path) -> dict[str, str]:
    beside = table.with_suffix(".json")
    if not beside.is_file():
        return {}
    fields = json.loads(beside.read_text(encoding="utf-8"))["schema"]["fields"]
    return {each["name"]: each.get("unit", "") for each in fields}


def _page(name: str, then: str, now: str) -> FileDifference:
    """Compare pages by the data of their figures; their text also tells versions."""
    columns, problems = tree_differences(data_of_page(then), data_of_page(now), ROUNDED)
    before, after = text_of_page(then), text_of_page(now)
    lines = abs(len(before) - len(after))
    lines += sum(one != other for one, other in zip(before, after, strict=False))
    remarks = (f"{lines} lines of its text differ, versions among them",) if lines else ()
    return FileDifference(name, columns, problems, remarks)
