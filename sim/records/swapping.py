"""A folder takes the name of another one, which stays whole until then."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

REPLACED = ".replaced"
"""What ends the name of what is being replaced, where two folders cannot change names at once."""

_HERE = -100
_EXCHANGE = 2


def swap(new: Path, old: Path) -> None:
    """Give a new folder the name of an old one and remove the old one.

    On Linux the two change names in one step, so that at no time is there neither. Elsewhere, and on file
    systems that cannot, the old one steps aside first: a process that is killed between two renames leaves
    it whole under its other name, and :func:`put_back` returns it.
    """
    if _exchanged(new, old):
        remove(new)
        return
    aside = old.with_name(f".{old.name}{REPLACED}")
    old.rename(aside)
    try:
        new.rename(old)
    except BaseException:
        aside.rename(old)
        raise
    remove(aside)


def put_back(place: Path) -> None:
    """Return what stepped aside for something that never came, and remove what did for something that did."""
    aside = place.with_name(f".{place.name}{REPLACED}")
    if not os.path.lexists(aside):
        return
    if os.path.lexists(place):
        remove(aside)
    else:
        aside.rename(place)


def remove(path: Path) -> None:
    """Remove a folder and all in it, a file or a link."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def _exchanged(one: Path, other: Path) -> bool:
    """Let two names change places; false where the system cannot."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    return bool(rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)
