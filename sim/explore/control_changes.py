"""From controls that were moved to a text that says so: the text is the truth, controls are its mirror."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sim.explore.draft import Draft, parent_of
from sim.explore.headline_tariffs import with_rate
from sim.explore.levers import ROUTES, with_dropped, with_lever
from sim.explore.measure_rows import COLUMNS, with_cell, with_new_tariff
from sim.explore.picture import SIDES, Picture
from sim.explore.yaml_text import read, value_at, without

KEPT = "kept"
LEVERS = (*ROUTES, "size")


def cell(rank: int, column: str) -> str:
    """Name of a cell of the table of measures among the controls."""
    return f"cell:{rank}:{column}"


def mirror(text: str, shown: Picture, added: int) -> dict[str, Any]:
    """What the controls show of a text, to tell later which of them were moved.

    Parameters
    ----------
    text : str
        The text.
    shown : Picture
        What it says.
    added : int
        Presses so far of the button that adds a measure.
    """
    values = dict(shown.levers or {})
    values |= {name: _percent(side.rate) for name, side in shown.sides.items()}
    values |= {cell(rank, name): row[name] for rank, row in enumerate(shown.rows) for name in COLUMNS}
    values[KEPT] = [each["id"] for each in shown.inherited if each["id"] not in shown.dropped]
    return {
        "text": text,
        "values": values,
        "added": added,
        "rows": [[row["id"], row["kind"]] for row in shown.rows],
        "sides": {name: side.identifier for name, side in shown.sides.items()},
        "pair": list(shown.pair),
        "inherited": [each["id"] for each in shown.inherited],
        "dropped": list(shown.dropped),
    }


def values_of(mirrored: Mapping[str, Any] | None) -> dict[str, Any]:
    """Values of the controls that a mirror was made from; none before the first."""
    return dict((mirrored or {}).get("values", {}))


def rows_of(mirrored: Mapping[str, Any]) -> list[dict[str, str]]:
    """Rows of the table of measures that a mirror was made from."""
    values = mirrored["values"]
    return [
        {"id": identifier, "kind": kind} | {name: values[cell(rank, name)] for name in COLUMNS}
        for rank, (identifier, kind) in enumerate(mirrored["rows"])
    ]


def moved(values: Mapping[str, Any], mirrored: Mapping[str, Any] | None) -> dict[str, Any]:
    """Controls whose value is not what the page last wrote into them."""
    known = values_of(mirrored)
    return {
        name: value
        for name, value in values.items()
        if name in known and value is not None and not is_same(value, known[name])
    }


def with_changes(
    draft: Draft,
    changes: Mapping[str, Any],
    mirrored: Mapping[str, Any],
    removed: Sequence[int] = (),
    adds: int = 0,
) -> Draft:
    """Write moved controls into a draft.

    Parameters
    ----------
    draft : Draft
        Text to change.
    changes : mapping
        New values by name of the control.
    mirrored : mapping
        What the controls showed before, :func:`mirror`.
    removed : sequence of int
        Rows of measures to take out.
    adds : int
        Number of measures to add.
    """
    text = draft.text
    parent, inherited = parent_of(draft)
    for name, value in changes.items():
        if name in LEVERS:
            text = with_lever(text, name, value, parent)
        elif name in SIDES and mirrored["sides"].get(name):
            text = with_rate(text, mirrored["sides"][name], float(Decimal(str(value)) / 100), inherited)
        elif name == KEPT:
            text = with_dropped(text, _dropped(value, mirrored))
        elif name.startswith("cell:"):
            _, row, column = name.split(":")
            text = with_cell(text, int(row), column, str(value))
    for rank in sorted(removed, reverse=True):
        if value_at(read(text), ["measures", rank]) is not None:
            text = without(text, ["measures", rank])
    for _ in range(adds):
        pair = (mirrored["pair"][0], mirrored["pair"][1])
        weeks = value_at(read(text), ["horizon", "weeks"], parent.horizon.weeks)
        text = with_new_tariff(text, pair, parent.horizon.start, weeks if isinstance(weeks, int) else 0)
    return replace(draft, text=text)


def _dropped(kept: Sequence[str], mirrored: Mapping[str, Any]) -> list[str]:
    """Measures to leave out: those that are not kept, after those left out that are no choice."""
    inherited = mirrored["inherited"]
    still = [each for each in mirrored["dropped"] if each not in kept]
    return still + [each for each in inherited if each not in kept and each not in still]


def _percent(rate: float | None) -> float:
    return 0.0 if rate is None else float(Decimal(repr(rate)) * 100)


def is_same(one: Any, other: Any) -> bool:
    """Whether two values of a control are the same; the order of marks means nothing."""
    if isinstance(one, list) and isinstance(other, list):
        return set(one) == set(other)
    return bool(one == other)
