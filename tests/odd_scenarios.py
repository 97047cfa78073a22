"""Scenario and sweep files gone wrong: shipped ones changed by line, by character and by value."""

from __future__ import annotations

import json
import math
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import strategies as st

from sim.ensemble.plan import shipped_sweeps
from sim.scenario.document import read_document
from sim.scenario.library import shipped_scenarios

ODD_TEXTS = (
    ".nan", ".inf", "-.inf", "1e308", "-1e308", "1e999", "1e-320", "-0.0", "0", "-1", "-0.995", "100.01",
    "101", "9" * 25, "9" * 5000, "0x" + "f" * 20, "0x" + "f" * 5000, "010", "0o17", "1_000", "1:30",
    "0.1.2", "104.0", "yes", "off", "True", "null", "~", "", "''", "[]", "{}", "[[[[]]]]",
    "[" * 60 + "]" * 60, "[" * 60, "'10%'", "25%", "'0.25'", "2025-02-30", "0000-01-01", "0001-01-01",
    "9999-12-31", "2025-04-09T10:00:00Z", "20250409", "!!binary aGk=", "!foo x",
    "!!python/object:os.system {}", "!!set {a, b}", "&a [*a]", "*nothing", "<<", "\u202eABC", "\u00e9",
    "\u65e5\u672c", "\U0001f642", '"\\ud800"', '"\\ud83d\\ude42"', '"\\u0000"', '"\\e[31m"',
    "../../etc/passwd", "./x.yaml", "/dev/zero", "missing.py:X", "a" * 2000, "USA", "ROW", "EU", "all",
    "none", "true", "|", ">", "- x", "? [a]", "@", "`", "%", "{a: 1, a: 2}", "{[a]: 1}", "a: b", "'", '"',
    "#", "...",
)  # fmt: skip
"""What stands in a file where something else should: numbers at the edge, other kinds, YAML of its own."""

ODD_CHARACTERS = (
    "\t", "\r", "\x00", "\x07", "\x85", "\u2028", "\u2029", "\u200b", "\u200e", "\u202e", "\ufeff", "\u00a0",
    "\ud800", "\uffff", "\U0001f642", "\u00e9", "{", "}", "[", "]", ":", ": ", "-", "- ", "&a ", "*a", "!",
    "'", '"', "#", "%", "|", ">", "? ", ",", "\n", "\n---\n", "\n...\n", "\n%YAML 1.1\n", "<<: ", "\\",
)  # fmt: skip


class Raw(NamedTuple):
    """A piece of YAML that is written as it is."""

    text: str


ODD_VALUES = (
    *map(Raw, ODD_TEXTS), math.nan, math.inf, 1e308, -1, 0, 10**40, [], {}, [None], {"": ""}, True, None, "",
    {"USA": 1}, [[1, "x"], {}], "x" * 300, "\u00e9", {"a": {"b": {"c": {}}}}, ["USA", "USA"], -0.5, 0.5, 1, 3,
)  # fmt: skip
ODD_KEYS = ("", "rate", "on", "null", "1", "\u00e9", "a" * 300, "<<", "kind", "id", "path", "extends", "name")


@lru_cache
def sources(largest: int) -> tuple[str, ...]:
    """Text of every shipped file up to a size."""
    return tuple(file.read_text("utf-8") for file in _files(largest))


@lru_cache
def trees(largest: int) -> tuple[Any, ...]:
    """The same files as mappings and lists."""
    return tuple(read_document(file, file.name)[0].plain() for file in _files(largest))


def _files(largest: int) -> list[Path]:
    """Scenarios twice and sweeps once: a sweep takes ten times as long to look at."""
    files = (*shipped_scenarios().values(), *shipped_scenarios().values(), *shipped_sweeps().values())
    return [file for file in files if file.stat().st_size <= largest]


@st.composite
def changed_text(draw: st.DrawFn, largest: int) -> str:
    """Text of a shipped file after one to four changes of its lines and characters."""
    text = draw(st.sampled_from(sources(largest)))
    for _ in range(draw(st.integers(1, 4))):
        text = draw(_once_changed(text))
    return text


@st.composite
def _once_changed(draw: st.DrawFn, text: str) -> str:
    lines = text.split("\n")
    row = draw(st.integers(0, len(lines) - 1))
    how = draw(
        st.sampled_from(("delete", "double", "swap", "indent", "insert", "cut", "value", "key", "from_here"))
    )
    if how == "cut":
        return text[: draw(st.integers(0, len(text)))]
    if how == "insert":
        place = draw(st.integers(0, len(text)))
        return text[:place] + draw(st.sampled_from(ODD_CHARACTERS)) + text[place:]
    line = lines[row]
    key, colon, _ = line.partition(": ")
    changed = {
        "delete": [],
        "double": [line, line],
        "indent": [" " * draw(st.integers(0, 5)) + line.lstrip()],
        "value": [f"{key}{colon}{draw(st.sampled_from(ODD_TEXTS))}"],
        "key": [f"{line[: len(line) - len(line.lstrip())]}{draw(st.sampled_from(ODD_KEYS))}: {line.strip()}"],
        "from_here": lines[row:],
    }
    if how == "swap":
        other = draw(st.integers(0, len(lines) - 1))
        lines[row], lines[other] = lines[other], lines[row]
    else:
        lines[row : row + 1] = changed[how]
    return "\n".join(lines)


@st.composite
def changed_tree(draw: st.DrawFn, largest: int) -> str:
    """YAML of a shipped file in which one to three values, at any depth, are others."""
    tree = draw(st.sampled_from(trees(largest)))
    for _ in range(draw(st.integers(1, 3))):
        route = draw(st.sampled_from(_routes(tree)))
        tree = _with(tree, route, draw(st.sampled_from(ODD_VALUES)))
    return as_yaml(tree)


def _routes(tree: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    pairs: list[Any] = []
    if isinstance(tree, dict):
        pairs = list(tree.items())
    elif isinstance(tree, list):
        pairs = list(enumerate(tree))
    here = [above] if above else []
    return here + [route for key, value in pairs for route in _routes(value, (*above, key))] or [("x",)]


def _with(tree: Any, route: tuple[Any, ...], value: Any) -> Any:
    if not route:
        return value
    if isinstance(tree, list):
        return [_with(each, route[1:], value) if rank == route[0] else each for rank, each in enumerate(tree)]
    inner = tree if isinstance(tree, dict) else {}
    return {**inner, route[0]: _with(inner.get(route[0]), route[1:], value)}


def as_yaml(tree: dict[str, Any]) -> str:
    """Write a mapping as YAML: a line a key, and a line an entry of a list under it."""
    lines = []
    for key, value in tree.items():
        if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            lines += [f"{flow(key)}:", *(f"  - {flow(each)}" for each in value)]
        else:
            lines.append(f"{flow(key)}: {flow(value)}")
    return "\n".join(lines) + "\n"


def flow(value: Any) -> str:
    """One value as YAML in one line."""
    if isinstance(value, Raw):
        return value.text
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, float) and not math.isfinite(value):
        return ".nan" if math.isnan(value) else f"{'-' if value < 0 else ''}.inf"
    return json.dumps(value)
