"""docs/scenario_reference.md from the schemas: ``python tests/scenario_reference.py`` writes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from schema_examples import example_of
from schema_words import bounds_of, default_of, kind_of, meaning_of, unit_of

from sim.ensemble.plan.schema import dump_sweep_schema
from sim.scenario.schema import dump_schema

PAGE = Path(__file__).parents[1] / "docs" / "scenario_reference.md"

HEAD = """\
# Reference of scenarios and sweeps

Every key of a scenario file and of a sweep file: what it means, its kind, unit, default and bounds, and an
example. The page is made from the schemas that the program checks files with. [Scenarios](scenarios.md)
explains how the keys work together, [governments](governments.md) what governments make of theirs,
[sweeps](sweeps.md) what a sweep does. Where each default comes from, and what is thought plausible, stands
in [adjustable figures](scenarios.md#adjustable-figures).

A key without a default is required. A kind of several words is one of those words. A date is written
2025-04-09, a share or rate as a fraction (25 % is 0.25), an economy as its code (`USA`, `CHN`, `EU`). Where
a list is asked for, a single word does. The line above each table is where the keys stand.
"""


def markdown() -> str:
    """Return the page."""
    parts = [HEAD, "## A scenario file\n"]
    parts += _sections(dump_schema(), "scenario")
    parts += ["## A sweep file\n"]
    parts += _sections(dump_sweep_schema(), "sweep")
    return "\n".join(parts)


def _sections(schema: Mapping[str, Any], root: str) -> Iterator[str]:
    """Tables of a file: that of its top, then one for each part in the order in which they are named."""
    yield _table(schema, schema, root)
    waiting = list(_parts_of(schema, "", schema))
    seen = set()
    while waiting:
        place, name = waiting.pop(0)
        if name in seen:
            continue
        seen.add(name)
        record = schema["$defs"][name]
        kind = record["properties"].get("kind", {}).get("const")
        yield f"### `{place}`" + (f", kind `{kind}`\n" if kind else "\n")
        yield f"{meaning_of(record)}\n"
        yield _table(record, schema, f"{root}:{name}")
        waiting = [*_parts_of(record, place, schema), *waiting]


def _parts_of(record: Mapping[str, Any], place: str, schema: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Place and name of every record that the keys of one hold."""
    for key, field in record.get("properties", {}).items():
        inner = f"{place}.{key}" if place else key
        yield from _references(field, inner)


def _references(field: Mapping[str, Any], place: str) -> Iterator[tuple[str, str]]:
    if "$ref" in field:
        yield place, field["$ref"].rsplit("/", 1)[-1]
    for part in (*field.get("oneOf", ()), *field.get("anyOf", ())):
        yield from _references(part, place)
    if isinstance(within := field.get("items"), Mapping):
        yield from _references(within, f"{place}[]")
    if isinstance(within := field.get("additionalProperties"), Mapping):
        yield from _references(within, f"{place}.<name>")


def _table(record: Mapping[str, Any], schema: Mapping[str, Any], owner: str) -> str:
    required = set(record.get("required", ()))
    rows = ["| key | meaning | kind | unit | default | bounds | example |", "|---|---|---|---|---|---|---|"]
    for key, field in record.get("properties", {}).items():
        default = "required" if key in required else default_of(field)
        cells = (
            f"`{key}`", meaning_of(field), kind_of(field), unit_of(field), default, bounds_of(field),
            example_of(owner, key, field),
        )  # fmt: skip
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    PAGE.write_text(markdown(), encoding="utf-8", newline="\n")
