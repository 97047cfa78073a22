"""Letters of a terminal or a file that knows few: what is printed is told in those that it has."""

from __future__ import annotations

import codecs
import io
import sys
import unicodedata

HANDLER = "tradewar_plain"
PLAIN = {"−": "-", "–": "-", "—": "-", "×": "x", "…": "...", "“": '"', "”": '"', "’": "'", "→": "->"}  # noqa: RUF001
"""Signs that mean something, a minus above all, in letters that every encoding has."""


def print_in_letters_there_are() -> None:
    """Have what an encoding lacks printed plainly, where Python would end with an error.

    So it is under the locale ``C`` without coercion, and where output goes into a file on Windows.
    """
    codecs.register_error(HANDLER, _plainly)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=HANDLER)


def is_text(name: str) -> bool:
    """Whether a name is one that every library can write; the system may know others, kept as bytes."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _plainly(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(PLAIN.get(sign) or _without_marks(sign) for sign in lacking), error.end


def _without_marks(sign: str) -> str:
    """Letter below its accents, or a question mark."""
    found = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
    return found or "?"
