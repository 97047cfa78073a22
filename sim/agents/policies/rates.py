"""Rates that a government levies on another under an authority of its own, and measures that change them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.economy.measure_scope import product_scope
from sim.scenario.measures import Measure, Tariff
from sim.scenario.scope import EVERYONE
from sim.scenario.timeline import Timeline

if TYPE_CHECKING:
    from sim.economy.retaliation import HitList
    from sim.world.world import Floats, World

DECIDED = "decided in the run"
"""Source of what no scenario scripts."""

IN_THE_END = dt.date.max

DIGITS = 6
"""Rates are rounded to a ten-thousandth of a point, so that they are the same numbers in a scenario file."""


def standing(
    public: Sequence[Measure], importer: str, exporter: str, authority: str, day: dt.date = IN_THE_END
) -> list[Tariff]:
    """Return the tariffs of an authority on one economy that are in force on a day, as far as is known.

    Parameters
    ----------
    public : sequence of Measure
        Measures announced so far.
    importer, exporter : str
        Who levies them on whom alone.
    authority : str
        Authority.
    day : date
        Day; what will be left in the end where left out.
    """
    timeline = Timeline(public)
    return [
        each
        for each in public
        if isinstance(each, Tariff)
        and each.authority == authority
        and each.importer == (importer,)
        and each.exporter == (exporter,)
        and timeline.is_in_force(each, day)
    ]


def headline(tariffs: Iterable[Tariff]) -> float:
    """Return the highest rate among tariffs: the figure in the headlines; zero where there are none."""
    return max((each.rate for each in tariffs if not isinstance(each.rate, str)), default=0.0)


@dataclass(frozen=True)
class Order:
    """A rate that a government puts in the place of all that its authority levies on an economy.

    Parameters
    ----------
    importer, exporter, authority : str
        Who levies it on whom, and under which title.
    rate : float
        Fraction.
    announced, start : date
        When it is made public, and from when on it is levied.
    title : str
        One line for people.
    goods : HitList, optional
        Product groups that it falls on; all goods where left out.
    """

    importer: str
    exporter: str
    authority: str
    rate: float
    announced: dt.date
    start: dt.date
    title: str
    goods: HitList | None = None


def measures_of(world: World, public: Sequence[Measure], order: Order) -> list[Tariff]:
    """Return the measures that carry out an order.

    What is in force by its start is replaced; what is due to come into force later is replaced on the day on
    which it would have.

    Parameters
    ----------
    world : World
        The base.
    public : sequence of Measure
        Measures announced so far.
    order : Order
        Who, on whom, how much, since when.
    """
    start = max(order.start, order.announced)
    who = order.importer, order.exporter, order.authority
    made = _tariffs(world, public, order, start, [each.id for each in standing(public, *who, start)])
    days = sorted({each.start for each in public if each.start > start})
    for day in days:
        due = [each.id for each in standing(public, *who, day) if each.start == day]
        if due:
            over = [each.id for each in made if each.start < day]
            made += _tariffs(world, [*public, *made], order, day, [*due, *over])
    return made


def _tariffs(
    world: World, public: Sequence[Measure], order: Order, start: dt.date, replaced: Sequence[str]
) -> list[Tariff]:
    """Tariffs of an order from a day on: one, or one for whole product groups and one for a part."""
    stem = f"{order.importer}_{order.authority}_{start.isoformat()}_{1e2 * order.rate:.4g}".lower()
    taken = {each.id for each in public}
    number = next(count for count in range(1, len(taken) + 2) if _numbered(stem, count) not in taken)
    stem = _numbered(stem, number)
    on_all = Tariff(
        id=stem,
        importer=(order.importer,),
        exporter=(order.exporter,),
        rate=round(float(order.rate), DIGITS),
        authority=order.authority,
        announced=order.announced,
        start=start,
        title=order.title,
        source=DECIDED,
        replaces=tuple(replaced),
    )
    if order.goods is None:
        return [on_all]
    parts = list(zip(order.goods.groups, order.goods.part, strict=True))
    whole = tuple(world.groups[place] for place, part in parts if part >= 1.0)
    made = [on_all.model_copy(update={"products": whole})] if whole else []
    for place, part in parts:
        if part < 1.0:
            scope = {"products": (world.groups[place],), "coverage": round(part, DIGITS)}
            names = {} if not made else {"replaces": ()}
            made.append(on_all.model_copy(update={"id": f"{stem}_part", **scope, **names}))
    return made


def _numbered(stem: str, count: int) -> str:
    return stem if count == 1 else f"{stem}_{count}"


def points(world: World, measure: Tariff, importer: str, exporter: str) -> float:
    """Return the points that a tariff puts on an economy's goods, by base trade, exemptions left aside.

    Parameters
    ----------
    world : World
        The base.
    measure : Tariff
        The measure.
    importer, exporter : str
        The pair.
    """
    if not hits(measure, importer, exporter):
        return 0.0
    weights = world.products.weights(exporter, importer)
    total = float(weights.sum())
    return float(product_scope(world, measure).points @ weights / total) if total > 0.0 else 0.0


def hits(measure: Measure, importer: str, exporter: str) -> bool:
    """Whether a measure of an importer falls on an exporter by name, or because it falls on all."""
    if importer not in measure.importer or exporter in measure.excluded:
        return False
    return exporter in measure.exporter or EVERYONE in measure.exporter


def rise(world: World, public: Sequence[Measure], measure: Measure, importer: str, exporter: str) -> float:
    """Return by how many points a measure raises, or cuts, what an economy's goods pay.

    Parameters
    ----------
    world : World
        The base.
    public : sequence of Measure
        Measures announced so far, this one among them.
    measure : Measure
        The measure.
    importer, exporter : str
        The pair.
    """
    if not isinstance(measure, Tariff):
        return 0.0
    by_name = {each.id: each for each in public}
    replaced = (by_name[name] for name in measure.replaces if name in by_name)
    before = sum(
        points(world, each, importer, exporter)
        for each in replaced
        if isinstance(each, Tariff) and not _superseded(public, each, measure)
    )
    return points(world, measure, importer, exporter) - before


def _superseded(public: Sequence[Measure], each: Tariff, by: Measure) -> bool:
    """Whether another measure had taken a measure's place already."""
    others = [other for other in public if other.id != by.id and each.id in other.replaces]
    return any(other.announced_on <= by.announced_on for other in others)


def mean_rate(world: World, tariff: Floats, importer: str, exporter: str) -> float:
    """Return the mean tariff on goods of a pair, base customs values as weights."""
    cell = world.position(exporter), world.position(importer)
    goods = world.is_goods
    weights = world.customs_value[cell][goods]
    total = float(weights.sum())
    return float(tariff[cell][goods] @ weights) / total if total > 0.0 else 0.0
