"""Sweep files to test with: a scenario that reads fast, and a model that measures two figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.ensemble.jobs import Outcome
from sim.ensemble.plan import design_checks, plan
from sim.ensemble.study import Figure

BASE = """\
name: base
horizon: {weeks: 8}
world: {economies: [USA, CHN, ROW]}
measures:
  - {id: us, kind: tariff, importer: USA, exporter: CHN, rate: 0.1, start: 2025-02-03}
  - {id: cn, kind: tariff, importer: CHN, exporter: USA, rate: 0.1, start: 2025-02-03}
"""
HEAD = "name: mine\nscenario: ./base.yaml\n"
HAZARD = "levers:\n  hazard: {path: behaviour.resourcing_hazard, values: [0.1, 0.5]}\n"

GRID = HEAD + (
    "title: Two rates\nset: {ensemble.replications: 3, behaviour.short_run_elasticity: 0.7}\n"
    "levers:\n"
    "  us_rate: {title: US on China, path: measures.us.rate, values: [0, 0.25, 1]}\n"
    "  answer:\n"
    "    choices:\n"
    "      China answers: {measures.cn.rate: 0.5}\n"
    "      China does not: {measures.cn.rate: 0, behaviour.beliefs.on: false}\n"
    "figures: [trade]\n"
    "discoveries: [{figure: trade, below: -0.8}]\n"
)


class TwoFigures:
    """A model that measures trade and revenue, whatever it is given."""

    def figures(self, scenario):
        return (
            Figure("trade", "Trade", "change", long_run=True),
            Figure("revenue", "Revenue", "money"),
        )

    def run(self, scenario, replication, paths):
        return Outcome({"trade": 0.0, "revenue": 0.0})


def sweep_file(folder: Path, text: str) -> Path:
    """Write a sweep, and the scenario beside it."""
    (folder / "base.yaml").write_text(BASE)
    path = folder / "sweep.yaml"
    path.write_text(text)
    return path


@pytest.fixture
def two_figures(monkeypatch):
    """Every model measures the same two figures."""
    models = dict.fromkeys(("agents", "standoff", "long_run"), TwoFigures())
    monkeypatch.setattr(plan, "MODELS", models)
    monkeypatch.setattr(design_checks, "MODELS", models)
