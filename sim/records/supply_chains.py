"""Who relies on whom, worked out week by week beside the simulation; input-output tables are not kept."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from sim.economy.supply_chains import reliance
from sim.model.input_output import Ledger, ledger_of_week, table_of
from sim.records.at_once import AtOnce

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from sim.model.network import Users
    from sim.model.trade_war import TradeWar
    from sim.world.world import Floats, World

MANUFACTURING = "C"
"""Sectors whose ICIO code starts with it make manufactures."""

STANDSTILL = 1e-13
"""Tables that differ by less in every coefficient are the same: a system of linear equations is saved."""

MOST_WAITING = 4
"""Tables that wait to be looked through: each takes megabytes."""

WEEKS_BETWEEN_DETAILS = 4
"""Weeks from one that is kept by sector to the next."""

WEEKS_BETWEEN_FEW = 8
"""Weeks from one to the next where few are looked through."""

LAST_LOOKED_THROUGH = 4
"""The last four of the weeks that would be looked through always are: what a run ends with is their mean."""

Which: TypeAlias = Literal["every", "few", "last"]

MOST_CELLS_EVERY_WEEK = 1000
"""Economies times sectors up to which every week is looked through: it takes as long as their cube."""


def manufacturing(world: World) -> NDArray[np.bool_]:
    """(S,) which sectors make manufactures."""
    return np.array([sector.startswith(MANUFACTURING) for sector in world.sectors])


@dataclass(frozen=True)
class Week:
    """What is kept of a week.

    Parameters
    ----------
    monday : date
        First day of the week.
    by_pair : (4, N, N) float
        Source, user: inputs at face value and looked through, of all sectors and of manufactures in
        manufacturing; fractions of cost.
    by_sector : (4, N, N, S) float
        The same by sector of the user.
    detailed : bool
        Whether the latter is written.
    value_added, final_value : (N, N) float
        As in :class:`sim.economy.supply_chains.Reliance`.
    of_users : (4, N) float
        Final spending, duty embodied, stages, borders.
    """

    monday: dt.date
    by_pair: Floats
    by_sector: NDArray[np.float32]
    detailed: bool
    value_added: Floats
    final_value: Floats
    of_users: Floats


class SupplyChains:
    """Looks through the supply chains of a run, with a second thread while the next week is simulated.

    Every week of worlds of usual size; of larger ones every fourth up to the last, which are also those
    that are kept by sector.

    Parameters
    ----------
    world : World
        The base.
    weeks : int
        Weeks that will be observed.
    which : {"every", "few", "last"}
        Which of these weeks are looked through: all, or the last four, by which what a run ends with is the
        same, with or without every eighth up to the last.
    threads : int
        With one, weeks are looked through between two weeks; what is found does not depend on it.
    """

    def __init__(self, world: World, weeks: int, which: Which = "every", threads: int = 2) -> None:
        self._world, self._made = world, manufacturing(world)
        self._left = weeks
        cells = len(world.economies) * len(self._made)
        self._every = 1 if cells <= MOST_CELLS_EVERY_WEEK else WEEKS_BETWEEN_DETAILS
        self._which = which
        self._thread: Executor = ThreadPoolExecutor(1) if threads > 1 else AtOnce()
        self._found: list[Future[Week]] = []
        self._seen: Ledger | None = None

    def observe(self, model: TradeWar) -> None:
        """Look through the week just simulated."""
        self._left -= 1
        if not self._is_asked:
            return
        detailed = self._left % WEEKS_BETWEEN_DETAILS == 0
        ledger = ledger_of_week(model)
        if self._seen is not None and ledger.is_like(self._seen, STANDSTILL):
            self._found.append(self._thread.submit(_again, model.monday, self._found[-1], detailed))
            return
        if len(self._found) >= MOST_WAITING:
            self._found[-MOST_WAITING].result()
        known = (self._world, model.network.users, self._made)
        self._found.append(self._thread.submit(_look, model.monday, ledger, *known, detailed))
        self._seen = ledger

    @property
    def _is_asked(self) -> bool:
        if self._left % self._every:
            return False
        if self._which == "every" or self._left < LAST_LOOKED_THROUGH * self._every:
            return True
        return self._which == "few" and self._left % WEEKS_BETWEEN_FEW == 0

    def finished(self) -> list[Week]:
        """Weeks that were looked through, in order, once all of them are; nothing can be observed after."""
        self._thread.shutdown()
        return [week.result() for week in self._found]


def _look(
    monday: dt.date, ledger: Ledger, world: World, users: Users, made: NDArray[np.bool_], detailed: bool
) -> Week:
    table, cost = table_of(world, users, ledger)
    found = reliance(table, made)
    parts = (found.face_value, found.look_through, found.made_face_value, found.made_look_through)
    weights = (cost, cost, cost * made, cost * made)
    return Week(
        monday,
        np.stack([_mean(part, weight) for part, weight in zip(parts, weights, strict=True)]),
        np.stack(parts).astype(np.float32),
        detailed,
        found.value_added,
        found.final_value,
        np.stack([found.final_spending, found.embodied_duty, found.stages, found.borders]),
    )


def _again(monday: dt.date, last: Future[Week], detailed: bool) -> Week:
    return replace(last.result(), monday=monday, detailed=detailed)


def _mean(by_sector: Floats, cost: Floats) -> Floats:
    """(N, N) mean over the sectors of the user, their cost as weights; zero where nothing is made."""
    total = cost.sum(axis=1)
    weight = cost / np.where(total > 0.0, total, 1.0)[:, None]
    return np.asarray((by_sector * weight).sum(axis=2))
