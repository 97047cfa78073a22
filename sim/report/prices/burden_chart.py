"""Who bears the burden: the change of real spending by tenth of income, in its parts."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from sim.report.drawing.charts import Chart, Field, Key, View, rounded
from sim.report.drawing.dumbbell import DIAMOND
from sim.report.drawing.long_run import LONG_RUN_KEY
from sim.report.drawing.theme import ACCENT, CARD, GAIN, HOME, INK, LOSS, NOT_BOUGHT, ZERO, base_layout
from sim.report.drawing.wording import LONG_RUN, WITHOUT_FRICTIONS, Names, comparison, is_nothing
from sim.report.facts import Facts

_HEIGHT = 340
_SMALLEST = 0.1
_PARTS = (
    ("from_prices", "Prices relative to wages", LOSS.light),
    ("from_jobs", "Lost jobs", HOME.light),
    ("from_rebate", "Tariff revenue handed back", GAIN.light),
    ("from_profits", "Profits and losses of firms", ACCENT.light),
    ("from_transfers", "Transfers from abroad", NOT_BOUGHT.light),
)


def income_burden(facts: Facts) -> Chart:
    """Draw the change of each tenth of the two main economies; a view for each of them."""
    metrics, names = facts.metrics, facts.names
    frame = metrics.burden
    pair = (metrics.focus.first, metrics.focus.second)
    return Chart(
        identifier="income-burden",
        title=_title(frame, pair, names),
        description="Change of real spending of each tenth of households, from the poorest to the richest, "
        "split into prices, jobs, tariff revenue, profits and transfers.",
        views=tuple(
            View(
                names.label(code),
                f"Real spending by tenth of income in {names.phrase(code)}, against the run without the "
                "measures, percent of base spending, mean of the last four weeks",
                _figure(frame.filter(pl.col("economy") == code)),
            )
            for code in pair
        ),
        note="Parts are in units of the economy's own wage: prices count by what they do beyond wages. "
        "Incomes are lognormal with an assumed Gini coefficient, budgets follow assumed income elasticities, "
        "and lost jobs are mostly those of the poor.",
        data=frame.with_columns(names.labels(frame["economy"])),
        fields={
            "economy": Field("Economy"),
            "decile": Field("Tenth, 1 is the poorest", "index"),
            "change": Field("Real spending", "percent"),
            **{column: Field(label, "percent") for column, label, _ in _PARTS},
            "benchmark_change": Field(f"Real spending, {WITHOUT_FRICTIONS}", "percent"),
            "approval_change": Field("Approval of the government", "percent"),
        },
        keys=(
            *(Key(label, shade, "bar") for _, label, shade in _PARTS),
            Key("Together", INK.light, "dot"),
            LONG_RUN_KEY,
        ),
    )


def _figure(frame: pl.DataFrame) -> go.Figure:
    tenths = [str(tenth) for tenth in frame["decile"].to_list()]
    traces: list[go.Bar | go.Scatter] = [
        go.Bar(
            x=tenths,
            y=rounded(frame[column], 100.0),
            name=label,
            marker={"color": shade},
            hovertemplate=f"{label}: %{{y:+.2f}}%<extra></extra>",
        )
        for column, label, shade in _PARTS
    ]
    together = rounded(frame["change"], 100.0)
    traces.append(
        go.Scatter(
            x=tenths,
            y=together,
            mode="markers",
            name="Together",
            marker={"color": INK.light, "size": 10, "line": {"color": CARD.light, "width": 1.5}},
            hovertemplate="Together: %{y:+.2f}%<extra></extra>",
        )
    )
    traces.append(
        go.Scatter(
            x=tenths,
            y=rounded(frame["benchmark_change"], 100.0),
            mode="markers",
            name=LONG_RUN,
            marker=DIAMOND,
            hovertemplate=f"{LONG_RUN}: %{{y:+.2f}}%<extra></extra>",
        )
    )
    extent = max((abs(value) for value in together if value is not None), default=0.0)
    still = {"range": [-_SMALLEST, _SMALLEST]} if extent < _SMALLEST / 20 else {}
    layout = base_layout(
        _HEIGHT,
        barmode="relative",
        bargap=0.35,
        hovermode="x unified",
        margin={"b": 44},
        xaxis={
            "type": "category",
            "tickmode": "array",
            "tickvals": tenths,
            "ticktext": [_tick(each, tenths) for each in tenths],
        },
        yaxis={
            "ticksuffix": "%",
            "showgrid": True,
            "zeroline": True,
            "zerolinecolor": ZERO.light,
            "zerolinewidth": 1.5,
            "nticks": 7,
            **still,
        },
    )
    return go.Figure(traces, layout)


def _tick(tenth: str, tenths: list[str]) -> str:
    """Number of a tenth, with a word under the first and the last."""
    return {tenths[0]: f"{tenth}<br>poorest", tenths[-1]: f"{tenth}<br>richest"}.get(tenth, tenth)


def _title(frame: pl.DataFrame, pair: tuple[str, str], names: Names) -> str:
    poorest, richest = (
        float(frame.filter(pl.col("economy") == pair[0], pl.col("decile") == tenth)["change"][0])
        for tenth in (1, 10)
    )
    place = names.phrase(pair[0])
    if is_nothing(poorest) and is_nothing(richest):
        return f"No tenth of households in {place} can afford more or less"
    ends = f"{comparison(poorest)} for the poorest tenth in {place} and {comparison(richest)} for the richest"
    return f"Real spending ends {ends}"
