"""Runs beside their long run without frictions, a row for each scenario."""

from __future__ import annotations

from sim.report.comparison.comparison import Comparison
from sim.report.comparison.dumbbells import dumbbell_chart
from sim.report.comparison.sentences import FIGURES
from sim.report.drawing.charts import Chart

_AGAINST = "against each run without its measures, mean of the last four weeks, percent"


def trade_ends(comparison: Comparison) -> Chart | None:
    """Goods trade of the two economies at the end of each run and in its long run."""
    names = comparison.names
    pair = f"{names.phrase(comparison.first)} and {names.phrase(comparison.second)}"
    return dumbbell_chart(
        comparison,
        FIGURES["trade"],
        "trade-ends",
        f"Goods trade of {pair} against no measures",
        "is",
        f"Change of goods trade {_AGAINST}",
        ("bilateral_means",),
        width="full",
    )


def price_ends_first(comparison: Comparison) -> Chart | None:
    """Consumer prices of the first economy at the end of each run and in its long run."""
    return _prices(comparison, "first", comparison.first)


def price_ends_second(comparison: Comparison) -> Chart | None:
    """Consumer prices of the second economy at the end of each run and in its long run."""
    return _prices(comparison, "second", comparison.second)


def consumption_ends_first(comparison: Comparison) -> Chart | None:
    """Real consumption of the first economy at the end of each run and in its long run."""
    return _consumption(comparison, "first", comparison.first)


def consumption_ends_second(comparison: Comparison) -> Chart | None:
    """Real consumption of the second economy at the end of each run and in its long run."""
    return _consumption(comparison, "second", comparison.second)


def duty_ends(comparison: Comparison) -> Chart | None:
    """Average tariff of the first economy on all its imports, after substitution, and in the long run."""
    phrase = comparison.names.phrase(comparison.first)
    return dumbbell_chart(
        comparison,
        FIGURES["tariff_of_first_on_all_after_substitution"],
        "duty-ends",
        f"Average tariff of {phrase} on all imports after substitution",
        "is",
        "Average tariff on all goods imports, weights of the last week and of the long run, percent",
        ("tariff_paths",),
        width="full",
    )


def _prices(comparison: Comparison, place: str, code: str) -> Chart | None:
    return dumbbell_chart(
        comparison,
        FIGURES[f"consumer_prices_{place}"],
        f"price-ends-{place}",
        f"Consumer prices in {comparison.names.phrase(code)}",
        "are",
        f"Change of consumer prices in {comparison.names.phrase(code)} {_AGAINST}",
        ("consumer_prices",),
    )


def _consumption(comparison: Comparison, place: str, code: str) -> Chart | None:
    return dumbbell_chart(
        comparison,
        FIGURES[f"welfare_{place}"],
        f"consumption-ends-{place}",
        f"Real consumption in {comparison.names.phrase(code)}",
        "is",
        f"Change of real consumption in {comparison.names.phrase(code)} {_AGAINST}",
        ("welfare",),
    )
