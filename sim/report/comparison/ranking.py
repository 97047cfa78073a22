"""The ranking: every key figure of every scenario, beside its long run and the first scenario."""

from __future__ import annotations

from typing import Any

import polars as pl

from sim.metrics.key_figures import KEY_FIGURES, KeyFigure
from sim.report.comparison.comparison import Comparison

_NUMBERS = (
    "value", "low", "high", "long_run", "published",
    "difference", "difference_low", "difference_high", "long_run_difference",
)  # fmt: skip


def heading(comparison: Comparison, figure: KeyFigure) -> str:
    """Name a figure, with the two economies in it."""
    names = comparison.names
    text = figure.heading.format(first=names.label(comparison.first), second=names.label(comparison.second))
    return text[0].upper() + text[1:]


def ranking(comparison: Comparison) -> pl.DataFrame:
    """Tabulate the key figures, a row for each scenario and figure.

    Columns: scenario, figure, what (its name in words), unit (``fraction`` or ``USD mn a year``), draws,
    paired (whether its draws of chance are those of the first scenario); value, in the middle of the draws,
    and the range ``low`` to ``high`` that holds 90 % of them where there are at least three; the long run
    without frictions; a published figure where there is one; the same as differences from the first.
    """
    rows: list[dict[str, Any]] = []
    for figure in KEY_FIGURES:
        for each in comparison.competitors:
            level, apart = each.level(figure.name), comparison.difference(each, figure.name)
            mark = each.published if figure.name == "trade" else None
            rows.append(
                {
                    "scenario": each.label,
                    "figure": figure.name,
                    "what": heading(comparison, figure),
                    "unit": "USD mn a year" if figure.unit == "money" else "fraction",
                    "draws": each.draws.number,
                    "paired": each is comparison.baseline or bool(comparison.pairs(each)),
                    "value": level.value,
                    "low": level.low,
                    "high": level.high,
                    "long_run": each.long_run(figure.name),
                    "published": None if mark is None else mark.value,
                    "difference": apart.value,
                    "difference_low": apart.low,
                    "difference_high": apart.high,
                    "long_run_difference": comparison.long_run_difference(each, figure.name),
                }
            )
    words = {"scenario": pl.String, "figure": pl.String, "what": pl.String, "unit": pl.String}
    return pl.DataFrame(
        rows, schema={**words, "draws": pl.Int64, "paired": pl.Boolean, **dict.fromkeys(_NUMBERS, pl.Float64)}
    )
