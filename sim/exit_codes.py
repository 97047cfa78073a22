"""Exit codes of the command line, and how it complains."""

from __future__ import annotations

import sys

OK = 0
MISSED = 1
"""Finished, with failed runs or missed checks."""
USAGE = 2
"""Bad usage or scenario."""
EXISTS = 3
"""The output exists."""
INTERRUPTED = 130


def remark(text: str) -> None:
    """Print one line on stderr that changes no exit code."""
    print(text, file=sys.stderr)


def complain(message: str, code: int) -> int:
    """Print one message on stderr and return the exit code that goes with it."""
    print(message, file=sys.stderr)
    return code
