"""Prices: what a firm's output costs, what goods cost landed, what households pay."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def tariff_factor(tariff: Floats, base_tariff: Floats) -> Floats:
    """Return the change of landed over supplier prices that tariffs cause.

    Equation (1): ``(1 + tariff) / (1 + base tariff)``.

    Parameters
    ----------
    tariff, base_tariff : (N, N, G) float
        Ad-valorem rates now and in the base, fractions.

    Returns
    -------
    (N, N, G) float
        Factor, base = 1.
    """
    return (1.0 + tariff) / (1.0 + base_tariff)


def log_unit_cost(
    value_added_share: Floats, input_share: Floats, log_wage: float, log_input_price: Floats
) -> Floats:
    """Return the log unit cost of each sector of an economy that buys at pooled prices.

    Equation (5): Cobb-Douglas in labour and product groups,
    ``log c[s] = v[s] log w + sum_g a[g, s] log P[g]``.

    Parameters
    ----------
    value_added_share : (S,) float
        Labour's share of output.
    input_share : (G, S) float
        Share of each product group in output.
    log_wage : float
        Log wage, base = 0.
    log_input_price : (G,) float
        Log price of each product group to buyers that pool, base = 0.

    Returns
    -------
    (S,) float
        Log unit cost, base = 0.
    """
    return np.asarray(value_added_share * log_wage + log_input_price @ input_share)


def adjusted_log_price(log_price: Floats, log_aim: Floats, speed: float) -> Floats:
    """Return log supplier prices after a week's partial adjustment to unit cost and congestion.

    Equation (6): ``log p' = (1 - speed) log p + speed (log c + log b)``. Prices rest at unit cost ``c``,
    where there is no congestion ``b`` (:func:`sim.economy.capacity.log_congestion`).

    Parameters
    ----------
    log_price, log_aim : (F,) float
        Log price now, and the one aimed at: cost times congestion, base = 0.
    speed : float
        Part of the log gap closed in a week, in (0, 1].
    """
    return np.asarray((1.0 - speed) * log_price + speed * log_aim)


def retail_price(
    landed_price: Floats, wage: float, services_price: float, margin_share: float, labour_share: float
) -> Floats:
    """Return what households pay for final goods.

    Equation (35): ``P_retail = P_landed^(1 - m) (w^l P_services^(1 - l))^m`` with margin
    share ``m`` and labour's part ``l`` of the margin.

    Parameters
    ----------
    landed_price : (G,) float
        Distributors' price index of each product group, base = 1.
    wage, services_price : float
        Wage and price of services in the economy, base = 1.
    margin_share, labour_share : float
        Margin in retail value, and labour in the margin; fractions.
    """
    margin_cost = wage**labour_share * services_price ** (1.0 - labour_share)
    return np.asarray(landed_price ** (1.0 - margin_share) * margin_cost**margin_share)


def cobb_douglas_index(price: Floats, share: Floats) -> float:
    """Return the price index of a basket with fixed expenditure shares, base = 1.

    Equation (37): ``prod_g P[g]^share[g]``.
    """
    return float(np.exp(np.log(price) @ share))


def cost_of_living(retail_price: Floats, taste: Floats) -> Floats:
    """Return (N,) households' price indices, base = 1, equation (37).

    Parameters
    ----------
    retail_price : (N, G) float
        Prices to households, base = 1.
    taste : (N, G) float
        Shares of households' spending.
    """
    return np.array([cobb_douglas_index(*each) for each in zip(retail_price, taste, strict=True)])
