"""What part of its goods an economy buys directly from another one."""

from __future__ import annotations

import numpy as np
import polars as pl

from sim.metrics.axes import Floats, over
from sim.metrics.declaration import IMPORTER, PARTNER, WEEK, Metric, arms
from sim.metrics.evidence import Evidence
from sim.records.columns import Table


def share_of_imports(flows: Floats) -> Floats:
    """Return the share of each origin in what a destination imports.

    Equation (106). ``s_od = M_od / sum_(k != d) M_kd``; what is made at home counts in neither.

    Parameters
    ----------
    flows : (N, N, ...) float
        Goods by origin and destination, in any unit.

    Returns
    -------
    (N, N, ...) float
        Fractions, zero at home; NaN for a destination that imports nothing.
    """
    abroad = flows.copy()
    home = np.arange(len(flows))
    abroad[home, home] = 0.0
    return over(abroad, abroad.sum(axis=0))


def share_of_absorption(flows: Floats) -> Floats:
    """Return the share of each origin in all goods that a destination uses, its own included.

    Equation (107). ``a_od = M_od / sum_k M_kd``.

    Parameters
    ----------
    flows : (N, N, ...) float
        Goods by origin and destination, sales at home on the diagonal, in any unit.

    Returns
    -------
    (N, N, ...) float
        Fractions that sum to one over origins; NaN for a destination that uses nothing.
    """
    return over(flows, flows.sum(axis=0))


def direct_shares(evidence: Evidence) -> pl.DataFrame:
    """Tabulate shares of every partner in an economy's goods, week by week, in both arms."""
    imports = [share_of_imports(arm) for arm in evidence.flows.weekly]
    absorbed = [share_of_absorption(arm) for arm in evidence.flows.weekly]
    frames = []
    for importer in evidence.subjects:
        here = evidence.axes.economy(importer)
        for partner, there in evidence.partners(importer):
            columns = {
                "importer": [importer] * len(evidence.axes.weeks),
                "partner": [partner] * len(evidence.axes.weeks),
                "week": evidence.axes.weeks,
            }
            for name, (scenario, reference) in {"imports": imports, "absorption": absorbed}.items():
                columns[f"share_of_{name}"] = scenario[there, here]
                columns[f"share_of_{name}_reference"] = reference[there, here]
            frames.append(pl.DataFrame(columns))
    return pl.concat(frames)


DIRECT_SHARE = Metric(
    question="What part of its goods does an economy buy from each other one, seen at face value?",
    table=Table(
        "direct_share",
        "Share of each partner in the goods that an economy imports, and in all that it uses.",
        (
            IMPORTER,
            PARTNER,
            WEEK,
            *arms("share_of_imports", "fraction", "Customs value over that of all imports of goods"),
            *arms(
                "share_of_absorption",
                "fraction",
                "Customs value over that of all goods used, home-made ones too",
            ),
        ),
    ),
    compute=direct_shares,
    equations=(106, 107),
    sources=("Alfaro and Chor (2023), Global supply chains: the looming great reallocation, NBER 31661",),
)
