"""Do the books of a run balance in every week: every identity, down to single relationships."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim.model.accounting import ALL
from sim.model.trade_war import TradeWar
from sim.scenario.schema import Scenario
from sim.world import World
from sim.world.population import Population

BOUND = 1e-9
"""Largest relative gap that rounding may leave: four orders above what a default run shows."""


@dataclass(frozen=True)
class AccountingCheck:
    """What became of one identity.

    Parameters
    ----------
    identity : str
        Name of the identity (:mod:`sim.economy.identities`).
    largest : float
        Largest gap of any week and place, without sign, relative to ``measured_in``.
    measured_in : str
        What the gap is relative to.
    bound : float
        Gap that rounding may leave.
    where : str
        Where and when the gap was largest, as a sentence.
    passed : bool
        Whether the gap is within the bound.
    """

    identity: str
    largest: float
    measured_in: str
    bound: float
    where: str
    passed: bool


def check_accounts_of_run(
    scenario: Scenario,
    weeks: int | None = None,
    replication: int = 1,
    threads: int = 1,
    bound: float = BOUND,
    world: World | None = None,
    population: Population | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[AccountingCheck, ...]:
    """Run a scenario and check every identity after every week, relationship by relationship.

    Parameters
    ----------
    scenario : Scenario
        Resolved scenario; its population may be made small to be quick.
    weeks : int, optional
        Weeks to simulate, the scenario's own unless given.
    replication : int
        Number of the replication, from 1.
    threads : int
        Threads for the relationship kernels; results do not depend on it.
    bound : float
        Largest relative gap that passes.
    world, population : optional
        The base and its firms, if they have been made already.
    progress : callable, optional
        Called after every week with the weeks done and the weeks in all.

    Returns
    -------
    tuple of AccountingCheck
        One for every identity, in the order of :data:`sim.model.accounting.ALL`.
    """
    model = TradeWar(scenario, world, population, replication, threads)
    asked = scenario.horizon.weeks if weeks is None else weeks
    if asked < 1:
        raise ValueError(f"accounts are checked over at least one week, not {asked}")
    for week in range(asked):
        model.step()
        model.check_relationships()
        if progress is not None:
            progress(week + 1, asked)
    found = [model.residuals[identity.name] for identity in ALL]
    return tuple(
        AccountingCheck(
            identity=residual.identity,
            largest=residual.value,
            measured_in=residual.measured_in,
            bound=bound,
            where=str(residual),
            passed=residual.value <= bound,
        )
        for residual in found
    )
