"""Text of a file that somebody else wrote: regular, of a sane size, in UTF-8, with nothing unseen in it."""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from typing import TYPE_CHECKING

from sim.scenario.diagnostics import Diagnostic, Place, ScenarioErrors

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_FILE = 1_000_000
"""Bytes; the largest shipped scenario has 18,000, and a megabyte takes seconds to read."""

_ODD = re.compile(
    # control characters but for tab and ends of lines; what ends a line for some readers and not for others
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029"
    # what is not seen and turns the order of what is; halves of characters; what is no character
    "\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
_LINE_END = re.compile("\r\n|\r|\n")
_MARKS = {b"\xff\xfe\x00\x00": "UTF-32", b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_NONBLOCKING: int = getattr(os, "O_NONBLOCK", 0)
_BINARY: int = getattr(os, "O_BINARY", 0)


def file_text(path: Path, shown: str) -> str:
    """Read a file as text.

    Parameters
    ----------
    path : Path
        The file. A symbolic link is followed; a pipe, a device or a folder is refused unread.
    shown : str
        Its name in messages.

    Raises
    ------
    ScenarioErrors
        It is not there, no regular file, too large or no UTF-8.
    """
    content = _bytes(path, shown)
    coding = next((name for mark, name in _MARKS.items() if content.startswith(mark)), "")
    if b"\x00" in content and not coding and content.count(b"\x00", 0, 200) >= len(content[:200]) // 3:
        coding = "UTF-16 or UTF-32"
    if coding and b"\x00" in content:
        raise refused(Place(shown, 1, 1), f"is text in {coding}, not UTF-8", "save it as UTF-8")
    if b"\x00" in content:
        found = content[: content.index(b"\x00")]
        raise refused(_place(shown, found), "is a binary file, not YAML text", "a scenario is a text file")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = "is a binary file, or text that is not UTF-8"
        raise refused(_place(shown, content[: error.start]), message, "save it as UTF-8") from error


def odd_character(text: str) -> tuple[int, str] | None:
    """Offset of the first character that has no place in a scenario, and its name; None if all are fine."""
    found = _ODD.search(text)
    if found is None:
        return None
    name = unicodedata.name(found[0], "").lower()
    return found.start(), f"U+{ord(found[0]):04X}" + (f" ({name})" if name else "")


def place_at(text: str, offset: int, shown: str) -> Place:
    """Place of a character of a text, lines and columns from 1."""
    ends = list(_LINE_END.finditer(text, 0, offset))
    return Place(shown, len(ends) + 1, offset - (ends[-1].end() if ends else 0) + 1)


def refused(place: Place, message: str, hint: str = "") -> ScenarioErrors:
    """Return one finding as an error."""
    return ScenarioErrors([Diagnostic(place, message, hint)])


def _bytes(path: Path, shown: str) -> bytes:
    try:
        # a pipe without a writer, or a device, must not be waited for
        handle = os.open(path, os.O_RDONLY | _NONBLOCKING | _BINARY)
        with open(handle, "rb") as file:
            kind = os.fstat(file.fileno())
            if not stat.S_ISREG(kind.st_mode):
                raise refused(Place(shown), *_no_file(kind.st_mode))
            content: bytes | None = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        raise refused(Place(shown), *_unreadable(error, path)) from error
    if content is None:
        raise refused(
            Place(shown), "cannot be read: it has nothing to say yet", "write the text to a file first"
        )
    if len(content) > LARGEST_FILE:
        raise refused(Place(shown), "too large to be a scenario", f"at most {LARGEST_FILE:,} bytes")
    return content


def _no_file(mode: int) -> tuple[str, str]:
    if stat.S_ISDIR(mode):
        return "is a folder, not a scenario file", "name a file in it"
    what = "a pipe" if stat.S_ISFIFO(mode) else "a device"
    return f"is {what}, not a scenario file", "write the text to a file first"


def _unreadable(error: OSError | ValueError, path: Path) -> tuple[str, str]:
    code = getattr(error, "errno", None)
    # opening a folder is refused by some systems
    if code == errno.EISDIR or (code == errno.EACCES and os.path.isdir(path)):
        return _no_file(stat.S_IFDIR)
    if code == errno.ENXIO:
        return _no_file(stat.S_IFSOCK)
    if code in {errno.ENOENT, errno.ENOTDIR}:
        if os.path.islink(path):
            return "no such file: a symbolic link that leads nowhere", ""
        return "no such file", ""
    if code == errno.ELOOP:
        return "cannot be read: a symbolic link that leads back to itself", ""
    return f"cannot be read: {getattr(error, 'strerror', None) or error}", ""


def _place(shown: str, before: bytes) -> Place:
    text = before.decode("utf-8", "replace")
    return place_at(text, len(text), shown)
