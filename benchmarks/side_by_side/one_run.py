"""One run in a process of its own: ``python -m side_by_side.one_run --version mesa --firms 1000``.

Prints what was measured as JSON. The weeks timed are those of a war in full swing: our version brings the
model there, then the version in question takes over.
"""

from __future__ import annotations

import argparse
import functools
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable

from plain_versions import VERSIONS, with_firms
from plain_versions.small_world import ECONOMIES, scenario_of

from sim.economy.base import build_base
from sim.model.trade_war import TradeWar, populate

FIRST_WEEK = 26
"""Weeks before the first that is timed: all tariffs are in force, and every friction is at work."""

LEAST_WEEKS, MOST_WEEKS = 3, 26
"""Weeks timed, as the budget of seconds allows."""

FIRMS_ACT_IN = (
    "set_prices",
    "review_suppliers",
    "place_orders",
    "ship_and_clear",
    "pay_incomes",
)
"""Phases that are written anew in the other versions; the rest is shared."""

FIRM_COLUMNS = ("price", "unit_cost", "quantity", "receipts", "production_cost", "cash")
"""Of every firm, read and written in a week."""


def peak_memory() -> int:
    """Largest memory that this process has held, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else 1024 * peak


def bytes_touched(model: TradeWar) -> int:
    """Bytes that a week must at least read and write, whatever the program.

    Every relationship's supplier, strength and weight are read once; of every firm the columns that
    change are read and written once; of every account weight, spending and price are read, and the
    latter two written. Flows and cells are too few to count.
    """
    state, network = model.state, model.network
    per_relationship = (state.supplier, state.strength, network.population.relationships.weight)
    firms = sum(2 * getattr(state, name).nbytes for name in FIRM_COLUMNS)
    accounts = 5 * state.account_spending.nbytes
    return sum(each.nbytes for each in per_relationship) + firms + accounts


def timed_phases(model: TradeWar) -> list[float]:
    """Let the model add up the seconds of the phases in which firms act; return the sum as a list of one."""
    seconds = [0.0]

    def timed(phase: Callable[[TradeWar], None]) -> Callable[[TradeWar], None]:
        @functools.wraps(phase)
        def run(model: TradeWar) -> None:
            began = time.perf_counter()
            phase(model)
            seconds[0] += time.perf_counter() - began

        return run

    names = [getattr(phase, "func", phase).__name__ for phase in model.phases]
    model.phases = tuple(
        timed(phase) if name in FIRMS_ACT_IN else phase
        for name, phase in zip(names, model.phases, strict=True)
    )
    return seconds


def timed_kernels(model: TradeWar) -> list[float]:
    """Let the model add up the seconds in kernels over relationships; return the sum as a list of one."""
    seconds, visit = [0.0], model.network.by_group

    def timed(kernel: Callable[..., None], *arguments: object) -> None:
        began = time.perf_counter()
        visit(kernel, *arguments)
        seconds[0] += time.perf_counter() - began

    vars(model.network)["by_group"] = timed  # the class is frozen
    return seconds


def warm_up(threads: int) -> None:
    """Load compiled kernels, so that neither their time nor their memory counts."""
    scenario = scenario_of(1000)
    model = TradeWar(scenario, threads=threads)
    for _ in range(FIRST_WEEK):
        model.step()


def measured(asked: argparse.Namespace) -> dict[str, float | int | str]:
    """Run and return the figures; times in seconds, memory in bytes."""
    warm_up(asked.threads)
    scenario = scenario_of(asked.firms, economies=asked.economies)
    world = build_base(scenario)
    memory_before = peak_memory()
    began = time.perf_counter()
    model = TradeWar(scenario, world, populate(scenario, world), threads=asked.threads)
    populated = time.perf_counter() - began
    for _ in range(FIRST_WEEK):
        model.step()
    if asked.version != "ours":
        with_firms(model, VERSIONS[asked.version])
    of_firms, of_kernels = timed_phases(model), timed_kernels(model)
    weeks: list[float] = []
    firms: list[float] = []
    kernels: list[float] = []
    least = max(asked.last_week - FIRST_WEEK, LEAST_WEEKS)
    while len(weeks) < least or (len(weeks) < MOST_WEEKS and sum(weeks) < asked.budget):
        of_firms[0] = of_kernels[0] = 0.0
        before = time.perf_counter()
        model.step()
        weeks.append(time.perf_counter() - before)
        firms.append(of_firms[0])
        kernels.append(of_kernels[0])
    state = model.state
    return {
        "version": asked.version,
        "economies": len(world.economies),
        "firms": model.network.population.producers.count,
        "relationships": model.network.population.relationships.count,
        "threads": asked.threads,
        "weeks": len(weeks),
        "week": statistics.median(weeks),
        "fastest_week": min(weeks),
        "firms_phases": statistics.median(firms),
        "kernels": statistics.median(kernels),
        "population": populated,
        "all_weeks": time.perf_counter() - began,
        "last_week": FIRST_WEEK + len(weeks),
        "touched": bytes_touched(model),
        "peak_memory": peak_memory(),
        "memory_before": memory_before,
        "boycotted": float(state.final_part.max()),
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--version", choices=("ours", "mesa", "polars"), default="ours")
    parser.add_argument("--firms", type=int, default=1000)
    parser.add_argument("--economies", default=ECONOMIES)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--last-week", type=int, default=0, help="week that is reached in any case")
    parser.add_argument("--budget", type=float, default=10.0, help="seconds after which no week is begun")
    print(json.dumps(measured(parser.parse_args())))


if __name__ == "__main__":
    main()
