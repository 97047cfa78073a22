"""The grim trigger: one rise, and never again."""

from __future__ import annotations

import datetime as dt

from sim.agents.policies.interface import Act, Seat, View
from sim.agents.policies.rates import DECIDED, headline, standing
from sim.agents.policies.tit_for_tat import TitForTat
from sim.scenario.measures import Embargo


class Grim(TitForTat):
    """Goes to its punishment after the first rise on its goods, whatever its size, and stays there.

    The punishment is a rate, or with ``embargo`` a ban on all goods of the rival.

    Parameters
    ----------
    seat : Seat
        What it brings to office.
    """

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.barred: set[str] = set()

    def answer(self, view: View, rival: str, points: float) -> list[Act]:
        """Return the punishment, once."""
        if points <= 0.0:
            return []
        if self.seat.choice.embargo:
            return self._embargo(view, rival)
        now = headline(standing(view.public, self.seat.code, rival, self.seat.choice.authority))
        missing = self.seat.choice.punishment - now
        return super().answer(view, rival, missing) if missing > 0.0 else []

    def _embargo(self, view: View, rival: str) -> list[Act]:
        if rival in self.barred:
            return []
        self.barred.add(rival)
        code = self.seat.code
        return [
            Embargo(
                id=f"{code.lower()}_bars_{rival.lower()}_{view.day.isoformat()}",
                importer=(code,),
                exporter=(rival,),
                announced=view.day,
                start=view.day + dt.timedelta(days=self.seat.choice.notice_days),
                title=f"{code} bars all goods of {rival}",
                source=DECIDED,
            )
        ]
