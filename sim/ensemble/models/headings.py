"""What figures of a sweep are called: each heading stands alone, and names the economies it is about."""

from __future__ import annotations

from collections.abc import Mapping

from sim.ensemble.study import Figure
from sim.metrics.economy_names import economy_phrase
from sim.metrics.key_figures import KeyFigure
from sim.world import World

_UNIT_IN_HEADING = ", USD bn a year"
_ALONE: Mapping[str, str] = {
    "trade": "Goods trade of {first} and {second}",
    "share": "Share of {second} in goods imports of {first}",
    "look_through": "Share of {second} in what producers in {first} rely on abroad",
    "consumer_prices_first": "Consumer prices in {first}",
    "consumer_prices_second": "Consumer prices in {second}",
    "welfare_first": "Real consumption in {first}",
    "welfare_second": "Real consumption in {second}",
    "real_wage_first": "Real wage in {first}",
    "real_wage_second": "Real wage in {second}",
    "revenue": "Tariff revenue of {first}",
    "tariff_of_first": "Average tariff of {first} on {second}",
    "tariff_of_first_after_substitution": "Average tariff of {first} on {second}, after substitution",
    "tariff_of_second": "Average tariff of {second} on {first}",
    "tariff_of_second_after_substitution": "Average tariff of {second} on {first}, after substitution",
    "tariff_of_first_on_all": "Average tariff of {first} on all imports",
    "tariff_of_first_on_all_after_substitution": (
        "Average tariff of {first} on all imports, after substitution"
    ),
}


def heading_of(figure: KeyFigure, pair: tuple[str, str], world: World) -> Figure:
    """Return a key figure as a sweep declares it: under a report's heading it stands among its like."""
    first, second = (named(code, world) for code in pair)
    heading = _ALONE.get(figure.name, figure.heading.removesuffix(_UNIT_IN_HEADING))
    return Figure(figure.name, heading.format(first=first, second=second), figure.unit, figure.long_run)


def named(code: str, world: World) -> str:
    """Name of an economy within a sentence."""
    return economy_phrase(code, dict(zip(world.economies, world.economy_names, strict=True)))
