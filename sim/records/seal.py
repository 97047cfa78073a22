"""The seal of a manifest: its format, and a hash of all that it says, so that an edit is noticed."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FORMAT = 1
"""Of ``run.json`` and ``ensemble.json``; higher when a reader of the one before would misunderstand it."""

FORMAT_KEY = "format"
SEAL = "manifest_sha256"
SHOWN = 12
"""Digits of a hash that a message shows."""

_log = logging.getLogger(__name__)


def sealed(manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Return a manifest with its format and, last, the SHA-256 of the rest.

    The hash is that of the rest as JSON without spaces, keys sorted, in UTF-8.
    """
    told = {name: value for name, value in manifest.items() if name not in (FORMAT_KEY, SEAL)}
    told[FORMAT_KEY] = FORMAT
    return told | {SEAL: digest_of(told)}


def digest_of(manifest: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a manifest less its seal."""
    told = {name: value for name, value in manifest.items() if name != SEAL}
    # Once through JSON: what was read and what was about to be written are the same then.
    plain = json.loads(json.dumps(told, allow_nan=False))
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def seal_problem(manifest: Mapping[str, Any]) -> str | None:
    """Say what is wrong with the format or the seal of a manifest; None where nothing is."""
    found = manifest.get(FORMAT_KEY, 0)
    if type(found) is not int or found < 0:
        return f"its format, {found!r}, is none (hint: run it again)"
    if found > FORMAT:
        return (
            f"written by a later version, in format {found}; this one reads up to {FORMAT} "
            "(hint: read it with the version that wrote it)"
        )
    if not is_sealed(manifest):
        return "it lacks manifest_sha256 (hint: run it again)" if found else None
    try:
        digest = digest_of(manifest)
    except ValueError:
        return "it holds what JSON knows no word for, NaN or infinity (hint: run it again)"
    if manifest[SEAL] != digest:
        told = f"its SHA-256 is {digest[:SHOWN]}, and {SEAL} in it {str(manifest[SEAL])[:SHOWN]}"
        return f"altered since it was written: {told} (hint: run it again)"
    return None


def is_sealed(manifest: Mapping[str, Any]) -> bool:
    """Whether a manifest holds a hash of itself; those of versions before the first format do not."""
    return SEAL in manifest


def note_unsealed(path: Path, manifest: Mapping[str, Any]) -> None:
    """Say that an edit of a manifest would not be noticed, where that is so."""
    if not is_sealed(manifest):
        _log.warning(
            "note: %s: written by an earlier version, without a hash of itself: an edit goes unseen", path
        )
