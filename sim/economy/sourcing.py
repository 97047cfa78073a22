"""Where a buyer would source if it chose afresh, and how often it reconsiders."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

WEEKS_PER_YEAR = 52.0

_NEAREST_TO_COBB_DOUGLAS = 1e-4


def power_of_prices(short_run_elasticity: float) -> float:
    """Return ``1 - eta``, the power to which prices enter the short-run CES.

    The Cobb-Douglas case ``eta = 1`` is taken as the limit: a power of 1e-4 differs from it
    by less than 1e-4 of a price change.
    """
    power = 1.0 - short_run_elasticity
    return power if abs(power) >= _NEAREST_TO_COBB_DOUGLAS else _NEAREST_TO_COBB_DOUGLAS


def attractiveness(base_share: Floats, factor: Floats, theta: Floats) -> Floats:
    """Return the part of equation (11) that supplier prices do not enter: ``A tau^-theta``.

    Parameters
    ----------
    base_share, factor : (N, N, G) float
        Share of each origin in a market's base spending; change of landed over supplier price.
    theta : (G,) float
        Trade elasticity.
    """
    return np.asarray(base_share * factor**-theta)


def market_shares(pull: Floats, log_origin_price: Floats, theta: Floats) -> tuple[Floats, Floats]:
    """Return the Eaton-Kortum sourcing shares and the log of the price that they obtain.

    Equations (11) and (12), as :func:`sourcing_shares`, for prices that are the same in every
    destination: one power a cell in place of one a flow.

    Parameters
    ----------
    pull : (N, N, G) float
        Attractiveness of each origin at base supplier prices.
    log_origin_price : (N, G) float
        Log supplier price of each origin's product group.
    theta : (G,) float
        Trade elasticity.

    Returns
    -------
    share : (N, N, G) float
        Sums to one over origins in every market that exists.
    log_price : (N, G) float
        Log price obtained in each market; zero where there is no market.
    """
    power = -theta * log_origin_price
    highest = power.max(axis=0)  # taken out, so that no power overflows
    weight = pull * np.exp(power - highest)[:, None, :]
    # A market that exists and whose weights all underflow has no price: not a number, never a silent one.
    exists = pull.any(axis=0)
    total = np.where(exists, weight.sum(axis=0), 1.0)
    return weight / total, np.where(exists, -(np.log(total) + highest) / theta, 0.0)


def sourcing_shares(base_share: Floats, landed_price: Floats, theta: Floats) -> tuple[Floats, Floats]:
    """Return the Eaton-Kortum sourcing shares and the price that they obtain.

    Equations (11) and (12): ``Phi[d, g] = sum_o A[o, d, g] p[o, d, g]^-theta[g]``,
    ``pi = A p^-theta / Phi``, expected price ``e = Phi^(-1 / theta)``.

    Parameters
    ----------
    base_share : (N, N, G) float
        Share of each origin in a market's base spending; a share of zero stays zero.
    landed_price : (N, N, G) float
        Expected landed price of each origin, base = 1.
    theta : (G,) float
        Trade elasticity.

    Returns
    -------
    share : (N, N, G) float
        Sums to one over origins in every market that exists.
    expected_price : (N, G) float
        Price obtained in each market, base = 1; 1 where there is no market.

    References
    ----------
    Eaton and Kortum (2002), Econometrica 70(5).
    """
    weight = base_share * landed_price**-theta
    total = weight.sum(axis=0)
    total = np.where(total > 0.0, total, 1.0)
    return weight / total, total ** (-1.0 / theta)


def loss_from_staying(landed_price: Floats, expected_price: Floats) -> Floats:
    """Return the log loss of buying from an origin rather than choosing afresh.

    Equation (13): ``max(0, log(landed price / expected price))``. It depends on prices alone, not on
    when a relationship was last reviewed, so that the mean-field limit stays exact.

    Parameters
    ----------
    landed_price : (N, N, G) float
        Expected landed price of each origin, base = 1.
    expected_price : (N, G) float
        Price obtained by choosing afresh, base = 1.
    """
    return np.maximum(np.log(landed_price / expected_price), 0.0)


def weekly_hazard(
    loss: Floats, hazard: Floats | float, loss_response: float, loss_power: float, fastest: float
) -> Floats:
    """Return the probability that a relationship is reconsidered in a week.

    Equation (16): ``1 - exp(-min(fastest, hazard (1 + response loss^power)) / 52)``. A power above one
    makes small tariffs move trade slowly and a prohibitive one as fast as suppliers can be found.

    Parameters
    ----------
    loss : (N, N, G) float
        Log loss from staying with an origin.
    hazard : float or array
        Reconsiderations a year when nothing is lost by staying.
    loss_response : float
        Response of the hazard to the loss taken to the power.
    loss_power : float
        The higher, the more a small loss differs from a large one.
    fastest : float
        Reconsiderations a year that no loss exceeds; a higher ``hazard`` is left alone.
    """
    rate = hazard * (1.0 + loss_response * loss**loss_power)
    return -np.expm1(-np.minimum(rate, np.maximum(fastest, hazard)) / WEEKS_PER_YEAR)


def calm_hazard(hazard: float, ease: Floats, uncertainty: Floats, delay: float) -> Floats:
    """Return the reconsiderations a year of relationships that nothing is lost by keeping.

    Equation (15): ``hazard x ease x exp(-delay x uncertainty)``; goods differ, and uncertainty makes
    buyers wait.

    Parameters
    ----------
    hazard : float
        Mean over goods imports without uncertainty.
    ease : (G,) float
        Rate of each group over that mean.
    uncertainty : (N, N, G) float
        Standard deviation of the expected log landed price.
    delay : float
        Fall of the log rate for a unit of uncertainty.
    """
    return np.asarray(hazard * ease * np.exp(-delay * uncertainty))
