"""Shipped tables as bytes: read only when they are what their descriptor says."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from io import BytesIO, StringIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

DESCRIPTOR = "datapackage.json"

_building = False


class DamagedTableError(ValueError):
    """A shipped table is not what was published with this version."""


def content(name: str) -> bytes:
    """Return the bytes of a file among the shipped tables, whatever they are."""
    return (files("sim.world") / "tables" / name).read_bytes()


def published(name: str) -> bytes:
    """Return the bytes of a shipped table.

    Raises
    ------
    DamagedTableError
        The file is missing, cut, altered or of another version of the tables.
    """
    hint = "(hint: install tradewar-sim again; tradewar data verify checks every table)"
    try:
        found = content(name)
    except FileNotFoundError:
        raise DamagedTableError(f"shipped table {name}: missing {hint}") from None
    expected, digest = _digests().get(name), hashlib.sha256(found).hexdigest()
    if digest != expected and not _building:
        told = f"its SHA-256 is {digest[:12]}, and {DESCRIPTOR} has {expected[:12] if expected else 'none'}"
        raise DamagedTableError(f"shipped table {name}: cut, altered or of another version: {told} {hint}")
    return found


def published_arrays(name: str) -> dict[str, NDArray[Any]]:
    """Return the arrays of a shipped ``.npz`` table; raises :class:`DamagedTableError`."""
    with np.load(BytesIO(published(name))) as stored:
        return {key: stored[key] for key in stored.files}


def published_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a shipped CSV table; raises :class:`DamagedTableError`."""
    return list(csv.DictReader(StringIO(published(name).decode("utf-8"))))


@contextmanager
def while_tables_are_built() -> Iterator[None]:
    """Read tables that are newer than the descriptor, which is written last."""
    global _building  # noqa: PLW0603 - the state of the process that builds
    _building = True
    try:
        yield
    finally:
        _building = False


@cache
def _digests() -> dict[str, str]:
    resources = json.loads(content(DESCRIPTOR))["resources"]
    return {each["path"]: each["hash"].removeprefix("sha256:") for each in resources}
