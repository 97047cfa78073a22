"""A YAML file as a tree that remembers where every key and value was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from sim.scenario.diagnostics import Diagnostic, Place, ScenarioErrors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ruamel.yaml.nodes import Node

Scalar: TypeAlias = str | int | float | bool | None

_TAG = "tag:yaml.org,2002:"
_LARGEST_DOCUMENT = 4_000_000
_MOST_VALUES = 300_000
_LONGEST_QUOTE = 40


@dataclass(frozen=True)
class Entry:
    """A value of a scenario file, with its place.

    Parameters
    ----------
    place : Place
        Where the value stands.
    content : dict, list or scalar
        Mappings and lists hold further entries. Dates stay text.
    key_place : Place, optional
        Where the key before it stands.
    text : str
        A scalar as it was typed, so that a message can quote ``0101`` and not ``101``.
    """

    place: Place
    content: dict[str, Entry] | list[Entry] | Scalar
    key_place: Place | None = None
    text: str = ""

    def plain(self) -> Any:
        """Return the value without places: mappings, lists and scalars."""
        if isinstance(self.content, dict):
            return {key: entry.plain() for key, entry in self.content.items()}
        if isinstance(self.content, list):
            return [entry.plain() for entry in self.content]
        return self.content

    def get(self, step: str | int) -> Entry | None:
        """Entry under a key or at an index, if there is one."""
        if isinstance(self.content, dict) and isinstance(step, str):
            return self.content.get(step)
        if isinstance(self.content, list) and isinstance(step, int) and step < len(self.content):
            return self.content[step]
        return None

    def at(self, route: Sequence[str | int]) -> Entry | None:
        """Entry at the end of a route of keys and indices, if there is one."""
        found: Entry | None = self
        for step in route:
            found = found.get(step) if found else None
        return found

    def items(self, route: Sequence[str | int] = ()) -> list[Entry]:
        """Entries of the list at a route; none where there is no list."""
        found = self.at(route)
        return found.content if found and isinstance(found.content, list) else []

    def words(self, key: str) -> Iterator[tuple[str, Entry]]:
        """Texts under a key, given alone or as a list."""
        found = self.get(key)
        if found is None:
            return
        for entry in found.content if isinstance(found.content, list) else [found]:
            if isinstance(entry.content, str):
                yield entry.content, entry


def quoted(text: str) -> str:
    """Text in back quotes, shortened when it is long."""
    shown = text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 3] + "..."
    return f"`{shown}`"


def read_document(path: Path, shown: str, unsaved: str | None = None) -> tuple[Entry, list[Diagnostic]]:
    """Read a scenario file.

    Parameters
    ----------
    path : Path
        File to read.
    shown : str
        Its name in messages.
    unsaved : str, optional
        What an editor has in place of the file's text; the file is not looked at then.

    Returns
    -------
    root : Entry
        A mapping.
    findings : list of Diagnostic
        Keys that are given twice.

    Raises
    ------
    ScenarioErrors
        The file is missing, no text, no YAML, empty or no mapping.
    """
    content = _text(path, shown) if unsaved is None else unsaved
    try:
        node = _composed(content)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(shown, mark.line + 1, mark.column + 1) if mark else Place(shown)
        what = " ".join(str(part) for part in (error.context, error.problem) if part)
        raise _refused(place, f"not valid YAML: {what}", _yaml_hint(what)) from error
    except YAMLError as error:
        raise _refused(Place(shown), f"not valid YAML: {str(error).splitlines()[0]}") from error
    except RecursionError as error:
        raise _refused(Place(shown), "nested too deeply to be a scenario") from error
    if node is None or (isinstance(node, ScalarNode) and node.value == ""):
        raise _refused(Place(shown, 1, 1), "the file is empty", "a scenario has at least a `name`")
    reader = _Reader(shown)
    root = reader.read(node)
    if not isinstance(root.content, dict):
        kind = "a list" if isinstance(root.content, list) else "a single value"
        message = f"a scenario is a mapping of keys to values, this is {kind}"
        raise _refused(root.place, message, "begin with `name: ...`")
    return root, reader.findings


def read_value(text: str, shown: str) -> Entry:
    """Read one YAML value, as on a command line.

    Raises
    ------
    ScenarioErrors
        It is no YAML value; the findings are about ``shown``.
    """
    try:
        node = _composed(text)
        reader = _Reader(shown, with_lines=False)
        entry = reader.read(node) if node is not None else Entry(Place(shown), None)
    except (YAMLError, RecursionError) as error:
        raise _refused(Place(shown), f"{quoted(text)} is no YAML value") from error
    if reader.findings:
        raise ScenarioErrors(reader.findings)
    return entry


def _refused(place: Place, message: str, hint: str = "") -> ScenarioErrors:
    return ScenarioErrors([Diagnostic(place, message, hint)])


def _yaml_hint(problem: str) -> str:
    if "\\t" in problem:
        return "indent with spaces, not tabs"
    if "mapping values are not allowed" in problem:
        return "quote text that contains a colon"
    return ""


def _text(path: Path, shown: str) -> str:
    try:
        if path.is_dir():
            raise _refused(Place(shown), "is a folder, not a scenario file")
        if not path.is_file():
            raise _refused(Place(shown), "no such file")
        if path.stat().st_size > _LARGEST_DOCUMENT:
            raise _refused(Place(shown), "too large to be a scenario")
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _refused(Place(shown), f"cannot be read: {reason}") from error
    if b"\x00" in content:
        raise _refused(Place(shown), "is a binary file, not YAML text")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = f"is a binary file, or text that is not UTF-8 (first on line {line})"
        raise _refused(Place(shown), message, "save it as UTF-8") from error


def _composed(text: str) -> Node | None:
    reader = YAML(typ="safe", pure=True)
    reader.version = (1, 2)
    node: Node | None = reader.compose(text)
    return node


class _Reader:
    """Turns YAML nodes into entries; goes on after a key that is given twice."""

    def __init__(self, shown: str, with_lines: bool = True) -> None:
        self.findings: list[Diagnostic] = []
        self._shown = shown
        self._with_lines = with_lines
        self._constructor = YAML(typ="safe", pure=True).constructor
        self._values = 0

    def read(self, node: Node, key: Place | None = None, around: tuple[int, ...] = ()) -> Entry:
        place = self._place(node)
        self._values += 1
        if id(node) in around:
            raise _refused(place, "an alias (`*`) that contains itself")
        if self._values > _MOST_VALUES:
            raise _refused(place, "too many values to be a scenario")
        inside = (*around, id(node))
        if isinstance(node, MappingNode):
            return Entry(place, self._mapping(node, inside), key)
        if isinstance(node, SequenceNode):
            return Entry(place, [self.read(item, None, inside) for item in node.value], key)
        return Entry(place, self._scalar(node, place), key, node.value)

    def _mapping(self, node: MappingNode, inside: tuple[int, ...]) -> dict[str, Entry]:
        content: dict[str, Entry] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, ScalarNode) else "?"
            place = self._place(key_node)
            if key in content:
                first = content[key].key_place
                where = f", first on line {first.line}" if first and first.line else ""
                self.findings.append(Diagnostic(place, f"`{key}` is given twice{where}", "keep one of them"))
                continue
            content[key] = self.read(value_node, place, inside)
        return content

    def _scalar(self, node: Node, place: Place) -> Scalar:
        tag = str(node.tag).removeprefix(_TAG)
        # dates stay text: the schema reads them, and says what is wrong with one that is none
        if tag in {"str", "timestamp", "merge", "value"}:
            return str(node.value)
        if tag not in {"int", "float", "bool", "null"}:
            raise _refused(place, f"the tag `{tag}` has no meaning in a scenario", "write the plain value")
        try:
            value: Scalar = self._constructor.construct_object(node)
        except (YAMLError, ValueError, OverflowError) as error:
            raise _refused(place, f"{quoted(str(node.value))} is no valid {tag}") from error
        return value

    def _place(self, node: Node) -> Place:
        if not self._with_lines:
            return Place(self._shown)
        return Place(self._shown, node.start_mark.line + 1, node.start_mark.column + 1)
