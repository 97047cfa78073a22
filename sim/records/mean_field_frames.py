"""The mean-field limit beside a simulated arm: its tables, and how far the agents are from it."""

from __future__ import annotations

import sys

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.economy.mean_field import mean_field_path, welfare
from sim.records.layout import Layout, dates, declared
from sim.records.recorder import Recorder
from sim.world.world import Floats

WEEKS_BETWEEN_FLOWS = 4
"""Flows of the limit are kept every fourth week: what a page needs, at a quarter of the size."""


def mean_field_frames(layout: Layout, recorder: Recorder) -> dict[str, pl.DataFrame]:
    """Follow the agents' equations for infinitely many relationships, on the tariffs that were in force.

    Parameters
    ----------
    layout : Layout
        The world of the run.
    recorder : Recorder
        Observations of the scenario.

    Returns
    -------
    dict of str to DataFrame
        The tables ``mean_field``, ``mean_field_trade`` and ``mean_field_gap``.
    """
    world, weeks, model = layout.world, recorder.weeks, recorder.model
    abroad = goods_across_borders(world.is_goods, len(world.economies))
    real_income, consumer_price = np.zeros((2, len(weeks), len(world.economies)))
    flow_gaps = np.zeros(len(weeks))
    kept, flows = _weeks_kept(len(weeks)), []
    news = (model.gazette.newsroom.week(monday) for monday in weeks)
    path = mean_field_path(
        world,
        model.behaviour,
        model.deficits,
        recorder.tariff,
        outlooks=recorder.outlook,
        news=news,
        barred=recorder.barred,
        checks=(model.gazette.checks.week(monday) for monday in weeks),
    )
    for week, state in enumerate(path):
        real_income[week], consumer_price[week] = welfare(world, state), state.consumer_price
        flow_gaps[week] = flow_gap(recorder.customs_value[week], state.customs_value, abroad)
        if week in kept:
            flows.append(np.where(abroad, state.customs_value, 0.0).sum(axis=2))
    gap = np.abs(recorder.real_consumption - real_income)
    gaps = {
        "week": dates(weeks),
        "mean_welfare_gap": gap.mean(axis=1),
        "largest_welfare_gap": gap.max(axis=1),
        "flow_gap": flow_gaps,
    }
    values = {"welfare": real_income.T, "consumer_price": consumer_price.T}
    origin, destination = np.nonzero((world.customs_value * abroad).sum(axis=2) > 0.0)
    return {
        "mean_field": layout.frame("mean_field", weeks, None, {"economy": layout.economies}, values),
        "mean_field_trade": layout.frame(
            "mean_field_trade",
            [weeks[week] for week in kept],
            None,
            {"origin": origin, "destination": destination},
            {"customs_value": np.array(flows)[:, origin, destination].T},
        ),
        "mean_field_gap": declared("mean_field_gap", pl.DataFrame(gaps)),
    }


def goods_across_borders(is_goods: NDArray[np.bool_], economies: int) -> NDArray[np.bool_]:
    """(N, N, G) flows that cross a border, services left out."""
    return ~np.eye(economies, dtype=bool)[:, :, None] & is_goods


def flow_gap(flows: Floats, limit: Floats, counted: NDArray[np.bool_]) -> float:
    """Return the sum of absolute gaps between flows and their limit over the sum of the limit's.

    Parameters
    ----------
    flows, limit : (N, N, G) float
        Customs values of the agents and of the limit, any unit of money.
    counted : (N, N, G) bool
        Which of them to compare.

    Returns
    -------
    float
        Gap weighted by trade, fraction; zero where nothing is traded.
    """
    total = float(limit[counted].sum())
    return float(np.abs(flows - limit)[counted].sum()) / total if total > 0.0 else 0.0


def gaps_for_manifest(gaps: pl.DataFrame) -> dict[str, float]:
    """Return the largest and mean gaps of the table ``mean_field_gap``, units in their names.

    A gap that is not finite, which JSON cannot hold, is recorded as the largest float.
    """
    largest, mean, flow = (
        100.0 * gaps[name].to_numpy() for name in ("largest_welfare_gap", "mean_welfare_gap", "flow_gap")
    )
    found = {
        "welfare_gap_points": largest.max(),
        "mean_welfare_gap_points": mean.mean(),
        "flow_gap_percent": flow.max(),
        "last_flow_gap_percent": flow[-1],
    }
    return {name: float(np.nan_to_num(gap, nan=sys.float_info.max)) for name, gap in found.items()}


def _weeks_kept(weeks: int) -> range:
    """Every fourth week, counted back from the last."""
    return range((weeks - 1) % WEEKS_BETWEEN_FLOWS, weeks, WEEKS_BETWEEN_FLOWS)
