"""Models of the governments' economists, kept from one run to the next with what they remember."""

from __future__ import annotations

from collections import OrderedDict

from sim.agents.politics import staff_model
from sim.economy.staff_model import StaffModel
from sim.ensemble.worlds import keep, world_asked, world_of
from sim.scenario.schema import Scenario

_staffs: OrderedDict[str, StaffModel] = OrderedDict()


def staff_of(scenario: Scenario) -> StaffModel:
    """Return the model of the governments' economists, with the answers that it remembers."""
    choice = world_asked(scenario)
    if choice not in _staffs:
        keep(_staffs, choice, staff_model(scenario, world_of(scenario)))
    _staffs.move_to_end(choice)
    return _staffs[choice]
