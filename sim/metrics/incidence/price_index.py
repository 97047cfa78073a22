"""What a basket of varieties costs: the price index that is exact for constant elasticity of substitution."""

from __future__ import annotations

import numpy as np

from sim.metrics.axes import Floats, over

SERIES_BELOW = 1e-3
"""Half a log distance below which the hyperbolic sine over its argument is taken from its series."""

PARTS = ("from_duty", "from_exporters", "from_variety")


def log_of(values: Floats) -> Floats:
    """Return logs; NaN where a value is not positive."""
    there = values > 0.0
    logs: Floats = np.where(there, np.log(np.where(there, values, 1.0)), np.nan)
    return logs


def log_mean(first: Floats, second: Floats) -> Floats:
    """Return the logarithmic mean of two amounts: what turns a log change into a difference, exactly.

    Equation (159). ``L(a, b) = (a - b) / (ln a - ln b)``, and ``a`` where both are equal; zero where
    either is not positive, which is the limit.

    Parameters
    ----------
    first, second : (...) float
        Amounts in one unit.
    """
    there = (first > 0.0) & (second > 0.0)
    a, b = (np.where(there, each, 1.0) for each in (first, second))
    half = (np.log(a) - np.log(b)) / 2.0
    far = np.abs(half) > SERIES_BELOW
    stretched = np.where(far, half, 1.0)
    # A quotient of differences loses its digits where the two are close.
    ratio = np.where(far, np.sinh(stretched) / stretched, 1.0 + half**2 / 6.0)
    mean: Floats = np.where(there, np.sqrt(a) * np.sqrt(b) * ratio, 0.0)
    return mean


def sato_vartia_weights(after: Floats, before: Floats) -> Floats:
    """Return the weight of each variety in the log change of the price of all that are bought in both.

    Equation (160). ``w_o = L(s'_o, s_o) / sum_k L(s'_k, s_k)`` with ``s`` the shares in spending on
    the varieties that are bought in both. ``ln(P'/P) = sum_o w_o ln(p'_o/p_o)`` is by how much spending must
    rise to buy what is worth as much, whatever the elasticity of substitution, as long as tastes are fixed.

    Parameters
    ----------
    after, before : (N, ...) float
        Spending on each variety, duty included, in any units.

    Returns
    -------
    (N, ...) float
        Fractions that sum to one; NaN where no variety is bought in both.

    References
    ----------
    Sato (1976), Review of Economics and Statistics 58(2).
    Vartia (1976), Scandinavian Journal of Statistics 3(3).
    """
    both = (after > 0.0) & (before > 0.0)
    mean = log_mean(*(over(each * both, (each * both).sum(axis=0)) for each in (after, before)))
    return over(mean, mean.sum(axis=0))


def variety_term(after: Floats, before: Floats, theta: Floats) -> Floats:
    """Return the log change of the price index because varieties are lost or won.

    Equation (161). ``ln(lambda' / lambda) / (sigma - 1)``, ``lambda`` being the share of spending
    on varieties bought in both, and ``sigma - 1 = theta``. A loss makes the index rise.

    Parameters
    ----------
    after, before : (N, ...) float
        Spending on each variety, duty included, in any units.
    theta : (...) float
        Trade elasticity in the long run.

    Returns
    -------
    (...) float
        Log; exactly zero where all varieties stay, NaN where none does.

    References
    ----------
    Feenstra (1994), American Economic Review 84(1).
    """
    both = (after > 0.0) & (before > 0.0)
    kept, kept_before = (over((each * both).sum(axis=0), each.sum(axis=0)) for each in (after, before))
    ratio = over(kept, np.where(both.any(axis=0), kept_before, 0.0))
    term: Floats = log_of(ratio) / theta
    return term


def price_of_varieties(
    after: Floats, before: Floats, duty: Floats, price: Floats, theta: Floats
) -> dict[str, Floats]:
    """Return the parts of the log change of the price index of some varieties.

    Equation (162). ``ln(P'/P) = sum_o w_o dln(1 + t_o) + sum_o w_o dln p_o + ln(lambda'/lambda) /
    theta`` with Sato-Vartia weights: duty, what exporters charge before it, and varieties lost or won.

    Parameters
    ----------
    after, before : (N, ..., G, T) float
        Spending on each variety, duty included, in any units.
    duty, price : (N, ..., G, T) float
        Log change of one plus the tariff, and of the price before duty; anything for what is lost or won.
    theta : (G,) float
        Trade elasticity in the long run.

    Returns
    -------
    dict of str to (..., G, T) float
        ``from_duty``, ``from_exporters`` and ``from_variety``; NaN where no variety is bought in both.
    """
    weights = sato_vartia_weights(after, before)
    none = np.isnan(weights).all(axis=0)
    means = (np.where(none, np.nan, weighted(weights, each)) for each in (duty, price))
    return dict(zip(PARTS, (*means, variety_term(after, before, theta[:, None])), strict=True))


def over_groups(of_groups: Floats, after: Floats, before: Floats) -> Floats:
    """Return the log change over all product groups.

    Equation (163). Sato-Vartia weights once more, of spending on the groups; a group of which no
    variety is bought in both has no price, and no weight.

    Parameters
    ----------
    of_groups : (..., G, T) float
        Log change of each group, or a part of it; NaN where there is none.
    after, before : (..., G, T) float
        Spending on each group, duty included, in any units.

    Returns
    -------
    (..., T) float
        Log; NaN where no group has a price.
    """
    known = ~np.isnan(of_groups)
    spending = (np.moveaxis(np.where(known, each, 0.0), -2, 0) for each in (after, before))
    total = weighted(sato_vartia_weights(*spending), np.moveaxis(of_groups, -2, 0))
    found: Floats = np.where(known.any(axis=-2), total, np.nan)
    return found


def weighted(weights: Floats, log_change: Floats) -> Floats:
    """Return ``sum_o w_o x_o`` over the first axis; what has no weight may have no change."""
    total: Floats = np.where(weights > 0.0, weights * log_change, 0.0).sum(axis=0)
    return total


def price_per_point(log_price: Floats, share_lost: Floats, least: float) -> Floats:
    """Return by how much prices rise for each point of a partner's share that is lost.

    Equation (164). ``ln(P'/P) / (s - s')``: log points for a point.

    Parameters
    ----------
    log_price : (...) float
        Log change of a price index.
    share_lost : (...) float
        Share of the partner without the measures, less that with them, fractions.
    least : float
        Loss of share up to which there is no value.
    """
    lost = share_lost > least
    ratio: Floats = np.divide(log_price, share_lost, out=np.full(np.shape(share_lost), np.nan), where=lost)
    return ratio


def price_of_some_origins(log_price: Floats, share: Floats, base_share: Floats, theta: Floats) -> Floats:
    """Return the log price index of some origins of a market, from the price of all and their share.

    Equation (165). ``ln P_S = ln P - ln(s_S / A_S) / theta``: true where shares are chosen
    afresh, as in the long run without frictions. Of home goods alone it is their producers' price.

    Parameters
    ----------
    log_price : (...) float
        Log price index of the market, base = 0.
    share, base_share : (...) float
        Share of the origins in spending, duty included, now and in the base.
    theta : (...) float
        Trade elasticity.

    Returns
    -------
    (...) float
        Log, base = 0; NaN where the origins sell nothing now or in the base.
    """
    found: Floats = log_price - log_of(over(share, base_share)) / theta
    return found
