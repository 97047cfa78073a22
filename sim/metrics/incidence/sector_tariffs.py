"""Which goods are taxed how much: average tariffs of the two at war by sector and product group."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from sim.metrics.axes import Floats, over
from sim.metrics.declaration import EXPORTER, GROUP, IMPORTER, SECTOR, WEEK, Metric, number
from sim.metrics.evidence import Evidence
from sim.metrics.incidence.pair_border import pair_of, read_pair_border
from sim.metrics.tariffs import ALL
from sim.records.columns import Table


def weeks_of_change(rate: Floats) -> list[int]:
    """Return the first week, and each in which one of (..., W) rates differs from the week before."""
    changed = (rate[..., 1:] != rate[..., :-1]).any(axis=tuple(range(rate.ndim - 1)))
    return [0, *(int(week) + 1 for week in np.flatnonzero(changed))]


def sector_tariffs(evidence: Evidence) -> pl.DataFrame:
    """Tabulate rates in force by sector and by product group in the weeks in which any of them changes."""
    axes, border, pair = evidence.axes, read_pair_border(evidence), pair_of(evidence)
    frames = []
    for place, (importer, exporter) in enumerate((pair, pair[::-1])):
        there = axes.economy(exporter)
        value = border.base[there, place]
        if not value.any():
            continue
        rate, usual = border.statutory[:, there, place]
        at = weeks_of_change(rate[value > 0.0])
        sectors, groups, held = zip(*_rows(evidence, value), strict=True)
        weight = np.stack(held) * value
        total = weight.sum(axis=1, keepdims=True)
        rows = np.repeat(np.arange(len(sectors)), len(at))
        columns = {
            "importer": pl.Series([importer]).new_from_index(0, len(rows)),
            "exporter": pl.Series([exporter]).new_from_index(0, len(rows)),
            "sector": pl.Series(sectors)[rows],
            "group": pl.Series(groups)[rows],
            "week": pl.Series([axes.weeks[week] for week in at] * len(sectors)),
            "rate": over(weight @ rate[:, at], total).ravel(),
            "rate_reference": over(weight @ usual[:, at], total).ravel(),
            "base_value": total[rows, 0],
        }
        frames.append(pl.DataFrame(columns))
    return pl.concat(frames)


def _rows(evidence: Evidence, value: Floats) -> Iterator[tuple[str, str, Floats]]:
    """Each sector with trade and its product groups: codes, and which of the ``G`` groups they hold."""
    goods = evidence.axes.goods
    sector_of = dict(sectors_of_groups(evidence))
    for sector in evidence.run.manifest["world"]["sectors"]:
        held = np.array([sector_of.get(group) == sector for group in goods], dtype=np.float64)
        if (held * value).sum() <= 0.0:
            continue
        yield sector, ALL, held
        for place in np.flatnonzero(held * value):
            yield sector, goods[place], np.eye(len(goods))[place]


def sectors_of_groups(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """Every product group of goods that is traded, and its sector."""
    known = evidence.run.tables["benchmark_trade"].select("group", "sector").unique().collect()
    yield from known.cast(pl.String).rows()


SECTOR_TARIFFS = Metric(
    question="Which sectors and product groups of the two at war are taxed how much, and since when?",
    table=Table(
        "sector_tariffs",
        "Average tariff on the other's goods by sector and product group, in the first week and in each in "
        "which a rate changes; a row holds until the next one.",
        (
            IMPORTER,
            EXPORTER,
            SECTOR,
            GROUP,
            WEEK,
            number("rate", "fraction", "Rates in force, base-year customs values as weights"),
            number("rate_reference", "fraction", "The same without the scenario's measures"),
            number("base_value", "USD mn a year", "Customs value in the base"),
        ),
    ),
    compute=sector_tariffs,
    equations=(144,),
)
