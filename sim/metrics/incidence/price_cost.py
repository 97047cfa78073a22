"""What decoupling costs: prices with lost varieties counted, and their rise for each point of share lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from sim.metrics.axes import CLOSING_WEEKS, Floats, over
from sim.metrics.declaration import GROUP, IMPORTER, WEEK, Metric, number, word
from sim.metrics.evidence import Evidence
from sim.metrics.incidence.border import abroad
from sim.metrics.incidence.long_run_prices import long_run
from sim.metrics.incidence.price_index import PARTS, log_of, over_groups, price_of_varieties, price_per_point
from sim.metrics.incidence.purchases import Purchases, closing_purchases, weekly_purchases
from sim.metrics.incidence.states import buyers_cost
from sim.metrics.once import once
from sim.records.columns import Column, Table

LEAST_SHARE_LOST = 1e-4
"""A hundredth of a point may be lost to noise, and a price for each point of it would be noise too."""


@dataclass(frozen=True, eq=False)
class Compared:
    """Prices of goods in the scenario against the reference, for ``I`` importers and ``T`` weeks.

    Parameters
    ----------
    of_imports, of_goods : mapping of str to (I, G, T) float
        Log changes that concern imports, and all goods, those made at home included.
    imports, goods : (2, I, G, T) float
        Spending on them, duty included, USD mn a year.
    lost : mapping of str to (I, T) float
        Share that the partner at war has lost in imports, and in all goods, fractions.
    """

    of_imports: Mapping[str, Floats]
    of_goods: Mapping[str, Floats]
    imports: Floats
    goods: Floats
    lost: Mapping[str, Floats]

    def in_total(self) -> dict[str, Floats]:
        """(I, T) every figure over all groups, and prices for each point of share lost."""
        total = {name: over_groups(each, *self.imports) for name, each in self.of_imports.items()}
        total |= {name: over_groups(each, *self.goods) for name, each in self.of_goods.items()}
        total |= self.lost
        for what in ("import", "goods"):
            price, lost = total[f"{what}_price"], total[f"{what}_share_lost"]
            total[f"{what}_price_per_point"] = price_per_point(price, lost, LEAST_SHARE_LOST)
        return total


def compared(evidence: Evidence, bought: Purchases, importers: Sequence[int], cost: Floats) -> Compared:
    """Compare what some economies pay for goods.

    Parameters
    ----------
    evidence : Evidence
        A run.
    bought : Purchases
        What they buy.
    importers : sequence of int
        Positions of the ``I`` economies.
    cost : (2, I, G, T) float
        The model's own index of what buyers pay.
    """
    spending, duty, price, value = (
        each[:, :, :, :-1] for each in (bought.spending, bought.log_duty, bought.log_price, bought.value)
    )
    changes = (duty[0] - duty[1], price[0] - price[1], evidence.theta)
    foreign, foreign_value = (_imported(each, importers) for each in (spending, value))
    of_imports, of_all = (price_of_varieties(each[0], each[1], *changes) for each in (foreign, spending))
    return Compared(
        {"import_price": _added(of_imports), **of_imports},
        {"goods_price": _added(of_all), "goods_cost": log_of(cost[0]) - log_of(cost[1])},
        foreign.sum(axis=1),
        spending.sum(axis=1),
        {
            "import_share_lost": _share_lost(evidence, foreign_value, importers),
            "goods_share_lost": _share_lost(evidence, value, importers),
        },
    )


def _imported(bought: Floats, importers: Sequence[int]) -> Floats:
    return np.stack([abroad(arm, importers) for arm in bought])


def _added(parts: Mapping[str, Floats]) -> Floats:
    total: Floats = np.sum([parts[name] for name in PARTS], axis=0)
    return total


def _share_lost(evidence: Evidence, value: Floats, importers: Sequence[int]) -> Floats:
    """(I, T) share of the partner at war in the reference less that in the scenario; NaN without one."""
    by_origin = value.sum(axis=3)
    share = over(by_origin, by_origin.sum(axis=1, keepdims=True))
    lost = np.full(share.shape[2:], np.nan)
    for place, importer in enumerate(importers):
        if (enemy := partner_at_war(evidence, evidence.axes.economies[importer])) is not None:
            origin = evidence.axes.economy(enemy)
            lost[place] = share[1, origin, place] - share[0, origin, place]
    return lost


def partner_at_war(evidence: Evidence, economy: str) -> str | None:
    """Return the other one of the two at war; none for an economy that is not of the two."""
    pair = (evidence.focus.first, evidence.focus.second)
    return pair[1 - pair.index(economy)] if economy in pair else None


@once
def closing_comparison(evidence: Evidence) -> Compared:
    """Compare what every economy pays at the end of a run, mean of the last four weeks."""
    cost = buyers_cost(evidence)[:, :, :-1, evidence.axes.closing(CLOSING_WEEKS)].mean(axis=-1, keepdims=True)
    return compared(evidence, closing_purchases(evidence).mean(), range(cost.shape[1]), cost)


def prices_by_group(evidence: Evidence) -> pl.DataFrame:
    """Tabulate prices by importer and product group at the end of a run."""
    found, axes = closing_comparison(evidence), evidence.axes
    keys = {
        "importer": np.repeat(axes.economies, len(axes.goods)),
        "group": np.tile(axes.goods, len(axes.economies)),
    }
    figures = {
        **found.of_imports,
        "import_price_benchmark": long_run(evidence).import_price[:, :-1],
        **found.of_goods,
        "goods_price_benchmark": long_run(evidence).cost[:, :-1],
        "spending_on_imports": found.imports[1],
        "spending_on_goods": found.goods[1],
    }
    return pl.DataFrame({**keys, **{name: each.ravel() for name, each in figures.items()}})


def closing_prices(evidence: Evidence) -> pl.DataFrame:
    """Tabulate prices of all goods together by importer at the end of a run."""
    economies, rest = evidence.axes.economies, long_run(evidence)
    spending = rest.bought.spending[:, :, :, :-1]
    imported = _imported(spending, range(len(economies))).sum(axis=1)
    figures = {
        **closing_comparison(evidence).in_total(),
        "import_price_benchmark": over_groups(rest.import_price[:, :-1, None], *imported),
        "goods_price_benchmark": over_groups(rest.cost[:, :-1, None], *spending.sum(axis=1)),
    }
    keys = {"importer": economies, "partner": _partners(evidence, economies)}
    return pl.DataFrame({**keys, **{name: each[:, 0] for name, each in figures.items()}})


def _partners(evidence: Evidence, economies: Sequence[str]) -> pl.Series:
    known = {code: partner_at_war(evidence, code) for code in set(economies)}
    return pl.Series([known[code] for code in economies], dtype=pl.String)


def weekly_prices(evidence: Evidence) -> pl.DataFrame:
    """Tabulate prices of all goods together for the economies asked for, week by week."""
    importers = [evidence.axes.economy(code) for code in evidence.subjects]
    cost = buyers_cost(evidence)[:, importers, :-1]
    found = compared(evidence, weekly_purchases(evidence), importers, cost).in_total()
    weeks = np.array(evidence.axes.weeks, dtype="datetime64[D]")
    keys = {
        "importer": np.repeat(evidence.subjects, len(weeks)),
        "partner": _partners(evidence, [code for code in evidence.subjects for _ in weeks]),
        "week": np.tile(weeks, len(importers)),
    }
    return pl.DataFrame({**keys, **{name: each.ravel() for name, each in found.items()}})


_LOG = "log change"
_PRICES: tuple[Column, ...] = (
    number(
        "import_price", _LOG, "Price index of imports of goods, lost varieties counted: the sum of its parts"
    ),
    number("from_duty", _LOG, "Of which duty"),
    number("from_exporters", _LOG, "Of which what exporters charge before duty"),
    number("from_variety", _LOG, "Of which origins lost or won"),
)
_GOODS = (
    number("goods_price", _LOG, "The same index over all goods used, home-made ones too"),
    number("goods_cost", _LOG, "The model's own index of what distributors pay for them, equation (33)"),
)
_LOST = (
    number("import_share_lost", "fraction", "Share in imports that the partner has lost to the measures"),
    number("import_price_per_point", "1", "Rise of the price of imports for each of these points"),
    number("goods_share_lost", "fraction", "Share in all goods used that it has lost"),
    number("goods_price_per_point", "1", "Rise of the price of all goods for each of these points"),
)
_LONG_RUN = (
    number("import_price_benchmark", _LOG, "Imports in the long run without frictions, against the base"),
    number("goods_price_benchmark", _LOG, "The same of all goods used"),
)
_PARTNER = word("partner", "The other one of the two at war; none for third economies", "code")
_SOURCES = (
    "Sato (1976), The ideal log-change index number, Review of Economics and Statistics 58(2)",
    "Vartia (1976), Ideal log-change index numbers, Scandinavian Journal of Statistics 3(3)",
    "Feenstra (1994), New product varieties and the measurement of international prices, AER 84(1)",
)

PRICE_COST = Metric(
    question="By how much do goods get dearer for each point of the partner's share that is lost?",
    table=Table(
        "price_cost",
        "Prices of goods against the run without the measures, mean of the last four weeks.",
        (IMPORTER, _PARTNER, *_PRICES, *_GOODS, *_LOST, *_LONG_RUN),
    ),
    compute=closing_prices,
    equations=(159, 160, 161, 162, 163, 164, 165),
    sources=_SOURCES,
    keys=("importer",),
)

WEEKLY_PRICE_COST = Metric(
    question="By how much have goods got dearer, week by week, and for how much of the partner's share?",
    table=Table(
        "weekly_price_cost",
        "Prices of goods against the run without the measures, by week.",
        (IMPORTER, _PARTNER, WEEK, *_PRICES, *_GOODS, *_LOST),
    ),
    compute=weekly_prices,
    equations=(159, 160, 161, 162, 163, 164),
    sources=_SOURCES,
    keys=("importer", "week"),
    on_request=True,
)

PRICE_COST_BY_GROUP = Metric(
    question="Which goods get dearer, and is it duty, exporters' prices or origins that are gone?",
    table=Table(
        "price_cost_by_group",
        "Prices of each product group against the run without the measures, mean of the last four weeks.",
        (
            IMPORTER,
            GROUP,
            *_PRICES,
            *_GOODS,
            *_LONG_RUN,
            number(
                "spending_on_imports", "USD mn a year", "Spending on imports in the reference, duty included"
            ),
            number("spending_on_goods", "USD mn a year", "The same on all goods of the group"),
        ),
    ),
    compute=prices_by_group,
    equations=(160, 161, 162, 165),
    sources=_SOURCES,
    on_request=True,
)
