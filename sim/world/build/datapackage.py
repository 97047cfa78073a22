"""Describe the shipped tables: one ``datapackage.json`` in the style of Frictionless Data."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Tag = Literal["observed", "derived", "assumed"]

DESCRIPTOR = "datapackage.json"


@dataclass(frozen=True)
class Field:
    """One column of a CSV table, or one array of an ``.npz`` table.

    Parameters
    ----------
    name, description : str
        Name in the file, and what it means (for arrays with their axes).
    unit : str
        Such as ``USD million a year``, ``fraction``, ``km``; empty for codes and texts.
    tag : {"observed", "derived", "assumed"} or None
        Where it is not the table's.
    """

    name: str
    description: str
    unit: str = ""
    tag: Tag | None = None


@dataclass(frozen=True)
class Source:
    """A publication that figures come from: who, what, when, on which terms."""

    organisation: str
    title: str
    year: str
    terms: str
    url: str = ""


@dataclass(frozen=True)
class Table:
    """One shipped table.

    Parameters
    ----------
    path : str
        File name in the tables folder.
    title : str
        What the table holds.
    tag : {"observed", "derived", "assumed"}
        How its figures came about: read off a source, worked out from sources, or judged.
    fields : sequence of Field
        Columns or arrays.
    sources : sequence of Source
        Publications that went in.
    notes : str
        What was assumed, and other things a user should know.
    """

    path: str
    title: str
    tag: Tag
    fields: Sequence[Field]
    sources: Sequence[Source]
    notes: str = ""


def write_datapackage(folder: Path, tables: Sequence[Table]) -> None:
    """Write the descriptor of a folder of tables, with the size and hash of each.

    Raises
    ------
    ValueError
        A file of the folder is not described, or a described one is missing.
    """
    described = {table.path for table in tables}
    present = {path.name for path in folder.iterdir() if path.name != DESCRIPTOR}
    if described != present:
        message = f"tables and their descriptions differ: {', '.join(sorted(described ^ present))}"
        raise ValueError(message)
    package = {
        "profile": "data-package",
        "name": "tradewar-sim-base-tables",
        "title": "Base-year accounts, tariffs and products of tradewar-sim",
        "description": "Derived, compact tables for the base years 2017 and 2024; 81 economies, 28 sectors.",
        "resources": [_resource(folder, table) for table in sorted(tables, key=lambda table: table.path)],
    }
    text = json.dumps(package, indent=1, ensure_ascii=False) + "\n"
    (folder / DESCRIPTOR).write_text(text, encoding="utf-8", newline="\n")


def _resource(folder: Path, table: Table) -> dict[str, Any]:
    content = (folder / table.path).read_bytes()
    return {
        "name": table.path,
        "path": table.path,
        "title": table.title,
        "format": table.path.rsplit(".", 1)[1],
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "tag": table.tag,
        "notes": table.notes,
        "schema": {
            "fields": [
                {
                    "name": field.name,
                    "description": field.description,
                    "unit": field.unit,
                    "tag": field.tag or table.tag,
                }
                for field in table.fields
            ]
        },
        "sources": [
            {
                "organisation": source.organisation,
                "title": source.title,
                "year": source.year,
                "terms": source.terms,
                "url": source.url,
            }
            for source in table.sources
        ],
    }
