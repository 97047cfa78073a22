"""A standoff on the mean-field economy: how the first negotiation of a scenario ends."""

from __future__ import annotations

from sim.agents.negotiation.moves import TOGETHER
from sim.economy.sourcing import WEEKS_PER_YEAR
from sim.ensemble.jobs import Outcome
from sim.ensemble.models import UnfitScenarioError
from sim.ensemble.models.headings import named
from sim.ensemble.staffs import staff_of
from sim.ensemble.study import Figure
from sim.ensemble.worlds import world_of
from sim.model.bargains import Ending, play
from sim.scenario.schema import Scenario
from sim.world import World


class StandoffGame:
    """Two governments on the economy with relationships beyond number: no firm is drawn, only politics."""

    def figures(self, scenario: Scenario) -> tuple[Figure, ...]:
        """Return what is measured of the first negotiation, with the names of its sides."""
        between = _between(scenario)
        world = world_of(scenario)
        called = [(code, named(code, world)) for code in between]
        return (
            Figure("deal", "A deal by the end", "probability"),
            Figure("truce", "A truce by the end", "probability"),
            Figure("weeks_to_truce", "Weeks to the first truce", "weeks"),
            Figure("weeks_to_deal", "Weeks to a deal", "weeks"),
            Figure("weeks_at_embargo", "Weeks with both rates at embargo level", "weeks"),
            Figure("snap_backs", "Truces that ended in higher tariffs", "number"),
            Figure("crises", "Crises of a truce", "number"),
            *(
                Figure(f"moves_first_{code}", f"{_begun(name)} gives way first", "probability")
                for code, name in called
            ),
            Figure("moves_first_together", "Both give way at once", "probability"),
            Figure("false_words", "Words about talks that were not true", "number"),
            Figure("contradictions", "Weeks in which one claims what the other denies", "weeks"),
            Figure("trade", f"Goods trade of {called[0][1]} and {called[1][1]}", "change"),
            *(
                Figure(f"sells_{code}", f"Goods that {name} sells the other", "change")
                for code, name in called
            ),
            *(Figure(f"welfare_{code}", f"Real consumption in {name}", "change") for code, name in called),
            *(
                Figure(f"cost_{code}", f"Cost of the war to {name}, percent of GDP times weeks", "number")
                for code, name in called
            ),
        )

    def run(self, scenario: Scenario, replication: int, paths: bool) -> Outcome:
        """Play the scenario once; there are no paths."""
        _between(scenario)
        world = world_of(scenario)
        return Outcome(_figures(play(scenario, world, replication, staff_of(scenario))[0], world))


def _begun(name: str) -> str:
    return name[:1].upper() + name[1:]


def _figures(ending: Ending, world: World) -> dict[str, float | None]:
    first, second = ending.between
    return {
        "deal": float(ending.weeks_to_deal is not None),
        "truce": float(ending.weeks_to_truce is not None),
        "weeks_to_truce": _weeks(ending.weeks_to_truce),
        "weeks_to_deal": _weeks(ending.weeks_to_deal),
        "weeks_at_embargo": float(ending.weeks_at_embargo),
        "snap_backs": float(ending.snap_backs),
        "crises": float(ending.crises),
        **{f"moves_first_{who}": float(ending.first_mover == who) for who in (first, second, TOGETHER)},
        "false_words": float(ending.false_words),
        "contradictions": float(ending.contradictions),
        "trade": _trade(ending, world),
        **_by_side("sells", ending, (ending.trade[0] - 1.0, ending.trade[1] - 1.0)),
        **_by_side("welfare", ending, (ending.welfare[0] - 1.0, ending.welfare[1] - 1.0)),
        **_by_side("cost", ending, ending.cost),
    }


def _by_side(name: str, ending: Ending, values: tuple[float, float]) -> dict[str, float]:
    return {f"{name}_{code}": value for code, value in zip(ending.between, values, strict=True)}


def _trade(ending: Ending, world: World) -> float | None:
    """Change of goods trade both ways against the base, where a world without measures stays."""
    here, there = (world.economies.index(code) for code in ending.between)
    goods = world.is_goods
    base = [
        float(world.customs_value[way][goods].sum()) / WEEKS_PER_YEAR
        for way in ((here, there), (there, here))
    ]
    total = sum(base)
    if total <= 0.0:
        return None
    return sum(part * usual for part, usual in zip(ending.trade, base, strict=True)) / total - 1.0


def _weeks(count: int | None) -> float | None:
    return None if count is None else float(count)


def _between(scenario: Scenario) -> tuple[str, str]:
    if not scenario.negotiations:
        raise UnfitScenarioError(
            f"nobody negotiates in {scenario.name}: there is no standoff "
            "(hint: the model `agents`, or a scenario with `negotiations`)"
        )
    first, second = scenario.negotiations[0].between
    return first, second


MODEL = StandoffGame()
