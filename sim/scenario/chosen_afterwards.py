"""Choices about the metrics of a finished run, laid over those that it was made with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sim.scenario.diagnostics import Place, ScenarioErrors, in_file_order, nearest_entry
from sim.scenario.document import Entry, read_value
from sim.scenario.inheritance import with_overrides
from sim.scenario.metric_choices import MetricChoices, checked_choices
from sim.scenario.structure import checked_scenario


def choices_afterwards(
    before: Mapping[str, Any], overrides: Mapping[str, str], economies: Mapping[str, str]
) -> MetricChoices:
    """Return the choices of a run with some of them changed.

    Parameters
    ----------
    before : mapping
        Choices that the run was made with, in the keys of a scenario's section ``metrics``.
    overrides : mapping of str to str
        Dotted key of that section (``economies``, ``blocs.west``, ``weights.trade``) to a YAML value.
    economies : mapping of str to str
        Names of the economies of the run's world, by code.

    Raises
    ------
    ScenarioErrors
        With everything that is wrong.
    """
    section = with_overrides(read_value(json.dumps(before), "run.json"), overrides)
    place = Place("run.json")
    root = Entry(place, {"name": Entry(place, "run"), "metrics": section})
    scenario, findings = checked_scenario(root)
    known = f"economies of the run: {', '.join(economies)}"
    findings += checked_choices(section, economies, lambda code: nearest_entry(code, economies) or known)
    if scenario is None or findings:
        raise ScenarioErrors(in_file_order(findings))
    return scenario.metrics
