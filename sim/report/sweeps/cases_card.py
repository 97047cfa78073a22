"""All cases in a table that stands open and is sorted by its heads."""

from __future__ import annotations

from html import escape
from typing import Any

import polars as pl

from sim.ensemble.study import Study
from sim.report.drawing.tables import scrolling_region
from sim.report.drawing.wording import count, several
from sim.report.sweeps.tables import case_fields, case_table
from sim.report.sweeps.varied import asked

MOST_ROWS = 2_000
"""Rows that a browser shows without waiting; the data to download hold more, the folder all."""

_DIGITS = 6


def cases_card(study: Study) -> str:
    """Write the frame of the table; the page's script fills it."""
    left = f" The first {count(MOST_ROWS)} are shown." if study.cases > MOST_ROWS else ""
    what = (
        f"Median of {several(study.replications, 'draw')} and the range that holds 90% of them."
        if study.replications > 1
        else "One run a case."
    )
    return (
        f'<section class="card cases" data-cases><h3>{several(study.cases, "case")}</h3>'
        f'<p class="subtitle">{escape(what + left)} A head sorts by its column.</p>'
        f"{scrolling_region('All cases', '')}"
        '<div class="foot"><div class="downloads">'
        '<button type="button" class="quiet" data-cases-csv>CSV</button></div></div></section>'
    )


def cases_payload(study: Study) -> dict[str, Any]:
    """Give the table to the page's script."""
    figures = asked(study)
    table = case_table(study, figures).head(MOST_ROWS)
    fields = case_fields(study, figures)
    table = table.with_columns(pl.selectors.float().round_sig_figs(_DIGITS))
    return {
        "columns": list(fields),
        "headings": [each.heading for each in fields.values()],
        "kinds": [each.kind for each in fields.values()],
        "data": [table[name].to_list() for name in fields],
    }
