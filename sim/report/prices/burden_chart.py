"""Who bears the burden: the change of real spending by tenth of income, in its parts."""

from __future__ import annotations

import polars as pl

from sim.report.drawing.charts import Chart, Field, Key, View
from sim.report.drawing.long_run import LONG_RUN_KEY
from sim.report.drawing.theme import INK, colour
from sim.report.drawing.wording import WITHOUT_FRICTIONS, Names, comparison, is_nothing
from sim.report.facts import Facts
from sim.report.prices.burden_figures import PARTS as _PARTS
from sim.report.prices.burden_figures import levels_figure, parts_figure

_PART_KEYS = (*(Key(label, shade, "bar") for _, label, shade in _PARTS), Key("Together", INK.light, "dot"))


def income_burden(facts: Facts) -> Chart:
    """Draw the change of each tenth of the two main economies, in percent and in dollars."""
    metrics, names = facts.metrics, facts.names
    frame = metrics.burden
    pair = (metrics.focus.first, metrics.focus.second)
    return Chart(
        identifier="income-burden",
        title=_title(frame, pair, names),
        description="Change of real spending of each tenth of households, from the poorest to the richest, "
        "split into prices, jobs, tariff revenue, profits and transfers.",
        views=(
            *(
                View(
                    names.label(code),
                    f"Real spending by tenth of income in {names.phrase(code)}, against the run without the "
                    "measures, percent of base spending, mean of the last four weeks",
                    parts_figure(frame.filter(pl.col("economy") == code)),
                )
                for code in pair
            ),
            *(
                view
                for code in pair
                for view in _in_dollars(frame.filter(pl.col("economy") == code), code, names)
            ),
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
            "real_spending": Field("Real spending, USD bn a year", "billions"),
            "real_spending_reference": Field("Without the measures, USD bn a year", "billions"),
            "approval_change": Field("Approval of the government", "percent"),
        },
        keys=(*_PART_KEYS, LONG_RUN_KEY),
        metrics=("burden",),
    )


def _in_dollars(frame: pl.DataFrame, code: str, names: Names) -> tuple[View, View]:
    """Level and change of the same in USD billion a year."""
    label, place = f"{names.label(code)} in USD", names.phrase(code)
    dollars = frame.with_columns(
        pl.col(column) * pl.col("real_spending_reference")
        for column in ("change", "benchmark_change", *(column for column, _, _ in _PARTS))
    )
    level_keys = (
        Key("In the run", colour(code), "bar"),
        Key("Without the measures", INK.light, "ring"),
    )
    return (
        View(
            label,
            f"Real spending by tenth of income in {place}, USD billion a year at base prices, mean of the "
            "last four weeks",
            levels_figure(frame, colour(code)),
            basis="level",
            keys=level_keys,
        ),
        View(
            label,
            f"Real spending by tenth of income in {place}, against the run without the measures, USD billion "
            "a year at base prices, mean of the last four weeks",
            parts_figure(dollars, 1e-3, "USD %{y:+,.1f} bn", ""),
            basis="change",
        ),
    )


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
