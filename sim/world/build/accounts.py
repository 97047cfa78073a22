"""The accounts of a base year, from raw cubes to what is shipped."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.world.build import bilateral, census, icio, national_accounts, wiod
from sim.world.build.distribution import carve_out, final_goods
from sim.world.build.inputs import input_shares, value_added_share
from sim.world.build.rebasing import rebased

Floats = NDArray[np.float64]

ICIO_YEAR = {2017: 2017, 2024: 2022}


@dataclass(frozen=True)
class Accounts:
    """Base-year accounts of 81 economies and 28 sectors, before they are rounded and shipped.

    Parameters
    ----------
    customs_value : (N, N, S) float
        Sales by origin, destination and sector before duty, USD million.
    inputs : (N, S, S) float
        Spending on an input sector as a share of the using sector's output.
    margin_share, margin_labour_share : (N,) float
        Trade margin in the retail value of final goods; distributors' labour in it.
    gdp_target : (N,) float
        GDP that the accounts are made to meet, USD million.
    output_added : (N, S) float
        Output added in rebasing so that observed exports are possible, USD million.
    """

    customs_value: Floats
    inputs: Floats
    margin_share: Floats
    margin_labour_share: Floats
    gdp_target: Floats
    output_added: Floats


def build_accounts(raw: Path, base: int, tariffs: Floats) -> Accounts:
    """Build the accounts of a base year.

    Parameters
    ----------
    raw : Path
        Raw data folder.
    base : int
        2017 or 2024.
    tariffs : (N, N, S) float
        Base tariffs averaged to sectors, fractions.
    """
    technology = wiod.technology(raw)
    flows, gdp = _scaled_flows(raw, base, technology)
    us_sectors = census.imports_2024(raw) if base == 2024 else None
    trade = rebased(flows, bilateral.observed(raw, base), gdp, us_sectors)
    customs_value = trade.customs_value
    output = customs_value.sum(axis=1)
    absorption = (customs_value * (1.0 + tariffs)).sum(axis=0)
    revenue = (customs_value * tariffs).sum(axis=(0, 2))
    inputs = input_shares(
        technology, output, absorption, value_added_share(technology, output, gdp - revenue)
    )
    margin_share = np.round(technology.margin_share, 4)
    labour_share = np.round(technology.margin_labour_share, 4)
    customs_value, inputs = carve_out(
        customs_value, inputs, final_goods(absorption, inputs, output), margin_share, labour_share
    )
    return Accounts(customs_value, inputs, margin_share, labour_share, gdp, trade.output_added)


def _scaled_flows(raw: Path, base: int, technology: wiod.Technology) -> tuple[Floats, Floats]:
    """ICIO flows brought to the base year, and the GDP that goes with them.

    The value-added shares that make the outputs of 2017 add up to the GDP of 2017 tell the GDP that
    the outputs of 2022 stand for; each economy's sales, and its purchases from abroad, then grow
    with its own GDP up to the base year (a flow between two economies with the mean of the two).
    """
    first = icio.customs_values(raw, 2017)
    gdp_2017 = national_accounts.gross_domestic_product(raw, 2017)
    shares = value_added_share(technology, first.sum(axis=1), gdp_2017)
    if base == 2017:
        implied = (shares * first.sum(axis=1)).sum(axis=1)
        return first, np.where(np.isfinite(gdp_2017), gdp_2017, implied)
    flows = icio.customs_values(raw, ICIO_YEAR[base])
    implied = (shares * flows.sum(axis=1)).sum(axis=1)
    target = national_accounts.gross_domestic_product(raw, base)
    known = np.isfinite(target)
    growth = np.where(known, target / implied, target[known].sum() / implied[known].sum())
    scaled = flows * np.sqrt(growth[:, None] * growth[None, :])[:, :, None]
    output = flows.sum(axis=1) * growth[:, None]
    return _sold_out(scaled, output), implied * growth


def _sold_out(flows: Floats, output: Floats) -> Floats:
    """Flows whose sales at home are what output leaves; output is raised where that is too little."""
    economies = np.arange(len(output))
    home = flows[economies, economies]
    abroad = flows.sum(axis=1) - home
    sold = flows.copy()
    sold[economies, economies] = np.maximum(output - abroad, 0.5 * home)
    return sold
