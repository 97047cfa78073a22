"""The map's projection: Equal Earth with the Pacific in the middle, so that it is cut in the Atlantic.

Areas keep their proportions. The edge runs along a meridian that crosses no economy of a run; curves over the
Atlantic leave the map on the right and come back on the left.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

EDGE = -30.0
"""Longitude of the left edge, degrees east."""

SOUTH, NORTH = -46.0, 77.0
"""Latitudes between which the map is drawn, degrees north."""

_COEFFICIENTS = (1.340264, -0.081106, 0.000893, 0.003796)
_MIDDLE = EDGE + 180.0
_SCALE = 200.0
"""Units of the plane per radius of the globe: small enough for whole numbers, fine enough for a wide page."""


def eastward(longitude: Floats | float) -> Floats:
    """Longitudes counted eastward from the edge of the map, ``EDGE`` to ``EDGE + 360``."""
    found: Floats = (np.asarray(longitude, dtype=np.float64) - EDGE) % 360.0 + EDGE
    return found


def project(longitude: Floats | float, latitude: Floats | float) -> tuple[Floats, Floats]:
    """Place points on the plane; longitudes beyond the edge come to lie beyond it.

    Parameters
    ----------
    longitude, latitude : (...) float
        Degrees; longitudes counted as by ``eastward``.

    Returns
    -------
    tuple of (...) float
        Abscissa and ordinate.

    Notes
    -----
    Savric, Patterson and Jenny (2019), The Equal Earth map projection, International Journal of Geographical
    Information Science 33(3).
    """
    first, third, seventh, ninth = _COEFFICIENTS
    angle = np.arcsin(np.sqrt(3.0) / 2.0 * np.sin(np.radians(latitude)))
    square = angle**2
    power = square**3
    slope = first + 3.0 * third * square + power * (7.0 * seventh + 9.0 * ninth * square)
    turn = np.radians(np.asarray(longitude, dtype=np.float64) - _MIDDLE)
    abscissa = 2.0 * np.sqrt(3.0) * turn * np.cos(angle) / (3.0 * slope)
    ordinate = angle * (first + third * square + power * (seventh + ninth * square))
    return _SCALE * abscissa, _SCALE * ordinate


def frame() -> tuple[list[float], list[float]]:
    """Ranges of both axes: all longitudes, latitudes from ``SOUTH`` to ``NORTH``."""
    right = float(project(EDGE + 360.0, 0.0)[0])
    low, high = (float(project(_MIDDLE, latitude)[1]) for latitude in (SOUTH, NORTH))
    return [-right, right], [low, high]
