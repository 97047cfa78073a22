"""Demands that are never worth it: another one costs less, whatever the other side asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, get_args

from sim.ensemble.standoff.experiments import DEMANDS_OF_THE_GAME, Variant
from sim.ensemble.standoff.outcomes import paired_difference
from sim.scenario.negotiations import Precondition

if TYPE_CHECKING:
    from sim.model.bargains import Ending

SIDES = ("USA", "CHN")
BEYOND_CHANCE = 2.0
"""Standard errors by which a cost has to be lower to count as lower."""


def demands_of(variant: Variant) -> tuple[str, str]:
    """Return what the two sides ask for in a variant of the game."""
    first, second = (
        variant.overrides.get(f"negotiations.0.preconditions.{code}", DEMANDS_OF_THE_GAME[code])
        for code in SIDES
    )
    return first, second


def dominated_demands(endings: Mapping[Variant, Sequence[Ending]]) -> list[tuple[str, str, str]]:
    """Return (side, demand, better demand): the better one costs less against every demand played of both.

    Parameters
    ----------
    endings : mapping of Variant to sequence of Ending
        Variants that differ in their preconditions only, with the same draws.
    """
    costs = {
        demands_of(variant): ([each.cost[0] for each in found], [each.cost[1] for each in found])
        for variant, found in endings.items()
    }
    words: tuple[str, ...] = get_args(Precondition)
    return [
        (code, worse, better)
        for rank, code in enumerate(SIDES)
        for worse in words
        for better in words
        if worse != better and _dominates(costs, rank, worse, better, words)
    ]


def _dominates(
    costs: Mapping[tuple[str, str], tuple[list[float], list[float]]],
    rank: int,
    worse: str,
    better: str,
    words: Sequence[str],
) -> bool:
    """Whether one demand of a side costs it less than another against all that were played of both."""
    compared = False
    for other in words:
        cells = [(own, other) if rank == 0 else (other, own) for own in (worse, better)]
        if not all(cell in costs for cell in cells):
            continue
        compared = True
        mean, error = paired_difference(*(costs[cell][rank] for cell in cells))
        if not mean < -BEYOND_CHANCE * error:
            return False
    return compared
