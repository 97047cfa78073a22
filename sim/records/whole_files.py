"""Files that are whole or not there, whatever ends the process that writes them."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.records.disk_faults import placed
from sim.records.locks import lock

UNFINISHED = ".unfinished"
"""How the name of what is being written ends; hidden, with a dot before it."""


_DIGITS = re.compile(r"[0-9a-f]{8}")


def unfinished_name(name: str) -> str:
    """Return a name for what is being written that nobody else has, ``.<name>-<8 digits>.unfinished``."""
    return f".{name}-{secrets.token_hex(4)}{UNFINISHED}"


def unfinished(path: Path) -> list[Path]:
    """Return what stands beside a path under names of :func:`unfinished_name`."""
    before = f".{path.name}-"
    names = [
        each for each in os.listdir(path.parent) if each.startswith(before) and each.endswith(UNFINISHED)
    ]
    return [path.with_name(each) for each in names if _DIGITS.fullmatch(each[len(before) : -len(UNFINISHED)])]


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yield a temporary path that takes the file's name when the block succeeds.

    What a process that was killed left of the same file is removed; what another one is writing stays.

    Raises
    ------
    OSError
        It cannot be written; the error names ``path``, and the temporary file is gone.
    """
    with contextlib.suppress(OSError):
        _remove_left_over(path)
    try:
        temporary, descriptor = _begun(path)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    try:
        yield temporary
        temporary.replace(path)
    except BaseException as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        told = placed(error, temporary, path)
        if told is not None:
            raise told from error
        raise
    finally:
        os.close(descriptor)


def _begun(path: Path) -> tuple[Path, int]:
    """Make a file that nobody else removes: another one, if that happened before it was locked."""
    while True:
        temporary = path.with_name(unfinished_name(path.name))
        descriptor = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o666)
        with contextlib.suppress(OSError):
            lock(descriptor)
        if temporary.exists():
            return temporary, descriptor
        os.close(descriptor)


def _remove_left_over(path: Path) -> None:
    for other in unfinished(path):
        with contextlib.suppress(OSError):
            descriptor = os.open(other, os.O_RDWR)
            try:
                lock(descriptor)
                other.unlink()
            finally:
                os.close(descriptor)
