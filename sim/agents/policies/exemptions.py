"""Exemptions that a government grants when its own tariffs have become an embargo."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.agents.policies.interface import Act, Seat, View
from sim.agents.policies.rates import DECIDED, DIGITS, headline, standing
from sim.agents.policies.targets import rival_weight
from sim.economy.exempting import Candidate, candidates, up_to
from sim.economy.prices import tariff_factor
from sim.scenario.measures import Exemption

if TYPE_CHECKING:
    from sim.world.world import Floats

EMBARGO = 1.0
"""Own rate from which on goods are missed, fraction: a hundred points (assumed)."""


@dataclass
class Exempting:
    """When and what a government exempts from its duties on its rival.

    Its first exemptions come a drawn number of days after its own rate has reached embargo level. They free
    the goods that score highest, equation (105), up to a part of its imports from the rival.

    Parameters
    ----------
    seat : Seat
        What it brings to office.
    """

    seat: Seat
    due: dt.date | None = None
    done: bool = False
    chosen: tuple[Candidate, ...] = ()
    granted: dt.date | None = None
    quiet: bool = False

    def decide(self, view: View) -> list[Act]:
        """Return the exemptions that are granted on a day."""
        seat, asked = self.seat, self.seat.choice.exemptions
        if self.done or asked.how == "none" or seat.rival is None:
            return []
        mine = standing(view.public, seat.code, seat.rival, seat.choice.authority)
        if headline(mine) < EMBARGO:
            self.due = None
            return []
        if self.due is None:
            self.due = max(each.announced_on for each in mine) + self._delay()
        if view.day < self.due:
            return []
        self.done, self.granted, self.quiet = True, view.day, self.is_quiet(view)
        self.chosen = tuple(self.worthiest(view))
        return [self._exemption(view, each) for each in self.chosen]

    def worthiest(self, view: View) -> list[Candidate]:
        """Return the goods that it misses most, given what buyers expect and what is known to come."""
        seat, asked = self.seat, self.seat.choice.exemptions
        world = seat.world
        rival = world.position(seat.rival or "")
        known = tariff_factor(view.tariff_known_for(view.day + dt.timedelta(weeks=1)), world.base_tariff)
        expected: Floats = np.maximum(view.figures.expected_factor, known)
        found = candidates(
            world,
            expected,
            seat.position,
            rival,
            asked.threshold,
            asked.home_weight,
            seat.choice.targeting,
            rival_weight(seat, seat.rival or ""),
        )
        goods = world.customs_value[rival, seat.position][world.is_goods]
        return up_to(found, asked.share * float(goods.sum()))

    def is_quiet(self, view: View) -> bool:
        """Whether only those concerned are told: backing down in public would cost more than it relieves."""
        politics, how = self.seat.choice.politics, self.seat.choice.exemptions.how
        if how == "by_audience":
            relieved = self.seat.choice.exemptions.relief_weeks * politics.pressure * view.pressure
            return politics.audience * view.audience > relieved
        return how == "quiet"

    def _delay(self) -> dt.timedelta:
        mean = self.seat.choice.exemptions.delay_days
        return dt.timedelta(days=int(self.seat.draws.geometric(1.0 / (1.0 + mean))) - 1)

    def _exemption(self, view: View, each: Candidate) -> Exemption:
        seat, choice = self.seat, self.seat.choice
        group = seat.world.groups[each.group]
        way = "quietly frees" if self.quiet else "exempts"
        return Exemption(
            id=f"{seat.code.lower()}_exempts_{group}_{view.day.isoformat()}",
            importer=(seat.code,),
            exporter=(seat.rival or "",),
            products=(group,),
            coverage=round(each.part, DIGITS),
            authorities=(choice.authority,),  # type: ignore[call-arg]  # by its name, not its key in a file
            announced=view.day,
            start=view.day,
            quiet=self.quiet,
            title=f"{seat.code} {way} {group.replace('_', ' ')} of {seat.rival}",
            source=DECIDED,
        )
