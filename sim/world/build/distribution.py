"""Carve the labour of distributors out of services sales at home."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.world.build.icio import SERVICES

Floats = NDArray[np.float64]


def carve_out(
    customs_value: Floats, inputs: Floats, final_goods: Floats, margin_share: Floats, labour_share: Floats
) -> tuple[Floats, Floats]:
    """Return customs values and input shares in which distributors' labour is no longer a service sold.

    The tables count trade margins on final goods among the services that households buy. The model has
    distributors earn them: part is their own labour, the rest services that they buy. The labour
    part leaves the services sector's sales at home; what the sector buys stays, so GDP and every
    purchase of producers are what they were.

    Parameters
    ----------
    customs_value : (N, N, S) float
        USD million.
    inputs : (N, S, S) float
        Spending on inputs as a share of the using sector's output.
    final_goods : (N,) float
        Final goods at landed prices, USD million.
    margin_share, labour_share : (N,) float
        Margin in the retail value of final goods; distributors' labour in the margin.
    """
    labour = labour_share * final_goods * margin_share / (1.0 - margin_share)
    economies = np.arange(len(labour))
    carved, shares = customs_value.copy(), inputs.copy()
    before = customs_value[:, :, SERVICES].sum(axis=1)
    carved[economies, economies, SERVICES] -= labour
    shares[:, :, SERVICES] *= (before / (before - labour))[:, None]
    return carved, shares
