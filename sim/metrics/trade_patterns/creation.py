"""What becomes of trade that tariffs drive away, and where trade that grows comes from, week by week."""

from __future__ import annotations

import numpy as np
import polars as pl

from sim.metrics.axes import CLOSING_WEEKS, Floats
from sim.metrics.declaration import EXPORTER, GROUP, IMPORTER, WEEK, Metric, number
from sim.metrics.evidence import Evidence
from sim.metrics.trade_patterns.one_economy import BASIS, VALUE, VOLUME, purchases
from sim.records.columns import Table


def lost_trade(partner: Floats, third: Floats, home: Floats) -> dict[str, Floats]:
    """Split a fall in imports from a partner by what takes their place.

    Equation (138). With ``L = max(0, -dM)`` the fall in imports from the partner, ``T`` and ``H`` the
    rises in those from third economies and in sales at home, not below zero: diverted ``D = min(L, T)``,
    replaced at home ``R = min(L - D, H)``, not bought ``N = L - D - R``.

    Parameters
    ----------
    partner, third, home : (...) float
        Changes of what an economy buys from its partner, from all third economies and at home, in one unit.

    Returns
    -------
    dict of str to (...) float
        lost, diverted, replaced_at_home, not_bought; zero or more, the last three add up to the first.
    """
    lost = np.maximum(-partner, 0.0)
    diverted = np.minimum(lost, np.maximum(third, 0.0))
    at_home = np.minimum(lost - diverted, np.maximum(home, 0.0))
    return {
        "lost": lost,
        "diverted": diverted,
        "replaced_at_home": at_home,
        "not_bought": lost - diverted - at_home,
    }


def gained_trade(partner: Floats, third: Floats) -> dict[str, Floats]:
    """Split a rise in imports from a partner by where they come from.

    Equation (139). With ``G = max(0, dM)``: drawn from third economies ``min(G, max(0, -dT))``; the
    rest is created.

    Parameters
    ----------
    partner, third : (...) float
        Changes of what an economy buys from its partner and from all third economies, in one unit.

    Returns
    -------
    dict of str to (...) float
        gained, drawn_from_third, created; zero or more, the last two add up to the first.
    """
    gained = np.maximum(partner, 0.0)
    drawn = np.minimum(gained, np.maximum(-third, 0.0))
    return {"gained": gained, "drawn_from_third": drawn, "created": gained - drawn}


def _parts(change: Floats, here: int, there: int) -> dict[str, Floats]:
    """Split by group of the (N, G, ...) change of what ``here`` buys, from ``there`` above all."""
    partner, home = change[there], change[here]
    third = change.sum(axis=0) - partner - home
    return lost_trade(partner, third, home) | gained_trade(partner, third)


def _directions(evidence: Evidence) -> tuple[tuple[str, str], tuple[str, str]]:
    focus = evidence.focus
    return (focus.first, focus.second), (focus.second, focus.first)


def by_group(evidence: Evidence) -> pl.DataFrame:
    """Tabulate both directions between the two at war by group, last four weeks and the long run."""
    flows, axes = evidence.flows, evidence.axes
    frames = []
    for importer, exporter in _directions(evidence):
        here, there = axes.economy(importer), axes.economy(exporter)
        rest = _parts(flows.benchmark[:, here] - flows.base[:, here], here, there)
        for basis in (VALUE, VOLUME):
            late = purchases(evidence, importer, basis)[..., axes.closing(CLOSING_WEEKS)].mean(axis=-1)
            columns = _parts(late[0] - late[1], here, there)
            # The long run is known in values alone.
            known = 1.0 if basis == VALUE else np.nan
            columns |= {f"benchmark_{name}": known * part for name, part in rest.items()}
            frame = pl.DataFrame({"group": axes.goods} | columns)
            frames.append(_labelled(frame, importer, exporter, basis))
    return pl.concat(frames)


def weekly_totals(evidence: Evidence) -> pl.DataFrame:
    """Tabulate both directions between the two at war week by week, split by group and then added up."""
    axes = evidence.axes
    frames = []
    for importer, exporter in _directions(evidence):
        for basis in (VALUE, VOLUME):
            bought = purchases(evidence, importer, basis)
            parts = _parts(bought[0] - bought[1], axes.economy(importer), axes.economy(exporter))
            columns = {name: part.sum(axis=0) for name, part in parts.items()}
            frame = pl.DataFrame({"week": axes.weeks} | columns)
            frames.append(_labelled(frame, importer, exporter, basis))
    return pl.concat(frames)


def _labelled(frame: pl.DataFrame, importer: str, exporter: str, basis: str) -> pl.DataFrame:
    keys = {"importer": importer, "exporter": exporter, "basis": basis}
    return frame.with_columns(pl.lit(value).alias(name) for name, value in keys.items())


_MEANING = {
    "lost": "Fall in imports from the exporter below the reference",
    "diverted": "Part of the fall bought from third economies instead",
    "replaced_at_home": "Part of it bought at home instead",
    "not_bought": "Part of it bought nowhere",
    "gained": "Rise in imports from the exporter above the reference",
    "drawn_from_third": "Part of the rise that third economies lose",
    "created": "Rest of the rise",
}
_COLUMNS = tuple(number(name, "USD mn a year", what) for name, what in _MEANING.items())
_SOURCES = ("Viner (1950), The Customs Union Issue, Carnegie Endowment for International Peace",)

TRADE_CREATION = Metric(
    question="What takes the place of the trade that tariffs drive away, in which goods?",
    table=Table(
        "trade_creation",
        "Imports of each of the two at war from the other by group, against the reference, last four weeks.",
        (
            IMPORTER,
            EXPORTER,
            BASIS,
            GROUP,
            *_COLUMNS,
            *(
                number(
                    f"benchmark_{name}", "USD mn a year", f"{what}: values of the long run against the base"
                )
                for name, what in _MEANING.items()
            ),
        ),
    ),
    compute=by_group,
    equations=(138, 139),
    sources=_SOURCES,
    on_request=True,
)

TRADE_CREATION_WEEKLY = Metric(
    question="When does what take the place of the trade that tariffs drive away?",
    table=Table(
        "trade_creation_weekly",
        "Imports of each of the two at war from the other, sums over groups of each week's split.",
        (IMPORTER, EXPORTER, BASIS, WEEK, *_COLUMNS),
    ),
    compute=weekly_totals,
    equations=(138, 139),
    sources=_SOURCES,
)
