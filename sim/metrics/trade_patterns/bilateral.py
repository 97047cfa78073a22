"""Bilateral goods trade: week by week, and as annual means, against the run without the measures."""

from __future__ import annotations

import numpy as np
import polars as pl

from sim.metrics.axes import CLOSING_WEEKS, YEAR_WEEKS, empty_where_undefined, relative_change
from sim.metrics.flows import Flows

BOTH = "both directions"


def direction(origin: str, destination: str) -> str:
    """Name of a flow: goods from an origin to a destination."""
    return f"{origin} to {destination}"


def bilateral_trade(flows: Flows, first: str, second: str) -> pl.DataFrame:
    """Goods trade between two economies in each week, both ways and together.

    Returns
    -------
    DataFrame
        direction, week, scenario, reference (USD mn a year), change (scenario over reference, less
        one; null when the reference trades nothing), benchmark (long run without frictions, the same in
        every week).
    """
    here, there = flows.axes.economy(first), flows.axes.economy(second)
    inward, outward = flows.weekly[:, there, here], flows.weekly[:, here, there]
    long_run = flows.benchmark_total
    bought, sold = float(long_run[there, here]), float(long_run[here, there])
    paths = {
        direction(second, first): (inward, bought),
        direction(first, second): (outward, sold),
        BOTH: (inward + outward, bought + sold),
    }
    frames = [
        pl.DataFrame(
            {
                "direction": [name] * len(flows.axes.weeks),
                "week": flows.axes.weeks,
                "scenario": path[0],
                "reference": path[1],
                "change": relative_change(path[0], path[1]),
                "benchmark": [rest] * len(flows.axes.weeks),
            }
        )
        for name, (path, rest) in paths.items()
    ]
    return empty_where_undefined(pl.concat(frames))


def bilateral_means(flows: Flows) -> pl.DataFrame:
    """Goods trade of every pair of economies at the end of the run and in the long run.

    Returns
    -------
    DataFrame
        origin, destination, base, last_4_weeks, last_4_weeks_reference, last_52_weeks,
        last_52_weeks_reference, benchmark (USD mn a year; a shorter run averages the weeks it has),
        change (last four weeks against the reference), benchmark_change (benchmark against the base).
    """
    codes = flows.axes.economies
    origin, destination = np.nonzero(~np.eye(len(codes), dtype=bool))
    month, year = flows.mean(CLOSING_WEEKS), flows.mean(YEAR_WEEKS)
    columns = {
        "origin": [codes[index] for index in origin],
        "destination": [codes[index] for index in destination],
        "base": flows.base_total[origin, destination],
        "last_4_weeks": month[0, origin, destination],
        "last_4_weeks_reference": month[1, origin, destination],
        "last_52_weeks": year[0, origin, destination],
        "last_52_weeks_reference": year[1, origin, destination],
        "benchmark": flows.benchmark_total[origin, destination],
    }
    change = relative_change(columns["last_4_weeks"], columns["last_4_weeks_reference"])
    benchmark_change = relative_change(columns["benchmark"], columns["base"])
    return empty_where_undefined(
        pl.DataFrame({**columns, "change": change, "benchmark_change": benchmark_change})
    )
