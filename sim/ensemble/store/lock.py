"""One sweep at a time in a folder."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from sim.records.locks import TakenError, held
from sim.records.results_folder import OutputExistsError

LOCK = ".lock"


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
    try:
        with held(folder / LOCK):
            yield
    except TakenError:
        raise FolderInUseError(folder) from None
    finally:
        if is_new:
            with contextlib.suppress(OSError):
                folder.rmdir()
