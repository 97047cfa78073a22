"""Does the model rest on trade theory: the benchmark, its mean-field limit and the agents, in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from sim.economy.base import build_base
from sim.economy.deficits import CLOSURES, Closure, transfer
from sim.economy.equilibrium import Equilibrium, long_run
from sim.economy.mean_field import disturbed, mean_field_base, mean_field_week, welfare
from sim.economy.rebasing import EXACT, rebased
from sim.economy.welfare_parts import log_prices_from_own_shares
from sim.model.limits import Limits
from sim.scenario.schema import Elasticities, Scenario
from sim.validation.rest_of_agents import follow_agents
from sim.world import World
from sim.world.accounts import Accounts
from sim.world.elasticity import elasticity_sets
from sim.world.world import Floats

REST_BOUND = 0.003
"""Largest distance in welfare, in points, of the resting mean field from the benchmark."""

LONGEST_REST = 100 * 52
DISTURBANCE, DIED_OUT, STABILITY_WEEKS = 1e-3, 1e-4, 40 * 52
"""Wages are disturbed by so much; after so many weeks less than so much may be left."""

Told = Callable[[str], None]


@dataclass(frozen=True)
class TheoryCheck:
    """One figure held against theory.

    Parameters
    ----------
    name : str
        What is compared.
    measured : float
        The gap.
    bound : float
        The largest gap that passes.
    unit : str
        Unit of both.
    """

    name: str
    measured: float
    bound: float
    unit: str

    @property
    def passed(self) -> bool:
        """Whether the gap is a number within the bound."""
        return bool(self.measured <= self.bound)


def check_theory(
    scenario: Scenario, agents: bool = True, weeks: int = 2600, threads: int = 1, told: Told | None = None
) -> Iterator[TheoryCheck]:
    """Hold a scenario's world and agents against theory, one figure at a time.

    Without what moves the rest point by nature (:attr:`Behaviour.resting_on_the_benchmark`).

    Parameters
    ----------
    scenario : Scenario
        Resolved scenario.
    agents : bool
        Whether to simulate, too, which takes most of the time.
    weeks : int
        Weeks that the agents are given to come to rest.
    threads : int
        Threads for the relationship kernels.
    told : callable, optional
        Told what is being done.
    """
    say = told if told is not None else _silent
    say("benchmark")
    scenario = scenario.model_copy(update={"behaviour": scenario.behaviour.resting_on_the_benchmark})
    limits = Limits(scenario)
    yield from check_benchmark(limits.world, limits.tariff, limits.long_run)
    for closure in CLOSURES:
        say(f"mean field, {closure} deficits")
        world = scenario.world.model_copy(update={"deficits": closure})
        yield from check_mean_field(Limits(scenario.model_copy(update={"world": world})))
    if agents:
        say("agents")
        yield from check_agents(limits, weeks, threads)


def check_benchmark(world: World, tariff: Floats, rest: Equilibrium) -> Iterator[TheoryCheck]:
    """Hold the exact-hat solver against identities that need no solver."""
    still = long_run(world, world.base_tariff)
    yield TheoryCheck("without new tariffs nothing changes", _most(still.welfare - 1.0), 1e-9, "share")
    yield TheoryCheck("real wages follow domestic shares", _real_wage_gap(world, rest), 1e-8, "log")
    exact = long_run(world, tariff, tolerance=EXACT)
    there = rebased(world, exact)
    back = long_run(there, world.base_tariff, tolerance=EXACT)
    welfare_back = back.welfare * there.consumption / world.consumption
    gap = _most(welfare_back / exact.consumer_price - 1.0)
    yield TheoryCheck("tariffs taken back return to the base", gap, 1e-8, "share")
    for closure in CLOSURES:
        solved = long_run(world, tariff, closure)
        yield TheoryCheck(
            f"trade deficits as closed ({closure})",
            _deficit_gap(world, solved, closure),
            1e-7,
            "share of income",
        )


def check_mean_field(limits: Limits) -> Iterator[TheoryCheck]:
    """Let the mean field come to rest on the benchmark, and disturb its wages."""
    closure = limits.scenario.world.deficits
    weeks, gap = weeks_to_rest(limits, REST_BOUND)
    name = f"mean field rests on the benchmark ({closure}, {weeks} weeks)"
    yield TheoryCheck(name, gap, REST_BOUND, "points of welfare")
    yield TheoryCheck(
        f"a disturbance of wages dies out in 40 years ({closure})",
        disturbance_left(limits.world, limits.scenario, STABILITY_WEEKS),
        DIED_OUT,
        "log wage",
    )


def check_agents(limits: Limits, weeks: int, threads: int = 1) -> Iterator[TheoryCheck]:
    """Let the agents follow the mean field and come to rest on the benchmark."""
    followed = follow_agents(limits, weeks, threads)
    relationships = f"{followed.relationships:,} relationships"
    yield TheoryCheck(
        f"agents follow the mean field, worst week, mean welfare gap ({relationships})",
        followed.worst_welfare_gap_of_path,
        0.02,
        "points",
    )
    yield TheoryCheck(
        "agents follow the mean field, worst week, flows across borders",
        followed.worst_flow_gap_of_path,
        0.5,
        "per cent of trade",
    )
    name = f"agents at rest, largest welfare gap, week {weeks}"
    yield TheoryCheck(name, followed.largest_welfare_gap, 0.02, "points")
    yield TheoryCheck(
        "agents at rest, welfare gap as part of its change", followed.relative_welfare_gap, 2.0, "per cent"
    )
    yield TheoryCheck("agents at rest, flows across borders", followed.flow_gap, 0.5, "per cent of trade")


def check_every_elasticity_set(scenario: Scenario, told: Told | None = None) -> Iterator[TheoryCheck]:
    """Disturb the mean field for every published set of elasticities and every closure."""
    say = told if told is not None else _silent
    for name in elasticity_sets():
        for mean in (None, scenario.world.elasticities.mean):
            scaled = "as published" if mean is None else f"scaled to {mean:g}"
            chosen = Elasticities(set=name, mean=mean)
            for closure in CLOSURES:
                say(f"{name}, {scaled}, {closure}")
                choice = scenario.world.model_copy(update={"elasticities": chosen, "deficits": closure})
                asked = scenario.model_copy(update={"world": choice})
                left = disturbance_left(build_base(asked), asked, STABILITY_WEEKS)
                text = f"a disturbance dies out in 40 years ({name} {scaled}, {closure})"
                yield TheoryCheck(text, left, DIED_OUT, "log wage")


def weeks_to_rest(limits: Limits, bound: float, longest: int = LONGEST_REST) -> tuple[int, float]:
    """Return the weeks after which the mean field stays within a bound of the benchmark, and the last gap.

    Parameters
    ----------
    limits : Limits
        The scenario's limits.
    bound : float
        Largest gap in welfare over economies, points.
    longest : int
        Weeks after which to stop, whose tariffs are those of the benchmark; the first number is then the
        last week outside the bound.

    Returns
    -------
    weeks : int
        Weeks from the start until the gap stays within the bound for ten years.
    gap : float
        Largest gap in welfare in the last week looked at, points.
    """
    rest = limits.rest_after(longest).welfare
    outside, gap = 0, np.inf
    for week, state in enumerate(limits.path(), start=1):
        gap = 100.0 * _most(welfare(limits.world, state) - rest)
        if not gap <= bound:
            outside = week
        if week >= longest or (week > limits.scenario.horizon.weeks and week - outside >= 10 * 52):
            break
    return outside, gap


def disturbance_left(world: World, scenario: Scenario, weeks: int) -> float:
    """Return what is left of disturbed wages after some weeks at base tariffs, largest log."""
    draw = np.random.default_rng(1).standard_normal(len(world.economies))
    state = disturbed(mean_field_base(world, scenario.behaviour), DISTURBANCE * draw / np.abs(draw).max())
    closure = scenario.world.deficits
    for _ in range(weeks):
        state = mean_field_week(world, scenario.behaviour, closure, world.base_tariff, state)
    return _most(np.log(state.wage))


def _real_wage_gap(accounts: Accounts, rest: Equilibrium) -> float:
    """Largest gap between log prices and those that own shares imply, where every market has home sales."""
    home = np.arange(len(accounts.economies))
    spent = rest.expenditure.sum(axis=0)
    own = rest.expenditure[home, home] / np.where(spent > 0.0, spent, 1.0)
    implied = log_prices_from_own_shares(accounts, rest.wage, own)
    gap = np.abs(implied - np.log(rest.price))[(own > 0.0).all(axis=1)]
    return float(gap.max()) if gap.size else 0.0


def _deficit_gap(accounts: Accounts, rest: Equilibrium, closure: Closure) -> float:
    value = rest.customs_value
    deficit = value.sum(axis=(0, 2)) - value.sum(axis=(1, 2))
    wanted = transfer(accounts, rest.wage, closure)
    return _most((deficit - wanted) / rest.income)


def _most(values: Floats) -> float:
    return float(np.abs(values).max())


def _silent(text: str) -> None:
    """Tell nobody."""
