"""Who gains by standing between two economies at war."""

from __future__ import annotations

import numpy as np
import polars as pl

from sim.metrics.axes import CLOSING_WEEKS, Floats
from sim.metrics.declaration import Metric, arms, count, number, word
from sim.metrics.evidence import Evidence
from sim.metrics.trade_patterns.declared import Declared, declared_trade
from sim.records.columns import Table


def joint_gain(exports: Floats, imports: Floats) -> Floats:
    """Return how far an economy's sales to one side and its purchases from the other rise together.

    Equation (137). ``C_k = max(0, min(dX_k, dM_k))``: an economy that sells more to the market
    and buys no more from the one that is taxed there has taken its place, and connects nothing.

    Parameters
    ----------
    exports : (...) float
        Change in exports to the market, in any unit.
    imports : (...) float
        Change in imports from the economy that is taxed there, in the same unit.

    Returns
    -------
    (...) float
        In that unit, zero or more.
    """
    return np.maximum(np.minimum(exports, imports), 0.0)


def ranks(gains: Floats) -> Floats:
    """Return places by gain, the largest first; NaN for those without a gain, who have no place.

    Parameters
    ----------
    gains : (K,) float
        Gains, in any unit.
    """
    place = np.empty(len(gains))
    place[np.argsort(-gains, kind="stable")] = np.arange(1.0, len(gains) + 1.0)
    return np.where(gains > 0.0, place, np.nan)


def _thirds(arm: Declared, third: list[int], there: int, here: int) -> dict[str, Floats]:
    """What (K,) third economies sell to ``here`` and buy from ``there``, truly and by declaration."""
    return {
        "exports": arm.true[third, here].sum(axis=1),
        "declared_exports": arm.exports[third, here].sum(axis=1),
        "imports": arm.true[there, third].sum(axis=1),
        "declared_imports": arm.imports[there, third].sum(axis=1),
    }


def connector_gains(evidence: Evidence) -> pl.DataFrame:
    """Tabulate what every third economy gains in each direction between the two at war, last four weeks."""
    axes, focus = evidence.axes, evidence.focus
    scenario, reference = declared_trade(evidence, axes.closing(CLOSING_WEEKS))
    frames = []
    for taxed, market in ((focus.second, focus.first), (focus.first, focus.second)):
        there, here = axes.economy(taxed), axes.economy(market)
        third = [place for code, place in evidence.partners(market) if code != taxed]
        after, before = (_thirds(arm, third, there, here) for arm in (scenario, reference))
        gains = {name: after[name] - before[name] for name in after}
        joint = joint_gain(gains["exports"], gains["imports"])
        declared = joint_gain(gains["declared_exports"], gains["declared_imports"])
        fees = scenario.passed_on(scenario.fee, there, here)[third].sum(axis=1)
        frames.append(
            pl.DataFrame(
                {
                    "origin": [taxed] * len(third),
                    "connector": [axes.economies[place] for place in third],
                    "destination": [market] * len(third),
                    **after,
                    **{f"{name}_reference": values for name, values in before.items()},
                    "joint_gain": joint,
                    "declared_joint_gain": declared,
                    "fees": fees,
                    "rank": ranks(declared),
                }
            )
        )
    return pl.concat(frames)


CONNECTOR_GAINS = Metric(
    question="Which third economies come to stand between the two at war?",
    table=Table(
        "connector_gains",
        "Trade of every third economy with either side, and how far both ends of it rise, last four weeks.",
        (
            word("origin", "The one of the two that is taxed", "code"),
            word("connector", "Third economy", "code"),
            word("destination", "The other, whose market it is", "code"),
            *arms("exports", "USD mn a year", "Goods of the third economy's own making sold to the market"),
            *arms("declared_exports", "USD mn a year", "Goods that the market's customs takes for its own"),
            *arms("imports", "USD mn a year", "Goods of the taxed economy that it buys for itself"),
            *arms("declared_imports", "USD mn a year", "The same and what it takes in to pass on anywhere"),
            number("joint_gain", "USD mn a year", "Lesser of the two true rises over the reference"),
            number("declared_joint_gain", "USD mn a year", "Lesser of the two declared rises"),
            number("fees", "USD mn a year", "Paid to it for passing on goods from the one to the other"),
            count("rank", "Place by declared joint gain; none without a gain"),
        ),
    ),
    compute=connector_gains,
    equations=(133, 134, 137),
    sources=("Alfaro and Chor (2023), Global supply chains: the looming great reallocation, NBER 31661",),
)
