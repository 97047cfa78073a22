"""Rebase ICIO flows on observed trade: US partners exactly, all other pairs by fitting.

The ICIO's goods trade is net of re-exports and valued at basic prices, so that its levels lie below customs
statistics, and bilateral patterns differ. US imports are set to the Census values; the rest of the world's
trade takes the observed pattern, fitted (RAS) to what each economy can import and export net
of re-exports. Outputs stay: what is sold abroad is not sold at home.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.world.build.economies import CHINA, POSITION, UNITED_STATES
from sim.world.build.icio import GOODS, SERVICES
from sim.world.build.inputs import ratio

Floats = NDArray[np.float64]

# Bounds on an economy's observed goods trade against the ICIO's. Above, the rest is re-exports. Imports below
# the ICIO's mean that the source lacks partners or reports (BACI has no Taiwan, and what Korea or Vietnam
# import it knows from the exporters alone, many of whom do not say where their oil goes); exports below it
# mean contract manufacturing and fallen prices.
LEAST_IMPORTS, LEAST_EXPORTS, GREATEST_LEVEL = 1.0, 0.8, 1.25
# The most, in GDP, by which observed trade may raise a surplus above the ICIO's, which national accounts
# discipline: beyond, the source lacks imports. They are added, and come from those whose surplus fell.
GREATEST_GAIN = 0.015
BALANCE_ROUNDS = 20
HOME_SHARE = 0.5  # a sector keeps at least this part of its share of sales at home
SERVICES_MARGIN = 0.5  # the most of a pair's services trade that is margin on its goods
SHARE_ROUNDS = 200


@dataclass(frozen=True)
class Rebased:
    """Customs values after rebasing, and how far outputs had to give way.

    Parameters
    ----------
    customs_value : (N, N, S) float
        USD million.
    output_added : (N, S) float
        Output that had to be added for exports to be possible, USD million.
    """

    customs_value: Floats
    output_added: Floats


def rebased(flows: Floats, observed: Floats, gdp: Floats, profiles: Floats) -> Rebased:
    """Return customs values by origin, destination and sector that meet the observed trade.

    Parameters
    ----------
    flows : (N, N, S) float
        ICIO customs values, scaled to the base year's outputs.
    observed : (N, N) float
        Observed goods trade, USD million; not a number where unobserved.
    gdp : (N,) float
        GDP, USD million.
    profiles : (N, N, S) float
        How each pair's goods trade splits over sectors, in any unit.
    """
    output = flows.sum(axis=1)
    economies = np.arange(len(output))
    least = HOME_SHARE * flows[economies, economies]
    bilateral = _bilateral(flows, observed, gdp)
    customs_value = _by_sector(profiles, bilateral, np.maximum(output - least, 0.0))
    customs_value[:, :, SERVICES] = _services(flows, bilateral)
    abroad = customs_value.sum(axis=1)
    home = np.maximum(output - abroad, least)
    customs_value[economies, economies] = home
    return Rebased(customs_value, home + abroad - output)


def _bilateral(flows: Floats, observed: Floats, gdp: Floats) -> Floats:
    """(N, N) goods trade of every pair, USD million."""
    icio = flows[:, :, GOODS].sum(axis=2)
    np.fill_diagonal(icio, 0.0)
    seen = np.isfinite(observed) & (icio > 0.0)
    known = np.where(seen, observed, 0.0)
    level = _bounded(known.sum(axis=0), np.where(seen, icio, 0.0).sum(axis=0), LEAST_IMPORTS)
    pattern = np.where(seen, known, icio * level)
    us, others = POSITION[UNITED_STATES], np.arange(len(icio)) != POSITION[UNITED_STATES]
    fixed = np.zeros_like(icio, dtype=bool)
    fixed[:, us] = fixed[us, POSITION[CHINA]] = True
    held, free = np.where(fixed, pattern, 0.0), np.where(fixed, 0.0, pattern)
    rest = np.where(fixed, 0.0, icio)
    imports = rest.sum(axis=0) * _bounded(free.sum(axis=0), rest.sum(axis=0), LEAST_IMPORTS)
    exports = rest.sum(axis=1) * _bounded(free.sum(axis=1), rest.sum(axis=1), LEAST_EXPORTS)
    exports[us] = free[us].sum()
    before = _surplus(icio + _services(flows, icio))
    exports[others] *= (imports.sum() - exports[us]) / exports[others].sum()
    for _ in range(BALANCE_ROUNDS):
        trade = held + _fitted(free, exports, imports)
        gain = np.where(others, _surplus(trade + _services(flows, trade)) - before, 0.0)
        missing = np.maximum(gain - GREATEST_GAIN * gdp, 0.0)
        imports += missing
        exports += missing.sum() * np.maximum(-gain, 0.0) / np.maximum(-gain, 0.0).sum()
    return np.asarray(trade)


def _fitted(pattern: Floats, exports: Floats, imports: Floats) -> Floats:
    """Bilateral trade of given totals that departs least from a pattern (RAS); imports close last."""
    trade = pattern.copy()
    for _ in range(SHARE_ROUNDS):
        trade *= ratio(exports, trade.sum(axis=1))[:, None]
        trade *= ratio(imports, trade.sum(axis=0))[None, :]
    return trade


def _surplus(trade: Floats) -> Floats:
    """(N,) exports less imports."""
    return np.asarray(trade.sum(axis=1) - trade.sum(axis=0))


def _bounded(observed: Floats, icio: Floats, least: float) -> Floats:
    """Observed over ICIO level, within what is not re-exports; the mean level where unobserved."""
    mean = observed.sum() / icio[observed > 0.0].sum()
    level = np.where(observed > 0.0, ratio(observed, icio), mean)
    return np.clip(level, least, GREATEST_LEVEL)


def _by_sector(profiles: Floats, bilateral: Floats, exportable: Floats) -> Floats:
    """(N, N, S) goods trade of pairs split over sectors; nothing within an economy, no services.

    US imports keep their observed split. Other destinations take less of what the origin cannot make
    enough of, and more of its other products.
    """
    traded = profiles.copy()
    traded[:, :, SERVICES] = 0.0
    traded[np.arange(len(traded)), np.arange(len(traded))] = 0.0
    traded *= ratio(bilateral, traded.sum(axis=2))[:, :, None]
    us = POSITION[UNITED_STATES]
    held = traded[:, us].copy()
    traded[:, us] = 0.0
    others = bilateral.copy()
    others[:, us] = 0.0
    room = np.maximum(exportable - held, 0.0)
    for _ in range(SHARE_ROUNDS):
        traded *= np.minimum(ratio(room, traded.sum(axis=1)), 1.0)[:, None, :]
        traded *= ratio(others, traded.sum(axis=2))[:, :, None]
    traded[:, us] = held
    return traded


def _services(flows: Floats, bilateral: Floats) -> Floats:
    """(N, N) services trade of pairs, less the margins that customs values of goods already hold.

    The ICIO values goods at the factory gate and counts the way to the border as services of the same
    pair; customs values include it.
    """
    services = flows[:, :, SERVICES].copy()
    np.fill_diagonal(services, 0.0)
    margin = np.clip(bilateral - flows[:, :, GOODS].sum(axis=2), 0.0, SERVICES_MARGIN * services)
    return np.asarray(services - margin)
