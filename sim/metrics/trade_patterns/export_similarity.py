"""Who sells the same goods as a partner that is lost, and could stand in for it."""

from __future__ import annotations

import numpy as np
import polars as pl

from sim.metrics.axes import Floats, over
from sim.metrics.declaration import IMPORTER, Metric, arms, number, word
from sim.metrics.evidence import Evidence
from sim.records.columns import Table


def similarity(exports: Floats, of: Floats) -> Floats:
    """Return how alike the exports of economies to one market are to those of another economy.

    Equation (130). ``ESI_jk = sum_g min(x_jg, x_kg)`` with ``x_jg`` the share of group ``g``
    in exports of ``j`` to the market.

    Parameters
    ----------
    exports : (N, G) float
        Exports of each economy to the market by group, in any unit.
    of : (G,) float
        Exports of the economy to be replaced, in any unit.

    Returns
    -------
    (N,) float
        From zero, no group in common, to one, the same basket; NaN for an economy that does not export there.
    """
    alike: Floats = np.minimum(_shares(exports), _shares(of)).sum(axis=-1)
    return alike


def revealed_advantage(exports: Floats) -> Floats:
    """Return revealed comparative advantage.

    Equation (131). ``RCA_jg = (X_jg / X_j) / (X_g / X)``, with ``X_g`` the exports of all.

    Parameters
    ----------
    exports : (N, G) float
        Exports of each economy to all others by group, in any unit.

    Returns
    -------
    (N, G) float
        Above one where an economy sells more of a group than the world does; NaN for an economy that exports
        nothing and for a group that nobody exports.
    """
    return over(_shares(exports), _shares(exports.sum(axis=0)))


def mean_advantage(advantage: Floats, weights: Floats) -> Floats:
    """Return mean comparative advantage in what is to be replaced.

    Equation (132). ``sum_g w_g RCA_jg / sum_g w_g``.

    Parameters
    ----------
    advantage : (N, G) float
        Revealed comparative advantage.
    weights : (G,) float
        What is to be replaced of each group, in any unit.

    Returns
    -------
    (N,) float
        One for an economy that exports what the world does; NaN where there is nothing to replace.
    """
    counted = weights > 0.0
    if not counted.any():
        return np.full(len(advantage), np.nan)
    mean: Floats = (advantage[:, counted] * weights[counted]).sum(axis=1) / weights[counted].sum()
    return mean


def _shares(exports: Floats) -> Floats:
    return over(exports, exports.sum(axis=-1, keepdims=True))


def substitutes(evidence: Evidence) -> pl.DataFrame:
    """Tabulate who could replace each of the two at war in the other's market."""
    flows, axes, focus = evidence.flows, evidence.axes, evidence.focus
    abroad = flows.base.copy()
    home = np.arange(len(axes.economies))
    abroad[home, home] = 0.0
    advantage = revealed_advantage(abroad.sum(axis=1))
    frames = []
    for market, replaced in ((focus.first, focus.second), (focus.second, focus.first)):
        here, there = axes.economy(market), axes.economy(replaced)
        fallen = flows.closing[0, there, here] < flows.closing[1, there, here]
        lost = np.where(fallen, flows.base[there, here], 0.0)
        chosen = [place for code, place in evidence.partners(market) if code != replaced]
        baskets = {
            "similarity": flows.closing[0],
            "similarity_reference": flows.closing[1],
            "base": flows.base,
            "benchmark": flows.benchmark,
        }
        frames.append(
            pl.DataFrame(
                {
                    "importer": [market] * len(chosen),
                    "replaced": [replaced] * len(chosen),
                    "substitute": [axes.economies[place] for place in chosen],
                    **{
                        name: similarity(each[chosen, here], each[there, here])
                        for name, each in baskets.items()
                    },
                    "base_exports": flows.base_total[chosen, here],
                    "advantage_in_lost": mean_advantage(advantage, lost)[chosen],
                }
            )
        )
    return pl.concat(frames)


EXPORT_SIMILARITY = Metric(
    question="Who sells the same goods as the partner that is lost?",
    table=Table(
        "export_similarity",
        "How alike exports to a market are to those of the one of the two at war that is taxed there.",
        (
            IMPORTER,
            word("replaced", "Exporter that is taxed", "code"),
            word("substitute", "Exporter that could stand in for it", "code"),
            *arms("similarity", "fraction", "Sum over groups of the lesser of the two shares"),
            number("base", "fraction", "The same in the base"),
            number("benchmark", "fraction", "The same in the long run without frictions"),
            number("base_exports", "USD mn a year", "What the substitute sells to the market in the base"),
            number(
                "advantage_in_lost",
                "1",
                "Revealed comparative advantage in the base, mean over groups of which the replaced sells "
                "less than in the reference, its base sales as weights",
            ),
        ),
    ),
    compute=substitutes,
    equations=(130, 131, 132),
    sources=(
        "Finger and Kreinin (1979), A measure of 'export similarity', Economic Journal 89",
        "Balassa (1965), Trade liberalisation and 'revealed' comparative advantage, The Manchester School 33",
    ),
)
