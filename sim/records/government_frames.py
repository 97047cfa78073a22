"""Governments that decide, as tables: their negotiations, exemptions, and how it ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from sim.agents.policies.negotiator import Negotiator
from sim.economy.sourcing import WEEKS_PER_YEAR
from sim.model.bargains import Ending, ending
from sim.records.layout import declared
from sim.records.tables import TABLES

if TYPE_CHECKING:
    from sim.agents.politics import Politics
    from sim.records.recorder import Recorder


def negotiations_frame(politics: Politics) -> pl.DataFrame:
    """Return the negotiations of a run, a row for each side and week."""
    rows = [
        {
            "economy": side.code,
            "rival": talk.sides[1 - rank].code,
            "week": week.monday,
            "state": week.state,
            "what": week.what,
            "precondition": week.precondition[rank],
            "rate": week.headline[rank],
            "pressure": week.pressure[rank],
            "audience": week.audience[rank],
            "cost": week.cost[rank],
            "yields": week.yields[rank],
            "said": week.said[rank],
            "talking": week.talking,
            "drawn": week.drawn,
        }
        for talk in politics.negotiations
        for rank, side in enumerate(talk.sides)
        for week in talk.weeks
    ]
    return _frame("negotiations", rows)


def exemptions_frame(politics: Politics) -> pl.DataFrame:
    """Return what governments exempted from their duties, the worthiest first, with the reasons."""
    rows = []
    for code, office in politics.offices.items():
        if not isinstance(office.policy, Negotiator):
            continue
        exempting, world = office.policy.exempting, office.seat.world
        rows += [
            {
                "economy": code,
                "rival": office.seat.rival,
                "date": exempting.granted,
                "rank": rank,
                "group": world.groups[each.group],
                "quiet": exempting.quiet,
                **{name: getattr(each, name) for name in _REASONS},
            }
            for rank, each in enumerate(exempting.chosen, start=1)
        ]
    return _frame("exemptions", rows)


_REASONS = ("part", "imports", "dependence", "price_rise", "home_share", "score")


def endings_of_agents(recorder: Recorder, replication: int) -> list[Ending]:
    """Return how the negotiations of the run itself ended."""
    model = recorder.model
    world = model.world
    base = (world.customs_value / WEEKS_PER_YEAR) @ world.is_goods
    base = np.where(base > 0.0, base, 1.0)
    arrived = np.stack([week.astype(np.float64) @ world.is_goods for week in recorder.customs_value])
    word = recorder.beliefs[-1].credibility
    return [
        ending(replication, talk, model.gazette, recorder.real_consumption, arrived / base, word)
        for talk in model.politics.negotiations
    ]


def outcomes_frame(endings: Mapping[str, Iterable[Ending]]) -> pl.DataFrame:
    """Return how negotiations ended, by the economy that they were played on."""
    rows = [
        {
            "economy": economy,
            "draw": each.draw,
            "first": each.between[0],
            "second": each.between[1],
            **{name: getattr(each, name) for name in _ALIKE},
            **{
                f"{side}_{column}": getattr(each, name)[rank]
                for name, column in _BY_SIDE.items()
                for rank, side in enumerate(("first", "second"))
            },
        }
        for economy, found in endings.items()
        for each in found
    ]
    return _frame("outcomes", rows)


_ALIKE = (
    "state",
    "weeks_to_truce",
    "weeks_to_deal",
    "first_mover",
    "on_terms_of",
    "weeks_at_embargo",
    "snap_backs",
    "crises",
    "false_words",
    "contradictions",
)
_BY_SIDE = {
    "exempted_first": "exempted",
    "cost": "cost",
    "welfare": "welfare",
    "trade": "sells",
    "credibility": "credibility",
}


def _frame(table: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    return declared(table, pl.DataFrame(rows, schema=TABLES[table].schema))
