"""What part of trade is taxed at which rate: areas by class of rates, week by week."""

from __future__ import annotations

from typing import Any

import polars as pl

from sim.metrics.incidence.taxed_trade import TIERS as LOWEST
from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, Key, View, end_labels, label_margin, narrow_weeks, rounded
from sim.report.drawing.theme import INK, LOSS, TIERS, base_layout
from sim.report.drawing.weekly import by_week
from sim.report.drawing.wording import Names, capitalised, is_nothing, listed, percent
from sim.report.facts import Facts

_HEIGHT = 400
_PLOT_HEIGHT = 350
_LABELLED = 0.03
_HIGH_RATES = (1.0, 0.25, 0.1)
"""Rates of which the title may speak, the highest first."""


def taxed_trade(facts: Facts) -> Chart:
    """What part of the trade of the focus pair is taxed at which rate, by week."""
    metrics, names = facts.metrics, facts.names
    first, second = metrics.focus.first, metrics.focus.second
    frame = metrics.frame("weekly_taxed_trade")
    narrow = {"margin": {"r": 46}, "xaxis": narrow_weeks(metrics.axes.weeks)}
    views = []
    for column, ending, weighed in (
        ("share", "", "base-year trade, rates in force"),
        ("share_of_what_is_left", ", what is left", "the week's trade, rates paid"),
    ):
        for importer, exporter in ((first, second), (second, first)):
            rows = frame.filter(importer=importer, exporter=exporter)
            views.append(
                View(
                    f"{names.label(importer)} on {names.label(exporter)}{ending}",
                    f"Percent of what {names.phrase(importer)} buys from {names.phrase(exporter)} by rate of "
                    f"tariff; {weighed}",
                    _figure(facts, rows, column, _barred(facts, importer, exporter)),
                    narrow,
                )
            )
    barred = _any_barred(facts)
    return Chart(
        identifier="taxed-trade",
        title=_title(facts, names),
        description="Areas on top of each other: the share of goods in each class of rates, by week, the "
        "lowest rates at the bottom.",
        views=views,
        note="Rates are means over product groups: one of which half is exempt counts at half the "
        "rate; base duties are included. The first weeks show trade before the measures."
        + (" The line is the share that bans keep out, whatever the rate on it." if barred else ""),
        data=_table(frame, names),
        fields={
            "importer": Field("Levied by"),
            "exporter": Field("On goods from"),
            "week": Field("Week", "date"),
            "weights": Field("Share of"),
            **{_class(rate): Field(_class(rate), "percent") for rate in LOWEST},
        },
        keys=[
            *(Key(_class(rate), shade.light, "bar") for rate, shade in zip(LOWEST, TIERS, strict=True)),
            *([Key("Kept out by bans", LOSS.light, "dash")] if barred else []),
        ],
        metrics=("weekly_taxed_trade", "tariff_paths"),
    )


def _table(frame: pl.DataFrame, names: Names) -> pl.DataFrame:
    """One row a direction, week and kind of weights, one column a class of rates."""
    named = frame.with_columns(
        names.labels(frame["importer"]),
        names.labels(frame["exporter"]),
        rate=pl.Series([_class(rate) for rate in frame["rate_from"]], dtype=pl.String),
    )
    kinds = (("share", "Base-year trade"), ("share_of_what_is_left", "The week's trade"))
    return pl.concat(
        named.pivot("rate", index=["importer", "exporter", "week"], values=column).with_columns(
            pl.selectors.float().round(4), weights=pl.lit(words)
        )
        for column, words in kinds
    )


