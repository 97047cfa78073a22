"""How far the benchmark solver moves wages in a round, and when it gives way."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.world.accounts import Accounts

Floats = NDArray[np.float64]

DAMPING = 0.5
"""Part of the Newton step that a round takes at first; 0.7 does not converge everywhere."""

LONGEST_STEP = 0.5
"""A wage moves by at most so much, in logs, in a round at first."""

PATIENCE = 200
"""Rounds in which the change of a round has to halve; else steps are half as long from then on."""


def newton_step(accounts: Accounts, customs_value: Floats, share: Floats, received: Floats) -> Floats:
    """Return the log change of each wage that would balance its economy's payments, others' given.

    With goods markets in balance, labour markets clear, equation (50), where exports and the transfer
    pay for imports. A rise of the own wage lowers that balance by imports, by what exports lose to other
    origins and by what imports gain from home: the balance over that slope is a Newton step for each
    economy by itself.

    Parameters
    ----------
    accounts : Accounts
        The base.
    customs_value, share : (N, N, G) float
        Flows before duty, USD mn a year, and sourcing shares.
    received : (N,) float
        Transfer, USD mn a year.
    """
    home = np.arange(len(received))
    abroad = customs_value.copy()
    abroad[home, home] = 0.0
    imports_by_group = abroad.sum(axis=0)
    exports, imports = abroad.sum(axis=(1, 2)), imports_by_group.sum(axis=1)
    exports_lost = (abroad * (1.0 - share)).sum(axis=1) @ accounts.theta
    imports_drawn = (imports_by_group * share[home, home]) @ accounts.theta
    slope = imports + exports_lost + imports_drawn
    return np.asarray((exports + received - imports) / np.where(slope > 0.0, slope, np.inf))


class Pace:
    """Steps of wages that get shorter when rounds do not come nearer.

    Costs follow wages only in the course of some rounds, along the input-output chain. Where next to no
    trade is left, wages have far to go, overshoot together and would swing for ever.
    """

    def __init__(self) -> None:
        self.scale = 1.0
        self._rounds, self._reference = 0, np.inf

    def step(self, newton: Floats) -> Floats:
        """Return the part of Newton steps to take, log points."""
        longest = self.scale * LONGEST_STEP
        return np.asarray(np.clip(self.scale * DAMPING * newton, -longest, longest))

    def learn(self, change: float) -> None:
        """Note the change of a round; after some that did not get nearer, shorten the steps."""
        self._rounds += 1
        if self._rounds == PATIENCE:
            if change > 0.5 * self._reference:
                self.scale *= 0.5
            self._rounds, self._reference = 0, change
