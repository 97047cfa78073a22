"""The table of beliefs: what buyers expect of every pair's tariff, and how far they trust who sets it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from sim.economy.beliefs import credibility
from sim.economy.expectations import prospects
from sim.model.trade_war import TradeWar
from sim.records.layout import Layout
from sim.world.world import Floats, Integers, World


@dataclass(frozen=True)
class BeliefsSeen:
    """Beliefs of a week; pairs are origin, destination.

    Parameters
    ----------
    escalate, persist, de_escalate : (N, N) float
        Probabilities over a contract.
    expected_tariff, uncertainty : (N, N) float
        Means over goods, base trade as weights.
    credibility : (N,) float
        Probability that a government's word comes true.
    """

    escalate: Floats
    persist: Floats
    de_escalate: Floats
    expected_tariff: Floats
    uncertainty: Floats
    credibility: Floats

    @classmethod
    def of(cls, model: TradeWar) -> BeliefsSeen:
        """Return what is believed in the week that a model has just simulated."""
        state, world = model.state, model.world
        chance = prospects(state.beliefs, model.behaviour.beliefs)
        weight = world.weight_of_goods
        tariff = (1.0 + world.base_tariff) * state.expected_factor - 1.0
        return cls(
            chance.escalate,
            chance.persist,
            chance.de_escalate,
            (weight * tariff).sum(axis=2),
            (weight * state.uncertainty).sum(axis=2),
            credibility(state.beliefs.kept, state.beliefs.broken),
        )


def beliefs_frame(layout: Layout, weeks: Sequence[BeliefsSeen], mondays: Sequence[dt.date]) -> pl.DataFrame:
    """Return beliefs by pair and week."""
    exporter, importer = pairs_that_trade(layout.world)
    values = {
        name: np.stack([getattr(week, attribute)[exporter, importer] for week in weeks]).T
        for name, attribute in (
            ("p_escalate", "escalate"),
            ("p_persist", "persist"),
            ("p_de_escalate", "de_escalate"),
            ("expected_tariff", "expected_tariff"),
            ("uncertainty", "uncertainty"),
        )
    }
    values["credibility"] = np.stack([week.credibility[importer] for week in weeks]).T
    return layout.frame("beliefs", mondays, None, {"importer": importer, "exporter": exporter}, values)


def pairs_that_trade(world: World) -> tuple[Integers, Integers]:
    """Origins and destinations of goods that cross a border, importers first in order."""
    total = np.where(world.is_goods, world.customs_value, 0.0).sum(axis=2)
    importer, exporter = np.nonzero(((total > 0.0) & ~np.eye(len(total), dtype=bool)).T)
    return exporter, importer
