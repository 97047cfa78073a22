"""Bases of the scenarios of a sweep, kept from one run of a process to the next."""

from __future__ import annotations

import json
from collections import OrderedDict
from typing import TypeVar

from sim.agents.politics import staff_model
from sim.economy.base import build_base
from sim.economy.staff_model import StaffModel
from sim.scenario.schema import Scenario
from sim.world import World

KEPT = 4
"""A base takes some ten megabytes; most sweeps have one, and those over elasticities never the same twice."""

_Made = TypeVar("_Made")
_worlds: OrderedDict[str, World] = OrderedDict()
_staffs: OrderedDict[str, StaffModel] = OrderedDict()


def world_of(scenario: Scenario) -> World:
    """Return the base of a scenario, the one at hand if a scenario of this process had the same."""
    choice = json.dumps(scenario.world.model_dump(mode="json"), sort_keys=True)
    if choice not in _worlds:
        _keep(_worlds, choice, build_base(scenario))
    _worlds.move_to_end(choice)
    return _worlds[choice]


def staff_of(scenario: Scenario) -> StaffModel:
    """Return the model of the governments' economists, with the answers that it remembers."""
    choice = json.dumps(scenario.world.model_dump(mode="json"), sort_keys=True)
    if choice not in _staffs:
        _keep(_staffs, choice, staff_model(scenario, world_of(scenario)))
    _staffs.move_to_end(choice)
    return _staffs[choice]


def _keep(kept: OrderedDict[str, _Made], choice: str, made: _Made) -> None:
    kept[choice] = made
    if len(kept) > KEPT:
        kept.popitem(last=False)
