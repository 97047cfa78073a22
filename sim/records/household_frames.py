"""The tables of households for each arm of a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import polars as pl

from sim.economy.burden import burden
from sim.economy.circular_flow import log_retail_prices
from sim.economy.engel import log_decile_price
from sim.economy.equilibrium import Equilibrium
from sim.economy.income import (
    BENEFITS,
    DIVIDENDS,
    LABOUR,
    REBATE,
    SOURCES,
    TRANSFER,
    income_by_decile,
)
from sim.economy.sourcing import WEEKS_PER_YEAR
from sim.records.layout import Layout, declared
from sim.records.recorder import Recorder
from sim.world.world import Floats, World

SMALLEST_BOYCOTT = 1e-3
"""A flow is listed where at least so many households avoid it in some week."""


def benchmark_deciles_frame(layout: Layout, long_run: Equilibrium, per_head: float) -> pl.DataFrame:
    """Return real spending of every tenth in the long run without frictions.

    Parameters
    ----------
    layout : Layout
        The world of the run.
    long_run : Equilibrium
        The long run.
    per_head : float
        Part of new revenue that is paid in equal amounts.
    """
    world, share = layout.world, layout.world.deciles.income_share
    nothing = np.zeros_like(long_run.wage)
    labour = long_run.wage * world.labour_income
    income = np.stack([labour, long_run.revenue, nothing, long_run.transfer, nothing], axis=1)
    by_decile = income_by_decile(income, share, nothing, np.zeros_like(share), world.revenue, per_head, 1.0)
    retail = log_retail_prices(world, np.log(long_run.wage), np.log(long_run.price))
    price = np.exp(log_decile_price(world.deciles.budget_share, retail))
    real = by_decile.sum(axis=2) / (share * world.consumption[:, None]) / price
    economy, decile = (place.ravel() for place in np.indices(share.shape))
    frame = pl.DataFrame(
        {
            "economy": layout.codes("economy", economy),
            "decile": layout.codes("decile", decile),
            "real_spending_change": real.ravel() - 1.0,
        }
    )
    return declared("benchmark_deciles", frame)


def base_income_by_decile(world: World) -> Floats:
    """Return (N, H, 5) income of every tenth by source in the base, USD mn a week."""
    sources = np.zeros((len(world.economies), len(SOURCES)))
    transfer = world.consumption - world.labour_income - world.revenue
    sources[:, LABOUR], sources[:, REBATE], sources[:, TRANSFER] = (
        world.labour_income,
        world.revenue,
        transfer,
    )
    return np.asarray(world.deciles.income_share[:, :, None] * sources[:, None, :] / WEEKS_PER_YEAR)


def _households(layout: Layout, recorder: Recorder, arm: str) -> pl.DataFrame:
    income = np.stack(recorder.income)
    return layout.frame(
        "households",
        recorder.weeks,
        arm,
        {"economy": layout.economies},
        {
            "labour_income": income[:, :, LABOUR].T,
            "benefits": income[:, :, BENEFITS].T,
            "rebate": income[:, :, REBATE].T,
            "dividends": income[:, :, DIVIDENDS].T,
            "importers_gain": np.stack(recorder.importers_gain).T,
            "shops_profit": np.stack(recorder.shops_profit).T,
            "transfer": income[:, :, TRANSFER].T,
            "spending": income.sum(axis=2).T,
            "unemployment": _unemployment(layout.world, recorder).T,
            "approval": np.stack(recorder.approval).mean(axis=2).T,
        },
    )


def _unemployment(world: World, recorder: Recorder) -> Floats:
    """(W, N) part of the labour force out of work: the tenths', weighted by labour income."""
    return np.asarray((np.stack(recorder.decile_unemployment) * world.deciles.income_share).sum(axis=2))


def _deciles(layout: Layout, recorder: Recorder, arm: str) -> pl.DataFrame:
    world = layout.world
    income, shares = np.stack(recorder.decile_income), world.deciles.income_share
    at_work = world.labour_income / WEEKS_PER_YEAR * (1.0 - _unemployment(world, recorder))
    wage = np.stack(recorder.income)[:, :, LABOUR] / at_work
    log_price = log_decile_price(world.deciles.budget_share, np.log(np.stack(recorder.retail_price)))
    found = burden(income, base_income_by_decile(world), log_price, wage)
    economy, decile = (place.ravel() for place in np.indices(shares.shape))
    values = {
        "spending": income.sum(axis=3),
        "consumer_price": np.exp(log_price),
        "unemployment": np.stack(recorder.decile_unemployment),
        "real_spending_change": found.real_spending,
        "from_prices": found.prices,
        "from_jobs": found.jobs,
        "from_rebate": found.rebate,
        "from_profits": found.profits,
        "from_transfers": found.transfers,
        "price_experience": np.stack(recorder.price_experience),
        "approval": np.stack(recorder.approval),
    }
    return layout.frame(
        "deciles",
        recorder.weeks,
        arm,
        {"economy": economy, "decile": decile},
        {name: each.reshape(len(recorder.weeks), -1).T for name, each in values.items()},
    )


def _boycotts(layout: Layout, recorder: Recorder, arm: str) -> pl.DataFrame:
    avoiding = np.stack(recorder.avoiding)
    origin, destination = np.nonzero(avoiding.max(axis=0) >= SMALLEST_BOYCOTT)
    return layout.frame(
        "boycotts",
        recorder.weeks,
        arm,
        {"origin": origin, "destination": destination},
        {"avoiding": avoiding[:, origin, destination].T},
    )


HOUSEHOLD_FRAMES: Mapping[str, Callable[[Layout, Recorder, str], pl.DataFrame]] = {
    "households": _households,
    "deciles": _deciles,
    "boycotts": _boycotts,
}
"""What makes each of the tables of an arm."""
