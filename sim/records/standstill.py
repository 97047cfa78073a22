"""Whether two observations of a model are the same."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

STANDSTILL = 1e-9
"""Two weeks are the same where nothing differs by more, relative to the largest of its kind.

Where the largest is below one (a price, a probability, a million dollars a week), relative to one.
"""


def is_like(new: Any, old: Any) -> bool:
    """Tell whether two observations of one kind are the same.

    Floats may differ by rounding: by ``STANDSTILL`` of the largest of their array. Everything else, counts
    among it, has to be equal; arrays may lie in records and in tuples.
    """
    if new is old:
        return True
    if type(new) is not type(old):
        return False
    if isinstance(new, np.ndarray):
        return _arrays_are_like(new, old)
    if is_dataclass(new):
        return all(is_like(getattr(new, each.name), getattr(old, each.name)) for each in fields(new))
    if isinstance(new, tuple):
        return len(new) == len(old) and all(map(is_like, new, old))
    return bool(new == old)


def _arrays_are_like(new: NDArray[Any], old: NDArray[Any]) -> bool:
    if new.shape != old.shape or not np.issubdtype(new.dtype, np.floating):
        return bool(np.array_equal(new, old))
    largest = max(float(np.abs(old).max(initial=0.0)), 1.0)
    return bool(np.abs(new - old).max(initial=0.0) <= STANDSTILL * largest)
