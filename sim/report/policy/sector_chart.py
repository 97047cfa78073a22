"""Which goods are taxed: average tariffs by sector or product group, column by column as rates change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl

from sim.metrics.tariffs import ALL
from sim.report.drawing import plain
from sim.report.drawing.charts import Basis, Chart, Field, View
from sim.report.drawing.theme import GAIN, INK, MORE, TIERS, base_layout
from sim.report.drawing.wording import Names, capitalised, is_nothing, percent, possessive
from sim.report.facts import Facts

_ROW_HEIGHT = 22
_HEAD_AND_FOOT = 64
_LABEL_WIDTH = 46
_NARROW_LABEL = 16
_NOISE = 0.05
"""Points that nobody can see: rates of the base are stored in single precision."""

_ROOM = 0.06
_PROMINENT = 0.01
"""Part of the trade of the base that a sector must have for the title to name it."""


def sector_tariffs(facts: Facts) -> Chart:
    """Average tariffs of the focus pair on each other by sector and product group, since when."""
    metrics, names = facts.metrics, facts.names
    frame = metrics.frame("sector_tariffs").with_columns(
        name=pl.when(pl.col("group") == ALL)
        .then(pl.col("sector").replace(names.sectors))
        .otherwise(pl.col("group").replace(names.groups)),
        change=pl.col("rate") - pl.col("rate_reference"),
    )
    views = []
    for kind, rows in (("", frame.filter(group=ALL)), (", products", frame.filter(pl.col("group") != ALL))):
        for importer, exporter in _pairs(facts):
            chosen = rows.filter(importer=importer, exporter=exporter)
            if chosen.height:
                label = f"{names.label(importer)} on {names.label(exporter)}{kind}"
                views += _views(label, chosen, names, importer, exporter)
    # product groups week by week are in the file of the metric: here they would fill the table
    listed = frame.filter(
        (pl.col("group") == ALL) | (pl.col("week") == pl.col("week").max().over("importer"))
    )
    return Chart(
        identifier="sector-tariffs",
        title=_title(facts, frame.filter(group=ALL), names),
        description="A grid of average tariffs: a row for each sector or product group, a column for each "
        "week in which a rate changes.",
        views=views,
        note="A column holds until the next one, the last one to the end of the run; numbers stand in the "
        "first and the last. Means with base-year trade as weights, base duties included; a week in which a "
        "rate changes has the mean over its days. Rows in the order of the rates in the last column."
        + _ban_words(facts),
        data=listed.with_columns(
            names.labels(listed["importer"]),
            names.labels(listed["exporter"]),
            kind=pl.when(pl.col("group") == ALL).then(pl.lit("Sector")).otherwise(pl.lit("Product group")),
        ),
        fields={
            "importer": Field("Levied by"),
            "exporter": Field("On goods from"),
            "kind": Field("Kind"),
            "name": Field("Goods"),
            "week": Field("From the week", "date"),
            "rate": Field("Tariff", "percent"),
            "rate_reference": Field("Without the measures", "percent"),
            "base_value": Field("Base-year trade, USD bn a year", "billions"),
        },
        metrics=("sector_tariffs",),
    )


def _ban_words(facts: Facts) -> str:
    head = facts.metrics.headline
    barred = max(head.tariff_of_first.barred, head.tariff_of_second.barred)
    return "" if is_nothing(barred) else " Bans are no rate and are not shown."


def _pairs(facts: Facts) -> tuple[tuple[str, str], tuple[str, str]]:
    first, second = facts.metrics.focus.first, facts.metrics.focus.second
    return (first, second), (second, first)


def _views(label: str, rows: pl.DataFrame, names: Names, importer: str, exporter: str) -> list[View]:
    what = f"of {names.phrase(importer)} on goods of {names.phrase(exporter)}"
    texts: tuple[tuple[Basis, str, str], ...] = (
        ("level", "rate", f"Average tariff {what}, percent; each column begins in the week named below"),
        (
            "change",
            "change",
            f"Average tariff {what} against that without the measures, percentage points; each column begins "
            "in the week named below",
        ),
    )
    return [
        View(label, subtitle, _figure(rows, column, basis), _narrow(rows), basis=basis)
        for basis, column, subtitle in texts
    ]


def _figure(rows: pl.DataFrame, column: str, basis: Basis) -> plain.Figure:
    weeks = rows["week"].unique().sort().to_list()
    order = _order(rows, weeks[-1])
    grid = rows.pivot("week", index="name", values=column, maintain_order=True)
    lines = {row[0]: row[1:] for row in grid.select("name", *map(str, weeks)).rows()}
    cells = [[None if value is None else round(100.0 * value, 1) for value in lines[name]] for name in order]
    known = [value for line in cells for value in line if value is not None]
    low, high = min(known, default=0.0), max([5.0, *known])
    low = low if low < -_NOISE else 0.0
    number = "%{z:.1f}%" if basis == "level" else "%{z:+.1f} points"
    written = "{:.0f}" if basis == "level" else "{:+.0f}"
    # a plain mapping, which Plotly checks once and not twice
    cover = {
        "type": "heatmap",
        "x": _columns(weeks),
        "y": [_short(name, _LABEL_WIDTH) for name in order],
        "z": cells,
        "zmin": low,
        "zmax": high,
        "colorscale": _scale(low, high),
        "showscale": False,
        "xgap": 1,
        "ygap": 1,
        "text": [_first_and_last(line, written) for line in cells],
        "texttemplate": "%{text}",
        "textfont": {"size": 10.5},
        "hovertemplate": f"%{{y}}<br>from the week of %{{x}}: {number}<extra></extra>",
    }
    layout = base_layout(
        _ROW_HEIGHT * len(order) + _HEAD_AND_FOOT,
        margin={"t": 8, "r": 14, "b": 48},
        hovermode="closest",
        xaxis={"type": "category", "ticks": "outside", "nticks": 12, "showline": False},
        yaxis={
            "type": "category",
            "autorange": "reversed",
            "dtick": 1,
            "ticks": "",
            "showgrid": False,
            "tickfont": {"color": INK.light, "size": 12.5},
        },
    )
    return plain.Figure([cover], layout)


def _first_and_last(line: Sequence[float | None], written: str) -> list[str]:
    """Write what stands in the outer cells of a row; nothing in the others and where there is nothing."""
    texts = [""] * len(line)
    for place in (0, -1):
        value = line[place]
        texts[place] = written.format(value) if value is not None and abs(value) >= _NOISE else ""
    return texts


def _narrow(rows: pl.DataFrame) -> dict[str, Any]:
    order = _order(rows, rows["week"].max())
    short = [_short(name, _NARROW_LABEL) for name in order]
    ticks = {"tickmode": "array", "tickvals": list(range(len(short))), "ticktext": short}
    columns = rows["week"].n_unique()
    # room beside the last column, whose numbers are wider than it
    room = [-0.5, round((1.0 + _ROOM) * columns - 0.5, 2)]
    return {"xaxis": {"nticks": 4, "range": room}, "yaxis": ticks}


def _short(name: str, letters: int) -> str:
    return name if len(name) <= letters else f"{name[: letters - 1].rstrip(' ,')}\u2026"


def _order(rows: pl.DataFrame, week: Any) -> list[str]:
    """Names of the rows, the highest rate of the last column on top."""
    last = rows.filter(week=week).sort(["rate", "name"], descending=[True, False], nulls_last=True)
    return last["name"].to_list()


def _columns(weeks: Sequence[date]) -> list[str]:
    """Names of the columns: the day, and the year where it changes."""
    years = [None, *(week.year for week in weeks)]
    return [
        f"{week.day} {week:%b}" + (f"<br>{week.year}" if week.year != before else "")
        for week, before in zip(weeks, years, strict=False)
    ]


def _scale(low: float, high: float) -> list[tuple[float, str]]:
    """Colours from the lowest to the highest value; those of a fall below zero are in another hue."""
    zero = (0.0 - low) / (high - low)
    ramp = [(1.0 - (1.0 - zero) * (1.0 - at / (len(TIERS) - 1)), each.light) for at, each in enumerate(TIERS)]
    return ramp if zero == 0.0 else [(0.0, GAIN.light), (zero / 2, MORE.light), *ramp]


def _title(facts: Facts, sectors: pl.DataFrame, names: Names) -> str:
    importer, exporter = _pairs(facts)[0]
    rows = sectors.filter(importer=importer, exporter=exporter)
    last = rows.filter(pl.col("week") == pl.col("week").max())
    if not last.height or all(map(is_nothing, last["change"])):
        whose = capitalised(possessive(names.phrase(importer)))
        return f"{whose} tariffs on {names.phrase(exporter)} do not change"
    smallest = _PROMINENT * pl.col("base_value").sum()
    large = last.filter(pl.col("base_value") >= smallest).sort("rate", "name")
    least, most = large.row(0, named=True), large.row(-1, named=True)
    opening = f"Of {possessive(names.phrase(exporter))} goods {names.phrase(importer)} taxes "
    if large.height < 2:
        return f"{opening}{_in_sentence(most['name'])} at {percent(most['rate'])}"
    return (
        f"{opening}{_in_sentence(most['name'])} most, at {percent(most['rate'])}, and "
        f"{_in_sentence(least['name'])} least, at {percent(least['rate'])}"
    )


def _in_sentence(name: str) -> str:
    return name[0].lower() + name[1:] if name[1:2].islower() else name
