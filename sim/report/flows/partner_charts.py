"""Third economies that trade more and less with the two at war."""

from __future__ import annotations

import polars as pl

from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Key, View, rounded
from sim.report.drawing.dumbbell import RING, dots, readable_range, rows_layout
from sim.report.drawing.long_run import LONG_RUN_KEY, row_diamonds
from sim.report.drawing.theme import BEFORE, GAIN, LOSS
from sim.report.drawing.wording import Names, billions, capitalised
from sim.report.facts import Facts
from sim.report.flows.ledgers import GAIN_FIELDS, Ledger, chosen, exports, imports, named, third_economies

_ROW_HEIGHT = 29
_WORTH_NAMING = 50.0  # USD mn a year
_ALONE = "The same, had only the two taxed each other"


def import_gains(facts: Facts) -> Chart:
    """Who sells the first economy more and less."""
    return gains_chart(imports(facts), facts.names)


def export_gains(facts: Facts) -> Chart:
    """Who buys more and less of the second economy."""
    return gains_chart(exports(facts), facts.names)


def gains_chart(ledger: Ledger, names: Names) -> Chart:
    """Draw how much more or less third economies trade; whoever the title names has a row."""
    frame = chosen(ledger).filter(pl.col("economy") != ledger.rival)
    frame = frame.sort(["gain", "economy"], descending=[True, False], nulls_last=True)
    rows = [names.label(code) for code in frame["economy"]]
    gains, benchmark = rounded(frame["gain"], 1e-3), rounded(frame["benchmark_gain"], 1e-3)
    bars = plain.Bar(
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
    figure = plain.Figure([bars, rings, diamonds], rows_layout(rows, _ROW_HEIGHT, scale))
    own = ledger.frame.filter(pl.col("economy") == ledger.rival)["gain"].item()
    return Chart(
        identifier=f"{ledger.identifier}-gains",
        title=_gains_title(ledger, names),
        description="Change in trade of third economies against the run without the measures.",
        views=(View("", ledger.moved, figure),),
        note="Third economies only. Last four weeks at annual rate, less the run without the measures; for "
        f"comparison, {names.phrase(ledger.rival)}: {billions(own, signed=True)}.",
        data=named(ledger.frame, names),
        fields=GAIN_FIELDS,
        keys=(
            Key("More", GAIN.light, "bar"),
            Key("Less", LOSS.light, "bar"),
            LONG_RUN_KEY,
            Key(_ALONE, BEFORE.light, "ring"),
        ),
        width="half",
        metrics=(ledger.table,),
        method="The ring is the long run if only the two at war had changed their tariffs on each other.",
    )


def _gains_title(ledger: Ledger, names: Names) -> str:
    moves = third_economies(ledger).select("economy", "gain").rows()
    best, worst = (moves[-1], moves[0]) if moves else (("", 0.0), ("", 0.0))
    less = f"{names.phrase(worst[0])} USD {billions(-worst[1])} bn less"
    if best[1] < _WORTH_NAMING:
        nobody = f"No third economy {ledger.deed.format(amount='more')}"
        return nobody if worst[1] > -_WORTH_NAMING else f"{nobody}; {less}"
    deed = ledger.deed.format(amount=f"USD {billions(best[1])} bn a year more")
    ending = less if -worst[1] > best[1] else "the largest rise among third economies"
    return f"{capitalised(names.phrase(best[0]))} {deed}, {ending}"
