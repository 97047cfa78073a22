"""How far the two economies decouple in each scenario: trade, the index, direct and indirect reliance."""

from __future__ import annotations

from sim.report.comparison.comparison import Comparison
from sim.report.comparison.panels import Panel
from sim.report.comparison.path_charts import path_chart
from sim.report.comparison.sentences import extremes
from sim.report.drawing.charts import Chart
from sim.report.drawing.wording import capitalised, possessive

_POINTS = "Difference from {first}, percentage points"


def trade_paths(comparison: Comparison) -> Chart | None:
    """Goods trade of the two economies by week in every scenario."""
    pair = _pair(comparison)
    against = Panel("", "trade", arm="change", figure="trade")
    money = Panel("", "trade", scale=1e-3, suffix="", relative=True, reference=True)
    base = comparison.baseline.label
    return path_chart(
        comparison,
        "trade-paths",
        extremes(comparison, "trade", f"Against no measures, goods trade of {pair} at the end"),
        "Goods trade between the two economies by week, a line for each scenario.",
        {
            "Percent": (
                "Change of goods trade against each run without its measures, percent",
                _POINTS.format(first=base),
                (against,),
            ),
            "USD": (
                "USD billion at annual rate, customs values, both directions",
                f"Difference from {base}, percent of it",
                (money,),
            ),
        },
        {
            "change": (against, "Change against no measures", "percent"),
            "trade": (money, "Goods trade, USD bn a year", "billions"),
        },
        metrics=("bilateral_trade", "bilateral_means"),
    )


def index_paths(comparison: Comparison) -> Chart | None:
    """Index of decoupling by week in every scenario."""
    panel = Panel("", "decoupling_index")
    pair = _pair(comparison)
    return path_chart(
        comparison,
        "index-paths",
        extremes(comparison, "decoupling_index", f"The part of the ties between {pair} that is gone"),
        "Index of decoupling by week, a line for each scenario.",
        {"": ("Index of decoupling: part of the ties that is gone on average, percent",
              _POINTS.format(first=comparison.baseline.label), (panel,))},
        {"index": (panel, "Index of decoupling", "percent")},
        metrics=("decoupling_index", "decoupling_parts"),
        note="The index is the mean of several measures of how closely the two are tied, against each run "
        "without its measures; the report of each run has its parts.",
    )  # fmt: skip


def reliance_paths(comparison: Comparison) -> Chart | None:
    """Direct share and looked-through share of the second economy in what the first buys, by week."""
    names, base = comparison.names, comparison.baseline.label
    first, second = names.phrase(comparison.first), names.phrase(comparison.second)
    direct = Panel("", "share", figure="share", reference=True)
    through = Panel("", "look_through", reference=True)
    return path_chart(
        comparison,
        "reliance-paths",
        extremes(
            comparison, "share", f"{capitalised(possessive(second))} share in the goods imports of {first}"
        ),
        "Share of the second economy in what the first buys abroad by week, a line for each scenario.",
        {
            "Direct": (
                f"{capitalised(possessive(second))} share in the goods imports of {first}, percent",
                _POINTS.format(first=base),
                (direct,),
            ),
            "Suppliers of suppliers": (
                f"{capitalised(possessive(second))} share in all that producers in {first} rely on abroad, "
                "suppliers of suppliers included, percent",
                _POINTS.format(first=base),
                (through,),
            ),
        },
        {
            "direct": (direct, "Direct share", "percent"),
            "look_through": (through, "Share with suppliers of suppliers", "percent"),
        },
        metrics=("direct_share", "look_through", "import_sources_first"),
    )


def _pair(comparison: Comparison) -> str:
    names = comparison.names
    return f"{names.phrase(comparison.first)} and {names.phrase(comparison.second)}"
