"""The shape of a curve in words: where it is highest or lowest, and where it ends."""

from __future__ import annotations

from collections.abc import Sequence

from sim.ensemble.study import Figure, Lever
from sim.report.drawing.wording import comparison, several
from sim.report.sweeps.amounts import (
    at_value,
    is_or_are,
    missing,
    phrase,
    subject,
    told,
    value_written,
    written,
)

_LEAST_HUMP = 0.05  # of the range of a curve: what rises less above both ends is no peak
_SPELLED = 2

Curve = Sequence[tuple[float, float]]
"""Value of the lever and of the figure, in the order of the lever."""


def known_points(x: Sequence[float], y: Sequence[float | None]) -> Curve:
    """Points of a curve that have a value, in the order of the lever."""
    return sorted((at, float(value)) for at, value in zip(x, y, strict=True) if not missing(value))  # type: ignore[arg-type]


def turning_point(curve: Curve) -> tuple[float, float] | None:
    """Where a curve has its peak or, without one, its lowest point, away from both ends."""
    if len(curve) < 3:
        return None
    values = [value for _, value in curve]
    top, bottom = max(values), min(values)
    least = _LEAST_HUMP * (top - bottom)
    if top - max(values[0], values[-1]) > least:
        return curve[values.index(top)]
    if min(values[0], values[-1]) - bottom > least:
        return curve[values.index(bottom)]
    return None


def curve_sentence(figure: Figure, lever: Lever, curves: Sequence[tuple[str, Curve]]) -> str:
    """Write what a figure does along a lever.

    Parameters
    ----------
    figure : Figure
        The figure.
    lever : Lever
        What varies.
    curves : sequence of (label, curve)
        A curve for each combination of choices; a single one has no label.
    """
    alike: dict[str, list[str]] = {}
    for label, curve in curves:
        if clause := _clause(figure, lever, curve):
            alike.setdefault(clause, []).append(label)
    if not alike:
        return f"{subject(figure)} {is_or_are(figure, 'has', 'have')} no value in these runs"
    spelled = list(alike.items())[:_SPELLED]
    parts = [f"{clause} ({'; '.join(labels)})" if any(labels) else clause for clause, labels in spelled]
    rest = sum(map(len, alike.values())) - sum(len(labels) for _, labels in spelled)
    others = f"; {several(rest, 'more line')} below" if rest else ""
    return f"{subject(figure)} {is_or_are(figure)} {'; '.join(parts)}{others}"


def _clause(figure: Figure, lever: Lever, curve: Curve) -> str:
    if not curve:
        return ""
    name = phrase(lever.title)

    def at(value: float) -> str:
        return value_written(value, lever)

    (start, first), (end, last) = curve[0], curve[-1]
    amounts = [told(value, figure.unit) for _, value in curve]
    if len(set(amounts)) == 1:
        return f"{amounts[0]} at every {name}" if len(curve) > 1 else amounts[0]
    turn = turning_point(curve)
    if turn is None:
        return f"{amounts[0]} with {at_value(lever, start)} and {amounts[-1]} at {at(end)}"
    extreme = "highest" if turn[1] > max(first, last) else "lowest"
    text = f"{extreme} with {at_value(lever, turn[0])}: {written(turn[1], figure.unit)}"
    if figure.unit in ("money", "number", "weeks") and turn[1] > 0.0:
        return f"{text}, and {comparison(last / turn[1] - 1.0)} at {at(end)}"
    return f"{text}, and {written(last, figure.unit)} at {at(end)}"
