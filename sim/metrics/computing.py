"""All metrics of a run, each computed when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import polars as pl

from sim.metrics.axes import Axes
from sim.metrics.catalogue import METRICS
from sim.metrics.declaration import Metric
from sim.metrics.evidence import Evidence
from sim.metrics.exchange.csv_files import write_tables
from sim.metrics.flows import Flows
from sim.metrics.focus import Focus
from sim.metrics.headline import Headline, headline
from sim.metrics.incidence.consumer_prices import closing_consumer_prices
from sim.metrics.limit import AgainstLimit, against_limit
from sim.metrics.negotiation.standoff import Standoff
from sim.metrics.page_tables.history import records_of
from sim.metrics.page_tables.standoff import standoff_of
from sim.metrics.published import PublishedFigure, goods_trade_mark
from sim.metrics.replay.comparison import AgainstRecords
from sim.metrics.settings import Settings
from sim.records.reading import Run


@dataclass(frozen=True, eq=False)
class Metrics:
    """Every metric of one run; nothing is computed before it is asked for, and nothing twice.

    Parameters
    ----------
    evidence : Evidence
        What metrics are computed from.
    """

    evidence: Evidence
    _frames: dict[str, pl.DataFrame] = field(default_factory=dict)

    @cached_property
    def applicable(self) -> Mapping[str, Metric]:
        """Metrics of the catalogue that the run has, by name."""
        return {name: each for name, each in METRICS.items() if each.applies(self.evidence)}

    def frame(self, name: str) -> pl.DataFrame:
        """Table of a metric, by its name in the catalogue; docs/metrics.md has its columns and units."""
        if name not in self._frames:
            self._frames[name] = METRICS[name].frame(self.evidence)
        return self._frames[name]

    @cached_property
    def with_the_pair(self) -> Metrics:
        """The same metrics, with weekly tables of the two at war whatever economies were asked for.

        Pages are about the two, and draw them from those tables.
        """
        evidence = self.evidence
        pair = (evidence.focus.first, evidence.focus.second)
        if set(pair) <= set(evidence.subjects):
            return self
        subjects = tuple(dict.fromkeys((*pair, *evidence.subjects)))
        return Metrics(replace(evidence, chosen=replace(evidence.settings, economies=subjects)))

    @property
    def usual(self) -> tuple[str, ...]:
        """Names of the metrics that a run writes unasked."""
        return tuple(name for name, each in self.applicable.items() if not each.on_request)

    @property
    def files(self) -> Mapping[str, pl.DataFrame]:
        """Tables of all metrics that the run has, by name of their file without its ending."""
        return {each.file(self.evidence): self.frame(name) for name, each in self.applicable.items()}

    @cached_property
    def headline(self) -> Headline:
        """The figures that the report's text quotes."""
        return headline(self)

    @property
    def axes(self) -> Axes:
        """Economies, groups of goods and weeks, in order."""
        return self.evidence.axes

    @property
    def flows(self) -> Flows:
        """Goods flows added up, and the long run without frictions."""
        return self.evidence.flows

    @property
    def focus(self) -> Focus:
        """The pair of economies that the run is about."""
        return self.evidence.focus

    @property
    def tariff_paths(self) -> pl.DataFrame:
        """Average tariffs of the pair by week."""
        return self.frame("tariff_paths")

    @property
    def bilateral_trade(self) -> pl.DataFrame:
        """Goods trade between the two by week."""
        return self.frame("bilateral_trade")

    @property
    def bilateral_means(self) -> pl.DataFrame:
        """Goods trade of every pair of economies at the end."""
        return self.frame("bilateral_means")

    @property
    def import_sources_first(self) -> pl.DataFrame:
        """Where the first's imports come from."""
        return self.frame("import_sources_first")

    @property
    def export_markets_second(self) -> pl.DataFrame:
        """Where the second's exports go."""
        return self.frame("export_markets_second")

    @property
    def diversion(self) -> pl.DataFrame:
        """What became of goods that the first no longer buys from the second."""
        return self.frame("trade_diversion")

    @property
    def replacements(self) -> pl.DataFrame:
        """Who takes the second's place."""
        return self.frame("replacements")

    @property
    def consumer_prices(self) -> pl.DataFrame:
        """Households' price index by economy and week."""
        return self.frame("consumer_prices")

    @property
    def retail(self) -> pl.DataFrame:
        """Prices to households and at the border in the first."""
        return self.frame("retail_prices_first")

    @property
    def welfare(self) -> pl.DataFrame:
        """Real consumption and real wage of each economy at the end."""
        return self.frame("welfare")

    @property
    def burden(self) -> pl.DataFrame:
        """Change of real spending by tenth of income."""
        return self.frame("burden")

    @property
    def weekly_welfare(self) -> pl.DataFrame:
        """Real consumption by economy and week."""
        return self.frame("weekly_welfare")

    @property
    def revenue(self) -> pl.DataFrame:
        """What each government collects."""
        return self.frame("tariff_revenue")

    @cached_property
    def published_trade(self) -> PublishedFigure | None:
        """The published change in goods trade that may be drawn beside the run's."""
        return goods_trade_mark(self.evidence.tariffs, self.focus, self.axes)

    @cached_property
    def closing_prices(self) -> pl.DataFrame:
        """Households' price index over the last four weeks."""
        return closing_consumer_prices(self.evidence.run)

    @property
    def weekly_revenue(self) -> pl.DataFrame:
        """What each government collects, by week."""
        return self.frame("weekly_revenue")

    @cached_property
    def against_limit(self) -> AgainstLimit:
        """The run beside its mean-field limit, and both beside the long run."""
        return against_limit(self.evidence.run, self.axes)

    @cached_property
    def against_records(self) -> AgainstRecords | None:
        """The run held against history; nothing where it does not replay it."""
        return records_of(self.evidence)

    @cached_property
    def standoff(self) -> Standoff | None:
        """The negotiation that the page is about; nothing where no government negotiates."""
        return standoff_of(self.evidence)


def compute_metrics(run: Run, chosen: Settings | None = None, pair: tuple[str, str] | None = None) -> Metrics:
    """Return the metrics of a run, none of them computed yet.

    Parameters
    ----------
    run : Run
        The run.
    chosen : Settings, optional
        Choices in place of those that the run was made with.
    pair : tuple of str, optional
        The two economies to look at, in order, in place of those whose tariffs rise most.
    """
    return Metrics(Evidence(run, chosen, pair))


def write_metrics(run: Run, metrics: Metrics | None = None) -> tuple[Path, ...]:
    """Write the usual metrics of a run into the folder ``metrics`` of its results, each as CSV with metadata.

    Parameters
    ----------
    run : Run
        The run.
    metrics : Metrics, optional
        Its metrics when they are at hand.

    Returns
    -------
    tuple of Path
        The files, in the order in which they were written.
    """
    metrics = metrics or compute_metrics(run)
    return write_tables(metrics, run.folder / "metrics", metrics.usual, force=True)
