"""Where the shipped figures come from: tables, units, tags, sources, and whether the files are intact."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any, Literal

import numpy as np
import polars as pl

from sim.world.shipped_files import DESCRIPTOR
from sim.world.shipped_files import content as _content
from sim.world.suggestion import unknown


@dataclass(frozen=True)
class FieldRecord:
    """A column or array: its meaning, unit and tag (observed, derived or assumed)."""

    name: str
    description: str
    unit: str
    tag: str


@dataclass(frozen=True)
class SourceRecord:
    """A publication that figures come from."""

    organisation: str
    title: str
    year: str
    terms: str
    url: str


@dataclass(frozen=True)
class TableRecord:
    """A shipped table as its descriptor has it: size in bytes, hash, tag, fields and sources."""

    path: str
    title: str
    tag: str
    size: int
    sha256: str
    notes: str
    fields: tuple[FieldRecord, ...]
    sources: tuple[SourceRecord, ...]


@cache
def shipped_tables() -> tuple[TableRecord, ...]:
    """Return every shipped table."""
    return tuple(_record(resource) for resource in json.loads(_content(DESCRIPTOR))["resources"])


def find_table(name: str) -> TableRecord:
    """Return a table by its file name, with or without the extension (the CSV where both exist).

    Raises
    ------
    ValueError
        No such table; the message suggests the nearest.
    """
    tables = {table.path: table for table in shipped_tables()}
    for path in (name, f"{name}.csv", f"{name}.npz"):
        if path in tables:
            return tables[path]
    raise ValueError(unknown("table", name, tables))


def preview(name: str, rows: int = 10) -> pl.DataFrame:
    """Return the first rows of a CSV table, or shape, type and range of each array of an ``.npz`` one.

    Raises
    ------
    ValueError
        No such table.
    """
    table = find_table(name)
    if table.path.endswith(".csv"):
        return pl.read_csv(_content(table.path), n_rows=rows, infer_schema=False)
    units = {field.name: field.unit for field in table.fields}
    with np.load(BytesIO(_content(table.path))) as arrays:
        described = [(key, arrays[key]) for key in arrays.files]
    return pl.DataFrame(
        {
            "array": [key for key, _ in described],
            "shape": [" x ".join(map(str, array.shape)) for _, array in described],
            "type": [str(array.dtype) for _, array in described],
            "least": [_bound(array, np.min) for _, array in described],
            "greatest": [_bound(array, np.max) for _, array in described],
            "unit": [units.get(key, "") for key, _ in described],
        },
        schema_overrides={"least": pl.Float64, "greatest": pl.Float64},
    )


def citations(style: Literal["text", "bibtex"] = "text") -> str:
    """Return the sources of all tables, each once, to be cited with results.

    Raises
    ------
    ValueError
        Unknown style.
    """
    if style not in ("text", "bibtex"):
        raise ValueError(unknown("style of citation", style, ("text", "bibtex")))
    sources = dict.fromkeys(source for table in shipped_tables() for source in table.sources)
    ordered = sorted(sources, key=lambda source: (source.organisation, source.title))
    if style == "text":
        return "\n".join(_as_text(source) for source in ordered)
    return "\n\n".join(_as_bibtex(key, source) for key, source in zip(_keys(ordered), ordered, strict=True))


def damaged_tables() -> dict[str, str]:
    """Return the tables whose file is not what its descriptor says, with what is wrong."""
    problems: dict[str, str] = {}
    for table in shipped_tables():
        try:
            content = _content(table.path)
        except FileNotFoundError:
            problems[table.path] = "missing"
            continue
        if len(content) != table.size:
            problems[table.path] = f"{len(content)} bytes instead of {table.size}"
        elif hashlib.sha256(content).hexdigest() != table.sha256:
            problems[table.path] = "content differs from its sha256"
    return problems


def data_hash() -> str:
    """Return one sha256 for all shipped tables, to be kept in the manifest of a run."""
    return hashlib.sha256(_content(DESCRIPTOR)).hexdigest()


def _record(resource: dict[str, Any]) -> TableRecord:
    return TableRecord(
        path=resource["path"],
        title=resource["title"],
        tag=resource["tag"],
        size=resource["bytes"],
        sha256=resource["hash"].removeprefix("sha256:"),
        notes=resource["notes"],
        fields=tuple(FieldRecord(**field) for field in resource["schema"]["fields"]),
        sources=tuple(SourceRecord(**source) for source in resource["sources"]),
    )


def _bound(array: np.ndarray[Any, Any], choose: Any) -> float | None:
    return float(choose(array)) if np.issubdtype(array.dtype, np.number) and array.size else None


def _as_text(source: SourceRecord) -> str:
    link = f" {source.url}" if source.url else ""
    return f"{source.organisation} ({source.year}). {source.title}. Terms: {source.terms}.{link}"


def _keys(sources: list[SourceRecord]) -> list[str]:
    """Citation keys such as ``oecd2025``, with a letter from the second of the same name."""
    keys: list[str] = []
    for source in sources:
        key = re.findall(r"[a-z0-9]+", source.organisation.casefold())[0] + source.year
        count = sum(known.rstrip("abcdefghijklmnopqrstuvwxyz") == key for known in keys)
        keys.append(key + ("abcdefghijklmnopqrstuvwxyz"[count] if count else ""))
    return keys


def _as_bibtex(key: str, source: SourceRecord) -> str:
    lines = [
        f"@misc{{{key},",
        f"  author = {{{{{source.organisation}}}}},",
        f"  title = {{{{{source.title}}}}},",
        f"  year = {{{source.year}}},",
        *([f"  url = {{{source.url}}},"] if source.url else []),
        f"  note = {{Terms: {source.terms}}},",
        "}",
    ]
    return "\n".join(lines)
