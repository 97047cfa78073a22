"""How much of what a connector sells could come from elsewhere, seen from customs data, and how much does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from sim.metrics.axes import Floats, over
from sim.metrics.declaration import GROUP, Metric, arms, word
from sim.metrics.evidence import Evidence
from sim.metrics.trade_patterns.declared import declared_trade
from sim.records.columns import Table

QUARTER_WEEKS = 13
"""Weeks over which goods are taken to pass through a connector."""


def transit_bound(inward: Floats, outward: Floats) -> Floats:
    """Return the most that can have passed through a connector.

    Equation (135). ``B = min(M_kj, M_ik)``: of a product no more can pass through ``k`` than
    comes in from the true origin ``j``, and no more than goes out to the market ``i``.

    Parameters
    ----------
    inward : (...) float
        What a connector imports from the true origin, by group of goods.
    outward : (...) float
        What the market imports from the connector, in the same unit.

    Returns
    -------
    (...) float
        In that unit. The bound of merged groups is never below the sum of theirs.
    """
    return np.minimum(inward, outward)


def transit_share(passed: Floats, outward: Floats) -> Floats:
    """Return the share of goods passed on in what a market imports from a connector.

    Equation (136). ``T = sum_g B_g / sum_g M_ikg``, with the bound for what passes; with what does
    pass in its place, the true share.

    Parameters
    ----------
    passed : (..., G) float
        Goods passed on, or the most that can be, by group.
    outward : (..., G) float
        What the market imports from the connector, in the same unit.

    Returns
    -------
    (...) float
        Fractions; NaN for a connector that sells nothing to the market.
    """
    return over(passed.sum(axis=-1), outward.sum(axis=-1))


@dataclass(frozen=True, eq=False)
class _Passage:
    """A way from one of the two at war to the other, in a quarter; ``C`` connectors.

    Parameters
    ----------
    origin, destination, quarter : str
        Keys.
    connectors : tuple of str
        Every third economy.
    flows : tuple
        (C, G) inward, outward and hidden flows, in the scenario and in its reference.
    """

    origin: str
    destination: str
    quarter: str
    connectors: tuple[str, ...]
    flows: tuple[tuple[Floats, Floats, Floats], ...]

    def frame(self, by_group: bool) -> pl.DataFrame:
        """Tabulate keys and measures, by connector, groups together or one by one."""
        columns: dict[str, Floats] = {}
        for flows, arm in zip(self.flows, ("", "_reference"), strict=True):
            inward, outward, hidden = (each.reshape(-1, 1) if by_group else each for each in flows)
            bound = transit_bound(inward, outward)
            columns |= {
                f"declared{arm}": outward.sum(axis=1),
                f"bound{arm}": bound.sum(axis=1),
                f"bound_share{arm}": transit_share(bound, outward),
                f"routed{arm}": hidden.sum(axis=1),
                f"true_share{arm}": transit_share(hidden, outward),
            }
        repeats = self.flows[0][0].shape[1] if by_group else 1
        connectors = pl.Series("connector", np.repeat(self.connectors, repeats), dtype=pl.String)
        keys = {name: getattr(self, name) for name in ("origin", "destination", "quarter")}
        labels = (pl.lit(value).alias(name) for name, value in keys.items())
        return pl.DataFrame(columns).with_columns(connectors, *labels)


def _passages(evidence: Evidence) -> Iterator[_Passage]:
    axes, focus = evidence.axes, evidence.focus
    first = slice(0, min(QUARTER_WEEKS, len(axes.weeks)))
    for quarter, weeks in {"first": first, "last": axes.closing(QUARTER_WEEKS)}.items():
        both = declared_trade(evidence, weeks)
        for origin, market in ((focus.second, focus.first), (focus.first, focus.second)):
            there, here = axes.economy(origin), axes.economy(market)
            thirds = {code: place for code, place in evidence.partners(market) if code != origin}
            rows = list(thirds.values())
            flows = tuple(
                (
                    arm.imports[there, rows],
                    arm.exports[rows, here],
                    arm.passed_on(arm.hidden, there, here)[rows],
                )
                for arm in both
            )
            yield _Passage(origin, market, quarter, tuple(thirds), flows)


def transit(evidence: Evidence) -> pl.DataFrame:
    """Tabulate the bound and the truth by connector, all goods, in the first and the last quarter."""
    return pl.concat(passage.frame(by_group=False) for passage in _passages(evidence))


def transit_by_group(evidence: Evidence) -> pl.DataFrame:
    """Tabulate the bound and the truth by connector and group of goods, where the connector sells any."""
    goods = evidence.axes.goods
    frame = pl.concat(
        passage.frame(by_group=True).with_columns(
            pl.Series("group", goods * len(passage.connectors), dtype=pl.String)
        )
        for passage in _passages(evidence)
    )
    return frame.filter((pl.col("declared") > 0.0) | (pl.col("declared_reference") > 0.0))


_KEYS = (
    word("origin", "True origin", "code"),
    word("connector", "Economy that goods may pass through", "code"),
    word("destination", "Market in the end", "code"),
    word("quarter", "`first` or `last`: the first or the last 13 weeks of the run"),
)
_COLUMNS = (
    *arms("declared", "USD mn a year", "Declared imports of the market from the connector"),
    *arms("bound", "USD mn a year", "Most that can have passed, going by customs data on groups of goods"),
    *arms("bound_share", "fraction", "The bound over declared imports"),
    *arms("routed", "USD mn a year", "Goods of the true origin that pass as the connector's"),
    *arms("true_share", "fraction", "These over declared imports"),
)
_SOURCES = ("Iyoha, Malesky, Wen, Wu and Feng (2024), Exports in disguise, Harvard Business School 24-072",)

TRANSIT = Metric(
    question="How much of what a connector sells could be another economy's goods, and how much is?",
    table=Table(
        "transit",
        "Goods of each of the two at war that reach the other through a connector: bound and truth.",
        (*_KEYS, *_COLUMNS),
    ),
    compute=transit,
    equations=(133, 134, 135, 136),
    sources=_SOURCES,
)

TRANSIT_BY_GROUP = Metric(
    question="In which goods does a connector sell what could be another economy's?",
    table=Table(
        "transit_by_group",
        "The same by group of goods.",
        (*_KEYS[:3], GROUP, _KEYS[3], *_COLUMNS),
    ),
    compute=transit_by_group,
    equations=(133, 134, 135),
    sources=_SOURCES,
    on_request=True,
)
