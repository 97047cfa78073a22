"""Files that are whole or not there, and what happens when there is no room for them."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

UNFINISHED = ".unfinished"

_NO_ROOM = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}
_SAID = tuple(os.strerror(number) for number in _NO_ROOM)


class NoRoomError(RuntimeError):
    """The disk, or what this process may write, is full."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason} (hint: free some and go on with --resume)")


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield a temporary path that takes the file's name once it is written and safe on disk.

    Raises
    ------
    NoRoomError
        When there is no room; the temporary file is gone then.
    """
    temporary = path.with_name(path.name + UNFINISHED)
    try:
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException as error:
        temporary.unlink(missing_ok=True)
        reason = _no_room(error)
        if reason:
            raise NoRoomError(path, reason) from error
        raise
    _sync(path.parent)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a whole file."""
    with whole_file(path) as temporary:
        temporary.write_bytes(content)


def write_json(path: Path, content: Mapping[str, Any]) -> None:
    """Write a whole JSON file."""
    text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)
    write_bytes(path, (text + "\n").encode())


def _no_room(error: BaseException) -> str:
    """Why there is no room; polars tells it in the text of errors of its own."""
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return os.strerror(error.errno)
    if isinstance(error, Exception):
        return next((said for said in _SAID if said in str(error)), "")
    return ""


def _sync(folder: Path) -> None:
    """Make a new name in a folder last; not every system knows how."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        pass
    finally:
        os.close(descriptor)
