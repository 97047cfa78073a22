"""YAML text to nodes: one plain document, without what a scenario has no use for and a reader pays for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer, ComposerError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent

from sim.scenario.diagnostics import Place
from sim.scenario.file_text import odd_character, place_at, refused

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node

MOST_VALUES = 60_000
"""Keys and values of a file; reading one takes about 50 microseconds."""

DEEPEST = 40
"""Levels of nesting; the deepest shipped file has seven."""

LONGEST_TEXT = 100_000
"""Characters of one value."""

CORE = "tag:yaml.org,2002:"

_DIRECTIVE = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*(%[^\r\n]*)")

_BEYOND = re.compile(r"\\U(?!000[0-9a-fA-F]|0010)[0-9a-fA-F]{8}")
"""An escape beyond the last character there is: the parser says neither what nor where."""


class RefusedNodeError(MarkedYAMLError):
    """Valid YAML that no scenario may have; ``problem`` is the message and ``note`` the hint."""


class _StrictComposer(Composer):
    """Composes nodes, and stops at the first one that is tagged, too deep or one too many."""

    def __init__(self, loader: Any = None) -> None:
        super().__init__(loader)
        self._level = 0
        self._values = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.parser.peek_event()
        if not isinstance(event, AliasEvent):
            self._check(event)
        self._values += 1
        self._level += 1
        node = super().compose_node(parent, index)
        self._level -= 1
        return node

    def _check(self, event: Any) -> None:
        if event.ctag is not None:
            name = str(event.ctag).removeprefix(CORE)
            raise _stop(event, f"the tag `{name}` has no meaning in a scenario", "write the plain value")
        if event.anchor is not None and event.anchor in self.anchors:
            raise _stop(event, f"the anchor `&{event.anchor}` is given twice", "give the second another name")
        if self._level >= DEEPEST:
            raise _stop(event, "nested too deeply to be a scenario", f"at most {DEEPEST} levels")
        if self._values >= MOST_VALUES:
            raise _stop(event, "too many values to be a scenario", f"at most {MOST_VALUES:,}")
        if len(getattr(event, "value", "")) > LONGEST_TEXT:
            message = f"a text of {len(event.value):,} characters"
            raise _stop(event, message, f"at most {LONGEST_TEXT:,}")


def _stop(event: Any, message: str, hint: str) -> RefusedNodeError:
    return RefusedNodeError(None, None, message, event.start_mark, hint)


def composed(text: str, shown: str, with_lines: bool = True) -> Node | None:
    """Compose one YAML document.

    Parameters
    ----------
    text : str
        YAML 1.2.
    shown : str
        Name of the file, or of the option, in messages.
    with_lines : bool
        Whether messages have lines and columns.

    Returns
    -------
    node : Node or None
        The root; none where there is nothing but comments.

    Raises
    ------
    ScenarioErrors
        It is no YAML, or has a tag, a directive, a second document, an odd character, or too much.
    """

    def place(offset: int) -> Place:
        return place_at(text, offset, shown) if with_lines else Place(shown)

    odd = odd_character(text)
    if odd is not None:
        message = f"not valid YAML for a scenario: the character {odd[1]}, which is not seen or ends a line"
        raise refused(place(odd[0]), message, "delete it")
    directive = _DIRECTIVE.match(text)
    if directive and directive[1].split("#")[0].split() != ["%YAML", "1.2"]:
        message = f"the directive `{directive[1].split(' ')[0][:20]}` has no meaning in a scenario"
        raise refused(place(directive.start(1)), message, "scenarios are YAML 1.2: leave it out")
    reader = YAML(typ="safe", pure=True)
    reader.version = (1, 2)
    reader.Composer = _StrictComposer
    try:
        node: Node | None = reader.compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = place(min(mark.index, len(text))) if mark else Place(shown)
        raise refused(where, *_explained(error)) from error
    except (YAMLError, ValueError, IndexError, AttributeError, AssertionError, OverflowError) as error:
        # the parser itself gives up on some escapes and tags
        message = "not valid YAML: an escape or a tag that stands for nothing"
        found = _BEYOND.search(text)
        where = place(found.start() if found else 0)
        raise refused(where, message, "write the text in single quotes") from error
    except RecursionError as error:
        raise refused(place(0), "nested too deeply to be a scenario") from error
    return node


def _explained(error: MarkedYAMLError) -> tuple[str, str]:
    if isinstance(error, RefusedNodeError):
        return str(error.problem), str(error.note)
    if isinstance(error, ComposerError) and "another document" in str(error.problem):
        return "a second document in the file", "one scenario a file: leave out what follows `---` or `...`"
    what = " ".join(str(part) for part in (error.context, error.problem) if part)
    return f"not valid YAML: {what}", _hint(what)


def _hint(problem: str) -> str:
    if "\\t" in problem:
        return "indent with spaces, not tabs"
    if "mapping values are not allowed" in problem:
        return "quote text that contains a colon"
    return ""
