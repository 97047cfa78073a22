"""The long run without frictions alone: what agents are held against, in a few hundredths of a second."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.economy.equilibrium import Equilibrium
from sim.ensemble.jobs import Outcome
from sim.ensemble.models import UnfitScenarioError
from sim.ensemble.models.headings import heading_of
from sim.ensemble.pair import pair_of
from sim.ensemble.study import Figure
from sim.ensemble.worlds import world_of
from sim.metrics.axes import Floats
from sim.metrics.key_figures import KEY_FIGURES
from sim.model.limits import Limits
from sim.scenario.governments import SCRIPTED
from sim.scenario.schema import Scenario
from sim.world import World


@dataclass(frozen=True)
class _Rest:
    """A long run and the two economies that it is asked about, by position."""

    world: World
    found: Equilibrium
    first: int
    second: int

    @cached_property
    def goods(self) -> tuple[Floats, Floats, Floats]:
        """(N, N) goods in the base and in the long run, and the duty on the latter; none at home."""
        abroad = ~np.eye(len(self.world.economies), dtype=bool)
        flows = (
            self.world.customs_value,
            self.found.customs_value,
            self.found.customs_value * self.found.tariff,
        )
        base, value, duty = ((each * self.world.is_goods).sum(axis=2) * abroad for each in flows)
        return base, value, duty

    def of(self, place: str) -> int:
        """Position of one of the two."""
        return self.first if place == "first" else self.second

    @property
    def trade(self) -> float | None:
        """Change of trade in goods, both ways."""
        base, value, _ = self.goods
        ways = ([self.first, self.second], [self.second, self.first])
        return _over(float((value[ways] - base[ways]).sum()), float(base[ways].sum()))

    @property
    def share(self) -> float | None:
        """Share of the second in what the first buys abroad."""
        _, value, _ = self.goods
        return _over(float(value[self.second, self.first]), float(value[:, self.first].sum()))

    def tariff(self, importer: str, exporter: str = "") -> float | None:
        """Duty over value of what one buys of the other, or of everyone."""
        _, value, duty = self.goods
        here = self.of(importer)
        chosen: NDArray[np.bool_] = np.full(len(value), not exporter)
        if exporter:
            chosen[self.of(exporter)] = True
        return _over(float(duty[chosen, here].sum()), float(value[chosen, here].sum()))


def _over(part: float, whole: float) -> float | None:
    return part / whole if whole > 0.0 else None


def _each(name: str, of: Callable[[Equilibrium], Floats]) -> dict[str, Callable[[_Rest], float | None]]:
    """Changes of a figure of each of the two."""

    def change(place: str) -> Callable[[_Rest], float | None]:
        return lambda rest: float(of(rest.found)[rest.of(place)]) - 1.0

    return {f"{name}_{place}": change(place) for place in ("first", "second")}


_VALUES: Mapping[str, Callable[[_Rest], float | None]] = {
    "trade": lambda rest: rest.trade,
    "share": lambda rest: rest.share,
    **_each("consumer_prices", lambda found: found.consumer_price),
    **_each("welfare", lambda found: found.welfare),
    **_each("real_wage", lambda found: found.real_wage),
    "revenue": lambda rest: float(rest.found.revenue[rest.first]),
    "tariff_of_first_after_substitution": lambda rest: rest.tariff("first", "second"),
    "tariff_of_second_after_substitution": lambda rest: rest.tariff("second", "first"),
    "tariff_of_first_on_all_after_substitution": lambda rest: rest.tariff("first"),
}


class LongRun:
    """The exact-hat long run at the tariffs of the last day; chance plays no part in it.

    Its figures are what the model ``agents`` has as ``<figure>.long_run``.
    """

    def figures(self, scenario: Scenario) -> tuple[Figure, ...]:
        """Return the key figures that the long run has."""
        _check(scenario)
        world = world_of(scenario)
        pair = pair_of(scenario, world)
        found = (heading_of(each, pair, world) for each in KEY_FIGURES if each.name in _VALUES)
        return tuple(replace(each, long_run=False) for each in found)

    def run(self, scenario: Scenario, replication: int, paths: bool) -> Outcome:
        """Solve the long run; there are no paths."""
        _check(scenario)
        world = world_of(scenario)
        first, second = (world.economies.index(code) for code in pair_of(scenario, world))
        rest = _Rest(world, Limits(scenario, world).long_run, first, second)
        return Outcome({each.name: _VALUES[each.name](rest) for each in KEY_FIGURES if each.name in _VALUES})


def _check(scenario: Scenario) -> None:
    deciding = [code for code, each in scenario.governments.items() if each.policy != SCRIPTED]
    if deciding:
        raise UnfitScenarioError(
            f"governments decide for themselves ({', '.join(deciding)}): the long run needs written measures "
            "(hint: run it once with agents and take played.yaml of the results)"
        )


MODEL = LongRun()
