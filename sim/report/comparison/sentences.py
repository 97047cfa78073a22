"""Titles of a comparison: where a figure is lowest and where highest, in the numbers of the runs."""

from __future__ import annotations

from collections.abc import Callable

from sim.metrics.key_figures import KEY_FIGURES, KeyFigure, Unit
from sim.report.comparison.comparison import Comparison
from sim.report.drawing.wording import billions, percent, points, several

FIGURES = {figure.name: figure for figure in KEY_FIGURES}


def written(value: float | None, unit: Unit) -> str:
    """Write a key figure: a change with its sign, a share, USD billion."""
    if unit == "money":
        return billions(value)
    return percent(value, signed=unit == "change")


def difference_written(value: float | None, unit: Unit) -> str:
    """Write a difference from the first scenario: percentage points, or USD billion."""
    if value is None:
        return percent(None)
    return billions(value, signed=True) if unit == "money" else points(value, signed=True)


def unit_of_difference(unit: Unit) -> str:
    """Name the unit of a difference."""
    return "USD bn a year" if unit == "money" else "percentage points"


def extremes(comparison: Comparison, figure: KeyFigure | str, subject: str, verb: str = "is") -> str:
    """Say where a figure is lowest and where it is highest.

    Parameters
    ----------
    comparison : Comparison
        The scenarios.
    figure : KeyFigure or str
        The figure, or its name.
    subject : str
        What it is, at the beginning of the sentence.
    verb : {"is", "are"}
        Its verb.
    """
    figure = FIGURES[figure] if isinstance(figure, str) else figure

    def text(value: float) -> str:
        amount = written(value, figure.unit)
        return f"USD {amount} bn a year" if figure.unit == "money" else amount

    found = [(each.level(figure.name).value, each.label) for each in comparison.competitors]
    return _extremes([(value, label) for value, label in found if value is not None], text, subject, verb)


def _extremes(known: list[tuple[float, str]], text: Callable[[float], str], subject: str, verb: str) -> str:
    if not known:
        return f"{subject} {'has' if verb == 'is' else 'have'} no value in these runs"
    low, high = min(known, key=lambda item: item[0]), max(known, key=lambda item: item[0])
    if text(low[0]) == text(high[0]):
        count = several(len(known), "scenario")
        where = f"in all {count}" if len(known) > 1 else f"in {low[1]}, the only one with a value"
        same = "the same" if len(known) > 1 else "known"
        return f"{subject} {verb} {same} {where}: {text(low[0])}"
    return f"{subject} {verb} lowest in {low[1]} ({text(low[0])}) and highest in {high[1]} ({text(high[0])})"
