"""An example for every key of the schemas: one that a shipped file has, or else one written here."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from schema_words import kind_of

SCENARIOS = Path(__file__).parents[1] / "scenarios"
MADE_IN_TESTS = Path(__file__).parent / "data" / "scenarios"
LONGEST = 60

WRITTEN: Mapping[str, str] = {
    "description": "Rates are facts; that they stay is assumed.",
    "distributors": "1000",
    "products": "[phones, computers]",
    "hs": '["8507", "854142"]',
    "list": "us_301_list_1",
    "except": "[CAN, MEX]",
    "end": "2026-11-10",
    "replaces": "us_batteries",
    "title": "US bars batteries",
    "source": "assumed",
    "true": "false",
    "leader": "USA",
    "types": "{bystander: 0.5, follower: 0.3, ally: 0.2}",
    "options": "{rate: 0.5}",
    "political_weights": "{agriculture: 2}",
    "deal_rates": "{USA: 0.1, CHN: 0.1}",
    "courts": "[USA]",
    "controls": "{CHN: [rare_earths_critical_minerals]}",
    "sector_weights": "{C29: 0.5}",
    "Negotiation.since": "2025-04-14",
    "parameters": '[behaviour.resourcing_hazard, "behaviour.routing.*"]',
    "Ensemble.elasticities": "[FGO, CP]",
    "MetricChoices.economies": "[USA, CHN, VNM, MEX]",
    "MetricChoices.blocs": "{west: [USA, EU, JPN], east: [CHN, HKG]}",
    "below": "-0.8",
    "above": "0",
    "kind": "list",
    "cases": "[{us_rate: 0}, {us_rate: 0.5, title: half}]",
    "values": "[0, 0.34, 0.84, 1.25]",
    "choices": "{free: {}, taxed: {measures.us_batteries.rate: 0.5}}",
    "markers": "[{label: 12 April 2025, us_rate: 1.45, china_rate: 1.25}]",
    **{f"IndexWeights.{part}": "2" for part in (
        "trade", "share", "look_through", "value_added", "blocs", "intra_industry", "relationships"
    )},
}  # fmt: skip
"""Examples of keys that no shipped file has, by section and key, or by key alone."""


def example_of(owner: str, key: str, field: Mapping[str, Any]) -> str:
    """Return an example of a key as it would stand in a file."""
    kind = "sweep" if owner.startswith("sweep") else "scenario"
    section = owner.partition(":")[2]
    if "section" in kind_of(field):
        return "-"
    shipped = _shipped(kind).get((section, key))
    for given in (WRITTEN.get(f"{section}.{key}"), shipped, WRITTEN.get(key), likely(field)):
        if given is not None:
            return "`" + f"{key}: {given}".replace("|", r"\|") + "`"
    return "-"


def likely(field: Mapping[str, Any]) -> str | None:
    """Return its default, where it has one that says something."""
    default = field.get("default")
    if default in (None, "", [], {}) or isinstance(default, Mapping):
        return None
    return in_yaml(default)


def in_yaml(value: Any) -> str:
    """Return a value on one line of YAML."""
    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style, writer.width = True, 1000
    text = io.StringIO()
    writer.dump({"key": value}, text)
    return text.getvalue().strip().removeprefix("{key: ").removesuffix("}")


@cache
def _shipped(kind: str) -> Mapping[tuple[str, str], str]:
    """First short value of each key of each section, over the shipped files in the order of their names."""
    folders = (SCENARIOS / "sweeps",) if kind == "sweep" else (SCENARIOS, MADE_IN_TESTS)
    found: dict[tuple[str, str], str] = {}
    for file in (each for folder in folders for each in sorted(folder.glob("*.yaml"))):
        content = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
        for section, key, value in _walk(content, ""):
            text = in_yaml(value)
            if len(text) <= LONGEST:
                found.setdefault((section, key), text)
    return found


SECTIONS = {
    "world": "WorldChoice", "world.elasticities": "Elasticities", "horizon": "Horizon",
    "population": "Population", "ensemble": "Ensemble", "behaviour": "Behaviour", "metrics": "MetricChoices",
    "governments.*": "GovernmentChoice", "governments.*.politics": "Politics",
    "governments.*.exemptions": "Exemptions", "negotiations[]": "Negotiation",
    "negotiations[].script[]": "Turn",
    "statements[]": "Statement", "levers.*": "LeverChoice", "discoveries[]": "DiscoveryChoice",
    "metrics.weights": "IndexWeights",
}  # fmt: skip
"""Section of the schema by place in a file; measures and designs are told by their `kind`."""

KINDS = {
    "tariff": "Tariff", "exemption": "Exemption", "embargo": "Embargo", "export_control": "ExportControl",
    "anti_circumvention": "AntiCircumvention", "grid": "Grid", "list": "Listed",
    "latin_hypercube": "LatinHypercube", "morris": "Morris", "sobol": "Sobol",
}  # fmt: skip

MANY = ("governments", "levers")
"""Keys whose own keys are names that the file chooses."""


def _walk(content: Mapping[str, Any], place: str) -> Iterator[tuple[str, str, Any]]:
    section = KINDS.get(str(content.get("kind")), "") if "kind" in content else SECTIONS.get(place, "")
    for key, value in content.items():
        yield section, key, value
        inner = f"{place}.{key}" if place else key
        if isinstance(value, Mapping):
            for name, part in value.items() if key in MANY else (("", value),):
                if isinstance(part, Mapping):
                    yield from _walk(part, f"{inner}.*" if name else inner)
        elif isinstance(value, list):
            for part in value:
                if isinstance(part, Mapping):
                    yield from _walk(part, f"{inner}[]")
