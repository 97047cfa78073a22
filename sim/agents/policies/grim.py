"""The grim trigger: one rise, and never again."""

from __future__ import annotations

from sim.agents.policies.interface import Act, View
from sim.agents.policies.rates import headline, standing
from sim.agents.policies.tit_for_tat import TitForTat


class Grim(TitForTat):
    """Goes to its punishment rate after the first rise on its goods, whatever its size, and stays there."""

    def answer(self, view: View, rival: str, points: float) -> list[Act]:
        """Return the punishment, once."""
        now = headline(standing(view.public, self.seat.code, rival, self.seat.choice.authority))
        missing = self.seat.choice.punishment - now
        if points <= 0.0 or missing <= 0.0:
            return []
        return super().answer(view, rival, missing)
