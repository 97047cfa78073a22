"""The measures that a scenario file itself writes, as rows of a table whose cells can be edited."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from sim.explore.yaml_text import Route, read, value_at, with_entry, with_value, without

COLUMNS = {
    "importer": "Levied by",
    "exporter": "On goods from",
    "products": "Products",
    "rate": "Rate, points",
    "announced": "Announced",
    "start": "Start",
    "end": "End",
}
"""Columns that can be edited, with their headings."""

_SCOPES = ("products", "hs", "list")
_MAY_BE_EMPTY = frozenset({"products", "announced", "end"})
_LEAD = 13


def rows(content: Mapping[str, Any]) -> list[dict[str, str]]:
    """Rows of the table: ``id``, ``kind`` and the columns, as text; what is not written is empty."""
    found = value_at(content, ["measures"], [])
    measures = found if isinstance(found, list) else []
    return [_row(each if isinstance(each, Mapping) else {}) for each in measures]


def _row(measure: Mapping[str, Any]) -> dict[str, str]:
    row = {name: _words(measure.get(name)) for name in ("id", "kind", *COLUMNS)}
    row["products"] = _scope(measure)
    row["rate"] = _points(measure.get("rate"))
    return row


def with_cell(text: str, rank: int, column: str, entered: str) -> str:
    """Write what was entered into a cell; what is no sensible value is written too, for the check to see."""
    value = entered.strip()
    here: Route = ("measures", rank)
    if column == "products":
        return _with_scope(text, here, value)
    if not value and column in _MAY_BE_EMPTY:
        return _without_key(text, [*here, column])
    if column == "rate":
        return with_value(text, [*here, column], _fraction(value))
    if column in {"importer", "exporter"}:
        return with_value(text, [*here, column], _one_or_many(value))
    return with_value(text, [*here, column], value)


def with_new_tariff(text: str, pair: tuple[str, str], start: dt.date, weeks: int) -> str:
    """Add a tariff of 10 points of the first of a pair on all goods of the second.

    Under an authority of its own, so that it adds to all others.
    """
    taken = {row["id"] for row in rows(read(text))}
    name = next(f"own_{number}" for number in range(1, len(taken) + 2) if f"own_{number}" not in taken)
    measure = {
        "id": name,
        "kind": "tariff",
        "importer": pair[0],
        "exporter": pair[1],
        "rate": 0.1,
        "authority": name,
        "start": start + dt.timedelta(weeks=min(_LEAD, weeks // 2)),
        "source": "assumed",
    }
    return with_entry(text, "measures", measure)


def _words(value: Any) -> str:
    if value is None:
        return ""
    return ", ".join(str(each) for each in value) if isinstance(value, list) else str(value)


def _points(rate: Any) -> str:
    if isinstance(rate, int | float) and not isinstance(rate, bool):
        return f"{(Decimal(repr(rate)) * 100).normalize():f}"
    return _words(rate)


def _fraction(value: str) -> Any:
    try:
        number = Decimal(value.removesuffix("%").strip()) / 100
    except InvalidOperation:
        return value
    return float(number) if number.is_finite() else value


def _scope(measure: Mapping[str, Any]) -> str:
    given = next((key for key in _SCOPES if measure.get(key)), None)
    if given is None:
        return ""
    prefix = {"hs": "HS ", "list": "list "}.get(given, "")
    return prefix + _words(measure[given])


def _with_scope(text: str, here: Route, value: str) -> str:
    found = re.match(r"(HS|list)\s+(.*)", value, flags=re.IGNORECASE)
    key = "products" if found is None else found[1].lower()
    words = value if found is None else found[2]
    for other in _SCOPES:
        if other != key or not words:
            text = _without_key(text, [*here, other])
    if not words:
        return text
    listed = _one_or_many(words)
    return with_value(text, [*here, key], [listed] if key == "hs" and isinstance(listed, str) else listed)


def _without_key(text: str, route: Route) -> str:
    return without(text, route) if value_at(read(text), route) is not None else text


def _one_or_many(value: str) -> str | list[str]:
    words = [word.strip() for word in value.split(",") if word.strip()]
    return words if len(words) > 1 else value
