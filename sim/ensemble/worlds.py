"""Bases of the scenarios of a sweep, kept from one run of a process to the next."""

from __future__ import annotations

import json
from collections import OrderedDict
from typing import TypeVar

from sim.economy.base import build_base
from sim.scenario.schema import Scenario
from sim.world import World

KEPT = 4
"""A base takes some ten megabytes; most sweeps have one, and those over elasticities never the same twice."""

_Made = TypeVar("_Made")
_worlds: OrderedDict[str, World] = OrderedDict()


def world_of(scenario: Scenario) -> World:
    """Return the base of a scenario, the one at hand if a scenario of this process had the same."""
    choice = world_asked(scenario)
    if choice not in _worlds:
        keep(_worlds, choice, build_base(scenario))
    _worlds.move_to_end(choice)
    return _worlds[choice]


def world_asked(scenario: Scenario) -> str:
    """Return what defines the base of a scenario."""
    return json.dumps(scenario.world.model_dump(mode="json"), sort_keys=True)


def keep(kept: OrderedDict[str, _Made], choice: str, made: _Made) -> None:
    """Keep what was made, and let go of the oldest of too many."""
    kept[choice] = made
    if len(kept) > KEPT:
        kept.popitem(last=False)
