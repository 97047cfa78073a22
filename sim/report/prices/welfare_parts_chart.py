"""Where the change of real consumption comes from: trade, relationships, work and profits."""

from __future__ import annotations

import polars as pl

from sim.metrics import Metrics
from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, Key, View, rounded
from sim.report.drawing.theme import (
    ACCENT,
    CARD,
    CONTEXT,
    GAIN,
    HOME,
    INK,
    LOSS,
    NOT_BOUGHT,
    ZERO,
    base_layout,
)
from sim.report.drawing.wording import LONG_RUN, Names, is_nothing, percent
from sim.report.facts import Facts

_HEIGHT = 380
_PARTS = (
    ("terms_of_trade", "Terms of trade", GAIN.light),
    ("volume_of_trade", "Volume of trade", LOSS.light),
    ("variety", "Origins lost or won", NOT_BOUGHT.light),
    ("matches", "Relationships not settled yet", ACCENT.light),
    ("work", "Jobs, hours and profits abroad", HOME.light),
    ("rest", "Transfers, stocks, all else", CONTEXT.light),
)
_OF_THE_RUN = ("jobs", "hours", "profits_abroad")
_REST = ("transfers", "stocks", "other_frictions")


def welfare_parts(facts: Facts) -> Chart:
    """Draw the parts of the change of the two main economies, in the run and in the long run."""
    metrics, names = facts.metrics, facts.names
    frame = _table(metrics)
    rows = [
        f"{names.label(row['economy'])}<br>{'this run' if row['state'] == 'run' else 'long run'}"
        for row in frame.iter_rows(named=True)
    ]
    return Chart(
        identifier="welfare-parts",
        title=_title(metrics, names),
        description="Parts of the change of real consumption of the two economies, which add up to it.",
        views=(
            View(
                "Parts",
                "Real consumption against the run without the measures, percent, mean of the last four "
                f"weeks; {LONG_RUN.lower()} against the base",
                _figure(frame, rows),
            ),
        ),
        note="Terms of trade: dearer exports and cheaper imports, before duty. Volume of trade: what is lost "
        "as less is imported of goods that are worth their duty on top of what they cost. Relationships not "
        "settled yet: buyers who have left get the average price at once, those who never bought there keep "
        "a better one; this fades and is no gain to count on (docs/decisions/selection.md). Duty that buyers "
        "pay their own treasury nets out.",
        data=frame.with_columns(names.labels(frame["economy"])),
        fields={
            "economy": Field("Economy"),
            "state": Field("This run, or long run without frictions"),
            "change": Field("Real consumption", "percent"),
            **{name: Field(label, "percent") for name, label, _ in _PARTS},
        },
        keys=(*(Key(label, shade, "bar") for _, label, shade in _PARTS), Key("Together", INK.light, "dot")),
        metrics=("welfare_parts",),
    )


def _table(metrics: Metrics) -> pl.DataFrame:
    """economy, state, change and its parts: a row for the run and one for the long run of each of the two."""
    frame = metrics.frame("welfare_parts")
    rows = []
    for code in (metrics.focus.first, metrics.focus.second):
        found = frame.filter(pl.col("economy") == code).row(0, named=True)
        number = {name: value or 0.0 for name, value in found.items() if name != "economy"}
        run = [number[name] for name in ("change", "terms_of_trade", "volume_of_trade", "variety", "matches")]
        work, rest = (sum(number[name] for name in names) for names in (_OF_THE_RUN, _REST))
        rows.append((code, "run", *run, work, rest))
        ends = ("change", "terms_of_trade", "volume_of_trade", "variety", "transfers", "other_frictions")
        change, terms, volume, variety, transfers, other = (number[f"{name}_benchmark"] for name in ends)
        rows.append((code, "long run", change, terms, volume, variety, 0.0, 0.0, transfers + other))
    columns = ("economy", "state", "change", *(name for name, _, _ in _PARTS))
    return pl.DataFrame(rows, schema=columns, orient="row")


def _figure(frame: pl.DataFrame, rows: list[str]) -> plain.Figure:
    traces: list[plain.Bar | plain.Scatter] = [
        plain.Bar(
            x=rows,
            y=rounded(frame[name], 100.0),
            name=label,
            marker={"color": shade},
            hovertemplate=f"{label}: %{{y:+.2f}}%<extra></extra>",
        )
        for name, label, shade in _PARTS
    ]
    together = rounded(frame["change"], 100.0)
    marker = {"color": INK.light, "size": 11, "line": {"color": CARD.light, "width": 1.5}}
    hover = "Together: %{y:+.2f}%<extra></extra>"
    traces.append(
        plain.Scatter(x=rows, y=together, mode="markers", name="Together", marker=marker, hovertemplate=hover)
    )
    extent = max((abs(value) for value in together if value is not None), default=0.0)
    still = {"range": [-0.1, 0.1]} if extent < 0.005 else {}
    zero = {"zeroline": True, "zerolinecolor": ZERO.light, "zerolinewidth": 1.5}
    layout = base_layout(
        _HEIGHT,
        barmode="relative",
        bargap=0.4,
        hovermode="x unified",
        margin={"b": 48},
        xaxis={"type": "category"},
        yaxis={"ticksuffix": "%", "showgrid": True, "nticks": 7, **zero, **still},
    )
    return plain.Figure(traces, layout)


def _title(metrics: Metrics, names: Names) -> str:
    parts, place = metrics.headline.welfare_parts, names.phrase(metrics.focus.first)
    change = metrics.headline.welfare[0].run
    if parts is None or change is None or is_nothing(change):
        return f"Nothing changes what households in {place} can afford"
    return (
        f"Of {percent(change, signed=True)} real consumption in {place} trade makes "
        f"{percent(parts.trade, signed=True)}, unsettled relationships {percent(parts.matches, signed=True)}"
    )
