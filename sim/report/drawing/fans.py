"""Fans: how far a figure spreads over draws, as bands around its path."""

from __future__ import annotations

from typing import Literal

from sim.metrics.draws import Draws
from sim.report.drawing import plain
from sim.report.drawing.charts import Key, rounded
from sim.report.drawing.draw_words import draws_in_words
from sim.report.drawing.weekly import by_week
from sim.report.drawing.wording import several

_BANDS = (("low", "high", "2b"), ("lower", "upper", "52"))
"""Ends of a band and how solid it is: two hexadecimal digits behind the colour, on either theme."""

FEWEST = 3
"""Draws from which bands are drawn: two have no quantiles worth the name."""


def has_fan(draws: Draws | None) -> bool:
    """Tell whether there are draws enough to draw bands."""
    return draws is not None and draws.number >= FEWEST


def fan(
    draws: Draws | None,
    series: str,
    economy: str = "",
    *,
    basis: Literal["run", "reference", "change"] = "change",
    shade: str,
    scale: float = 1.0,
) -> list[plain.Scatter]:
    """Draw the bands that hold 90 % and half of the draws; nothing where there are too few.

    Parameters
    ----------
    draws : Draws or None
        Draws of the scenario.
    series, economy : str
        Name of the series and whose it is (``sim.metrics.draws``).
    basis : {"run", "reference", "change"}
        Levels in the run or without the measures, or changes from draw to draw's own reference.
    shade : str
        Colour of the path, as in the light theme.
    scale : float
        Factor from the unit of the series to that of the axis.
    """
    if draws is None or not has_fan(draws) or (series, economy) not in draws.series:
        return []
    rows = draws.spread.filter(series=series, economy=economy, basis=basis)
    when, traces = by_week(rows["week"].to_list()), []
    edge = {"mode": "lines", "line": {"width": 0, "color": shade}, "hoverinfo": "skip", "showlegend": False}
    for lower, upper, solid in _BANDS:
        traces.append(plain.Scatter(**when, y=rounded(rows[lower], scale), **edge))
        traces.append(
            plain.Scatter(
                **when, y=rounded(rows[upper], scale), fill="tonexty", fillcolor=f"{shade}{solid}", **edge
            )
        )
    return traces


def fan_keys(draws: Draws | None, shade: str) -> list[Key]:
    """Legend of the bands; empty where none are drawn."""
    if draws is None or not has_fan(draws):
        return []
    of = several(draws.number, "draw")
    return [Key(f"Half of {of}", shade, "band"), Key(f"90% of {of}", shade, "band faint")]


def fan_note(draws: Draws | None) -> str:
    """Say what the bands are, or that there are none and how to have them."""
    if draws is None or not has_fan(draws):
        return (
            "One draw of chance; with --replications the bands of several draws are shown, of parameters too "
            "where the scenario has them drawn."
        )
    if draws.uncertain:
        return (
            f"Bands: {draws_in_words(draws)}. Every draw has a reference of its own, with the same figures "
            "and firms."
        )
    return (
        f"Bands: {draws_in_words(draws)}, which firms buy from whom and which reconsider; parameters are the "
        "same in all."
    )


def gaps_note(draws: Draws | None, series: str) -> str:
    """Say that bands join weeks which lie apart, where draws have no value for the weeks between."""
    if draws is None or not has_fan(draws):
        return ""
    known = draws.spread.filter(series=series, basis="run")["week"].n_unique()
    if not known or known == len(draws.weeks):
        return ""
    return f" They join the {known} weeks in which supply chains of the draws were looked through."
