"""The data of a sweep in one file that travels inside the page."""

from __future__ import annotations

import json

import polars as pl

from sim.ensemble.study import Study
from sim.report.drawing.wording import count
from sim.report.page.archive import zip_address
from sim.report.sweeps.analyses import spread
from sim.report.sweeps.facts import lasting
from sim.report.sweeps.tables import case_table

_DIGITS = 5
_MOST_NUMBERS = 150_000
"""In the page; the folder of the sweep has all of them."""


def sweep_archive(study: Study) -> str:
    """Pack a zip into a data URI: cases with their figures, spread of each figure, manifest."""
    content = {"cases.csv": _csv(case_table(study, study.figures))}
    if study.replications > 1:
        content["spread.csv"] = _csv(spread(study))
    manifest = json.dumps(lasting(study), indent=1, ensure_ascii=False)
    return zip_address({**content, "ensemble.json": manifest.encode()})


def cut_words(study: Study) -> str:
    """Say that the data in the page are cut, where they are."""
    tables = [case_table(study, study.figures)]
    if study.replications > 1:
        tables.append(spread(study))
    if all(len(table) <= _rows(table) for table in tables):
        return ""
    return (
        f"The data to download hold the first {count(_rows(tables[0]))} cases; runs.csv and spread.csv in "
        "the sweep's folder hold all."
    )


def _rows(frame: pl.DataFrame) -> int:
    return max(1, _MOST_NUMBERS // max(frame.width, 1))


def _csv(frame: pl.DataFrame) -> bytes:
    """Write a table, its first rows where it is long."""
    short = frame.head(_rows(frame)).with_columns(pl.selectors.float().round_sig_figs(_DIGITS))
    return short.write_csv().encode()
