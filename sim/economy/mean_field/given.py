"""What a week of the mean field is given."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.economy.bans import felt_tariff, markets_without_origin
from sim.economy.beliefs import News
from sim.economy.deficits import Closure
from sim.economy.foresight import NOTHING_KNOWN, Outlook
from sim.economy.inventories import Stockholding
from sim.economy.mean_field.state import MeanField
from sim.economy.prices import tariff_factor
from sim.economy.route_checks import RouteChecks
from sim.economy.sourcing import WEEKS_PER_YEAR, power_of_prices
from sim.scenario.behaviour import Behaviour
from sim.world.accounts import Accounts

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Week:
    """What a week is given.

    Parameters
    ----------
    accounts : Accounts
        The base.
    behaviour : Behaviour
        The scenario's parameters.
    deficits : str
        Closure of the trade deficits.
    tariff : (N, N, G) float
        Ad-valorem rates of the week, fractions.
    holding : Stockholding
        What buyers want to hold, and how long goods travel.
    outlook : Outlook
        What is known of tariffs to come.
    news : News, optional
        Announcements and statements; where left out tariffs come unannounced and are taken to stay.
    barred : (N, N, G) float, optional
        Share of each flow that bans keep out this week; None where nothing is.
    checks : RouteChecks, optional
        What customs finds out by route; None where the scenario's parameters hold for all.
    """

    accounts: Accounts
    behaviour: Behaviour
    deficits: Closure
    tariff: Floats
    holding: Stockholding
    outlook: Outlook = NOTHING_KNOWN
    news: News | None = None
    barred: Floats | None = None
    checks: RouteChecks | None = None

    @cached_property
    def labour_force(self) -> Floats:
        """(N,) labour force at base wages, USD mn a week."""
        return self.accounts.labour_income / WEEKS_PER_YEAR

    @cached_property
    def tariff_factor(self) -> Floats:
        """(N, N, G) landed over supplier price relative to the base at the week's statutory rates."""
        return tariff_factor(self.tariff, self.accounts.base_tariff)

    @cached_property
    def felt_tariff(self) -> Floats:
        """(N, N, G) the week's tariffs with bans as what they are felt as, fractions, equation (83)."""
        return felt_tariff(self.tariff, self.barred)

    @cached_property
    def without_origin(self) -> NDArray[np.bool_] | None:
        """(N, G) markets that bans leave nobody to buy from; None where every market has."""
        return markets_without_origin(self.accounts.base_share, self.barred)

    @cached_property
    def services(self) -> int:
        """Position of what stands in for goods that are not to be had."""
        return 0 if self.without_origin is None else self.accounts.services

    def duty_factor(self, state: MeanField) -> Floats:
        """(N, N, G) landed over supplier price relative to the base, equation (1)."""
        return tariff_factor(state.routing.charge, self.accounts.base_tariff)

    @cached_property
    def power(self) -> float:
        """Power of prices in the short-run CES."""
        return power_of_prices(self.behaviour.short_run_elasticity)

    def price(self, state: MeanField) -> Floats:
        """(N, G) supplier price of each cell, base = 1."""
        return np.asarray(np.exp(state.log_supplier_price))

    def landed_power(self, state: MeanField, factor: Floats) -> Floats:
        """(N, N, G) landed price at some factor over supplier prices, to the power ``1 - eta``."""
        price_power = np.exp(self.power * state.log_supplier_price)
        return np.asarray(price_power[:, None] * factor**self.power)
