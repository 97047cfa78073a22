"""What governments add to their duties as they announce it: the rate that is spoken of, before exemptions."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sim.metrics.axes import Floats, Integers
from sim.metrics.declaration import IMPORTER, WEEK, Metric, count, number, word
from sim.metrics.evidence import Evidence
from sim.metrics.incidence.pair_border import pair_of, read_pair_border
from sim.metrics.tariffs import REST
from sim.records.columns import Table

SMALLEST_PART = 0.1
"""Part of the flows that must share a rate: fewer do not make it the rate on most goods."""

DIGITS = 4
"""Rates are told apart by hundredths of a point: they are stored in single precision."""


def common_addition(rise: Floats) -> tuple[float, int]:
    """Return the rise of the tariff that most product groups share, and how many share it.

    ``a = argmax_x #{g: t_g - t0_g = x}``, docs/model.md, section 13. Exempt goods and goods on lists with
    rates of their own do not move it as long as more groups share another rate.

    Parameters
    ----------
    rise : (F,) float
        Tariff in force less that of the base, by flow (a product group of an origin), fractions.

    Returns
    -------
    addition : float
        Fraction, the largest of those that equally many share; NaN where fewer than a tenth of the flows
        share one, or only one of several does.
    sharing : int
        Flows with this rise.
    """
    if not rise.size:
        return np.nan, 0
    rises, number_of = np.unique(np.round(rise, DIGITS) + 0.0, return_counts=True)
    most = int(number_of.max())
    alone = most == 1 and rise.size > 1
    if alone or most < SMALLEST_PART * rise.size:
        return np.nan, most
    return float(rises[number_of == most].max()), most


def announced_tariffs(evidence: Evidence) -> pl.DataFrame:
    """Tabulate the common addition of each of the two at war on the other one and on everyone else."""
    axes, border, pair = evidence.axes, read_pair_border(evidence), pair_of(evidence)
    rise = border.statutory[0] - border.statutory[1]
    frames = []
    for place, (importer, partner) in enumerate((pair, pair[::-1])):
        traded = border.base[:, place] > 0.0
        is_partner = np.arange(len(axes.economies)) == axes.economy(partner)
        for exporter, chosen in ((partner, is_partner), (REST, ~is_partner)):
            found = _by_week(rise[:, place][traded & chosen[:, None]])
            frames.append(
                pl.DataFrame(
                    {
                        "importer": [importer] * len(axes.weeks),
                        "exporter": [exporter] * len(axes.weeks),
                        "week": axes.weeks,
                        "added": found[0],
                        "sharing": found[1],
                        "flows": [int((traded & chosen[:, None]).sum())] * len(axes.weeks),
                    }
                )
            )
    return pl.concat(frames)


def _by_week(rise: Floats) -> tuple[Floats, Integers]:
    """Return the common addition and how many share it, for (F, W) rises."""
    weeks = rise.shape[1]
    added, sharing = np.full(weeks, np.nan), np.zeros(weeks, dtype=np.int64)
    for week, changed in enumerate(_changes(rise)):
        if changed:
            added[week], sharing[week] = common_addition(rise[:, week])
        else:
            added[week], sharing[week] = added[week - 1], sharing[week - 1]
    return added, sharing


def _changes(rise: Floats) -> NDArray[np.bool_]:
    """(W,) whether any of (F, W) rises differs from the week before; the first week counts."""
    changed = np.ones(rise.shape[1], dtype=np.bool_)
    changed[1:] = (rise[:, 1:] != rise[:, :-1]).any(axis=0)
    return changed


ANNOUNCED_TARIFFS = Metric(
    question="How much do governments add to their duties, as they announce it, before exemptions?",
    table=Table(
        "announced_tariffs",
        "Rise of the tariff over the base that most product groups share, by week: the rate that is spoken "
        "of, without the goods that are exempt or on lists with rates of their own.",
        (
            IMPORTER,
            word("exporter", "Economy whose goods are taxed: a code, or `rest`", "code"),
            WEEK,
            number(
                "added",
                "fraction",
                "Rise of the rate over that of the base, mean over the week's days; none where fewer than a "
                "tenth of the flows share one",
            ),
            count("sharing", "Product groups by origin, traded in the base, with this rise"),
            count("flows", "Product groups by origin that are traded in the base"),
        ),
    ),
    compute=announced_tariffs,
)
