"""The page of a comparison: its leaves in order, each made of the charts that belong on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from sim.metrics.catalogue import METRICS
from sim.metrics.declaration import Metric
from sim.metrics.kept_draws import ManyDraws
from sim.records.reading import Run
from sim.report.comparison.archive import comparison_archive
from sim.report.comparison.cautions import cautions, pairing
from sim.report.comparison.comparison import Comparison, compare_runs
from sim.report.comparison.decoupling_charts import index_paths, reliance_paths, trade_paths
from sim.report.comparison.household_charts import consumption_paths, price_paths, revenue_paths
from sim.report.comparison.inputs import inputs_markup
from sim.report.comparison.ranking_card import ranking_card
from sim.report.comparison.rest_charts import (
    consumption_ends_first,
    consumption_ends_second,
    duty_ends,
    price_ends_first,
    price_ends_second,
    trade_ends,
)
from sim.report.comparison.tariff_charts import tariff_lines
from sim.report.drawing.charts import Chart
from sim.report.drawing.theme import COMPARISON_SHADES
from sim.report.drawing.wording import count, listed
from sim.report.page.card import chart_card
from sim.report.page.document import BasisWords, Document, Leaf, write_document
from sim.report.page.method import folded_method

_FOOTER = (
    "A stylised model of trade, not a forecast. The first scenario is what the others are held against; "
    "each run has a reference of its own, the same model without the scenario's measures."
)
_RANKED = (
    "bilateral_means", "decoupling_parts", "import_sources_first", "look_through", "tariff_paths",
    "consumer_prices", "welfare", "tariff_revenue",
)  # fmt: skip

Drawing = Callable[[Comparison], Chart | None]


def write_comparison(
    runs: Sequence[Run], path: Path, stored: Mapping[Path, ManyDraws] = MappingProxyType({})
) -> None:
    """Write two to twelve scenarios side by side as one HTML file that needs no network.

    Parameters
    ----------
    runs : sequence of Run
        The runs; those that are draws of one scenario stand together. The first run's scenario is the one
        that the others are held against.
    path : Path
        Where to write; replaced only when the page is whole.
    stored : mapping of Path to ManyDraws
        By the folder of a run, all draws of its scenario.

    Raises
    ------
    ComparisonError
        When the runs cannot stand side by side.
    """
    write_document(comparison_document(compare_runs(runs, stored)), path)


def comparison_document(comparison: Comparison) -> Document:
    """Put the pages of a comparison together; the same runs give the same document."""
    names, labels = comparison.names, [each.label for each in comparison.competitors]
    pair = f"{names.phrase(comparison.first)} and {names.phrase(comparison.second)}"
    ranked = folded_method("", {name: _file(comparison, METRICS[name]) for name in _RANKED})
    leaves = [
        Leaf(
            "ranking",
            "Ranking",
            f"Key figures of {pair} in {len(labels)} scenarios, held against {labels[0]}.",
            before=_warning(comparison) + ranking_card(comparison, ranked),
        ),
        _leaf(
            comparison,
            "decoupling",
            "Decoupling",
            f"How far {pair} come apart in each scenario.",
            (trade_ends, trade_paths, index_paths, reliance_paths),
        ),
        _leaf(
            comparison,
            "prices",
            "Prices and households",
            "What households pay and can buy, and what the government collects.",
            (
                price_ends_first,
                price_ends_second,
                price_paths,
                consumption_ends_first,
                consumption_ends_second,
                consumption_paths,
                revenue_paths,
            ),
        ),
        _leaf(
            comparison,
            "policy",
            "Policy",
            f"What {pair} levy in each scenario, and when.",
            (tariff_lines, duty_ends),
        ),
        Leaf(
            "inputs",
            "What differs",
            "What was asked in each scenario, with what, and how to repeat it.",
            before=inputs_markup(comparison),
        ),
    ]
    return Document(
        title=f"{len(labels)} scenarios side by side",
        question=f"{listed(labels)}.",
        description="",
        stamp=_stamp(comparison, pair),
        leaves=leaves,
        footer=_FOOTER,
        archive=("comparison-data.zip", comparison_archive(comparison)),
        shades=COMPARISON_SHADES,
        basis=BasisWords(
            about=f"Each run, or its difference from {labels[0]}, in all charts",
            level="Each run",
            change="Against the first",
        ),
        own_style=_asset("comparison.css"),
        own_script=_asset("ranking.js"),
    )


def _leaf(comparison: Comparison, anchor: str, heading: str, lead: str, drawings: Sequence[Drawing]) -> Leaf:
    charts = [chart for chart in (draw(comparison) for draw in drawings) if chart is not None]
    source = (
        f"tradewar-sim, scenarios {listed([str(each.manifest['name']) for each in comparison.competitors])}"
    )
    cards = "".join(
        chart_card(
            chart,
            source,
            folded_method(chart.method, {name: _file(comparison, METRICS[name]) for name in chart.metrics}),
        )
        for chart in charts
    )
    return Leaf(anchor, heading, lead, cards=cards, charts=charts)


def _file(comparison: Comparison, metric: Metric) -> str:
    """Name of a metric's file in the folder of a run."""
    if not metric.named_after:
        return metric.table.name
    code = comparison.first if metric.about == "first" else comparison.second
    return f"{metric.table.name}_{code}"


def _warning(comparison: Comparison) -> str:
    found = cautions(comparison)
    if not found:
        return ""
    lines = "".join(f"<li>{escape(each)}</li>" for each in found)
    return (
        '<section class="card warning"><h3>These runs differ in more than their measures</h3>'
        f"<ul>{lines}</ul></section>"
    )


def _stamp(comparison: Comparison, pair: str) -> tuple[str, ...]:
    """Provenance in a line."""
    runs = sum(each.draws.number for each in comparison.competitors)
    parts = [f"{count(runs)} runs", f"figures about {pair}", pairing(comparison)]
    for name, of in (
        ("tradewar-sim", lambda manifest: manifest["versions"]["tradewar-sim"]),
        ("data", lambda manifest: str(manifest["data_hash"])[:10]),
    ):
        found = dict.fromkeys(str(of(each.manifest)) for each in comparison.competitors)
        parts.append(f"{name} {listed(list(found))}")
    return tuple(parts)


def _asset(name: str) -> str:
    return (files("sim.report.comparison") / name).read_text(encoding="utf-8")
