"""How large a run is, or many runs of a sweep are: all that what they take depends on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sim.model.trade_war import PRODUCERS_PER_DISTRIBUTOR, size_of_population
from sim.scenario.schema import Scenario
from sim.world import World, vocabulary
from sim.world.construction import number_of_economies

Made: TypeAlias = Literal["in full", "agents", "standoff", "long_run"]


@dataclass(frozen=True)
class Size:
    """How large a run is.

    Parameters
    ----------
    economies, groups, weeks : int
        Axes of its tables.
    producers, distributors, relationships : int
        Its population.
    snapshots : int
        Weeks in which every relationship is written.
    draws, workers : int
        Replications, or runs of a sweep, and processes that make them; no process of its own where that is
        zero.
    report : bool
        Whether a page is written.
    paths : bool
        Whether figures by week are kept of each of many runs.
    made : {"in full", "agents", "standoff", "long_run"}
        Whether the first draw is observed in full and written, as ``tradewar run`` does; a sweep keeps a row
        of every run of its model, and nothing else.
    """

    economies: int
    groups: int
    weeks: int
    producers: int
    distributors: int
    relationships: int
    snapshots: int = 0
    draws: int = 1
    workers: int = 1
    report: bool = True
    paths: bool = True
    made: Made = "in full"

    @property
    def flows(self) -> int:
        """Pairs of economies and product groups."""
        return self.economies**2 * self.groups

    @property
    def cells(self) -> int:
        """Economies and product groups."""
        return self.economies * self.groups


def size_asked(
    scenario: Scenario,
    snapshots: Iterable[int] = (),
    workers: int = 1,
    report: bool = True,
    *,
    world: World | None = None,
    one_draw: bool = False,
) -> Size:
    """Return the size of the run that a scenario asks for.

    Parameters
    ----------
    scenario : Scenario
        Resolved scenario.
    snapshots : iterable of int
        Weeks in which every relationship is written.
    workers : int
        Processes that make draws.
    report : bool
        Whether a page is written.
    world : World, optional
        Its base. With it firms and relationships are exactly those that will be made; without, those that
        are asked for, which small populations exceed.
    one_draw : bool
        Whether one draw is made, whatever the scenario says.
    """
    wanted = scenario.population
    distributors = wanted.distributors or wanted.producers // PRODUCERS_PER_DISTRIBUTOR
    firms = (wanted.producers, distributors, wanted.relationships)
    if world is not None:
        firms = size_of_population(scenario, world)
    return Size(
        number_of_economies(scenario.world.economies),
        len(vocabulary(scenario.world.base).groups),
        scenario.horizon.weeks,
        *firms,
        snapshots=len(set(snapshots)),
        draws=1 if one_draw else scenario.ensemble.replications,
        workers=workers,
        report=report,
    )
