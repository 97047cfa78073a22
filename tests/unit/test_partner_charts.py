"""Charts of partners: whom the title names is on the chart."""

import polars as pl

from sim.report.drawing.wording import Names
from sim.report.flows.ledgers import Ledger
from sim.report.flows.partner_charts import gains_chart


def ledger(gains):
    """Twenty partners, largest first, and the rival."""
    codes = ["CHN", *(f"E{place:02d}" for place in range(20))]
    share = [1.0 / (2 + place) for place in range(len(codes))]
    amounts = ("base", "reference", "scenario", "benchmark", "benchmark_gain", "bilateral_gain")
    shares = ("base_share", "reference_share", "scenario_share", "benchmark_share")
    columns = dict.fromkeys((*amounts, *shares), share)
    frame = pl.DataFrame({"economy": codes, **columns, "gain": [-200_000.0, *gains]})
    words = ("US imports", frame, "CHN", "imports", "share", "moved", "sells {amount}")
    return Ledger("import", "import_sources_first", *words)


def rows_drawn(chart):
    return set(chart.views[0].figure.data[0].y)


def test_the_largest_rise_and_fall_have_a_row_however_small_they_are():
    """Large partners lose most; the only one that gains is the smallest of all."""
    chart = gains_chart(ledger([-30_000.0 + 1_000.0 * place for place in range(19)] + [500.0]), Names({}, {}))
    assert chart.title.startswith("E19 sells USD 0.5 bn a year more, E00 USD 30 bn less")
    assert {"E00", "E19"} <= rows_drawn(chart)
    assert "CHN" not in rows_drawn(chart)
