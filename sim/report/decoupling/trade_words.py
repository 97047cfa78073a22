"""What the path of trade against the tariff comes to, in a sentence."""

from __future__ import annotations

import polars as pl

from sim.metrics.axes import CLOSING_WEEKS
from sim.report.decoupling.turning_points import turning_points
from sim.report.drawing.wording import capitalised, comparison, is_nothing, percent
from sim.report.facts import Facts

_AFTER = 4
"""Weeks after a rise from which adjustment at a constant tariff is measured."""


def hysteresis_title(facts: Facts) -> str:
    """Say how much of the trade lost has come back, or how trade adjusts to a tariff that stays."""
    first, second = (
        facts.names.phrase(code) for code in (facts.metrics.focus.first, facts.metrics.focus.second)
    )
    return (
        _after_a_removal(facts)
        or _at_a_constant_tariff(facts)
        or f"Tariffs and trade between {first} and {second} stay where they were"
    )


def _after_a_removal(facts: Facts) -> str:
    if "hysteresis" not in facts.metrics.applicable:
        return ""
    parts = []
    for importer, exporter in _pairs(facts):
        rows = facts.metrics.frame("hysteresis").filter(importer=importer, exporter=exporter)
        if not rows.height or rows["hysteresis_of_trade"][-1] is None:
            continue
        gone, back = rows["tariff_removed"][-1], 1.0 - rows["hysteresis_of_trade"][-1]
        here, there = facts.names.phrase(importer), facts.names.phrase(exporter)
        parts.append(
            f"{percent(gone)} of the rise of the tariff of {here} on {there} is gone, and {percent(back)} of "
            "the trade lost is back"
        )
    return capitalised("; ".join(parts))


def _at_a_constant_tariff(facts: Facts) -> str:
    for importer, exporter in _pairs(facts):
        rows = facts.metrics.frame("tariff_and_trade").filter(importer=importer, exporter=exporter)
        risen = next(turning_points(rows), None)
        if risen is None:
            continue
        week = min(risen[0] + _AFTER, rows.height - 1)
        early = rows["trade"][week]
        late = _closing(rows)
        if early is None or late is None or is_nothing(late - 1.0):
            continue
        here, there = facts.names.phrase(importer), facts.names.phrase(exporter)
        barred = _barred(facts, importer, exporter)
        opening = (
            f"At a tariff of {percent(rows['tariff'][-1])}"
            if is_nothing(barred)
            else f"Under bans on {percent(barred)} of the goods"
        )
        then, now = comparison(early - 1.0), comparison(late - 1.0)
        before = f"{then} {week - risen[0]} weeks after the rise and " if then != now else ""
        return f"{opening} what {there} ships to {here} is {before}{now} at the end"
    return ""


def _barred(facts: Facts, importer: str, exporter: str) -> float | None:
    """Share of the goods that bans keep out at the end."""
    rows = facts.metrics.tariff_paths.filter(importer=importer, exporter=exporter)
    share: float | None = rows["barred"][-1]
    return share


def _closing(rows: pl.DataFrame) -> float | None:
    """Trade of the last weeks over that without the measures."""
    late = rows.tail(CLOSING_WEEKS)
    before = float(late["shipped_reference"].sum())
    return float(late["shipped"].sum()) / before if before > 0.0 else None


def _pairs(facts: Facts) -> tuple[tuple[str, str], tuple[str, str]]:
    first, second = facts.metrics.focus.first, facts.metrics.focus.second
    return (first, second), (second, first)
