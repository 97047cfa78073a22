"""The best response: the tariff that the staff's model finds best, others' tariffs given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np

from sim.agents.policies.interface import Act, Policy, Seat, View
from sim.agents.policies.rates import Order, headline, mean_rate, measures_of, standing
from sim.economy.equilibrium import NoEquilibriumError
from sim.economy.optimal_tariffs import optimal_tariffs

WORTH_MOVING = 0.005
"""Rates move by half a point at least."""


class BestResponse(Policy):
    """Sets the uniform tariff on its rival that maximises its objective in the benchmark, every few weeks.

    The objective is its log welfare less ``relative_gains`` times the rival's, at the tariffs known today.
    Its staff searches the total rate; its authority levies what other duties leave of it, never less than
    nothing.

    Parameters
    ----------
    seat : Seat
        What it brings to office.
    """

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.asked: dt.date | None = None

    def decide(self, view: View) -> Sequence[Act]:
        """Return the best tariff, if it is time to look and it is worth a change."""
        rival, choice = self.seat.rival, self.seat.choice
        waited = None if self.asked is None else (view.day - self.asked).days
        if rival is None or not view.is_monday or (waited is not None and waited < 7 * choice.review_weeks):
            return ()
        self.asked = view.day
        start = view.day + dt.timedelta(days=choice.notice_days)
        tariff = view.tariff_known_for(start)
        best = self._best_total(tariff, rival)
        if best is None:
            return ()
        mine = standing(view.public, self.seat.code, rival, choice.authority)
        now = headline(mine)
        others = mean_rate(self.seat.world, tariff, self.seat.code, rival) - now
        rate = min(max(0.0, best - others), choice.highest_rate)
        if abs(rate - now) < WORTH_MOVING:
            return ()
        title = f"{self.seat.code} sets its best response: {100 * rate:.4g} points on {rival}"
        order = Order(self.seat.code, rival, choice.authority, rate, view.day, start, title)
        return measures_of(self.seat.world, view.public, order)

    def _best_total(
        self, tariff: np.ndarray[tuple[int, ...], np.dtype[np.float64]], rival: str
    ) -> float | None:
        world = self.seat.staff.world
        weights = np.zeros(len(world.economies))
        weights[self.seat.position] = 1.0
        weights[world.position(rival)] = -self.seat.choice.politics.relative_gains
        try:
            best = optimal_tariffs(
                world, self.seat.code, [rival], "uniform", weights, tariff, deficits=self.seat.staff.deficits
            )
        except (NoEquilibriumError, ValueError):
            return None  # the staff has no answer: things stay as they are
        return float(best.rates[0])
