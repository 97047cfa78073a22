"""Made-up sweeps of every design that the page of a sweep is tried on."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from synthetic_study import choice, lever, write_study

from sim.ensemble.study import Condition, Figure, Lever, Study

FIGURES = (
    Figure("trade", "Goods trade, US and China", "change", long_run=True),
    Figure("revenue", "US tariff revenue, USD bn a year", "money"),
)
TARIFF = "US tariff on China"


def laffer(folder: Path) -> Study:
    """Return revenue along a tariff, highest at 50 % where China answers and at 100 % where it does not."""

    def outcome(values, replication):
        tariff, answers = values["us"], values["answer"] == "in_kind"
        if tariff == 1.5 and replication == 2:
            return None
        luck = 1.0 + 0.01 * replication
        revenue = 1e5 * luck * tariff * math.exp(-tariff / (0.5 if answers else 1.0))
        return {"trade": -0.4 * tariff, "trade.long_run": -0.45 * tariff, "revenue": revenue}

    tariffs = Lever("us", TARIFF, "share", 0.0, 2.0, (0.0, 0.25, 0.5, 1.0, 1.5, 2.0))
    return write_study(
        folder, outcome, [tariffs, choice("answer", "in_kind", "none", title="China's answer")],
        replications=4, figures=FIGURES,
    )  # fmt: skip


def plane(folder: Path, size: int = 5) -> Study:
    """Return a grid of two tariffs."""
    steps = tuple(round(2.0 * step / (size - 1), 6) for step in range(size))

    def outcome(values, replication):
        trade = -0.3 * values["us"] - 0.1 * values["cn"]
        return {"trade": trade, "trade.long_run": trade - 0.05, "revenue": 1e5 * values["us"]}

    levers = [
        Lever("us", TARIFF, "share", 0.0, 2.0, steps),
        Lever("cn", "Chinese tariff", "share", 0.0, 2.0, steps),
    ]
    return write_study(folder, outcome, levers, figures=FIGURES)


def sampled(folder: Path, kind: str, levers: int = 3, **more: object) -> Study:
    """Return a sample in which the first lever does most, then the second, and the others nothing."""
    names = [lever(f"x{place}", title=f"Lever {place}", unit="number") for place in range(1, levers + 1)]

    def outcome(values, replication):
        trade = -0.9 * values["x1"] - 0.1 * values["x2"]
        return {"trade": trade, "trade.long_run": trade, "revenue": 1e5}

    return write_study(folder, outcome, names, {"kind": kind, **more}, figures=FIGURES)


def discovered(folder: Path) -> Study:
    """Return a sample with paths in which trade is low where the tariff is high and China answers."""

    def outcome(values, replication):
        low = values["us"] > 0.6 and values["answer"] == "in_kind"
        trade = (-0.8 if low else -0.2) - 0.001 * values["us"]
        paths = {"path.trade": [400.0, 400.0 * (1.0 + trade)], "reference.trade": [400.0, 400.0]}
        return {"trade": trade, "trade.long_run": trade, "revenue": 1.0, **paths}

    levers = [
        Lever("us", TARIFF, "share", 0.0, 1.0),
        choice("answer", "in_kind", "none", title="China's answer"),
        lever("patience", 4.0, 52.0, title="Patience of firms", unit="weeks"),
    ]
    design = {"kind": "latin_hypercube", "samples": 200}
    conditions = (Condition("trade", below=-0.5), Condition("revenue", above=2.0))
    return write_study(folder, outcome, levers, design, figures=FIGURES, discoveries=conditions, weeks=2)


def chance(folder: Path) -> Study:
    """Return one case drawn twelve times."""

    def outcome(values, replication):
        trade = -0.5 + 0.01 * float(np.random.default_rng(replication).normal())
        return {"trade": trade, "trade.long_run": -0.6, "revenue": 1e5}

    return write_study(
        folder, outcome, [], {"kind": "list", "points": [{}]}, replications=12, figures=FIGURES
    )


def still(folder: Path) -> Study:
    """Return a grid in which nothing happens and one figure has no value."""
    tariffs = Lever("us", TARIFF, "share", 0.0, 1.0, (0.0, 0.5, 1.0))
    nothing = {"trade": 0.0, "trade.long_run": 0.0, "revenue": None}
    return write_study(
        folder, lambda values, replication: nothing, [tariffs], replications=3, figures=FIGURES
    )


def chosen(folder: Path) -> Study:
    """Return choices alone, one with trade higher by twenty points."""

    def outcome(values, replication):
        trade = {"in_kind": -0.6, "none": -0.4}[values["answer"]] + 0.01 * replication
        return {"trade": trade, "trade.long_run": trade, "revenue": 1e5}

    levers = [choice("answer", "in_kind", "none", title="China's answer")]
    return write_study(folder, outcome, levers, replications=6, figures=FIGURES)


def failed(folder: Path) -> Study:
    """Return a sweep of which no run was finished."""
    tariffs = Lever("us", TARIFF, "share", 0.0, 1.0, (0.0, 0.5, 1.0))
    return write_study(folder, lambda values, replication: None, [tariffs], figures=FIGURES)
