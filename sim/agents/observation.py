"""What a government sees: its own economy late and blurred, everybody's acts and words on the day."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.economy.pressure import (
    Conditions,
    dearer_goods,
    expected_duties,
    gdp,
    lost_exports,
    missing_stock,
)
from sim.economy.sourcing import WEEKS_PER_YEAR

if TYPE_CHECKING:
    from sim.scenario.governments import GovernmentChoice
    from sim.world.world import World

Floats = NDArray[np.float64]

SEEN_AT_ONCE = ("market", "outlook")
"""Markets are open to all and the staff is in the house: these are neither late nor blurred."""


@dataclass(frozen=True)
class Figures:
    """What can be measured of the economy after a week, by agents or pools alike.

    ``N`` economies, ``G`` product groups; money in USD mn a week.

    Parameters
    ----------
    welfare : (N,) float
        Real consumption, base = 1.
    wage : (N,) float
        Wage, base = 1.
    retail_price : (N, G) float
        Prices to households, base = 1.
    approval : (N,) float
        Part of households that approve of their government.
    usual_approval : float
        The same in the base.
    revenue : (N,) float
        Tariffs collected.
    output : (N, G) float
        Sales of each cell at base prices.
    shipped : (N, N, G) float
        What sets out, before duty.
    on_hand, wanted : (N, N, G) float
        Stocks of imported goods, and what buyers want to hold, USD mn at base prices.
    expected_factor : (N, N, G) float
        Landed over supplier price that buyers expect over a contract, base = 1.
    credibility : (N,) float
        Probability that a government's word comes true, equation (3).
    customs_value : (N, N, G) float
        What arrives, before duty.
    """

    welfare: Floats
    wage: Floats
    retail_price: Floats
    approval: Floats
    usual_approval: float
    revenue: Floats
    output: Floats
    shipped: Floats
    on_hand: Floats
    wanted: Floats
    expected_factor: Floats
    credibility: Floats
    customs_value: Floats


def conditions(
    world: World, figures: Figures, home: int, rival: int, choice: GovernmentChoice, expected: Floats
) -> Conditions:
    """Return the true state of an economy in its standoff with another.

    Parameters
    ----------
    world : World
        The base.
    figures : Figures
        What can be measured.
    home, rival : int
        Positions of the economies.
    choice : GovernmentChoice
        The government's weights.
    expected : (N,) float
        Welfare in the end that the staff expects at the tariffs known, base = 1.
    """
    size = gdp(world)
    weight = political_weight(world, choice)
    revenue = figures.revenue[home] * WEEKS_PER_YEAR - world.revenue[home]
    share = world.consumption / size
    return Conditions(
        welfare_loss=100.0 * float((1.0 - figures.welfare[home]) * share[home]),
        rival_loss=100.0 * float((1.0 - figures.welfare[rival]) * share[rival]),
        outlook=100.0 * float((1.0 - expected[home]) * share[home]),
        revenue=100.0 * float(revenue / size[home]),
        sectors=100.0 * _sectors_lost(world, figures.output, home, choice) / float(size[home]),
        market=expected_duties(world, figures.expected_factor, home, rival),
        exports=lost_exports(world, figures.shipped, home, rival, weight),
        prices=dearer_goods(world, figures.retail_price, figures.wage, home),
        shortage=missing_stock(world, figures.wanted, figures.on_hand, home, rival),
        disapproval=100.0 * (figures.usual_approval - float(figures.approval[home])),
    )


def political_weight(world: World, choice: GovernmentChoice) -> Floats:
    """(G,) how much the makers of each product group count at home; one for those not named."""
    named = choice.politics.political_weights
    return np.array([named.get(group, 1.0) for group in world.groups])


def _sectors_lost(world: World, output: Floats, home: int, choice: GovernmentChoice) -> float:
    """Output lost in sectors that count more than others, USD mn a year, weighted."""
    named = choice.politics.sector_weights
    if not named:
        return 0.0
    weight = np.array([named.get(world.sectors[place], 0.0) for place in world.sector_of_group])
    return float(weight @ (world.group_output[home] - output[home] * WEEKS_PER_YEAR))


class Observer:
    """Turns true conditions into what a government sees of them.

    Figures come ``delay_weeks`` late with an error that is proportional to their size; markets are seen as
    they are.

    Parameters
    ----------
    choice : GovernmentChoice
        Delay and error.
    draws : numpy.random.Generator
        The government's own stream.
    """

    def __init__(self, choice: GovernmentChoice, draws: np.random.Generator) -> None:
        self._error = choice.error
        self._draws = draws
        self._weeks: deque[Conditions] = deque([Conditions()] * choice.delay_weeks)

    def seen(self, truth: Conditions) -> Conditions:
        """Return what is seen in a week, given the true conditions at its beginning."""
        self._weeks.append(truth)
        late = self._weeks.popleft()
        noise = 1.0 + self._error * self._draws.standard_normal(len(fields(Conditions)))
        blurred = {
            field.name: float(getattr(late, field.name) * factor)
            for field, factor in zip(fields(Conditions), noise, strict=True)
        }
        return replace(late, **blurred | {name: getattr(truth, name) for name in SEEN_AT_ONCE})
