"""A lock that the system lets go when its process ends, however it ends."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

_TAKEN = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}


class TakenError(Exception):
    """Another process holds the lock."""


@contextlib.contextmanager
def held(path: Path) -> Iterator[bool]:
    """Hold the lock that a file stands for; the file is made, and removed in the end.

    Yields whether it is held indeed: where the file system knows no locks, as some of clusters do not,
    nothing is.

    Raises
    ------
    TakenError
        Another process holds it.
    OSError
        The file cannot be made.
    """
    descriptor, is_held = _taken(path)
    try:
        yield is_held
    finally:
        # Removed while it is held: whoever opened it in between finds that it is not the file of that name.
        with contextlib.suppress(OSError):
            path.unlink()
        os.close(descriptor)


def _taken(path: Path) -> tuple[int, bool]:
    """Open and lock the file; try again when it was removed by its owner in between."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        is_held = True
        try:
            lock(descriptor)
        except OSError as error:
            if error.errno in _TAKEN:
                os.close(descriptor)
                raise TakenError(str(path)) from None
            is_held = False
        with contextlib.suppress(OSError):
            if os.path.samestat(os.fstat(descriptor), path.stat()):
                return descriptor, is_held
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def lock(descriptor: int) -> None:
        """Lock an open file without waiting."""
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def lock(descriptor: int) -> None:
        """Lock an open file without waiting."""
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
