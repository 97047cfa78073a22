"""Textbook accounts: a table of flows and little else."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.world.accounts import Accounts

Floats = NDArray[np.float64]


def armington(expenditure: ArrayLike, theta: float, tariff: ArrayLike = 0.0) -> Accounts:
    """Return one-sector Armington accounts: labour makes each economy's good, households buy all.

    Parameters
    ----------
    expenditure : (N, N) array_like
        What the destination spends on the origin's good, duty included; any unit of money.
    theta : float
        Trade elasticity, the elasticity of substitution less one.
    tariff : (N, N) array_like or float
        Base tariffs, fractions.

    References
    ----------
    Armington (1969), IMF Staff Papers 16(1); Arkolakis, Costinot and Rodriguez-Clare (2012).
    """
    flows = np.asarray(expenditure, dtype=np.float64)[:, :, None]
    rates = np.broadcast_to(np.asarray(tariff, dtype=np.float64), flows.shape[:2])[:, :, None]
    return caliendo_parro(flows, [theta], rates, np.zeros((len(flows), 1, 1)))


def caliendo_parro(
    expenditure: ArrayLike,
    theta: ArrayLike,
    tariff: ArrayLike,
    input_share: ArrayLike,
    economies: tuple[str, ...] | None = None,
) -> Accounts:
    """Return accounts with input-output linkages, one product group a sector and no distribution.

    Parameters
    ----------
    expenditure : (N, N, S) array_like
        What the destination spends on the origin's goods, duty included; any unit of money.
    theta : (S,) array_like
        Trade elasticities.
    tariff : (N, N, S) array_like
        Base tariffs, fractions.
    input_share : (N, S, S) array_like
        Spending on a sector (second index) as a share of the output of another (third); the rest
        of each sector's output is value added.
    economies : tuple of str, optional
        Codes; numbers where left out.

    References
    ----------
    Caliendo and Parro (2015), Review of Economic Studies 82(1).
    """
    flows = np.asarray(expenditure, dtype=np.float64)
    count, _, sectors = flows.shape
    names = tuple(f"sector {place + 1}" for place in range(sectors))
    return Accounts(
        economies=tuple(str(place + 1) for place in range(count)) if economies is None else economies,
        sectors=names,
        groups=names,
        sector_of_group=np.arange(sectors),
        expenditure=flows,
        base_tariff=np.array(tariff, dtype=np.float64),
        input_share=np.asarray(input_share, dtype=np.float64),
        margin_share=np.zeros(count),
        margin_labour_share=np.zeros(count),
        theta=np.asarray(theta, dtype=np.float64),
    )
