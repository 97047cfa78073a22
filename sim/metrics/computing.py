"""All metrics of a run, from one reading of its tables."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from sim.metrics.axes import Axes, read_axes
from sim.metrics.burden import burden_by_decile
from sim.metrics.diversion import replacements, trade_diversion
from sim.metrics.flows import Flows, read_flows
from sim.metrics.focus import Focus, focus_pair
from sim.metrics.headline import Headline, headline
from sim.metrics.limit import AgainstLimit, against_limit, limit_gaps
from sim.metrics.prices import closing_consumer_prices, consumer_prices, retail_prices
from sim.metrics.published import PublishedFigure, goods_trade_mark
from sim.metrics.replay.comparison import AgainstRecords, against_records
from sim.metrics.shares import export_markets, import_sources
from sim.metrics.standoff import Standoff, read_standoff
from sim.metrics.tariffs import read_tariffs, tariff_paths
from sim.metrics.trade import bilateral_means, bilateral_trade
from sim.metrics.welfare import tariff_revenue, weekly_revenue, weekly_welfare, welfare_changes
from sim.records.reading import Run


@dataclass(frozen=True, eq=False)
class Metrics:
    """Every metric of one run, about its focus pair where a pair is needed.

    The frames are described where they are computed; see docs/metrics.md for all columns and units.
    """

    axes: Axes
    flows: Flows
    focus: Focus
    published_trade: PublishedFigure | None
    tariff_paths: pl.DataFrame
    bilateral_trade: pl.DataFrame
    bilateral_means: pl.DataFrame
    import_sources_first: pl.DataFrame
    import_sources_second: pl.DataFrame
    export_markets_second: pl.DataFrame
    diversion: pl.DataFrame
    replacements: pl.DataFrame
    consumer_prices: pl.DataFrame
    closing_prices: pl.DataFrame
    retail: pl.DataFrame
    welfare: pl.DataFrame
    burden: pl.DataFrame
    weekly_welfare: pl.DataFrame
    revenue: pl.DataFrame
    weekly_revenue: pl.DataFrame
    against_limit: AgainstLimit
    limit_gaps: pl.DataFrame
    against_records: AgainstRecords | None
    standoff: Standoff | None

    @cached_property
    def headline(self) -> Headline:
        """The figures that the report's text quotes."""
        return headline(self)

    @property
    def files(self) -> Mapping[str, pl.DataFrame]:
        """The frames by the name of the file that they are written to, without extension."""
        first, second = self.focus.first, self.focus.second
        replayed = self.against_records
        history = (
            {}
            if replayed is None
            else {"history_moments": replayed.table, "history_path": replayed.china_share}
        )
        return {
            **history,
            "tariff_paths": self.tariff_paths,
            "bilateral_trade": self.bilateral_trade,
            "bilateral_means": self.bilateral_means,
            f"import_sources_{first}": self.import_sources_first,
            f"import_sources_{second}": self.import_sources_second,
            f"export_markets_{second}": self.export_markets_second,
            "trade_diversion": self.diversion,
            "replacements": self.replacements,
            "consumer_prices": self.consumer_prices,
            f"retail_prices_{first}": self.retail,
            "welfare": self.welfare,
            "burden": self.burden,
            "weekly_welfare": self.weekly_welfare,
            "tariff_revenue": self.revenue,
            "limit_gaps": self.limit_gaps,
            **_standoff_files(self.standoff),
        }


def _standoff_files(standoff: Standoff | None) -> dict[str, pl.DataFrame]:
    """Files of a run in which governments negotiate; none for any other."""
    if standoff is None:
        return {}
    return {
        "standoff_weeks": standoff.weeks,
        "standoff_acts": standoff.acts,
        "standoff_exemptions": standoff.exemptions,
        "standoff_by_week": standoff.endings.by_week,
        "standoff_endings": standoff.endings.shares,
    }


def compute_metrics(run: Run) -> Metrics:
    """Read a run's tables once and work out every metric."""
    axes = read_axes(run)
    flows = read_flows(run, axes)
    tariffs = read_tariffs(run, axes)
    focus = focus_pair(tariffs, flows)
    first, second = focus.first, focus.second
    return Metrics(
        axes=axes,
        flows=flows,
        focus=focus,
        published_trade=goods_trade_mark(tariffs, focus, axes),
        tariff_paths=tariff_paths(tariffs, flows, first, second),
        bilateral_trade=bilateral_trade(flows, first, second),
        bilateral_means=bilateral_means(flows),
        import_sources_first=import_sources(flows, first),
        import_sources_second=import_sources(flows, second),
        export_markets_second=export_markets(flows, second),
        diversion=trade_diversion(flows, first, second),
        replacements=replacements(flows, first, second),
        consumer_prices=consumer_prices(run),
        closing_prices=closing_consumer_prices(run),
        retail=retail_prices(run, first),
        welfare=welfare_changes(run),
        burden=burden_by_decile(run, (first, second)),
        weekly_welfare=weekly_welfare(run),
        revenue=tariff_revenue(run),
        weekly_revenue=weekly_revenue(run, first),
        against_limit=against_limit(run, axes),
        limit_gaps=limit_gaps(run),
        against_records=against_records(run, axes),
        standoff=read_standoff(run, axes, focus),
    )


def write_metrics(run: Run, metrics: Metrics | None = None) -> tuple[Path, ...]:
    """Write the metrics of a run as ``metrics/*.csv`` in its folder.

    Parameters
    ----------
    run : Run
        The run.
    metrics : Metrics, optional
        Its metrics when they are at hand; computed otherwise.

    Returns
    -------
    tuple of Path
        The files, in the order in which they were written.
    """
    metrics = metrics or compute_metrics(run)
    folder = run.folder / "metrics"
    folder.mkdir(exist_ok=True)
    paths = []
    for name, frame in metrics.files.items():
        path = folder / f"{name}.csv"
        partial = path.with_suffix(".partial")
        frame.write_csv(partial)
        os.replace(partial, path)
        paths.append(path)
    return tuple(paths)
