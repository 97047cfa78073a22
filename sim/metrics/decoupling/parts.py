"""Parts of the decoupling index: ties between two economies, each in the run and without the war."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from sim.metrics.axes import Floats, Integers
from sim.metrics.decoupling.direct_share import share_of_imports
from sim.metrics.decoupling.look_through import read_reliance
from sim.metrics.decoupling.survival import read_survivors
from sim.metrics.decoupling.value_added import exposure, read_value_added
from sim.metrics.evidence import Evidence
from sim.metrics.network.blocs import abroad, blocs_of, share_between, weekly_abroad
from sim.metrics.once import once
from sim.metrics.pairs import PairTable
from sim.metrics.trade_patterns.intra_industry import grubel_lloyd
from sim.metrics.trade_patterns.one_economy import purchases, sales


@dataclass(frozen=True, eq=False)
class Ties:
    """What ties the two economies at war, in both arms.

    Parameters
    ----------
    weeks : tuple of date
        Mondays, ``W`` of them: those in which supply chains were looked through.
    paths : dict of str to (2, K, W) float
        By part: the scenario and its reference, ``K`` directions of the tie (one or two), weeks.
    at_rest : dict of str to (2, K, 1) float
        By part: the long run without frictions and the base, for those that it has.
    """

    weeks: tuple[date, ...]
    paths: dict[str, Floats]
    at_rest: dict[str, Floats]


@dataclass(frozen=True, eq=False)
class _Places:
    """Positions of the two economies, and tables of pairs in the weeks that all parts have."""

    first: int
    second: int
    weeks: Integers
    reliance: PairTable
    value_added: PairTable
    margin: PairTable

    def both(self, of_pairs: Floats) -> Floats:
        """(2, 2, W) each one's tie to the other, of (2, N, N, W)."""
        one, other = self.first, self.second
        return np.stack([of_pairs[:, other, one], of_pairs[:, one, other]], axis=1)


@dataclass(frozen=True)
class Part:
    """One tie: its name among the weights, what it is, its unit, and how its path and its long run are read.

    The long run without frictions has goods flows, and neither supply chains nor relationships.
    """

    name: str
    what: str
    unit: str
    path: Callable[[Evidence, _Places], Floats]
    at_rest: Callable[[Evidence, _Places], Floats] | None = None


def _trade(evidence: Evidence, places: _Places) -> Floats:
    return np.asarray(places.both(evidence.flows.weekly[..., places.weeks]).sum(axis=1, keepdims=True))


def _trade_at_rest(evidence: Evidence, places: _Places) -> Floats:
    totals = _at_rest(evidence).sum(axis=3)[..., None]
    return np.asarray(places.both(totals).sum(axis=1, keepdims=True))


def _share(evidence: Evidence, places: _Places) -> Floats:
    weekly = evidence.flows.weekly[..., places.weeks]
    return places.both(np.stack([share_of_imports(arm) for arm in weekly]))


def _share_at_rest(evidence: Evidence, places: _Places) -> Floats:
    totals = _at_rest(evidence).sum(axis=3)[..., None]
    return places.both(np.stack([share_of_imports(state) for state in totals]))


def _at_rest(evidence: Evidence) -> Floats:
    """(2, N, N, G) goods in the long run without frictions, and in the base."""
    return np.stack([evidence.flows.benchmark, evidence.flows.base])


def _look_through(evidence: Evidence, places: _Places) -> Floats:
    return places.both(places.reliance["look_through"])


def _value_added(evidence: Evidence, places: _Places) -> Floats:
    return places.both(np.stack([exposure(arm) for arm in places.value_added["value_added"]]))


def _blocs(evidence: Evidence, places: _Places) -> Floats:
    return _between(evidence, places, weekly_abroad(evidence)[:, places.weeks])


def _blocs_at_rest(evidence: Evidence, places: _Places) -> Floats:
    return _between(evidence, places, abroad(_at_rest(evidence).sum(axis=3))[:, None])


def _between(evidence: Evidence, places: _Places, flows: Floats) -> Floats:
    """(2, 1, W) share of (2, W, N, N) flows that passes between the blocs of the two."""
    label = blocs_of(evidence).label
    if label[places.first] == label[places.second]:
        return np.full((2, 1, flows.shape[1]), np.nan)
    one, other = label == label[places.first], label == label[places.second]
    between = np.outer(one, other) | np.outer(other, one)
    return share_between(flows, between)[:, None]


def _intra_industry(evidence: Evidence, places: _Places) -> Floats:
    first = evidence.axes.economies[places.first]
    bought, sold = (of(evidence, first)[:, places.second] for of in (purchases, sales))
    both = [grubel_lloyd(out, inward) for out, inward in zip(sold, bought, strict=True)]
    return np.stack(both)[:, None, places.weeks]


def _intra_industry_at_rest(evidence: Evidence, places: _Places) -> Floats:
    both = places.both(_at_rest(evidence))
    return np.stack([grubel_lloyd(outward, inward) for inward, outward in both])[:, None, None]


def _relationships(evidence: Evidence, places: _Places) -> Floats:
    return places.both(places.margin["surviving_value"][..., places.weeks])


PARTS = (
    Part("trade", "Goods trade of the two, both directions", "USD mn a year", _trade, _trade_at_rest),
    Part("share", "Share of each in the other's imports of goods", "fraction", _share, _share_at_rest),
    Part("look_through", "Reliance of each on the other, looked through", "fraction of cost", _look_through),
    Part("value_added", "Labour of each in what the other's households buy", "fraction", _value_added),
    Part(
        "blocs",
        "Share of world trade in goods between the blocs of the two",
        "fraction",
        _blocs,
        _blocs_at_rest,
    ),
    Part("intra_industry", "Grubel-Lloyd index of the two", "1", _intra_industry, _intra_industry_at_rest),
    Part(
        "relationships",
        "Relationships of the base between the two that have kept their supplier, by value",
        "fraction",
        _relationships,
    ),
)
"""Ties in the order in which they are shown."""


@once
def read_ties(evidence: Evidence) -> Ties:
    """Read the ties of the two economies at war."""
    axes, reliance = evidence.axes, read_reliance(evidence)
    kept = set(reliance.weeks)
    places = _Places(
        axes.economy(evidence.focus.first),
        axes.economy(evidence.focus.second),
        np.array([place for place, week in enumerate(axes.weeks) if week in kept], dtype=np.int64),
        reliance,
        read_value_added(evidence),
        read_survivors(evidence),
    )
    return Ties(
        reliance.weeks,
        {part.name: part.path(evidence, places) for part in PARTS},
        {part.name: part.at_rest(evidence, places) for part in PARTS if part.at_rest is not None},
    )
