"""Bars by tenth of income: the parts of a change, and what a tenth spends with and without the measures."""

from __future__ import annotations

import polars as pl

from sim.report.drawing import plain
from sim.report.drawing.charts import rounded
from sim.report.drawing.dumbbell import DIAMOND, Values
from sim.report.drawing.theme import ACCENT, CARD, GAIN, HOME, INK, LOSS, NOT_BOUGHT, ZERO, base_layout
from sim.report.drawing.wording import LONG_RUN

_HEIGHT = 340
_SMALLEST = 0.1
PARTS = (
    ("from_prices", "Prices relative to wages", LOSS.light),
    ("from_jobs", "Lost jobs", HOME.light),
    ("from_rebate", "Tariff revenue handed back", GAIN.light),
    ("from_profits", "Profits and losses of firms", ACCENT.light),
    ("from_transfers", "Transfers from abroad", NOT_BOUGHT.light),
)
"""Column, name and colour of each part of the change of real spending."""


def parts_figure(
    frame: pl.DataFrame, scale: float = 100.0, number: str = "%{y:+.2f}%", suffix: str = "%"
) -> plain.Figure:
    """Draw the parts of the change of each tenth, what they come to together, and the long run.

    Parameters
    ----------
    frame : DataFrame
        Rows of one economy, from the poorest tenth to the richest.
    scale : float
        Factor from the unit of the columns to that of the axis.
    number : str
        Hover template of a value.
    suffix : str
        Unit behind the numbers of the axis.
    """
    tenths = _tenths(frame)
    traces: list[plain.Bar | plain.Scatter] = [
        plain.Bar(
            x=tenths,
            y=rounded(frame[column], scale),
            name=label,
            marker={"color": shade},
            hovertemplate=f"{label}: {number}<extra></extra>",
        )
        for column, label, shade in PARTS
    ]
    together = rounded(frame["change"], scale)
    dot = {"color": INK.light, "size": 10, "line": {"color": CARD.light, "width": 1.5}}
    traces.append(_marks(tenths, together, "Together", dot, number))
    traces.append(_marks(tenths, rounded(frame["benchmark_change"], scale), LONG_RUN, DIAMOND, number))
    extent = max((abs(value) for value in together if value is not None), default=0.0)
    still = {"range": [-_SMALLEST, _SMALLEST]} if extent < _SMALLEST / 20 else {}
    zero = {"zeroline": True, "zerolinecolor": ZERO.light, "zerolinewidth": 1.5}
    yaxis = {"ticksuffix": suffix, "showgrid": True, "nticks": 7, **zero, **still}
    return plain.Figure(traces, _layout(tenths, barmode="relative", yaxis=yaxis))


def levels_figure(frame: pl.DataFrame, shade: str) -> plain.Figure:
    """Draw what each tenth spends in the run as bars, and without the measures as rings, USD billion."""
    tenths, number = _tenths(frame), "USD %{y:,.1f} bn"
    bars = plain.Bar(
        x=tenths,
        y=rounded(frame["real_spending"], 1e-3),
        marker={"color": shade},
        hovertemplate=f"In the run: {number}<extra></extra>",
    )
    ring = {"symbol": "circle-open", "size": 10, "color": INK.light, "line": {"width": 2}}
    before = rounded(frame["real_spending_reference"], 1e-3)
    rings = _marks(tenths, before, "Without the measures", ring, number)
    return plain.Figure([bars, rings], _layout(tenths, yaxis={"rangemode": "tozero", "nticks": 7}))


def _tenths(frame: pl.DataFrame) -> list[str]:
    return [str(tenth) for tenth in frame["decile"].to_list()]


def _marks(
    tenths: list[str], values: Values, name: str, marker: dict[str, object], number: str
) -> plain.Scatter:
    hover = f"{name}: {number}<extra></extra>"
    return plain.Scatter(x=tenths, y=values, mode="markers", name=name, marker=marker, hovertemplate=hover)


def _layout(tenths: list[str], **changes: object) -> dict[str, object]:
    return base_layout(
        _HEIGHT,
        bargap=0.35,
        hovermode="x unified",
        margin={"b": 44},
        xaxis={
            "type": "category",
            "tickmode": "array",
            "tickvals": tenths,
            "ticktext": [_tick(each, tenths) for each in tenths],
        },
        **changes,
    )


def _tick(tenth: str, tenths: list[str]) -> str:
    """Number of a tenth, with a word under the first and the last."""
    return {tenths[0]: f"{tenth}<br>poorest", tenths[-1]: f"{tenth}<br>richest"}.get(tenth, tenth)
