"""Governments that never act."""

from __future__ import annotations

from collections.abc import Sequence

from sim.agents.policies.interface import Act, Policy, View


class Passive(Policy):
    """Does what the scenario scripts and nothing else, but sees and remembers like any other government."""

    def decide(self, view: View) -> Sequence[Act]:
        """Return nothing."""
        return ()
