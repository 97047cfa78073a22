"""Whom a government hits among a rival's makers of goods."""

from __future__ import annotations

import numpy as np

from sim.agents.policies.interface import Seat
from sim.world.world import Floats


def rival_weight(seat: Seat, rival: str) -> Floats:
    """(G,) political weight of a rival's product groups, as its own scenario entry has it; one for the rest.

    Everybody can read in an election map which makers of goods a rival government cannot afford to lose.
    """
    named = seat.choices.get(rival)
    weights = named.politics.political_weights if named else {}
    return np.array([weights.get(group, 1.0) for group in seat.world.groups])
