"""All data of the page in one file that travels inside it."""

from __future__ import annotations

import base64
import io
import json
import zipfile

from sim.metrics.page_tables import PAGE_TABLES
from sim.report.facts import Facts

CARRIED = (*(each.name for each in PAGE_TABLES), "decoupling_index", "decoupling_parts")
"""Metrics that travel in the page: what it draws and quotes. The others are in the folder of the run."""

_DATE = (2025, 1, 1, 0, 0, 0)  # a fixed date: the same run gives the same bytes


def archive_address(facts: Facts) -> str:
    """Pack a zip into a data URI: the metrics as CSV, manifest and resolved scenario."""
    metrics, run = facts.metrics, facts.metrics.evidence.run
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in CARRIED:
            if name in metrics.applicable:
                file = metrics.applicable[name].file(metrics.evidence)
                content = metrics.frame(name).write_csv(float_precision=9)
                _add(archive, f"metrics/{file}.csv", content.encode())
        if facts.draws is not None:
            content = facts.draws.spread.write_csv(float_precision=9)
            _add(archive, "metrics/spread.csv", content.encode())
        content = json.dumps(facts.manifest, indent=1, ensure_ascii=False, default=str)
        _add(archive, "run.json", content.encode())
        question = run.folder / "scenario.yaml"
        if question.is_file():
            _add(archive, question.name, question.read_bytes())
    return "data:application/zip;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _DATE), content, zipfile.ZIP_DEFLATED)
