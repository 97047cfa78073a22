"""A YAML file as a tree that remembers where every key and value was written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from sim.scenario.composing import CORE, composed
from sim.scenario.diagnostics import Diagnostic, Place, ScenarioErrors
from sim.scenario.file_text import file_text, odd_character, refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from ruamel.yaml.nodes import Node

Scalar: TypeAlias = str | int | float | bool | None

_MOST_REPEATED_VALUES = 5_000
_MOST_REPEATED_TEXT = 300_000
"""What aliases (`*`) may add up to, each counted with all that it stands for."""

_NO_YAML = "not valid YAML: "
_LONGEST_NUMBER = 30
_LONGEST_QUOTE = 40
_LARGEST_KEPT = 50_000
"""Characters of a text whose tree is kept beside others: parents, and what is looked at twice."""


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
        The file is missing, no text, no YAML, empty, no mapping, or has what no scenario may have.
    """
    content = file_text(path, shown) if unsaved is None else unsaved
    read = _kept_document if len(content) <= _LARGEST_KEPT else _last_document
    root, findings = read(content, shown)
    return root, list(findings)


def _document(content: str, shown: str) -> tuple[Entry, tuple[Diagnostic, ...]]:
    node = composed(content, shown)
    if node is None or (isinstance(node, ScalarNode) and node.value == ""):
        raise refused(Place(shown, 1, 1), "the file is empty", "a scenario has at least a `name`")
    reader = _Reader(shown)
    root = reader.read(node)
    if not isinstance(root.content, dict):
        kind = "a list" if isinstance(root.content, list) else "a single value"
        message = f"a scenario is a mapping of keys to values, this is {kind}"
        raise refused(root.place, message, "begin with `name: ...`")
    return root, tuple(reader.findings)


# a tree is never changed, so that the same text may have the same one
_kept_document = lru_cache(maxsize=32)(_document)
_last_document = lru_cache(maxsize=1)(_document)


def read_value(text: str, shown: str) -> Entry:
    """Read one YAML value, as on a command line.

    Raises
    ------
    ScenarioErrors
        It is no YAML value; the findings are about ``shown``.
    """
    try:
        node = composed(text, shown, with_lines=False)
    except ScenarioErrors as error:
        found = error.diagnostics[0]
        if found.message.startswith(_NO_YAML):
            why = found.message.removeprefix(_NO_YAML)
            hint = found.hint or f"quote it as --set key='\"text\"', since {why}"
            raise refused(found.place, f"{quoted(text)} is no YAML value", hint) from error
        raise
    reader = _Reader(shown, with_lines=False)
    entry = reader.read(node) if node is not None else Entry(Place(shown), None)
    if reader.findings:
        raise ScenarioErrors(reader.findings)
    return entry


class _Reader:
    """Turns YAML nodes into entries; goes on after a key that is given twice."""

    def __init__(self, shown: str, with_lines: bool = True) -> None:
        self.findings: list[Diagnostic] = []
        self._shown = shown
        self._with_lines = with_lines
        self._constructor = YAML(typ="safe", pure=True).constructor
        self._met: set[int] = set()
        self._repeated_values = 0
        self._repeated_text = 0

    def read(
        self, node: Node, key: Place | None = None, around: tuple[int, ...] = (), again: bool = False
    ) -> Entry:
        place = self._place(node)
        if id(node) in around:
            raise refused(place, "an alias (`*`) that contains itself", "write it out")
        again = again or id(node) in self._met
        if again:
            self._count(node, place)
        self._met.add(id(node))
        inside = (*around, id(node))
        if isinstance(node, MappingNode):
            return Entry(place, self._mapping(node, inside, again), key)
        if isinstance(node, SequenceNode):
            return Entry(place, [self.read(item, None, inside, again) for item in node.value], key)
        return Entry(place, self._scalar(node, place), key, node.value)

    def _count(self, node: Node, place: Place) -> None:
        """Stop before aliases of aliases of aliases fill the memory."""
        self._repeated_values += 1
        self._repeated_text += len(node.value) if isinstance(node, ScalarNode) else 0
        if self._repeated_values > _MOST_REPEATED_VALUES or self._repeated_text > _MOST_REPEATED_TEXT:
            raise refused(place, "aliases (`*`) repeat this too often to be a scenario", "write it out")

    def _mapping(self, node: MappingNode, inside: tuple[int, ...], again: bool) -> dict[str, Entry]:
        content: dict[str, Entry] = {}
        for key_node, value_node in node.value:
            place = self._place(key_node)
            if not isinstance(key_node, ScalarNode):
                raise refused(place, "a key is one word, not a list or a mapping", "write `key: value`")
            key = self._sound(str(key_node.value), place)
            if key_node.tag == f"{CORE}merge" or key == "<<":
                hint = "write the keys out, or start from another scenario with `extends:`"
                raise refused(place, "merge keys (`<<`) are no part of YAML 1.2", hint)
            if again:
                self._count(key_node, place)
            if key in content:
                first = content[key].key_place
                where = f", first on line {first.line}" if first and first.line else ""
                message = f"{quoted(key)} is given twice{where}"
                self.findings.append(Diagnostic(place, message, "keep one of them"))
                continue
            content[key] = self.read(value_node, place, inside, again)
        return content

    def _scalar(self, node: Node, place: Place) -> Scalar:
        tag = str(node.tag).removeprefix(CORE)
        # dates stay text: the schema reads them, and says what is wrong with one that is none
        if tag not in {"int", "float", "bool", "null"}:
            return self._sound(str(node.value), place)
        if len(node.value) > _LONGEST_NUMBER and tag in {"int", "float"}:
            message = f"{quoted(str(node.value))} has {len(node.value):,} digits"
            raise refused(place, message, f"numbers have at most {_LONGEST_NUMBER}; quote text")
        try:
            value: Scalar = self._constructor.construct_object(node)
        except (YAMLError, ValueError, OverflowError) as error:
            raise refused(place, f"{quoted(str(node.value))} is no valid {tag}") from error
        return value

    def _sound(self, text: str, place: Place) -> str:
        """Text of which every character can be shown; those written as escapes are looked at here."""
        if text.isascii() and text.isprintable():
            return text
        # JSON writes a character beyond 16 bits as two halves
        whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
        odd = odd_character(whole)
        if odd is not None:
            raise refused(place, f"a text with the character {odd[1]}, which cannot be shown", "leave it out")
        return whole

    def _place(self, node: Node) -> Place:
        if not self._with_lines:
            return Place(self._shown)
        return Place(self._shown, node.start_mark.line + 1, node.start_mark.column + 1)
