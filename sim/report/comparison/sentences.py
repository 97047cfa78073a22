"""Titles of a comparison: where a figure is lowest and where highest, in the numbers of the runs."""

from __future__ import annotations

from collections.abc import Callable

from sim.metrics.key_figures import KEY_FIGURES, KeyFigure, Unit
from sim.report.comparison.comparison import Comparison
from sim.report.drawing.wording import billions, percent, points, several

_LEAST_WIDTH = 1e-4  # a hundredth of a point: narrower ranges are not worth their digits

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


def range_written(low: float, high: float, unit: Unit, *, difference: bool = False) -> str:
    """Write the range of the draws; only its width where both ends would be printed the same."""
    write = difference_written if difference else written
    ends = write(low, unit), write(high, unit)
    if ends[0] != ends[1]:
        return f"{ends[0]} to {ends[1]}"
    width = high - low
    if unit == "money":
        return f"within {float(f'{width / 1000.0:.1g}'):g} bn" if width > 0.0 else "no spread"
    return f"within {points(max(width, _LEAST_WIDTH))} points" if width > 0.0 else "no spread"


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


def furthest(comparison: Comparison, figure: KeyFigure, subject: str, verb: str) -> str:
    """Say in which scenario run and long run are furthest apart; without a long run, as ``extremes``."""
    known = [
        (level, rest, each.label)
        for each in comparison.competitors
        if (level := each.level(figure.name).value) is not None
        and (rest := each.long_run(figure.name)) is not None
    ]
    if not known:
        return extremes(comparison, figure, subject, verb)
    printed = [(written(level, figure.unit), written(rest, figure.unit)) for level, rest, _ in known]
    if all(ours == theirs for ours, theirs in printed):
        return f"{subject}: in every scenario the run ends where its long run without frictions is"
    level, rest, label = max(known, key=lambda item: abs(item[1] - item[0]))
    ours, theirs = written(level, figure.unit), written(rest, figure.unit)
    apart = f"{ours} and {theirs}" if ours != theirs else _apart(rest - level, figure.unit)
    return f"{subject}: run and long run without frictions are furthest apart in {label}, {apart}"


def _apart(difference: float, unit: Unit) -> str:
    """Write how far two figures are apart that would be printed alike."""
    amount = difference_written(abs(difference), unit).removeprefix("+")
    return f"by USD {amount} bn a year" if unit == "money" else f"by {amount} points"


def _extremes(known: list[tuple[float, str]], text: Callable[[float], str], subject: str, verb: str) -> str:
    if not known:
        return f"{subject} {'has' if verb == 'is' else 'have'} no value in these runs"
    low, high = min(known, key=lambda item: item[0]), max(known, key=lambda item: item[0])
    if text(low[0]) == text(high[0]):
        count = several(len(known), "scenario")
        where = f"in all {count}" if len(known) > 1 else f"in {low[1]}, the only one with a value"
        same = "the same" if len(known) > 1 else "known"
        return f"{subject} {verb} {same} {where}: {text(low[0])}"
    lowest, highest = (_where(known, text, text(end[0])) for end in (low, high))
    return f"{subject} {verb} lowest in {lowest} ({text(low[0])}) and highest in {highest} ({text(high[0])})"


def _where(known: list[tuple[float, str]], text: Callable[[float], str], shown: str) -> str:
    """Name the scenarios that are printed with a value: the first of them, and how many others."""
    labels = [label for value, label in known if text(value) == shown]
    return labels[0] if len(labels) == 1 else f"{labels[0]} and {several(len(labels) - 1, 'other')}"
