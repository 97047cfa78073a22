"""Which firm of an origin a buyer chooses, and what that makes of the origin's price."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.world.accounts import Floats, Integers
from sim.world.kernels import kernel


def supplier_choice(size: Floats, log_price: Floats, theta: Floats, cell_start: Integers) -> Floats:
    """Return running choice weights of the firms within each cell.

    Equation (17): firm ``f`` of an origin is chosen with weight ``size p^-theta``.

    Parameters
    ----------
    size, log_price, theta : (F,) float
        Share in the cell's base sales, log price (base = 0), trade elasticity of its group.
    cell_start : (C + 1,) int
        First firm of each cell.

    Returns
    -------
    (F,) float
        Running sum over the firms of each cell; the last entry is the cell's total.
    """
    running = size * np.exp(-theta * log_price)
    _add_up(running, cell_start)
    return np.asarray(running)


def origin_price(choice: Floats, cell_start: Integers, theta: Floats) -> Floats:
    """Return the price of each origin's product group, over its firms.

    Equation (18): ``(sum_f size p^-theta)^(-1 / theta)``, consistent with the choice of firm.

    Parameters
    ----------
    choice : (F,) float
        Running choice weights, equation (17).
    cell_start : (N * G + 1,) int
        First firm of each cell.
    theta : (G,) float
        Trade elasticity.

    Returns
    -------
    (N, G) float
        Price, base = 1; 1 for cells without firms.
    """
    has_firms = cell_start[1:] > cell_start[:-1]
    total = np.ones(len(has_firms))
    total[has_firms] = choice[cell_start[1:][has_firms] - 1]
    return np.asarray(total.reshape(-1, len(theta)) ** (-1.0 / theta))


@kernel
def _add_up(weight: Any, cell_start: Any) -> None:
    """Replace the weights of each cell's firms by their running sum."""
    for cell in range(len(cell_start) - 1):
        running = 0.0
        for firm in range(cell_start[cell], cell_start[cell + 1]):
            running += weight[firm]
            weight[firm] = running
