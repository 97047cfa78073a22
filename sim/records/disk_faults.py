"""What is wrong with a disk, as the number of the system's error, whoever noticed it."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import polars as pl

NO_ROOM = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT})

OF_DISKS = NO_ROOM | {
    errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOTDIR, errno.EIO, errno.ENAMETOOLONG,
    errno.ESTALE, errno.EBUSY,
}  # fmt: skip

_IN_WORDS = re.compile(r"\(os error (\d+)\)")


def fault_of(error: BaseException) -> int | None:
    """Return the number of the system's error behind another one; None where the disk is not to blame.

    Polars tells the number in the text of errors of its own.
    """
    number = error.errno if isinstance(error, OSError) else None
    if number is None and isinstance(error, (OSError, pl.exceptions.PolarsError)):
        found = _IN_WORDS.search(str(error))
        number = int(found[1]) if found else None
    return number if number in OF_DISKS else None


def placed(error: BaseException, written: Path, place: Path) -> OSError | None:
    """Return an error that names the place a user asked for, if what failed was writing to it.

    Parameters
    ----------
    error : BaseException
        What was raised.
    written : Path
        File or folder that was written under another name.
    place : Path
        The name that it was to get.

    Returns
    -------
    OSError or None
        None where another file is to blame, or no file at all.
    """
    number = fault_of(error)
    name = getattr(error, "filename", None)
    if number is None or not (name is None or str(name).startswith(str(written))):
        return None
    return OSError(number, os.strerror(number), str(place))
