"""The cases of a sweep as a table: levers, and each figure with its range."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sim.ensemble.analysis.observed import LONG_RUN as LONG_RUN_COLUMN
from sim.ensemble.analysis.observed import cases_of
from sim.ensemble.study import Figure, Lever, Study
from sim.report.drawing.charts import Field
from sim.report.drawing.fans import FEWEST
from sim.report.drawing.wording import LONG_RUN, several
from sim.report.sweeps.amounts import SCALES, subject, value_written
from sim.report.sweeps.analyses import spread
from sim.report.sweeps.varied import of_figure

_NOTHING = 1e-12


def case_table(study: Study, figures: Sequence[Figure]) -> pl.DataFrame:
    """One row a case: ``case``, levers, and for each figure its middle, range and long run.

    Columns are ``<figure>``, ``<figure>.low`` and ``<figure>.high`` where there are several draws, and
    ``<figure>.long_run``.
    """
    table = cases_of(study).with_columns(
        pl.Series(
            each.name, [value_written(value, each) for value in cases_of(study)[each.name]], dtype=pl.String
        )
        for each in study.levers
        if each.is_choice
    )
    for figure in figures:
        names = {"middle": figure.name}
        if study.replications > 1:
            names |= {"low": f"{figure.name}.low", "high": f"{figure.name}.high"}
        rows = of_figure(spread(study), figure.name).select("case", *names).rename(names)
        table = table.join(rows, "case", how="left", maintain_order="left")
        if figure.long_run:
            column = f"{figure.name}{LONG_RUN_COLUMN}"
            rest = of_figure(spread(study), column).select("case", pl.col("middle").alias(column))
            table = table.join(rest, "case", how="left", maintain_order="left")
    found = pl.selectors.float()
    # what is left of a difference of equal numbers would stand in tables as a minus zero
    cleared = pl.when(found.abs() < _NOTHING).then(found.abs() * 0.0).otherwise(found)
    return table.with_columns(cleared.fill_nan(None))


def case_fields(study: Study, figures: Sequence[Figure]) -> dict[str, Field]:
    """Columns of ``case_table`` with their headings."""
    fields = {"case": Field("Case", "number")} | lever_fields(study.levers)
    for figure in figures:
        kind, heading = SCALES[figure.unit].kind, with_unit(figure)
        fields[figure.name] = Field(heading, kind)
        if study.replications > 1:
            fields[figure.name] = Field(f"{heading}, median", kind)
            fields[f"{figure.name}.low"] = Field(f"{subject(figure)}, 5% of draws below", kind)
            fields[f"{figure.name}.high"] = Field(f"{subject(figure)}, 95% of draws below", kind)
        if figure.long_run:
            fields[f"{figure.name}{LONG_RUN_COLUMN}"] = Field(f"{subject(figure)}, {LONG_RUN.lower()}", kind)
    return fields


def lever_fields(levers: Sequence[Lever]) -> dict[str, Field]:
    """Columns of levers."""
    return {
        each.name: Field(each.title, "text" if each.is_choice else SCALES[each.unit].kind) for each in levers
    }


def with_unit(figure: Figure) -> str:
    """Heading of a figure with its unit, where the numbers do not bear it."""
    unit = SCALES[figure.unit].words
    return f"{subject(figure)}, {unit}" if figure.unit in ("money", "weeks", "percent") else subject(figure)


def replication_note(study: Study, *, with_bands: bool = True) -> str:
    """Say what the bands are, or that there are none."""
    if study.replications == 1:
        return "One run a case; no range over draws of chance is known."
    bands = "; bands hold 90% and half of them" if with_bands and study.replications >= FEWEST else ""
    shared = "The same draws of chance serve in" if study.has_common_chance else "Draws of chance differ in"
    return f"Median of {several(study.replications, 'draw')} a case{bands}. {shared} every case."
