"""One sweep at a time in a folder: a lock that the system lets go when its process ends, however it ends."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from sim.records.results_folder import OutputExistsError

LOCK = ".lock"

_TAKEN = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}


class FolderInUseError(OutputExistsError):
    """Another process makes a sweep in the folder."""

    def __init__(self, target: Path) -> None:
        super().__init__(target)
        self.args = (f"{target}: another sweep is writing there (hint: wait for it, or --out elsewhere)",)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep a folder, made if need be, for this process alone.

    Where the file system knows no locks, as some of clusters do not, nothing is kept.

    Raises
    ------
    FolderInUseError
        Another process has it.
    OutputExistsError
        There is a file of that name.
    """
    is_new = not folder.exists()
    if not is_new and not folder.is_dir():
        raise OutputExistsError(folder)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / LOCK
    descriptor = _taken(path, folder)
    try:
        yield
    finally:
        # Removed while it is held: whoever opened it in between finds that it is not the file of that name.
        with contextlib.suppress(OSError):
            path.unlink()
        os.close(descriptor)
        if is_new:
            with contextlib.suppress(OSError):
                folder.rmdir()


def _taken(path: Path, folder: Path) -> int:
    """Open and lock the file; try again when it was removed by its owner in between."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _lock(descriptor)
        except OSError as error:
            if error.errno in _TAKEN:
                os.close(descriptor)
                raise FolderInUseError(folder) from None
        with contextlib.suppress(OSError):
            if os.path.samestat(os.fstat(descriptor), path.stat()):
                return descriptor
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
