"""How far two versions of a model are apart, in every array of their states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import numpy as np
from numpy.typing import NDArray

from sim.model.state import State

ROUNDING = 1e-12
"""Absolute difference that is none, in any unit: unemployment and boycotts start from rounding errors."""

OURS_ALONE = (
    "extensive.links", "extensive.unbroken", "extensive.surviving", "extensive.surviving_weight",
    "log_price", "price_power", "kept", "kept_part", "used", "worth", "worth_landed", "origin_price",
)  # fmt: skip
"""What only our version keeps in its state: buyers of each firm by economy are with the firm in the others,
and compared as exporters and buyers of each flow; logs and powers of prices save every relationship an
exponential; the rest is kept for tables of supply chains and survival, and for selection, which is off."""


def arrays_of(state: object, within: str = "") -> Iterator[tuple[str, NDArray[np.generic]]]:
    """Return every array of a state, nested parts included, with its name."""
    names = [each.name for each in fields(state)] if is_dataclass(state) else getattr(state, "_fields", ())
    for name in names:
        part = getattr(state, name)
        if isinstance(part, np.ndarray):
            yield within + name, part
        else:
            yield from arrays_of(part, f"{within}{name}.")


def differences(ours: State, theirs: State) -> dict[str, float]:
    """Return the largest relative difference in each array.

    Entries of an array that is nowhere negative are compared with themselves, others with the larger of
    themselves and the array's mean absolute entry. Whole numbers that differ at all are infinitely far.

    Parameters
    ----------
    ours, theirs : State
        Two states of the same world after the same weeks; relationships handed over.
    """
    others = dict(arrays_of(theirs))
    found = {}
    for name, array in arrays_of(ours):
        if name in OURS_ALONE:
            continue
        other = others.pop(name)
        if not np.issubdtype(array.dtype, np.floating):
            found[name] = 0.0 if np.array_equal(array, other) else np.inf
            continue
        size = np.abs(array)
        scale = size if (array >= 0.0).all() else np.maximum(size, size.mean())
        gap = np.abs(array - other)
        far = np.divide(gap, scale, out=np.full(gap.shape, np.inf), where=scale > 0.0)
        found[name] = float(np.where(gap <= ROUNDING, 0.0, far).max(initial=0.0))
    return found
