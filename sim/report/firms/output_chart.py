"""Which industries make more or less: a table of colours, sector by economy."""

from __future__ import annotations

import polars as pl

from sim.metrics.axes import SERVICES
from sim.report.drawing import plain
from sim.report.drawing.charts import Chart, Field, Key, View
from sim.report.drawing.colour_table import colour_table, fullest
from sim.report.drawing.theme import FEWER, MORE
from sim.report.drawing.wording import billions, comparison
from sim.report.facts import Facts

_ECONOMIES = 10
_ECONOMIES_NARROW = 4
_ROW_HEIGHT = 25
_WORTH_NAMING = 50.0  # USD mn a year


def output_losses(facts: Facts) -> Chart | None:
    """Draw the change of output of each sector in the economies whose output moves most."""
    metrics, names = facts.metrics, facts.names
    frame = _goods(facts, metrics.frame("sector_output"))
    if frame.is_empty():
        return None
    frame = frame.with_columns((pl.col("output") - pl.col("output_reference")).alias("difference"))
    economies = _movers(facts, frame)
    sectors = [code for code in names.sectors if (frame["sector"] == code).any()]
    narrow = {
        "xaxis": {"range": [-0.5, min(_ECONOMIES_NARROW, len(economies)) - 0.5], "tickfont": {"size": 10.5}},
        "yaxis": {
            "ticktext": [_short(names.sectors[code], 20) for code in sectors],
            "tickfont": {"size": 10.5},
        },
    }
    named = frame.with_columns(
        names.labels(frame["economy"]), pl.col("sector").replace(names.sectors).alias("sector")
    )
    return Chart(
        identifier="output-losses",
        title=_title(facts, frame),
        description="Change of output by sector and economy at the end of the run.",
        views=(
            View(
                "Percent",
                "Output against the run without the measures, percent, mean of the last four weeks",
                _colours(facts, frame, "change", 100.0, "%{z:+.2f}%", sectors, economies),
                narrow,
            ),
            View(
                "USD",
                "Output against the run without the measures, USD billion a year at base prices, mean of the "
                "last four weeks",
                _colours(facts, frame, "difference", 1e-3, "USD %{z:+,.2f} bn a year", sectors, economies),
                narrow,
            ),
        ),
        note=f"The two at war and the {_ECONOMIES - 2} economies whose output of goods moves most, "
        f"{_ECONOMIES_NARROW} on a narrow screen; the table has all, with levels. At prices of the base, so "
        "that neither prices nor margins count.",
        data=named,
        fields={
            "economy": Field("Economy"),
            "sector": Field("Sector"),
            "output": Field("Output, USD bn a year", "billions"),
            "output_reference": Field("Without the measures", "billions"),
            "difference": Field("Change, USD bn a year", "billions"),
            "change": Field("Change", "percent"),
        },
        keys=(Key("More", MORE.light, "bar"), Key("Less", FEWER.light, "bar")),
        metrics=("sector_output",),
    )


def _goods(facts: Facts, frame: pl.DataFrame) -> pl.DataFrame:
    """Rows of sectors that make goods, under names that the run knows."""
    known = set(facts.names.sectors)
    services = {code for code in known if code.lower() == SERVICES or code == "SERV"}
    return frame.filter(pl.col("sector").is_in(sorted(known - services)))


def _movers(facts: Facts, frame: pl.DataFrame) -> list[str]:
    """Return the two at war, then the economies whose output moves most."""
    pair = [facts.metrics.focus.first, facts.metrics.focus.second]
    others = frame.filter(~pl.col("economy").is_in(pair)).sort("economy", "sector")
    total = others.group_by("economy", maintain_order=True).agg(pl.col("difference").abs().sum())
    ranked = total.sort(["difference", "economy"], descending=[True, False])["economy"]
    return [*pair, *ranked.head(_ECONOMIES - len(pair))]


def _colours(
    facts: Facts,
    frame: pl.DataFrame,
    column: str,
    scale: float,
    number: str,
    sectors: list[str],
    economies: list[str],
) -> plain.Figure:
    names = facts.names
    cells = {
        (economy, sector): value
        for economy, sector, value in frame.select("economy", "sector", column).rows()
    }
    values = [
        [None if (found := cells.get((code, sector))) is None else scale * found for code in economies]
        for sector in sectors
    ]
    titles = [names.sectors[code] for code in sectors]
    return colour_table(
        values,
        titles,
        [names.label(code) for code in economies],
        cell=_cell,
        hover=f"%{{y}} in %{{x}}: {number}<extra></extra>",
        limit=fullest(values),
        shown=[_short(title, 34) for title in titles],
        row_height=_ROW_HEIGHT,
    )


def _short(title: str, width: int) -> str:
    """Cut a name to one line."""
    return title if len(title) <= width else f"{title[: width - 1].rstrip(' ,')}\u2026"


def _cell(value: float | None) -> str:
    if value is None or abs(value) < 0.05:
        return ""
    digits = 1 if abs(value) < 9.95 else 0
    return f"{value:+.{digits}f}".replace("-", "\u2212")


def _title(facts: Facts, frame: pl.DataFrame) -> str:
    least = frame.sort("difference", "economy", "sector").row(0, named=True)
    if least["difference"] > -_WORTH_NAMING:
        return "No sector makes less"
    sector, place = facts.names.sectors[least["sector"]], facts.names.phrase(least["economy"])
    return (
        f"{sector} in {place}: output {comparison(least['change'])}, USD {billions(-least['difference'])} bn "
        "a year, the largest fall of all"
    )
