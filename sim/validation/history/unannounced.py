"""The war without the rises that were announced for January and March 2019 and did not come."""

from __future__ import annotations

from sim.scenario.schema import Scenario

ANNOUNCED_ONLY = ("us_301_list_3_25_january", "us_301_list_3_25_march")
SAID_OF_THEM = frozenset({"us_list_3_25_considered"})
"""Statements about a rate of 25 % before it was announced."""


def without_announcements(scenario: Scenario) -> Scenario:
    """Return the scenario in which nobody ever speaks of those rises; tariffs in force are the same.

    What acts of before let buyers fear stays in both, so that the difference is the work of the words.

    Raises
    ------
    ValueError
        The scenario does not announce them.
    """
    present = {measure.id for measure in scenario.measures}
    if missing := [name for name in ANNOUNCED_ONLY if name not in present]:
        raise ValueError(f"{scenario.name} has no measure {missing[0]}")
    kept = tuple(
        measure.model_copy(
            update={"replaces": tuple(name for name in measure.replaces if name not in ANNOUNCED_ONLY)}
        )
        for measure in scenario.measures
        if measure.id not in ANNOUNCED_ONLY
    )
    said = tuple(each for each in scenario.statements if each.id not in SAID_OF_THEM)
    return scenario.model_copy(update={"measures": kept, "statements": said})
