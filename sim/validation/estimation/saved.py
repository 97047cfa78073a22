"""The estimates as they are shipped: parameters, fit moment by moment, versions."""

from __future__ import annotations

import importlib.metadata
import json
import platform
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from sim.scenario.schema import Scenario
from sim.validation.estimation.fitting import Estimate, distance, loss, moments_at, tuned_moments
from sim.validation.estimation.free import FREE, Free
from sim.world.provenance import data_hash

FILE = "estimates.json"
_DIGITS = 4


def saved() -> dict[str, Any]:
    """Return the shipped estimates."""
    found: dict[str, Any] = json.loads(
        (files("sim.validation.estimation") / FILE).read_text(encoding="utf-8")
    )
    return found


def record(scenario: Scenario, found: Estimate, free: tuple[Free, ...] = FREE) -> dict[str, Any]:
    """Return estimates with their fit, moment by moment, as plain data.

    Parameters
    ----------
    scenario : Scenario
        The war that they were estimated on.
    found : Estimate
        The estimates.
    free : tuple of Free
        What was free, with bounds.
    """
    moments = moments_at(scenario, found.values)
    fit = [
        {
            "moment": each.name,
            "model": _short(moments[each.name]),
            "data": each.data,
            "distance": _short(distance(each, moments[each.name])),
            "verdict": each.verdict(moments[each.name]),
        }
        for each in tuned_moments()
    ]
    versions = {name: importlib.metadata.version(name) for name in ("tradewar-sim", "numpy", "scipy")}
    return {
        "scenario": scenario.name,
        "parameters": {
            each.name: {"value": found.values[each.name], "low": each.low, "high": each.high} for each in free
        },
        "loss": _short(found.loss),
        "evaluations": found.evaluations,
        "fit": fit,
        "versions": {"python": platform.python_version(), **versions},
        "data_hash": data_hash(),
    }


def at_defaults(scenario: Scenario, free: tuple[Free, ...] = FREE) -> Estimate:
    """Return the defaults of the records as if they had been estimated: their loss, and no search."""
    values = {each.name: each.default for each in free}
    found = moments_at(scenario, values)
    away = np.array([distance(moment, found[moment.name]) for moment in tuned_moments()])
    return Estimate(values, loss(away), 1)


def write(content: dict[str, Any], path: Path | None = None) -> Path:
    """Write estimates where they are shipped, or elsewhere."""
    target = Path(str(files("sim.validation.estimation") / FILE)) if path is None else path
    target.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return target


def _short(value: float) -> float | None:
    return float(f"{value:.{_DIGITS}g}") if np.isfinite(value) else None
