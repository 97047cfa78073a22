"""Boxes among levers: which runs lie inside, and which of their limits do not matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.ensemble.analysis.rules import Limit, Rule

Flags: TypeAlias = NDArray[np.bool_]
Box: TypeAlias = tuple[Limit, ...]
Mark: TypeAlias = float | str

SPARED = 0.02
"""Density that a rule may lose as its limits are loosened, all together."""


def inside(levers: pl.DataFrame, box: Box) -> Flags:
    """(N,) whether each run lies in a box."""
    found = np.ones(levers.height, dtype=bool)
    for limit in box:
        values = levers[limit.lever]
        if limit.choices:
            found &= values.is_in(limit.choices).to_numpy()
        if limit.low is not None:
            found &= (values > limit.low).to_numpy()
        if limit.high is not None:
            found &= (values <= limit.high).to_numpy()
    return found


def rule_of(levers: pl.DataFrame, hit: Flags, box: Box) -> Rule:
    """Return what a box says of the runs.

    Equation (194). Coverage is the share of all hits that lie inside, ``hits inside / hits``. Equation (195).
    Density is the share of the runs inside that are hits, ``hits inside / runs inside``.

    References
    ----------
    Bryant, Lempert (2010), Technological Forecasting and Social Change 77(1).
    """
    within = inside(levers, box)
    runs, hits = int(within.sum()), int((within & hit).sum())
    return Rule(box, runs, hits, hits / max(int(hit.sum()), 1), hits / max(runs, 1))


def loosened(levers: pl.DataFrame, hit: Flags, rule: Rule, marks: Mapping[str, Sequence[Mark]]) -> Rule:
    """Return a rule without the limits that do not matter.

    One limit after another is let go, or moved to where more hits lie inside, that which costs least density
    first, as long as the density stays within ``SPARED`` of what it was.

    Parameters
    ----------
    levers : DataFrame
        Values of the levers, one row a run.
    hit : (N,) bool
        Whether each run is a hit.
    rule : Rule
        The rule.
    marks : mapping of str to sequence of float or str
        By lever: where its limits may lie, or the names of all its choices.
    """
    best = rule
    least = rule.density - SPARED
    while best.limits:
        freed = [rule_of(levers, hit, wider) for wider in _widened(best.limits, marks)]
        asked = _ends(best.limits)
        simpler = [each for each in freed if _ends(each.limits) < asked or each.hits > best.hits]
        fit = [each for each in simpler if each.density >= least]
        if not fit:
            break
        best = max(fit, key=lambda each: (each.density, each.hits))
    return best


def without_repeats(levers: pl.DataFrame, rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Return the rules by coverage times density, without those that lie wholly in one before them."""
    kept: list[Rule] = []
    for rule in sorted(rules, key=lambda each: (-each.coverage * each.density, len(each.limits))):
        own = inside(levers, rule.limits)
        if not any((inside(levers, other.limits) | ~own).all() for other in kept):
            kept.append(rule)
    return tuple(kept)


def box_of(steps: Sequence[tuple[str, float, bool]], choices: Mapping[str, Sequence[str]]) -> Box:
    """Return the box that the way through a tree leads to.

    Parameters
    ----------
    steps : sequence of (str, float, bool)
        Column, threshold, and whether the way goes where the value is above it. Columns are levers of
        numbers, or ``lever=choice`` with one where it is chosen.
    choices : mapping of str to sequence of str
        Names of the choices, by lever.
    """
    found: dict[str, Limit] = {}
    for column, threshold, above in steps:
        lever, _, name = column.partition("=")
        limit = found.get(lever, Limit(lever, choices=tuple(choices.get(lever, ()))))
        if name:
            limit = replace(limit, choices=tuple(each for each in limit.choices if (each == name) is above))
        elif above:
            limit = replace(limit, low=threshold if limit.low is None else max(limit.low, threshold))
        else:
            limit = replace(limit, high=threshold if limit.high is None else min(limit.high, threshold))
        found[lever] = limit
    return tuple(found[name] for name in sorted(found))


def _ends(box: Box) -> int:
    """Count what a box asks for."""
    return sum((limit.low is not None) + (limit.high is not None) + bool(limit.choices) for limit in box)


def _widened(box: Box, marks: Mapping[str, Sequence[Mark]]) -> Iterator[Box]:
    """Yield the box with one end of one limit let go or moved outwards, for every way to do so."""
    for place, limit in enumerate(box):
        for wider in _wider(limit, marks[limit.lever]):
            free = wider.low is None and wider.high is None and not wider.choices
            yield (*box[:place], *(() if free else (wider,)), *box[place + 1 :])


def _wider(limit: Limit, marks: Sequence[Mark]) -> Iterator[Limit]:
    if limit.choices:
        yield replace(limit, choices=())
        for name in marks:
            chosen = tuple(str(each) for each in marks if each in limit.choices or each == name)
            if len(limit.choices) < len(chosen) < len(marks):
                yield replace(limit, choices=chosen)
        return
    numbers = [each for each in marks if not isinstance(each, str)]
    if limit.low is not None:
        for low in (None, *(each for each in numbers if each < limit.low)):
            yield replace(limit, low=low)
    if limit.high is not None:
        for high in (None, *(each for each in numbers if each > limit.high)):
            yield replace(limit, high=high)
