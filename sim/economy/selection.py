"""What a reviewed relationship is worth where those that come to an origin are not those that stayed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def worth_of_arrivals(mass: Floats, worth: Floats, share: Floats, target: Floats, most: Floats) -> Floats:
    """Return what a relationship that comes to an origin is worth: what the origin lacks.

    Equation (175). ``q_o = (pi_o e^(1-eta) - V_o) / (pi_o - m_o)``, between ``e^(1-eta)`` and
    ``(1 + (1-eta)/theta) e^(1-eta)``. Of needs that choose by Eaton and Kortum those that turn to an origin
    do worse than those that have been with it, who found it best at the old prices already.

    Parameters
    ----------
    mass, worth : (N, N, G) float
        Share ``m`` of each origin in a market's relationships; their price over a contract to the power
        ``1 - eta``, summed with their weights, ``V``.
    share : (N, N, G) float
        Share ``pi`` of each origin were all to choose afresh.
    target : (N, G) float
        ``e^(1-eta)``, e being the price that choosing afresh obtains.
    most : (G,) float
        ``1 + (1-eta)/theta``, what the first to come to an origin are worth over ``e^(1-eta)``.

    Returns
    -------
    (N, N, G) float
        Price of a contract to the power ``1 - eta``; ``e^(1-eta)`` at origins that do not lack any.
    """
    lacking = share - mass
    found = np.divide(share * target - worth, lacking, out=target + 0.0 * mass, where=lacking > 0.0)
    return np.clip(found, target, most * target)


def worth_of_incumbents(mass: Floats, share: Floats, target: Floats, arrivals: Floats) -> Floats:
    """Return what a reviewed relationship that stays with its origin is worth.

    Equation (176). Who stays with an origin that loses was choosy and has ``e^(1-eta)``; who stays with one
    that gains keeps what it has, ``(pi_o e^(1-eta) - (pi_o - m_o) q_o) / m_o``, which is ``V_o / m_o`` unless
    ``q`` is at a bound. With ``m = pi`` either is ``e^(1-eta)``, so the rest point is that of equation (21).

    Parameters
    ----------
    mass, share, target
        As in :func:`worth_of_arrivals`.
    arrivals : (N, N, G) float
        What arrivals are worth.

    Returns
    -------
    (N, N, G) float
        Price of a contract to the power ``1 - eta``.
    """
    everywhere = target + 0.0 * mass
    held = share * target - (share - mass) * arrivals
    gains = (mass < share) & (mass > 0.0)
    kept = np.divide(held, mass, out=everywhere, where=gains)
    return np.maximum(kept, 0.0)
