"""What is wrong with a scenario, where, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sim.scenario.suggestion import closest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


_LONGEST = 2000
"""Characters of a message; known words fill a few hundred."""

MOST_FINDINGS = 200
"""Findings of one kind of check that are worked out: nobody reads more, and hints take time."""


@dataclass(frozen=True)
class Place:
    """A position in a file (lines and columns from 1), or a command-line option.

    ``line`` is ``None`` when the complaint is about the file, or the option, as a whole.
    """

    file: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        if self.line is None:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Diagnostic:
    """One finding about a scenario.

    Parameters
    ----------
    place : Place
        Where the offending value stands, in the file that it was written in.
    message : str
        What is wrong.
    hint : str
        What to do about it; may be empty.
    severity : {"error", "note"}
        A note does not stop a run: a value that is allowed and unusual.
    """

    place: Place
    message: str
    hint: str = ""
    severity: Literal["error", "note"] = "error"

    @property
    def file(self) -> str:
        """File, or option, that the finding is about."""
        return self.place.file

    @property
    def line(self) -> int | None:
        """Line from 1, if the finding is about one."""
        return self.place.line

    @property
    def column(self) -> int | None:
        """Column from 1, if the finding is about one."""
        return self.place.column

    def __str__(self) -> str:
        label = "note: " if self.severity == "note" else ""
        hint = f" (hint: {self.hint})" if self.hint else ""
        return _one_line(f"{self.place}: {label}{self.message}{hint}")


def _one_line(text: str) -> str:
    """Text in which nothing moves the cursor of a terminal or changes the order of what is read."""
    if text.isascii() and text.isprintable() and len(text) <= _LONGEST:
        return text
    shown = "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text[: _LONGEST + 1])
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]} ..."


class ScenarioErrors(Exception):  # noqa: N818 - it carries all of them
    """A scenario that cannot be used; ``diagnostics`` holds every finding, in file order."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(str(item) for item in self.diagnostics))


def in_file_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort findings by position, file by file as first met, and drop repetitions."""
    unique = list(dict.fromkeys(diagnostics))
    order = {name: rank for rank, name in enumerate(dict.fromkeys(item.file for item in unique))}
    return sorted(unique, key=lambda item: (order[item.file], item.line or 0, item.column or 0))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Hint that names the known word closest to a misspelt one, or an empty string."""
    close = closest(word, known)
    return f"did you mean `{close[0]}`?" if close else ""


def nearest_entry(word: str, titles: Mapping[str, str]) -> str:
    """Hint that names the entry whose code, or whose title, is closest to a word."""
    by_title = {title: code for code, title in titles.items()}
    same_title = [code for title, code in by_title.items() if title.casefold() == word.casefold()]
    close = same_title or closest(word, titles) or [by_title[title] for title in closest(word, by_title)]
    return f"did you mean `{close[0]}` ({titles[close[0]]})?" if close else ""
