"""The accounts of a base year, from raw cubes to what is shipped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.world.build import bilateral, census, icio, national_accounts, wiod
from sim.world.build.distribution import carve_out
from sim.world.build.end_use import producers_use
from sim.world.build.hs_groups import GROUPS
from sim.world.build.inputs import input_shares, ratio, value_added_share
from sim.world.build.rebasing import rebased

if TYPE_CHECKING:
    from pathlib import Path

Floats = NDArray[np.float64]

ICIO_YEAR = {2017: 2017, 2024: 2022}
SECTOR_OF_GROUP = [icio.SECTORS.index(group.sector) for group in GROUPS.values()]


@dataclass(frozen=True)
class Accounts:
    """Base-year accounts of 81 economies and 28 sectors, before they are rounded and shipped.

    Parameters
    ----------
    customs_value : (N, N, S) float
        Sales by origin, destination and sector before duty, USD million.
    inputs : (N, S, S) float
        Spending on an input sector as a share of the using sector's output.
    use_share : (N, G) float
        Share of each group in what producers buy of its sector's products.
    margin_share, margin_labour_share : (N,) float
        Trade margin in the retail value of final goods; distributors' labour in it.
    gdp_target : (N,) float
        GDP that the accounts are made to meet, USD million.
    output_added : (N, S) float
        Output added in rebasing so that observed exports are possible, USD million.
    """

    customs_value: Floats
    inputs: Floats
    use_share: Floats
    margin_share: Floats
    margin_labour_share: Floats
    gdp_target: Floats
    output_added: Floats


def build_accounts(raw: Path, base: int, shares: Floats, tariffs: Floats) -> Accounts:
    """Build the accounts of a base year.

    Parameters
    ----------
    raw : Path
        Raw data folder.
    base : int
        2017 or 2024.
    shares : (N, N, G) float
        Share of each product group in its sector's trade of a pair.
    tariffs : (N, N, G) float
        Base tariffs, fractions.
    """
    technology = wiod.technology(raw)
    flows, gdp = _scaled_flows(raw, base, technology)
    trade = rebased(flows, bilateral.observed(raw, base), gdp, census.sector_profiles(raw, base, flows))
    customs_value = trade.customs_value
    output = customs_value.sum(axis=1)
    by_group = customs_value[:, :, SECTOR_OF_GROUP] * shares
    absorption = (by_group * (1.0 + tariffs)).sum(axis=0)
    revenue = (by_group * tariffs).sum(axis=(0, 2))
    value_added = value_added_share(technology, output, gdp - revenue)
    bill = ((1.0 - value_added) * output).sum(axis=1)
    use = producers_use(technology, absorption, bill)
    use_by_sector = use @ np.eye(len(icio.SECTORS))[SECTOR_OF_GROUP]
    inputs = input_shares(technology, output, use_by_sector, value_added)
    margin_share = np.round(technology.margin_share, 4)
    labour_share = np.round(technology.margin_labour_share, 4)
    final_goods = (absorption - use)[:, np.array(SECTOR_OF_GROUP) != icio.SERVICES].sum(axis=1)
    customs_value, inputs = carve_out(customs_value, inputs, final_goods, margin_share, labour_share)
    return Accounts(
        customs_value=customs_value,
        inputs=inputs,
        use_share=use * ratio(np.ones_like(use), use_by_sector[:, SECTOR_OF_GROUP]),
        margin_share=margin_share,
        margin_labour_share=labour_share,
        gdp_target=gdp,
        output_added=trade.output_added,
    )


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
