"""What if: typed scenarios, their loader and the dated policy timeline. No numerics."""

from sim.scenario.behaviour import Behaviour
from sim.scenario.diagnostics import Diagnostic, ScenarioErrors
from sim.scenario.dump import dump_scenario
from sim.scenario.library import shipped_scenarios
from sim.scenario.loader import examine, load_scenario, validate
from sim.scenario.measures import (
    AntiCircumvention,
    Embargo,
    Exemption,
    ExportControl,
    Measure,
    Tariff,
)
from sim.scenario.parameters import PARAMETERS, Parameter
from sim.scenario.schema import Scenario, dump_schema
from sim.scenario.timeline import PolicyEvent, Timeline
from sim.scenario.vocabulary import Vocabulary

__all__ = [
    "PARAMETERS",
    "AntiCircumvention",
    "Behaviour",
    "Diagnostic",
    "Embargo",
    "Exemption",
    "ExportControl",
    "Measure",
    "Parameter",
    "PolicyEvent",
    "Scenario",
    "ScenarioErrors",
    "Tariff",
    "Timeline",
    "Vocabulary",
    "dump_scenario",
    "dump_schema",
    "examine",
    "load_scenario",
    "shipped_scenarios",
    "validate",
]
