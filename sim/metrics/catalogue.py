"""Every metric by name: what can be asked of a run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from sim.metrics.declaration import Metric
from sim.metrics.page_tables import PAGE_TABLES

MODULES = (
    "decoupling.index", "decoupling.channels", "decoupling.direct_share", "decoupling.no_war",
    "decoupling.gravity", "decoupling.look_through", "decoupling.sector_exposure",
    "decoupling.value_added", "decoupling.survival", "decoupling.tariff_and_trade", "decoupling.hysteresis",
    "network.chains", "network.concentration", "network.modularity",
    "trade_patterns.creation", "trade_patterns.deflection", "trade_patterns.transit",
    "trade_patterns.connectors", "trade_patterns.intra_industry", "trade_patterns.export_similarity",
    "incidence.effective_tariffs", "incidence.announced_tariffs", "incidence.sector_tariffs",
    "incidence.taxed_trade", "incidence.who_pays",
    "incidence.retail_pass_through", "incidence.price_cost", "incidence.welfare_parts",
    "incidence.income_parts", "incidence.sector_prices",
    "firms.stocks", "firms.switching", "firms.exposed", "firms.output",
)  # fmt: skip
"""Modules under ``sim.metrics`` in the order of the page; every metric that one declares is known by name."""


def _declared() -> Iterator[Metric]:
    for module in MODULES:
        content = vars(import_module(f"sim.metrics.{module}"))
        yield from (each for each in content.values() if isinstance(each, Metric))
    yield from PAGE_TABLES


METRICS: Mapping[str, Metric] = {metric.name: metric for metric in _declared()}
"""Every metric, by the name under which it is asked for."""
