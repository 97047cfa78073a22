"""What each friction does: a scenario with one friction off at a time, against all of them on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

import polars as pl

from sim.economy.belligerents import belligerents
from sim.economy.sourcing import WEEKS_PER_YEAR
from sim.model.forgetting import free_finished_models
from sim.model.limits import Limits
from sim.records.simulation import simulate
from sim.records.tables import REFERENCE_ARM, SCENARIO_ARM
from sim.scenario.behaviour import Behaviour
from sim.scenario.schema import Scenario
from sim.world.accounts import SERVICES

ALL_ON = "all frictions on"
"""Name of the run that the others are held against."""

AVERAGED_WEEKS = 4
"""Figures are means over so many weeks, as everywhere on the page."""

_CORE: Mapping[str, dict[str, float]] = {
    "sticky prices": {"price_adjustment": 1.0},
    "smoothed expectations": {"expectation_smoothing": 1.0},
    "response of reviews to the loss": {"hazard_loss_response": 0.0},
}
"""Frictions without a switch of their own, and the values that take them away."""

BILLIONS_A_YEAR = WEEKS_PER_YEAR / 1000.0
"""From USD mn a week to USD bn a year."""


@dataclass(frozen=True)
class Figures:
    """What a run finds at one horizon, against its own reference with the same draws.

    ``first`` and ``second`` are the two main belligerents. Changes are per cent of the reference,
    means over the last four weeks before the horizon.

    Parameters
    ----------
    off : str
        Friction that is off.
    week : int
        Horizon, weeks.
    trade : float
        Change of goods trade between the two, both ways.
    to_first, to_second : float
        Change of what the second sells to the first, and the first to the second.
    third : float
        Change of what all others sell to the first.
    consumer_prices : float
        Change of the first's consumer prices.
    welfare_first, welfare_second : float
        Change of real consumption.
    revenue : float
        Tariffs that the first collects, USD bn a year.
    """

    off: str
    week: int
    trade: float
    to_first: float
    to_second: float
    third: float
    consumer_prices: float
    welfare_first: float
    welfare_second: float
    revenue: float


def without_each_friction(behaviour: Behaviour) -> dict[str, Behaviour]:
    """Return the behaviour with one friction off, by the friction's name.

    Every section of ``behaviour`` with a switch that is on, and the frictions of the core that are
    taken away by a value.
    """
    variants = {}
    for name in (name for name, on in behaviour.switches.items() if on):
        off = getattr(behaviour, name).model_copy(update={"on": False})
        variants[name.replace("_", " ")] = behaviour.model_copy(update={name: off})
    for name, values in _CORE.items():
        variants[name] = behaviour.model_copy(update=values)
    return variants


def main_belligerents(scenario: Scenario) -> tuple[str, str]:
    """Return the codes of the two economies whose tariffs on each other hit most trade on the last day."""
    limits = Limits(scenario)
    first, second = belligerents(limits.world, limits.tariff)
    return limits.world.economies[first], limits.world.economies[second]


def ablation(
    scenario: Scenario,
    pair: tuple[str, str],
    weeks: Sequence[int] = (26, 104),
    threads: int = 1,
    tell: Callable[[str], None] | None = None,
) -> Iterator[Figures]:
    """Yield the figures of the scenario with all frictions on, then with each off in turn.

    Parameters
    ----------
    scenario : Scenario
        Resolved scenario.
    pair : tuple of str
        Codes of the two economies that figures are about, see :func:`main_belligerents`.
    weeks : sequence of int
        Horizons; each at most the scenario's weeks.
    threads : int
        Threads for the relationship kernels.
    tell : callable, optional
        Called with the name of each variant before it is run.
    """
    variants = {ALL_ON: scenario.behaviour, **without_each_friction(scenario.behaviour)}
    for name, behaviour in variants.items():
        if tell is not None:
            tell(name)
        tables = simulate(scenario.model_copy(update={"behaviour": behaviour}), threads=threads).tables
        free_finished_models()
        for week in weeks:
            yield figures(tables, name, week, *pair)


def figures(tables: Mapping[str, pl.DataFrame], off: str, week: int, first: str, second: str) -> Figures:
    """Return the figures of a run's tables at a horizon."""
    mondays = tables["welfare"]["week"].unique().sort()[max(0, week - AVERAGED_WEEKS) : week]
    shown = {
        name: tables[name].filter(pl.col("week").is_in(mondays.implode()))
        for name in ("trade", "prices", "welfare", "governments")
    }

    def mean(table: str, column: str, arm: str, economy: str) -> float:
        chosen = shown[table].filter(pl.col("arm") == arm, pl.col("economy") == economy)
        return float(chosen[column].cast(pl.Float64).to_numpy().sum()) / len(mondays)

    def change(table: str, column: str, economy: str) -> float:
        after, before = (mean(table, column, arm, economy) for arm in (SCENARIO_ARM, REFERENCE_ARM))
        return 100.0 * (after / before - 1.0)

    def sold(arm: str, ways: Sequence[tuple[str, str]]) -> float:
        total = 0.0
        for origin, destination in ways:
            flow = shown["trade"].filter(
                pl.col("arm") == arm,
                pl.col("origin") == origin,
                pl.col("destination") == destination,
                pl.col("group") != SERVICES,
            )
            total += float(flow["customs_value"].cast(pl.Float64).to_numpy().sum())
        return total

    def moved(*ways: tuple[str, str]) -> float:
        return 100.0 * (sold(SCENARIO_ARM, ways) / sold(REFERENCE_ARM, ways) - 1.0)

    others = [
        code for code in shown["trade"]["origin"].unique().sort().to_list() if code not in (first, second)
    ]
    return Figures(
        off=off,
        week=week,
        trade=moved((first, second), (second, first)),
        to_first=moved((second, first)),
        to_second=moved((first, second)),
        third=moved(*((other, first) for other in others)),
        consumer_prices=change("prices", "consumer_price", first),
        welfare_first=change("welfare", "real_consumption", first),
        welfare_second=change("welfare", "real_consumption", second),
        revenue=BILLIONS_A_YEAR * mean("governments", "revenue", SCENARIO_ARM, first),
    )


def as_markdown(found: Sequence[Figures], first: str, second: str) -> str:
    """Return the figures as tables of differences to the run with all frictions on, one for each horizon."""
    heads = (
        f"{first}-{second} trade, %",
        f"{second} to {first}, %",
        f"{first} to {second}, %",
        f"others to {first}, %",
        f"{first} consumer prices, %",
        f"{first} real consumption, %",
        f"{second} real consumption, %",
        f"{first} tariff revenue, USD bn a year",
    )
    parts = []
    for week in sorted({each.week for each in found}):
        rows = [f"Week {week}\n", "| off | " + " | ".join(heads) + " |", "|---" * (len(heads) + 1) + "|"]
        here = [each for each in found if each.week == week]
        base = _values(next(each for each in here if each.off == ALL_ON))
        for each in here:
            own = _values(each)
            shown = (
                f"{value:+.2f}" if each.off == ALL_ON else f"{value:+.2f} ({value - all_on:+.2f})"
                for value, all_on in zip(own, base, strict=True)
            )
            rows.append(f"| {each.off} | " + " | ".join(shown) + " |")
        parts.append("\n".join(rows))
    return "\n\n".join(parts) + "\n"


def _values(each: Figures) -> list[float]:
    return [value for key, value in asdict(each).items() if key not in ("off", "week")]
