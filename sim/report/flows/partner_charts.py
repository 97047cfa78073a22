"""Where imports come from and exports go: shares before and after, and who gains or loses."""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go
import polars as pl

from sim.report.drawing.charts import Chart, Field, Key, View, rounded
from sim.report.drawing.dumbbell import RING, connectors, dots, filled, readable_range, rows_layout
from sim.report.drawing.long_run import LONG_RUN_KEY, row_diamonds
from sim.report.drawing.theme import BEFORE, GAIN, LOSS, colour
from sim.report.drawing.wording import (
    LONG_RUN,
    WITHOUT_FRICTIONS,
    Names,
    billions,
    capitalised,
    percent,
    possessive,
)
from sim.report.facts import Facts

_ROWS = 12
_MOVERS = 5
_ROW_HEIGHT = 29
_WORTH_NAMING = 50.0  # USD mn a year
_SMALL_MOVE = 5e-4
_FIELDS = {
    "economy": Field("Economy"),
    "base": Field("Base, USD bn a year", "billions"),
    "reference": Field("Without the measures, last 4 weeks", "billions"),
    "scenario": Field("This run, last 4 weeks", "billions"),
    "benchmark": Field(LONG_RUN, "billions"),
    "base_share": Field("Share, base", "percent"),
    "scenario_share": Field("Share, last 4 weeks", "percent"),
    "benchmark_share": Field(f"Share, {WITHOUT_FRICTIONS}", "percent"),
    "gain": Field("Change, last 4 weeks", "billions"),
    "benchmark_gain": Field(f"Change, {WITHOUT_FRICTIONS}", "billions"),
    "bilateral_gain": Field(f"Change, {WITHOUT_FRICTIONS}, the two alone", "billions"),
}


_ALONE = "The same, had only the two taxed each other"


@dataclass(frozen=True)
class Ledger:
    """One side of one economy's trade: its partners in ``frame`` and the words that tell of them."""

    identifier: str
    frame: pl.DataFrame
    rival: str
    of_all: str
    shares: str
    moved: str
    deed: str


def import_shares(facts: Facts) -> Chart:
    """Draw where the first economy's imports come from, in shares."""
    return _shares(_imports(facts), facts.names)


def import_gains(facts: Facts) -> Chart:
    """Draw who sells the first economy more and less."""
    return gains_chart(_imports(facts), facts.names)


def export_shares(facts: Facts) -> Chart:
    """Draw where the second economy's exports go, in shares."""
    return _shares(_exports(facts), facts.names)


def export_gains(facts: Facts) -> Chart:
    """Draw who buys more and less of the second economy."""
    return gains_chart(_exports(facts), facts.names)


def _imports(facts: Facts) -> Ledger:
    metrics = facts.metrics
    first = facts.names.phrase(metrics.focus.first)
    return Ledger(
        identifier="import",
        frame=metrics.import_sources_first,
        rival=metrics.focus.second,
        of_all=f"the goods imports of {first}",
        shares=f"Share in goods imports of {first}, percent, customs values",
        moved=f"Change in goods sold to {first}, USD billion a year",
        deed=f"sells {{amount}} to {first}",
    )


def _exports(facts: Facts) -> Ledger:
    metrics = facts.metrics
    second = facts.names.phrase(metrics.focus.second)
    return Ledger(
        identifier="export",
        frame=metrics.export_markets_second,
        rival=metrics.focus.first,
        of_all=f"the goods exports of {second}",
        shares=f"Share in goods exports of {second}, percent, customs values",
        moved=f"Change in goods bought from {second}, USD billion a year",
        deed=f"buys {{amount}} from {second}",
    )


def _chosen(ledger: Ledger) -> pl.DataFrame:
    """Rows to draw: whom titles name, whoever moves most, then the largest partners; order of the frame."""
    frame = ledger.frame
    movers = frame.sort(pl.col("gain").abs(), "economy", descending=[True, False], nulls_last=True)
    third = _third_economies(ledger)["economy"].to_list()
    wanted = [*third[:1], *third[-1:], *movers["economy"].head(_MOVERS), *frame["economy"]]
    return frame.filter(pl.col("economy").is_in(list(dict.fromkeys(wanted))[:_ROWS]))


def _third_economies(ledger: Ledger) -> pl.DataFrame:
    """All but the rival whose trade is known, the largest fall first, the largest rise last."""
    return ledger.frame.filter(pl.col("economy") != ledger.rival).drop_nulls("gain").sort("gain", "economy")


