"""The paths that are kept of a run as one draw among others: what the page shows ranges of."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from sim.metrics.axes import Floats
from sim.metrics.computing import Metrics
from sim.metrics.trade_patterns.bilateral import BOTH, direction


def paths_of(metrics: Metrics) -> Iterator[tuple[tuple[str, str], tuple[Floats, Floats]]]:
    """Yield name and economy of every series, with its path in the run and in the reference.

    By week; what supply chains are needed for, by week in which they were looked through.
    """
    first, second = metrics.focus.first, metrics.focus.second
    flows = {"trade": BOTH, "imports": direction(second, first), "exports": direction(first, second)}
    for name, way in flows.items():
        yield (name, ""), _columns(metrics.bilateral_trade.filter(direction=way), "scenario", "reference")
    index = metrics.frame("decoupling_index")["index"].to_numpy()
    yield ("decoupling_index", ""), (index, np.zeros_like(index))
    for part, path in metrics.frame("decoupling_channels").group_by("part", maintain_order=True):
        yield ("channel", str(part[0])), _columns(path, "level", "level_reference")
        gone = path.sort("week")["decoupled"].cast(pl.Float64).to_numpy()
        yield ("gone", str(part[0])), (gone, np.zeros_like(gone))
    pair = {"importer": first, "partner": second}
    for name, table, column in (
        ("share", "direct_share", "share_of_imports"),
        ("look_through", "look_through", "look_through_share"),
    ):
        found = metrics.frame(table).filter(**pair)
        yield (name, ""), _columns(found, column, f"{column}_reference")
    for name, column in (("tariff", "fixed_weights"), ("tariff_after_substitution", "current_weights")):
        for importer, exporter in ((first, second), (second, first)):
            path = metrics.tariff_paths.filter(importer=importer, exporter=exporter)
            yield (name, importer), _columns(path, column, "base")
    for name, frame in (("consumer_prices", metrics.consumer_prices), ("welfare", metrics.weekly_welfare)):
        for economy in metrics.axes.economies:
            yield (name, economy), _columns(frame.filter(economy=economy), "scenario", "reference")
    for economy in (first, second):
        own = metrics.weekly_revenue.filter(economy=economy)
        yield ("revenue", economy), _columns(own, "scenario", "reference")


def _columns(frame: pl.DataFrame, run: str, reference: str) -> tuple[Floats, Floats]:
    by_week = frame.sort("week").select(pl.col(run, reference).cast(pl.Float64))
    return by_week[run].to_numpy(), by_week[reference].to_numpy()