def _figure(facts: Facts, rows: pl.DataFrame, column: str, barred: list[float | None]) -> plain.Figure:
    weeks = facts.metrics.axes.weeks
    # plain mappings, which Plotly checks once and not twice
    traces, ends, below = list[dict[str, Any]](), [], 0.0
    for rate, shade in zip(LOWEST, TIERS, strict=True):
        shares = rows.filter(rate_from=rate)[column]
        if not shares.fill_null(0.0).max():
            continue
        name = _class(rate)
        traces.append(
            {
                **by_week(weeks),
                "type": "scatter",
                "y": rounded((100.0 * shares.fill_null(0.0)).round(1)),
                "mode": "lines",
                "stackgroup": "rates",
                "line": {"width": 0, "color": shade.light, "shape": "hv"},
                "fillcolor": shade.light,
                "hovertemplate": f"{name}: %{{y:.1f}}%<extra></extra>",
            }
        )
        last = shares[-1] or 0.0
        if last >= _LABELLED:
            short = percent(last)
            ends.append((100.0 * (below + last / 2), f"{name}: {short}", short, INK.light))
        below += last
    if any(barred):
        line = {"width": 3, "color": LOSS.light, "dash": "6px,3px", "shape": "hv"}
        hover = "Kept out by bans: %{y:.1f}%<extra></extra>"
        traces.append(
            {
                **by_week(weeks),
                "type": "scatter",
                "y": barred,
                "mode": "lines",
                "line": line,
                "cliponaxis": False,
                "hovertemplate": hover,
            }
        )
    layout = base_layout(
        _HEIGHT,
        margin={"r": label_margin(ends) + 12},
        hovermode="x unified",
        xaxis={"type": "date", "hoverformat": "Week of %-d %b %Y", "range": [weeks[0], weeks[-1]]},
        yaxis={"range": [0, 100], "ticksuffix": "%", "nticks": 6},
        annotations=end_labels(ends, 0.0, 100.0, _PLOT_HEIGHT) if ends else [],
    )
    return plain.Figure(traces, layout)


def _class(rate: float) -> str:
    """Name of the class of rates that begins at one: "100-125%"."""
    place = LOWEST.index(rate)
    if place == 0:
        return f"Under {_rate(LOWEST[1])}%"
    if place == len(LOWEST) - 1:
        return f"{_rate(rate)}% and more"
    return f"{_rate(rate)}\u2013{_rate(LOWEST[place + 1])}%"


def _rate(rate: float) -> str:
    return f"{100.0 * rate:.3g}"


def _barred(facts: Facts, importer: str, exporter: str) -> list[float | None]:
    """Percent by week; none in weeks without a ban, so that no line runs along the axis."""
    rows = facts.metrics.tariff_paths.filter(importer=importer, exporter=exporter)
    return [value or None for value in rounded(rows["barred"], 100.0)]


def _ban_words(facts: Facts) -> str:
    head = facts.metrics.headline
    shares = [level.barred for level in (head.tariff_of_first, head.tariff_of_second)]
    if all(map(is_nothing, shares)):
        return ""
    return f". Bans keep out {listed([percent(share) for share in shares])}"


def _any_barred(facts: Facts) -> bool:
    focus = facts.metrics.focus
    pairs = ((focus.first, focus.second), (focus.second, focus.first))
    return any(any(_barred(facts, *pair)) for pair in pairs)


def _title(facts: Facts, names: Names) -> str:
    first, second = facts.metrics.focus.first, facts.metrics.focus.second
    last = facts.metrics.frame("weekly_taxed_trade").filter(pl.col("week") == pl.col("week").max())
    pairs = ((first, second), (second, first))
    for rate in _HIGH_RATES:
        held = [last.filter(pl.col("rate_from") >= rate, importer=importer) for importer, _ in pairs]
        shares = [(float(rows["share"].sum()), float(rows["share_reference"].sum())) for rows in held]
        if all(is_nothing(share - before) for share, before in shares):
            continue
        high, usual = zip(*shares, strict=True)
        without = "nothing" if all(map(is_nothing, usual)) else listed([percent(share) for share in usual])
        return capitalised(
            f"{names.phrase(first)} taxes {percent(high[0])} of what it bought from {names.phrase(second)} "
            f"at {_rate(rate)}% or more, {names.phrase(second)} {percent(high[1])} of what it bought from "
            f"{names.phrase(first)}; without the measures {without}{_ban_words(facts)}"
        )
    return f"Rates on trade between {names.phrase(first)} and {names.phrase(second)} stay as they were"
