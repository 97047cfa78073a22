"""The world that a scenario starts from, in equilibrium."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.economy.rebasing import balanced_base
from sim.world import World, build_world

if TYPE_CHECKING:
    from sim.scenario.schema import Scenario


def build_base(scenario: Scenario) -> World:
    """Return the world that a scenario starts from."""
    choice = scenario.world
    world = build_world(choice.base, choice.economies, choice.elasticities.set, choice.elasticities.mean)
    return balanced_base(world) if choice.deficits == "balanced" else world
