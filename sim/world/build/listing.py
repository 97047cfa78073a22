"""One product list on its way into the shipped table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Listing:
    """A list with the share of each code that it covers and, where it sets one, the rate.

    Parameters
    ----------
    name, title, source, date, basis : str
        As in :class:`sim.world.products.ProductList`.
    share : (H,) float
        Part of each code's trade covered.
    rate : (H,) float or None
        Additional duty on the covered part, fraction.
    """

    name: str
    title: str
    source: str
    date: str
    basis: str
    share: NDArray[np.float64]
    rate: NDArray[np.float64] | None = None
