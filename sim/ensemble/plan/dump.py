"""A sweep as YAML text that loads back to the same sweep."""

from __future__ import annotations

from io import StringIO

from ruamel.yaml import YAML

from sim.ensemble.plan.schema import Sweep


def dump_sweep(sweep: Sweep) -> str:
    """Write a sweep with its defaults, without what it leaves open."""
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = None
    writer.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    writer.width = 110
    text = StringIO()
    content = sweep.model_dump(mode="json", by_alias=True)
    content["levers"] = {name: _given(lever) for name, lever in content["levers"].items()}
    content["discoveries"] = [_given(each) for each in content["discoveries"]]
    writer.dump(_given(content), text)
    return text.getvalue()


def _given(record: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in record.items() if value not in ("", None, [], {})}
