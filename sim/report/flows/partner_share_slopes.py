"""Shares of partners without the measures and in the run, as slopes and as changes."""

from __future__ import annotations

from typing import Any

import polars as pl

from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Key, View, end_labels, rounded
from sim.report.drawing.dumbbell import readable_range, rows_layout
from sim.report.drawing.long_run import LONG_RUN_KEY, row_diamonds
from sim.report.drawing.theme import CARD, GAIN, INK, LOSS, MUTED, base_layout, colour
from sim.report.drawing.wording import Names, capitalised, percent, possessive
from sim.report.facts import Facts
from sim.report.flows.ledgers import PARTNER_FIELDS, Ledger, chosen, exports, imports, named

_HEIGHT, _PLOT_HEIGHT = 470, 414
_SMALL_MOVE = 5e-4
_ROW_HEIGHT = 29
_BESIDE = 0.07


def partner_share_slopes(facts: Facts) -> Chart:
    """Shares of partners in imports of the first and exports of the second, without the measures and with."""
    names = facts.names
    ledgers = (imports(facts), exports(facts))
    views = [
        view
        for ledger in ledgers
        for view in (
            View(
                ledger.label,
                f"{ledger.shares}, without the measures and in the last four weeks of the run",
                _slopes(ledger, names),
                {"xaxis": {"ticktext": ["Without", "In the run"]}, "margin": {"l": 46, "r": 142}},
                "level",
                (*_slope_keys(), LONG_RUN_KEY),
            ),
            View(
                ledger.label,
                f"{ledger.shares}: change against the run without the measures, percentage points",
                _bars(ledger, names),
                {},
                "change",
                (Key("Higher", GAIN.light, "bar"), Key("Lower", LOSS.light, "bar"), LONG_RUN_KEY),
            ),
        )
    ]
    data = pl.concat(
        named(ledger.frame, names).with_columns(pl.lit(ledger.label).alias("side")) for ledger in ledgers
    )
    return Chart(
        identifier="partner-share-slopes",
        title=capitalised("; ".join(_finding(ledger, names) for ledger in ledgers)),
        description="Lines from the share of each partner without the measures to its share in the run.",
        views=views,
        note="The partners that move most and the largest of the others; the table has all. Changes of the "
        "long run are against the base year.",
        data=data,
        fields=PARTNER_FIELDS,
        metrics=("import_sources_first", "export_markets_second"),
    )


def _slope_keys() -> tuple[Key, ...]:
    return (Key("Partner, in its colour", INK.light, "line"),)


def _slopes(ledger: Ledger, names: Names) -> plain.Figure:
    frame = chosen(ledger).sort("scenario_share", "economy", nulls_last=True)
    before, after, rest = (
        rounded(frame[f"{arm}_share"], 100.0) for arm in ("reference", "scenario", "benchmark")
    )
    rows = list(zip(frame["economy"], before, after, rest, strict=True))
    known = [row for row in rows if row[1] is not None and row[2] is not None]
    traces = [
        plain.Scatter(
            x=[0, 1],
            y=[start, end],
            mode="lines+markers",
            line={"color": colour(code), "width": 3.5 if code == ledger.rival else 2},
            marker={"size": 8, "color": colour(code)},
            hovertemplate=f"{names.label(code)}: %{{y:.3~r}}%<extra></extra>",
        )
        for code, start, end, _ in known
    ]
    traces.append(_diamonds(known, names))
    high = 1.08 * max([5.0, *(value or 0.0 for row in known for value in row[1:])])
    layout = base_layout(
        _HEIGHT,
        margin={"l": 132, "r": 140, "t": 8, "b": 48},
        hovermode="closest",
        xaxis={
            "range": [-0.03, 1 + 2 * _BESIDE],
            "tickvals": [0, 1],
            "ticktext": ["Without the measures", "In the run"],
            "tickfont": {"color": INK.light, "size": 13},
            "automargin": False,
        },
        yaxis={"range": [0, high], "visible": False, "automargin": False},
        annotations=[*_left(known, names, high), *_right(known, names, high)],
        shapes=[
            {
                "type": "line",
                "x0": at,
                "x1": at,
                "y0": 0,
                "y1": high,
                "layer": "below",
                "line": {"color": MUTED.light, "width": 0.7},
            }
            for at in (0, 1)
        ],
    )
    return plain.Figure(traces, layout)


def _diamonds(rows: list[tuple[Any, ...]], names: Names) -> plain.Scatter:
    return plain.Scatter(
        x=[1 + _BESIDE] * len(rows),
        y=[rest for *_, rest in rows],
        text=[names.label(code) for code, *_ in rows],
        mode="markers",
        marker={
            "symbol": "diamond",
            "size": 9,
            "color": CARD.light,
            "line": {"width": 1.5, "color": [colour(code) for code, *_ in rows]},
        },
        hovertemplate="Long run without frictions, %{text}: %{y:.3~r}%<extra></extra>",
    )


def _right(rows: list[tuple[Any, ...]], names: Names, high: float) -> list[dict[str, Any]]:
    ends = [
        (
            end,
            f"{names.label(code)} {percent(end / 100)}",
            f"{names.label(code)} {percent(end / 100)}",
            colour(code),
        )
        for code, _, end, _ in rows
    ]
    return end_labels(ends, 0.0, high, _PLOT_HEIGHT)


def _left(rows: list[tuple[Any, ...]], names: Names, high: float) -> list[dict[str, Any]]:
    starts = [
        (start, f"{names.label(code)} {percent(start / 100)}", percent(start / 100), colour(code))
        for code, start, *_ in rows
    ]
    sides = {"x": 0, "xanchor": "right", "xshift": -6, "align": "right"}
    return [label | sides for label in end_labels(starts, 0.0, high, _PLOT_HEIGHT)]


def _bars(ledger: Ledger, names: Names) -> plain.Figure:
    frame = chosen(ledger).with_columns(
        move=pl.col("scenario_share") - pl.col("reference_share"),
        long_run=pl.col("benchmark_share") - pl.col("base_share"),
    )
    frame = frame.sort(["move", "economy"], descending=[True, False], nulls_last=True)
    rows = [names.label(code) for code in frame["economy"]]
    moves, long_run = rounded(frame["move"], 100.0), rounded(frame["long_run"], 100.0)
    bars = plain.Bar(
        x=moves,
        y=rows,
        orientation="h",
        width=0.62,
        marker={"color": [LOSS.light if (move or 0.0) < 0.0 else GAIN.light for move in moves]},
        hovertemplate="%{y}: %{x:+.2~f} points<extra></extra>",
    )
    scale = {"tickformat": "+,.2~f", **readable_range([*moves, *long_run], 1.0)}
    diamonds = row_diamonds(long_run, rows, "%{x:+.2~f} points")
    return plain.Figure([bars, diamonds], rows_layout(rows, _ROW_HEIGHT, scale))


def _finding(ledger: Ledger, names: Names) -> str:
    row = ledger.frame.filter(economy=ledger.rival).row(0, named=True)
    before, after = row["reference_share"], row["scenario_share"]
    whose = f"{possessive(names.phrase(ledger.rival))} share in {ledger.of_all}"
    if before is None or after is None or abs(after - before) < _SMALL_MOVE:
        return f"{whose} stays at {percent(after)}"
    return f"{whose} is {percent(after)}, {percent(before)} without the measures"
