"""How a standoff ends: one line for each negotiation of a run, and many runs on the mean-field economy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING

import numpy as np

from sim.agents.politics import staff_model
from sim.economy.base import build_base
from sim.economy.sourcing import WEEKS_PER_YEAR
from sim.model.forgetting import free_finished_models, keep_what_is_here
from sim.model.pooled_war import PooledWar
from sim.scenario.measures import Exemption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.agents.negotiation.machine import Negotiation
    from sim.agents.negotiation.sides import NegotiationWeek
    from sim.economy.gazette import Gazette
    from sim.economy.staff_model import StaffModel
    from sim.scenario.schema import Scenario
    from sim.world import World
    from sim.world.world import Floats

LAST_WEEKS = 4
"""Trade and welfare at the end are means over four weeks."""

SETTLED = frozenset({"truce", "summit", "crisis", "deal"})
"""States that a standoff ends in, for a while."""


@dataclass(frozen=True)
class Ending:
    """How a negotiation went; pairs in the order of its sides, weeks from the day on which draws decide.

    Parameters
    ----------
    draw : int
        Number of the draw.
    between : tuple of str
        The two economies.
    state : str
        State in the last week.
    weeks_to_truce, weeks_to_deal : int or None
        Weeks until the first truce, or cancellation that was followed, and until the first deal; None for
        never.
    first_mover : str
        Who gave way first: an economy, ``together`` where nobody had to, empty where nobody has.
    on_terms_of : str
        Whose precondition was met: an economy, ``both`` for stepping down together, empty for neither.
    weeks_at_embargo : int
        Weeks with both rates at embargo level.
    snap_backs, crises : int
        How often a truce ended in higher tariffs; how often it was in danger.
    exempted_first : tuple of bool
        Whether a side exempted goods before anybody gave way.
    false_words, contradictions : int
        Words about talks that were not true; weeks in which one claimed what the other denied.
    cost : tuple of float
        What the war cost each government since draws decide, percent of GDP times weeks.
    welfare : tuple of float
        Real consumption over all weeks since, mean, base = 1; not a number where there is no such week.
    trade : tuple of float
        Goods from the first in the second, and the other way, last four weeks, base = 1.
    credibility : tuple of float
        Probability that a word of each comes true, at the end.
    """

    draw: int
    between: tuple[str, str]
    state: str
    weeks_to_truce: int | None
    weeks_to_deal: int | None
    first_mover: str
    on_terms_of: str
    weeks_at_embargo: int
    snap_backs: int
    crises: int
    exempted_first: tuple[bool, bool]
    false_words: int
    contradictions: int
    cost: tuple[float, float]
    welfare: tuple[float, float]
    trade: tuple[float, float]
    credibility: tuple[float, float]


def ending(
    draw: int, talk: Negotiation, gazette: Gazette, welfare: Floats, trade: Floats, credibility: Floats
) -> Ending:
    """Return how a negotiation went.

    Parameters
    ----------
    draw : int
        Number of the draw.
    talk : Negotiation
        The negotiation, over.
    gazette : Gazette
        What was published.
    welfare : (W, N) float
        Real consumption of every week, base = 1.
    trade : (W, N, N) float
        Goods that arrive over those of the base; origin, destination.
    credibility : (N,) float
        At the end.
    """
    weeks = [week for week in talk.weeks if week.monday >= talk.since]
    first, second = (side.position for side in talk.sides)
    late = slice(len(talk.weeks) - len(weeks), None)
    asked = tuple(talk.settings.preconditions.get(side.code, "none") for side in talk.sides)
    moved = next(
        (
            week.monday
            for week in weeks
            if week.state in SETTLED | {"cancelled"} or week.precondition != asked
        ),
        None,
    )
    return Ending(
        draw=draw,
        between=(talk.sides[0].code, talk.sides[1].code),
        state=talk.state,
        weeks_to_truce=_weeks_until(weeks, SETTLED),
        weeks_to_deal=_weeks_until(weeks, frozenset({"deal"})),
        first_mover=talk.first_mover,
        on_terms_of=talk.on_terms_of,
        weeks_at_embargo=sum(min(week.headline) >= talk.settings.embargo_rate for week in weeks),
        snap_backs=talk.snap_backs,
        crises=_entries(weeks, "crisis"),
        exempted_first=(
            _exempted_before(gazette, talk.sides[0].code, talk.since, moved),
            _exempted_before(gazette, talk.sides[1].code, talk.since, moved),
        ),
        false_words=sum(_is_false(said, week.talking) for week in weeks for said in week.said),
        contradictions=sum(set(week.said) == {"claims", "denies"} for week in weeks),
        cost=(sum(week.cost[0] for week in weeks), sum(week.cost[1] for week in weeks)),
        welfare=(_mean(welfare[late, first]), _mean(welfare[late, second])),
        trade=(
            float(trade[-LAST_WEEKS:, first, second].mean()),
            float(trade[-LAST_WEEKS:, second, first].mean()),
        ),
        credibility=(float(credibility[first]), float(credibility[second])),
    )


def _mean(weekly: Floats) -> float:
    """Mean over weeks; not a number where there is none."""
    return float(weekly.mean()) if len(weekly) else float("nan")


def _weeks_until(weeks: Sequence[NegotiationWeek], states: frozenset[str]) -> int | None:
    return next((count for count, week in enumerate(weeks) if week.state in states), None)


def _entries(weeks: Sequence[NegotiationWeek], state: str) -> int:
    before = ("", *(week.state for week in weeks))
    return sum(week.state == state != last for last, week in zip(before, weeks, strict=False))


def _is_false(said: str, talking: bool) -> bool:
    return (said == "claims" and not talking) or (said == "denies" and talking)


def _exempted_before(gazette: Gazette, code: str, since: dt.date, moved: dt.date | None) -> bool:
    return any(
        isinstance(each, Exemption)
        and each.importer == (code,)
        and each.announced_on >= since
        and (moved is None or each.announced_on < moved)
        for each in gazette.measures
    )


def play(scenario: Scenario, world: World, draw: int, staff: StaffModel | None = None) -> list[Ending]:
    """Play a scenario once on the mean-field economy and return how its negotiations went."""
    model = PooledWar(scenario, world, draw, staff)
    goods = world.is_goods
    base = world.customs_value[:, :, goods].sum(axis=2) / WEEKS_PER_YEAR
    base = np.where(base > 0.0, base, 1.0)
    welfare, trade, credibility = [], [], np.full(len(world.economies), 0.5)
    for _ in range(scenario.horizon.weeks):
        model.step()
        figures = model.figures
        welfare.append(figures.welfare)
        trade.append(figures.customs_value[:, :, goods].sum(axis=2) / base)
        credibility = figures.credibility
    return [
        ending(draw, talk, model.gazette, np.stack(welfare), np.stack(trade), credibility)
        for talk in model.politics.negotiations
    ]


def play_many(
    scenario: Scenario, draws: range, workers: int = 1, told: Callable[[int, int], None] | None = None
) -> list[Ending]:
    """Play a scenario with several draws and return how its negotiations went, draw by draw.

    Parameters
    ----------
    scenario : Scenario
        Resolved scenario, in which somebody negotiates.
    draws : range
        Numbers of the draws, each the number of a replication.
    workers : int
        Processes; the endings do not depend on it.
    told : callable, optional
        Told after every draw how many are done, and how many there are.
    """
    endings: list[Ending] = []
    for done, found in enumerate(_played(scenario, draws, workers), start=1):
        endings += found
        if told is not None:
            told(done, len(draws))
    return endings


def _played(scenario: Scenario, draws: range, workers: int) -> Iterator[list[Ending]]:
    if workers <= 1:
        world = build_base(scenario)
        staff = staff_model(scenario, world)
        for draw in draws:
            yield play(scenario, world, draw, staff)
            free_finished_models()
        return
    with ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_Worker.start, initargs=(scenario,)
    ) as pool:
        yield from pool.map(_Worker.play, draws, chunksize=4)


class _Worker:
    """What a worker process keeps between draws: the world is built, and the staff asked, once."""

    scenario: Scenario
    world: World
    staff: StaffModel

    @classmethod
    def start(cls, scenario: Scenario) -> None:
        cls.scenario, cls.world = scenario, build_base(scenario)
        cls.staff = staff_model(scenario, cls.world)
        keep_what_is_here()

    @classmethod
    def play(cls, draw: int) -> list[Ending]:
        endings = play(cls.scenario, cls.world, draw, cls.staff)
        free_finished_models()
        return endings
