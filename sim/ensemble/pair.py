"""The two economies that a sweep is about: the same in every case, whatever the rates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from sim.scenario.measures import AntiCircumvention, Exemption
from sim.scenario.schema import Scenario
from sim.scenario.scope import EVERYONE
from sim.world import World

_USUAL = ("USA", "CHN")


def pair_of(scenario: Scenario, world: World) -> tuple[str, str]:
    """Return the two economies that figures are about, the one that buys more of the other first.

    A single run is about the pair whose tariffs rise most. In a sweep that pair could change from case to
    case with the rates, and a column would mean different things in its rows; so no rate and no date counts
    here, only who is named:

    1. the two that ``metrics.economies`` names, if it names two, in that order;
    2. the two of the first negotiation;
    3. the two that name each other most often in measures, and as each other's rival: the smaller number of
       the two ways counts, then that of both together, then their trade;
    4. the United States and China, or the two with the largest trade where the world does not have both.

    Parameters
    ----------
    scenario : Scenario
        Resolved scenario.
    world : World
        Its base.
    """
    chosen = scenario.metrics.economies
    if len(chosen) == 2:
        return chosen[0], chosen[1]
    value = np.where(world.is_goods, world.customs_value, 0.0).sum(axis=2)
    np.fill_diagonal(value, 0.0)
    place = {code: position for position, code in enumerate(world.economies)}
    if scenario.negotiations:
        one, other = scenario.negotiations[0].between
    else:
        one, other = _named_most(scenario, world, value)
    buys_more = value[place[other], place[one]] >= value[place[one], place[other]]
    return (one, other) if buys_more else (other, one)


def _named_most(scenario: Scenario, world: World, value: np.ndarray) -> tuple[str, str]:
    times = Counter(_named(scenario))
    place = {code: position for position, code in enumerate(world.economies)}
    pairs = sorted({(min(ways), max(ways)) for ways in times if set(ways) <= set(place)})
    if not pairs:
        return _usual(world, value)

    def rank(pair: tuple[str, str]) -> tuple[int, int, float]:
        ways = times[pair], times[pair[::-1]]
        here, there = place[pair[0]], place[pair[1]]
        return min(ways), sum(ways), float(value[here, there] + value[there, here])

    return max(pairs, key=rank)


def _named(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Who acts against whom, once for every act; those against everyone name nobody."""
    for measure in scenario.measures:
        if isinstance(measure, Exemption | AntiCircumvention):
            continue
        for one in measure.actors:
            others = measure.exporter if one in measure.importer else measure.importer
            yield from ((one, other) for other in others if other not in {EVERYONE, one})
    for code, choice in scenario.governments.items():
        if choice.rival:
            yield code, choice.rival


def _usual(world: World, value: np.ndarray) -> tuple[str, str]:
    if set(_USUAL) <= set(world.economies):
        return _USUAL
    both = np.triu(value + value.T, k=1)
    here, there = np.unravel_index(int(np.argmax(both)), both.shape)
    return world.economies[int(here)], world.economies[int(there)]
