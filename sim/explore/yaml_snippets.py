"""Pieces of YAML as they are written into a scenario: values in one line, keys and list entries in blocks."""

from __future__ import annotations

import datetime as dt
import json
import re
from io import StringIO
from typing import Any

from ruamel.yaml import YAML

_STEP = 2
_BARE = re.compile(r"[A-Za-z][A-Za-z0-9_.\-]*")
_WORDS_OF_YAML = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}


def flow_value(value: Any) -> str:
    """Write a value in one line: ``0.34``, ``[USA, CHN]``, ``{weeks: 52}``."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow_value(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow_value(each) for each in value) + "]"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return json.dumps(value)


def block_entry(key: str, value: Any, column: int) -> str:
    """Write a key and its value on lines of their own, ``column`` spaces from the left."""
    pad = " " * column
    if isinstance(value, dict) and value:
        inner = "".join(block_entry(each, content, column + _STEP) for each, content in value.items())
        return f"{pad}{key}:\n{inner}"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        inner = "".join(block_item(each, column + _STEP) for each in value)
        return f"{pad}{key}:\n{inner}"
    return f"{pad}{key}: {flow_value(value)}\n"


def block_item(entry: Any, column: int) -> str:
    """Write an entry of a list on lines of its own, its dash ``column`` spaces from the left."""
    pad = " " * column
    if not isinstance(entry, dict) or not entry:
        return f"{pad}- {flow_value(entry)}\n"
    lines = "".join(block_entry(key, value, column + _STEP) for key, value in entry.items())
    return f"{pad}- {lines[column + _STEP :]}"


def _text(value: str) -> str:
    """Text bare where it stays text, in quotes elsewhere."""
    if _BARE.fullmatch(value) and value.lower() not in _WORDS_OF_YAML:
        return value
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return value  # a date stays text for the reader of scenarios
    has_marks = any(mark in value for mark in ",[]{}\n\t\"'\\") or not value.isprintable()
    if not has_marks and _loads_as(f"key: {value}\n", {"key": value}) and _loads_as(f"[{value}]", [value]):
        return value
    return json.dumps(value, ensure_ascii=False)


def _loads_as(text: str, expected: Any) -> bool:
    try:
        found = YAML(typ="safe", pure=True).load(StringIO(text))
    except Exception:
        return False
    return repr(found) == repr(expected)