def _shares(ledger: Ledger, names: Names) -> Chart:
    frame = _chosen(ledger)
    rows = _labels(frame, names, ledger.rival)
    before, after, rest = (rounded(frame[f"{key}_share"], 100.0) for key in ("base", "scenario", "benchmark"))
    traces = [
        connectors(before, after, rows),
        dots(before, rows, "Base", RING, "%{x:.1f}%"),
        row_diamonds(rest, rows, "%{x:.1f}%"),
        dots(
            after, rows, "Last four weeks", filled([colour(code) for code in frame["economy"]]), "%{x:.1f}%"
        ),
    ]
    layout = rows_layout(rows, _ROW_HEIGHT, {"ticksuffix": "%", "rangemode": "tozero"})
    return Chart(
        identifier=f"{ledger.identifier}-shares",
        title=_share_title(ledger, names),
        description="Share of each partner in the base, at the end of the run and in the long run without "
        "frictions.",
        views=(View("", ledger.shares, go.Figure(traces, layout)),),
        note="The partners that move most and the largest of the others; the table has all. The base is "
        "the year "
        "that the world is built on.",
        data=_named(ledger.frame, names),
        fields=_FIELDS,
        keys=(
            Key("Base", BEFORE.light, "ring"),
            Key("Last four weeks", colour(ledger.rival), "dot"),
            LONG_RUN_KEY,
        ),
        width="half",
    )


def _share_title(ledger: Ledger, names: Names) -> str:
    row = ledger.frame.filter(pl.col("economy") == ledger.rival).row(0, named=True)
    before, after = row["base_share"], row["scenario_share"]
    whose = f"{capitalised(possessive(names.phrase(ledger.rival)))} share in {ledger.of_all}"
    if before is None or after is None or abs(after - before) < _SMALL_MOVE:
        return f"{whose} stays at {percent(after)}"
    return f"{whose} {'falls' if after < before else 'rises'} from {percent(before)} to {percent(after)}"


def gains_chart(ledger: Ledger, names: Names) -> Chart:
    """Draw how much more or less third economies trade; whoever the title names has a row."""
    frame = _chosen(ledger).filter(pl.col("economy") != ledger.rival)
    frame = frame.sort(["gain", "economy"], descending=[True, False], nulls_last=True)
    rows = _labels(frame, names, ledger.rival)
    gains, benchmark = rounded(frame["gain"], 1e-3), rounded(frame["benchmark_gain"], 1e-3)
    bars = go.Bar(
        x=gains,
        y=rows,
        orientation="h",
        marker={"color": [LOSS.light if (value or 0.0) < 0.0 else GAIN.light for value in gains]},
        width=0.62,
        hovertemplate="%{y}: USD %{x:+,.1f} bn a year<extra>Last four weeks</extra>",
    )
    alone = rounded(frame["bilateral_gain"], 1e-3)
    diamonds = row_diamonds(benchmark, rows, "USD %{x:+,.1f} bn a year")
    rings = dots(alone, rows, _ALONE, RING, "USD %{x:+,.1f} bn a year")
    scale = {"tickformat": ",.2~f", **readable_range([*gains, *benchmark, *alone], 1.0)}
    figure = go.Figure([bars, rings, diamonds], rows_layout(rows, _ROW_HEIGHT, scale))
    own = ledger.frame.filter(pl.col("economy") == ledger.rival)["gain"].item()
    return Chart(
        identifier=f"{ledger.identifier}-gains",
        title=_gains_title(ledger, names),
        description="Change in trade of third economies against the run without the measures.",
        views=(View("", ledger.moved, figure),),
        note="Third economies only. Last four weeks at annual rate, less the run without the measures; for "
        "comparison, "
        f"{names.phrase(ledger.rival)}: {billions(own, signed=True)}.",
        data=_named(ledger.frame, names),
        fields=_FIELDS,
        keys=(
            Key("More", GAIN.light, "bar"),
            Key("Less", LOSS.light, "bar"),
            LONG_RUN_KEY,
            Key(_ALONE, BEFORE.light, "ring"),
        ),
        width="half",
    )


def _gains_title(ledger: Ledger, names: Names) -> str:
    moves = _third_economies(ledger).select("economy", "gain").rows()
    best, worst = (moves[-1], moves[0]) if moves else (("", 0.0), ("", 0.0))
    less = f"{names.phrase(worst[0])} USD {billions(-worst[1])} bn less"
    if best[1] < _WORTH_NAMING:
        nobody = f"No third economy {ledger.deed.format(amount='more')}"
        return nobody if worst[1] > -_WORTH_NAMING else f"{nobody}; {less}"
    deed = ledger.deed.format(amount=f"USD {billions(best[1])} bn a year more")
    ending = less if -worst[1] > best[1] else "the largest rise among third economies"
    return f"{capitalised(names.phrase(best[0]))} {deed}, {ending}"


def _labels(frame: pl.DataFrame, names: Names, rival: str) -> list[str]:
    return [
        f"<b>{names.label(code)}</b>" if code == rival else names.label(code) for code in frame["economy"]
    ]


def _named(frame: pl.DataFrame, names: Names) -> pl.DataFrame:
    return frame.with_columns(names.labels(frame["economy"]))
