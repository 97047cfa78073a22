"""What goes wrong when runs are made, in words."""

from __future__ import annotations

import re

WORKER_DIED = "the worker died (killed, or out of memory)"
LONGEST = 500

_FOLDERS = re.compile(r"(?<![\w.:/])(?:[A-Za-z]:)?[\\/](?:[^\s\\/:'\"]+[\\/])+")
_ADDRESSES = re.compile(r"0x[0-9a-fA-F]+")


class ExecutionError(RuntimeError):
    """Runs cannot be made, or not go on; the user can mend it."""


class ForeignWorkerError(ExecutionError):
    """A worker has another program or other data than the process that asks."""


def one_line(error: BaseException) -> str:
    """Return type and message of an error on one line, the same on every machine.

    Folders and addresses in memory are left out.
    """
    message = "; ".join(line.strip() for line in str(error).splitlines() if line.strip())
    message = _ADDRESSES.sub("0x...", _FOLDERS.sub("", message))
    text = f"{type(error).__name__}: {message}" if message else type(error).__name__
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."
