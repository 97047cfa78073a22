"""How much of what goods cost shops more is in the prices that households pay."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from sim.metrics.axes import CLOSING_WEEKS, Floats, over
from sim.metrics.declaration import ECONOMY, GROUP, WEEK, Metric, number
from sim.metrics.evidence import Evidence
from sim.metrics.incidence.border import abroad
from sim.metrics.incidence.states import by_group
from sim.records.columns import Table

NOTHING = 2e-3
"""Log change of cost below which there is nothing to pass on."""


def retail_pass_through(retail: Floats, landed: Floats, weight: Floats) -> Floats:
    """Return the rise of retail prices over that of landed cost, in logs.

    Equation (157). ``sum_g w_g dlog R_g / sum_g w_g dlog L_g``; Equation
    (158) is the same of prices over those of services, so that a general drift drops out.

    Parameters
    ----------
    retail, landed : (..., G, T) float
        Log changes of prices to households and of distributors' cost, against the reference; NaN for a group
        that households do not buy.
    weight : (..., G, 1) float
        Imports in the base, in any unit.

    Returns
    -------
    (..., T) float
        NaN where cost moves by less than ``NOTHING`` on average.
    """
    cost, price = mean_change(landed, weight), mean_change(retail, weight)
    return over(price, np.where(np.abs(cost) < NOTHING, 0.0, cost))


def mean_change(change: Floats, weight: Floats) -> Floats:
    """(..., T) mean of (..., G, T) changes, groups that have none left out; NaN where nothing is left."""
    known = np.isfinite(change) & (weight > 0.0)
    weight = np.where(known, weight, 0.0)
    return over((weight * np.where(known, change, 0.0)).sum(axis=-2), weight.sum(axis=-2))


def weekly_pass_through(evidence: Evidence) -> pl.DataFrame:
    """Tabulate the pass-through of the economies asked for, mean over groups of goods, week by week."""
    weeks, codes = evidence.axes.weeks, evidence.subjects
    importers = [evidence.axes.economy(code) for code in codes]
    goods, services = _log_changes(evidence, importers)
    columns = _columns(goods, services, _imports(evidence, importers)[..., None])
    keys = {
        "economy": np.repeat(np.array(codes), len(weeks)),
        "week": np.tile(np.array(weeks, dtype="datetime64[D]"), len(codes)),
    }
    return pl.DataFrame({**keys, **{name: each.ravel() for name, each in columns.items()}})


def closing_pass_through(evidence: Evidence) -> pl.DataFrame:
    """Tabulate the pass-through of the economies asked for by group of goods, mean of the last four weeks."""
    names, codes = evidence.axes.goods, evidence.subjects
    importers = [evidence.axes.economy(code) for code in codes]
    late = evidence.axes.closing(CLOSING_WEEKS)
    goods, services = (
        each[..., late].mean(axis=-1, keepdims=True)[..., None] for each in _log_changes(evidence, importers)
    )
    weight = _imports(evidence, importers)
    columns = {"imports": weight, **_columns(goods, services, np.ones((*weight.shape, 1, 1)))}
    keys = {"economy": np.repeat(np.array(codes), len(names)), "group": np.tile(np.array(names), len(codes))}
    return pl.DataFrame({**keys, **{name: each.ravel() for name, each in columns.items()}})


def _columns(goods: Floats, services: Floats, weight: Floats) -> dict[str, Floats]:
    """Every column, from (2, ...) log changes of retail prices and of cost."""
    retail, landed = goods
    return {
        "landed_change": mean_change(landed, weight),
        "retail_change": mean_change(retail, weight),
        "pass_through": retail_pass_through(retail, landed, weight),
        "relative_pass_through": retail_pass_through(retail - services[0], landed - services[1], weight),
    }


def _imports(evidence: Evidence, importers: Sequence[int]) -> Floats:
    """(I, G) imports of goods in the base, USD mn a year."""
    imports: Floats = abroad(evidence.flows.base[:, importers], importers).sum(axis=0)
    return imports


def _log_changes(evidence: Evidence, importers: Sequence[int]) -> tuple[Floats, Floats]:
    """(2, I, G, W) and (2, I, 1, W) log changes of goods and of services, of retail prices and of cost."""
    prices = by_group(evidence, "retail_prices", "retail_price", "landed_price")
    change = np.stack([np.log(price[0, importers] / price[1, importers]) for price in prices])
    return change[..., :-1, :], change[..., -1:, :]


_PASSED_ON = (
    number("landed_change", "log", "Distributors' cost of all origins, duty included, against the reference"),
    number("retail_change", "log", "Price to households, likewise"),
    number("pass_through", "fraction", "Change of the price over that of the cost"),
    number("relative_pass_through", "fraction", "The same, both relative to those of services"),
)
_SOURCES = (
    "Cavallo, Gopinath, Neiman and Tang (2021), Tariff pass-through at the border and at the store, American "
    "Economic Review: Insights 3(1)",
)

RETAIL_PASS_THROUGH = Metric(
    question="How much of what imported goods cost more is in the shops' prices, and when?",
    table=Table(
        "retail_pass_through",
        "Retail prices and landed cost of groups of goods, mean with base imports as weights, by week.",
        (ECONOMY, WEEK, *_PASSED_ON),
    ),
    compute=weekly_pass_through,
    equations=(157, 158),
    sources=_SOURCES,
)

CLOSING_RETAIL_PASS_THROUGH = Metric(
    question="Of which goods is the cost in the shops' prices at the end?",
    table=Table(
        "closing_retail_pass_through",
        "Retail prices and landed cost by group of goods, mean of the last four weeks.",
        (ECONOMY, GROUP, number("imports", "USD mn a year", "Imports in the base"), *_PASSED_ON),
    ),
    compute=closing_pass_through,
    equations=(157, 158),
    sources=_SOURCES,
)
