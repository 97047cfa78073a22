"""YAML text in, YAML text out: one value is changed, and every other byte, comments too, stays as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sim.explore.yaml_snippets import block_entry, block_item, flow_value
from sim.scenario.diagnostics import ScenarioErrors
from sim.scenario.document import read_document

Route: TypeAlias = Sequence[str | int]

LAST_KEYS = ("measures", "statements")
"""Long lists of a scenario: new keys of the file come before them."""


class UnchangeableError(ValueError):
    """Text in which a value cannot be changed: no YAML, or written in a way that is left to the hand."""


def read(text: str) -> dict[str, Any]:
    """Read the plain content of a text: mappings, lists and scalars; dates stay text.

    Raises
    ------
    UnchangeableError
        The text is no YAML mapping.
    """
    try:
        root, _ = read_document(Path(), "text", text)
        found: dict[str, Any] = root.plain()
    except ScenarioErrors as error:
        raise UnchangeableError("The text is no readable YAML.") from error
    return found


def with_value(text: str, route: Route, value: Any) -> str:
    """Set the value at the end of a route of keys and positions; missing mappings on the way are made."""
    root = _root(text)
    found, rest = _walk(root, route)
    if not rest:
        return _checked(_with_span(text, found, flow_value(value)))
    for step in reversed(rest[1:]):
        value = {step: value}
    if isinstance(found, ScalarNode) and found.value in {"", "null", "~"}:
        return with_value(without(text, route[: len(route) - len(rest)]), route, value)
    if not isinstance(found, MappingNode) or not isinstance(rest[0], str):
        raise UnchangeableError("The text has something else at that place.")
    return _checked(_with_key(text, root, found, rest[0], value))


def with_entry(text: str, key: str, entry: Any) -> str:
    """Add an entry at the end of the list under a key of the file; the list is made if there is none."""
    root = _root(text)
    found, rest = _walk(root, [key])
    if rest or not isinstance(found, SequenceNode) or not found.value:
        bare = text if rest else without(text, [key])
        made = _with_key(bare, _root(bare), _root(bare), key, [entry])
        return _checked(made)
    if found.flow_style:
        end = _last_index(text, found) - 1
        at = len(text[:end].rstrip())
        return _checked(f"{text[:at]}, {flow_value(entry)}{text[at:]}")
    column = found.start_mark.column
    return _checked(_with_lines(text, _last_line(found) + 1, block_item(entry, column)))


def without(text: str, route: Route) -> str:
    """Take out a key or an entry of a list with the comments in it, and what is empty then."""
    root = _root(text)
    holder, rest = _walk(root, route[:-1])
    if rest or not isinstance(holder, MappingNode | SequenceNode) or _child(holder, route[-1]) is None:
        raise UnchangeableError("The text has nothing at that place.")
    parts = _parts(holder)
    if len(parts) == 1 and len(route) > 1:
        return without(text, route[:-1])
    rank = next(i for i, (name, *_) in enumerate(parts) if name == route[-1])
    if holder.flow_style:
        starts = [first.start_mark.index for _, first, _ in parts]
        ends = [last.end_mark.index for *_, last in parts]
        if rank + 1 < len(parts):
            return _checked(text[: starts[rank]] + text[starts[rank + 1] :])
        return _checked(text[: ends[rank - 1]] + text[ends[rank] :])
    _, first, last = parts[rank]
    lines = text.splitlines(keepends=True)
    if isinstance(holder, MappingNode) and lines[first.start_mark.line][: first.start_mark.column].strip():
        # The first key of an entry stands behind the dash, which stays for the next one.
        return _checked(text[: first.start_mark.index] + text[parts[rank + 1][1].start_mark.index :])
    begin, end = first.start_mark.line, _last_line(last) + 1
    return _checked("".join([*lines[:begin], *lines[end:]]))


def _root(text: str) -> MappingNode:
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except (YAMLError, ValueError, RecursionError) as error:
        raise UnchangeableError("The text is no readable YAML.") from error
    if not isinstance(node, MappingNode):
        raise UnchangeableError("The text is no mapping of keys to values.")
    return node


def _checked(text: str) -> str:
    """Text that is still readable; anything else was written in a way that only a person should change."""
    read(text)
    return text


def _walk(root: MappingNode, route: Route) -> tuple[Node, Route]:
    """Follow a route as far as it goes: the node there, and what is left of the route."""
    node: Node = root
    for place, step in enumerate(route):
        child = _child(node, step)
        if child is None:
            return node, route[place:]
        inside = node.start_mark.index <= child.start_mark.index <= node.end_mark.index
        if child.anchor is not None or not inside:
            raise UnchangeableError("The value is shared by an anchor; change it in the text.")
        node = child
    return node, ()


def _parts(node: Node) -> list[tuple[str | int, Node, Node]]:
    """Parts of a mapping or list: key or position, and the nodes with which each begins and ends."""
    if isinstance(node, MappingNode):
        return [(key.value, key, value) for key, value in node.value]
    if isinstance(node, SequenceNode):
        return [(rank, value, value) for rank, value in enumerate(node.value)]
    return []


def _child(node: Node, step: str | int) -> Node | None:
    return next((last for name, _, last in _parts(node) if name == step), None)


def _last_line(node: Node) -> int:
    """Last line on which something of a node stands, from 0; comments after it do not count."""
    if isinstance(node, MappingNode | SequenceNode) and not node.flow_style and node.value:
        return _last_line(_parts(node)[-1][2])
    mark = node.end_mark
    return int(mark.line - 1 if mark.column == 0 and mark.line > node.start_mark.line else mark.line)


def _last_index(text: str, node: Node) -> int:
    return len(text[: node.end_mark.index].rstrip())


def _with_span(text: str, node: Node, value: str) -> str:
    if isinstance(node, MappingNode | SequenceNode) and not node.flow_style:
        lines = text.splitlines(keepends=True)
        head = text[: node.start_mark.index].rstrip()
        return f"{head} {value}\n" + "".join(lines[_last_line(node) + 1 :])
    start, end = node.start_mark.index, node.end_mark.index
    closing = "\n" if text[start:end].endswith("\n") else ""
    space = "" if start == 0 or text[start - 1] in " [{" else " "
    return f"{text[:start]}{space}{value}{closing}{text[end:]}"


def _with_key(text: str, root: MappingNode, holder: MappingNode, key: str, value: Any) -> str:
    if holder.flow_style:
        at = len(text[: _last_index(text, holder) - 1].rstrip())
        comma = ", " if holder.value else ""
        return f"{text[:at]}{comma}{key}: {flow_value(value)}{text[at:]}"
    parts = _parts(holder)
    if holder is root and key not in LAST_KEYS:
        parts = parts[: next((i for i, (name, *_) in enumerate(parts) if name in LAST_KEYS), None)] or parts
    line = _last_line(parts[-1][2]) + 1
    return _with_lines(text, line, block_entry(key, value, parts[0][1].start_mark.column))


def _with_lines(text: str, place: int, added: str) -> str:
    lines = text.splitlines(keepends=True)
    if lines and place >= len(lines) and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    return "".join([*lines[:place], added, *lines[place:]])


def value_at(content: Mapping[str, Any], route: Route, default: Any = None) -> Any:
    """Value at the end of a route in plain content, or a default where there is none."""
    found: Any = content
    for step in route:
        if isinstance(found, Mapping):
            found = found.get(str(step), default)
        elif isinstance(found, list) and isinstance(step, int) and step < len(found):
            found = found[step]
        else:
            return default
    return found
