"""The accounts of a set of economies: an exact equilibrium from four arrays."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.world.households import Deciles, deciles_of, gini_of

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

SERVICES = "services"


@dataclass(frozen=True)
class Accounts:
    """Accounts of a base year, an exact equilibrium at the base tariffs: all that the equations need.

    Index order is origin, destination, product group. ``N`` economies, ``S`` production
    sectors, ``G`` product groups; every group belongs to one sector. Money is USD million a
    year; tariffs and shares are fractions. ``expenditure``, ``base_tariff``, ``input_share``
    and the two margin vectors determine every account: value added, final demand and trade
    deficits are residuals, so that all accounts balance by construction (docs/model.md,
    section 2).

    Parameters
    ----------
    economies, sectors, groups : tuple of str
        Codes along the axes: ISO-3 (or ``EU``, ``ROW``), ICIO sector, product group. The group
        ``services``, if there is one, is not a good: it carries no margin and distributors use it.
    sector_of_group : (G,) int
        Position in ``sectors`` of each group's sector.
    expenditure : (N, N, G) float
        What the destination spends on goods of the origin, duty included, USD mn a year.
    base_tariff : (N, N, G) float
        Ad-valorem tariff in force in the base, fraction of the customs value.
    input_share : (N, G, S) float
        Spending on group ``g`` as a share of the output of sector ``s`` in the economy.
    margin_share : (N,) float
        Distribution margin as a share of the retail value of final goods.
    margin_labour_share : (N,) float
        Share of the margin that is distributors' own labour; the rest buys services.
    theta : (G,) float
        Trade elasticity (elasticity of expenditure shares to landed prices).
    differentiation : (G,) float, optional
        How unlike each other the varieties of a group are: 0 traded on exchanges, 1 with a reference price,
        2 differentiated; where left out all goods are alike.
    """

    economies: tuple[str, ...]
    sectors: tuple[str, ...]
    groups: tuple[str, ...]
    sector_of_group: Integers
    expenditure: Floats
    base_tariff: Floats
    input_share: Floats
    margin_share: Floats
    margin_labour_share: Floats
    theta: Floats
    differentiation: Floats | None = field(default=None, kw_only=True)

    @cached_property
    def is_goods(self) -> NDArray[np.bool_]:
        """(G,) whether a group is a good (everything but services)."""
        return np.array([group != SERVICES for group in self.groups])

    @cached_property
    def services(self) -> int:
        """Position of the services group; an error where accounts have none."""
        return self.groups.index(SERVICES)

    @cached_property
    def customs_value(self) -> Floats:
        """(N, N, G) value before duty, USD mn a year: expenditure / (1 + tariff)."""
        return np.asarray(self.expenditure / (1.0 + self.base_tariff))

    @cached_property
    def duty(self) -> Floats:
        """(N, N, G) tariff revenue, USD mn a year: tariff times customs value."""
        return np.asarray(self.expenditure - self.customs_value)

    @cached_property
    def group_output(self) -> Floats:
        """(N, G) sales of each origin's producers of a group, USD mn a year."""
        return np.asarray(self.customs_value.sum(axis=1))

    @cached_property
    def output(self) -> Floats:
        """(N, S) gross output of each sector, USD mn a year."""
        return np.asarray(self.group_output @ self.group_to_sector)

    @cached_property
    def group_to_sector(self) -> Floats:
        """(G, S) one where the group belongs to the sector."""
        membership = np.zeros((len(self.groups), len(self.sectors)))
        membership[np.arange(len(self.groups)), self.sector_of_group] = 1.0
        return membership

    @cached_property
    def absorption(self) -> Floats:
        """(N, G) total spending of a destination on a group, duty included, USD mn a year."""
        return np.asarray(self.expenditure.sum(axis=0))

    @cached_property
    def base_share(self) -> Floats:
        """(N, N, G) share of each origin in a market's spending; zero where there is no market."""
        spent = self.absorption
        return np.asarray(self.expenditure / np.where(spent > 0.0, spent, 1.0))

    @cached_property
    def intermediate(self) -> Floats:
        """(N, G) producers' spending on a group as an input, USD mn a year."""
        return np.asarray(np.einsum("ngs,ns->ng", self.input_share, self.output))

    @cached_property
    def final_goods(self) -> Floats:
        """(N, G) distributors' purchases of final goods at landed prices; zero for services."""
        return np.where(self.is_goods, self.absorption - self.intermediate, 0.0)

    @cached_property
    def margin(self) -> Floats:
        """(N,) distribution margin on final goods, USD mn a year."""
        return np.asarray(self.final_goods.sum(axis=1) * self.margin_share / (1.0 - self.margin_share))

    @cached_property
    def margin_services(self) -> Floats:
        """(N,) services bought by distributors, USD mn a year."""
        return np.asarray((1.0 - self.margin_labour_share) * self.margin)

    @cached_property
    def final_services(self) -> Floats:
        """(N,) households' direct purchases of services, USD mn a year."""
        services = ~self.is_goods
        used = self.intermediate[:, services].sum(axis=1) + self.margin_services
        return np.asarray(self.absorption[:, services].sum(axis=1) - used)

    @cached_property
    def value_added_share(self) -> Floats:
        """(N, S) labour's share of output: one less the input shares."""
        return np.asarray(1.0 - self.input_share.sum(axis=1))

    @cached_property
    def weight_of_goods(self) -> Floats:
        """(N, N, G) share of each group in a pair's trade in goods; alike where a pair has none."""
        value = np.where(self.is_goods, self.customs_value, 0.0)
        total = value.sum(axis=2, keepdims=True)
        alike = np.broadcast_to(self.is_goods / max(int(self.is_goods.sum()), 1), value.shape)
        return np.where(total > 0.0, value / np.where(total > 0.0, total, 1.0), alike)

    @cached_property
    def labour_income(self) -> Floats:
        """(N,) value added of producers and distributors, USD mn a year."""
        producers = (self.value_added_share * self.output).sum(axis=1)
        return np.asarray(producers + self.margin_labour_share * self.margin)

    @cached_property
    def revenue(self) -> Floats:
        """(N,) tariff revenue, USD mn a year."""
        return np.asarray(self.duty.sum(axis=(0, 2)))

    @cached_property
    def deficit(self) -> Floats:
        """(N,) imports less exports at customs value, USD mn a year; sums to zero."""
        return np.asarray(self.customs_value.sum(axis=(0, 2)) - self.customs_value.sum(axis=(1, 2)))

    @cached_property
    def gdp(self) -> Floats:
        """(N,) gross domestic product at market prices, USD mn a year."""
        return np.asarray(self.labour_income + self.revenue)

    @cached_property
    def consumption(self) -> Floats:
        """(N,) final expenditure at retail prices, USD mn a year."""
        return np.asarray(self.final_goods.sum(axis=1) + self.margin + self.final_services)

    @cached_property
    def taste(self) -> Floats:
        """(N, G) share of each group in final expenditure at retail prices; sums to one."""
        retail = self.final_goods / (1.0 - self.margin_share)[:, None]
        retail += np.where(self.is_goods, 0.0, self.final_services[:, None])
        return np.asarray(retail / retail.sum(axis=1, keepdims=True))

    @cached_property
    def deciles(self) -> Deciles:
        """Households by tenth of income: shares in income and budgets."""
        return deciles_of(self.taste, self.groups, self.gini)

    @cached_property
    def gini(self) -> Floats:
        """(N,) Gini coefficient of each economy's households."""
        return gini_of(self.economies)

    @cached_property
    def goods_weight(self) -> Floats:
        """(N, N, G) share of a group in the goods that one economy sells to another; zero without any."""
        goods = self.customs_value * self.is_goods
        total = goods.sum(axis=2, keepdims=True)
        return np.asarray(goods / np.where(total > 0.0, total, 1.0))

    def position(self, economy: str) -> int:
        """Position of an economy's code on the axis."""
        return self.economies.index(economy)
