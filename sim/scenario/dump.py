"""A resolved scenario as YAML text that loads back to the same scenario."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from sim.scenario.metric_choices import IndexWeights, MetricChoices
from sim.scenario.schema import WHAT_IS_DRAWN, Ensemble
from sim.scenario.scope import Record, Scope
from sim.scenario.statements import Statement

if TYPE_CHECKING:
    from sim.scenario.schema import Scenario


def dump_scenario(scenario: Scenario) -> str:
    """Write a resolved scenario with all its values, defaults included.

    Reading the text gives an equal scenario, also under later versions with other defaults.
    """
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = None
    writer.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    writer.width = 110
    text = StringIO()
    content = {key: value for key, value in _plain(scenario).items() if value not in ("", None, [], {})}
    writer.dump(content, text)
    return text.getvalue()


def _plain(record: Record) -> dict[str, Any]:
    """Keys and values in the order of the schema.

    A measure, a statement and choices about metrics leave out what they leave open, and so does a scenario
    that asks for no draws of its parameters.
    """
    is_measure = isinstance(record, Scope)
    is_short = is_measure or isinstance(record, Statement | MetricChoices | IndexWeights)
    values: dict[str, Any] = {"kind": getattr(record, "kind")} if is_measure else {}  # noqa: B009
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        is_open = is_short or (isinstance(record, Ensemble) and name in WHAT_IS_DRAWN)
        if not (is_open and value == field.get_default(call_default_factory=True)):
            values[field.alias or name] = _value(value)
    return values


def _value(value: Any) -> Any:
    if isinstance(value, Record):
        return _plain(value)
    if isinstance(value, dict):
        return {key: _value(item) for key, item in value.items()}
    return [_value(item) for item in value] if isinstance(value, tuple) else value
