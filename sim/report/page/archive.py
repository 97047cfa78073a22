"""All data of the page in one file that travels inside it."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from collections.abc import Mapping

import polars as pl

from sim.metrics.page_tables import PAGE_TABLES
from sim.records.reading import Run
from sim.report.facts import OF_THE_FOLDER, Facts

CARRIED = (*(each.name for each in PAGE_TABLES), "decoupling_index", "decoupling_parts")
"""Metrics that travel in the page: what it draws and quotes. The others are in the folder of the run."""

_SIGNIFICANT_DIGITS = 6
_DATE = (2025, 1, 1, 0, 0, 0)  # a fixed date: the same run gives the same bytes


def archive_address(facts: Facts) -> str:
    """Pack a zip into a data URI: the metrics as CSV, manifest and resolved scenario."""
    metrics, run = facts.metrics, facts.metrics.evidence.run
    content = {}
    for name in CARRIED:
        if name in metrics.applicable:
            file = metrics.applicable[name].file(metrics.evidence)
            content[f"metrics/{file}.csv"] = metrics.frame(name).write_csv(float_precision=9).encode()
    if facts.draws is not None:
        content["metrics/spread.csv"] = _drawn(facts.draws.spread, facts).write_csv().encode()
    return zip_address({**content, **files_of(run)})


def _drawn(spread: pl.DataFrame, facts: Facts) -> pl.DataFrame:
    """Rows of the spread that the page draws: other economies than the two are in the folder of the run."""
    third = set(facts.metrics.axes.economies) - {facts.metrics.focus.first, facts.metrics.focus.second}
    rows = spread.filter(~pl.col("economy").is_in(list(third)))
    return rows.with_columns(pl.selectors.float().round_sig_figs(_SIGNIFICANT_DIGITS))


def files_of(run: Run) -> dict[str, bytes]:
    """Read manifest and resolved scenario of a run, less times and checksums: the same on any day."""
    told = {name: value for name, value in run.manifest.items() if name not in OF_THE_FOLDER}
    text = json.dumps(told, indent=1, ensure_ascii=False, default=str)
    question = run.folder / "scenario.yaml"
    return {"run.json": text.encode()} | (
        {question.name: question.read_bytes()} if question.is_file() else {}
    )


def zip_address(content: Mapping[str, bytes]) -> str:
    """Pack files into a zip and that into a data URI; the same content gives the same address."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, each in content.items():
            archive.writestr(zipfile.ZipInfo(name, _DATE), each, zipfile.ZIP_DEFLATED)
    return "data:application/zip;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")
