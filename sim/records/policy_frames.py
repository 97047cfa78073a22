"""Tables of policy: average tariffs, rates by product group, dated events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

from sim.economy.tariffs import TariffSchedule
from sim.records.layout import Layout, dates, declared
from sim.records.recorder import Recorder
from sim.records.tables import TABLES
from sim.scenario.statements import Statement
from sim.scenario.timeline import Timeline
from sim.world.world import Integers

_DAY = dt.timedelta(days=1)
_ROUNDING = 1e-12
"""Rates that differ by less do not differ."""


def tariffs_frame(layout: Layout, recorder: Recorder) -> pl.DataFrame:
    """Return average tariffs on goods, and the share of them that is barred, by pair and week."""
    world = layout.world
    weight = np.where(world.is_goods, world.customs_value, 0.0)
    total = weight.sum(axis=2)
    trades = (total > 0.0) & ~np.eye(len(total), dtype=bool)
    importer, exporter = np.nonzero(trades.T)
    place = (exporter, importer)
    fixed = np.stack([(weight * week).sum(axis=2)[place] / total[place] for week in recorder.tariff])
    flow, duty = np.empty((2, len(recorder.weeks), len(importer)))
    weeks = zip(recorder.customs_value, recorder.effective_tariff, strict=True)
    for week, (value, effective) in enumerate(weeks):
        goods = value.astype(np.float64) * world.is_goods
        flow[week], duty[week] = (each.sum(axis=2)[place] for each in (goods, goods * effective))
    barred = np.zeros_like(flow)
    for week, share in enumerate(recorder.barred):
        if share is not None:
            barred[week] = (weight * share).sum(axis=2)[place] / total[place]
    base = (weight * world.base_tariff).sum(axis=2)[place] / total[place]
    return layout.frame(
        "tariffs",
        recorder.weeks,
        None,
        {"importer": importer, "exporter": exporter},
        {
            "rate_fixed_weights": fixed.T,
            "rate_current_weights": (duty / np.where(flow > 0.0, flow, 1.0)).T,
            "base_rate": np.repeat(base[:, None], len(recorder.weeks), axis=1),
            "barred": barred.T,
        },
    )


def tariff_lines_frame(layout: Layout, recorder: Recorder) -> pl.DataFrame:
    """Return rates by product group in the weeks in which a pair's rates change."""
    world = layout.world
    before = [world.base_tariff, *recorder.tariff[:-1]]
    weeks: list[Integers] = []
    places: list[Integers] = []
    for week, (old, new) in enumerate(zip(before, recorder.tariff, strict=True)):
        changed = np.any(old != new, axis=2)[:, :, None] & (world.customs_value > 0.0)
        places.append(np.argwhere(changed))
        weeks.append(np.full(len(places[-1]), week))
    origin, destination, group = np.concatenate(places).T
    at = np.concatenate(weeks)
    order = np.lexsort((at, group, origin, destination))
    frame = pl.DataFrame(
        {
            "importer": layout.codes("importer", destination),
            "exporter": layout.codes("exporter", origin),
            "group": layout.codes("group", group),
            "week": dates(recorder.weeks)[at],
            "rate": np.stack(recorder.tariff)[at, origin, destination, group],
        }
    )
    return declared("tariff_lines", frame[order])


def tariff_days_frame(
    layout: Layout, schedule: TariffSchedule, first: dt.date, last: dt.date
) -> pl.DataFrame:
    """Return the average tariff of every pair before and after each day of a horizon on which it moves."""
    world = layout.world
    weight = np.where(world.is_goods, world.customs_value, 0.0)
    total = weight.sum(axis=2)
    traded = np.where(total > 0.0, total, np.inf)
    parts = []
    for day in schedule.changes:
        if first <= day <= last:
            rates = [(weight * schedule.at(each)).sum(axis=2) / traded for each in (day - _DAY, day)]
            exporter, importer = np.nonzero(np.abs(rates[1] - rates[0]) > _ROUNDING)
            moved = {
                "importer": layout.codes("importer", importer),
                "exporter": layout.codes("exporter", exporter),
                "date": pl.repeat(day, len(importer), dtype=pl.Date, eager=True),
                "rate_before": rates[0][exporter, importer],
                "rate": rates[1][exporter, importer],
            }
            parts.append(declared("tariff_days", pl.DataFrame(moved)))
    if not parts:
        return pl.DataFrame(schema=TABLES["tariff_days"].schema)
    return pl.concat(parts)


def events_frame(
    timeline: Timeline, statements: Sequence[Statement], first: dt.date, last: dt.date
) -> pl.DataFrame:
    """Return the dated acts and statements of policy that matter to a horizon, oldest first."""
    rows: list[dict[str, Any]] = [
        {
            "date": event.date,
            "week": event.date - dt.timedelta(event.date.weekday()),
            "event": event.kind,
            "measure": event.measure.id,
            "kind": event.measure.kind,
            "actors": ", ".join(event.measure.actors),
            "importer": event.importers,
            "exporter": event.exporters,
            "title": event.measure.title or event.measure.one_line,
            "source": event.measure.source or "",
        }
        for event in timeline.events
        if first <= event.date <= last
    ]
    rows += [
        {
            "date": each.date,
            "week": each.date - dt.timedelta(each.date.weekday()),
            "event": "said",
            "measure": each.id,
            "kind": "statement",
            "actors": each.speaker,
            "importer": ", ".join(each.importer),
            "exporter": ", ".join(each.exporter),
            "title": each.one_line,
            "source": each.source,
        }
        for each in sorted(statements, key=lambda each: (each.date, each.id))
        if first <= each.date <= last
    ]
    rows.sort(key=lambda row: row["date"])
    return pl.DataFrame(rows, schema=TABLES["events"].schema)
