"""All data of the page in one file that travels inside it."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from collections.abc import Mapping, Sequence

from sim.metrics.page_tables import PAGE_TABLES
from sim.records.reading import Run
from sim.report.facts import Facts

CARRIED = (*(each.name for each in PAGE_TABLES), "decoupling_index", "decoupling_parts")
"""Metrics that travel in the page: what it draws and quotes. The others are in the folder of the run."""

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
        content["metrics/spread.csv"] = facts.draws.spread.write_csv(float_precision=9).encode()
    return zip_address({**content, **files_of(run)})


def files_of(run: Run, without: Sequence[str] = ("outputs",)) -> dict[str, bytes]:
    """Read the manifest and the resolved scenario of a run, if its folder has one.

    ``without`` names parts of the manifest that stay out: checksums of what was written always do, because
    a page cannot hold its own.
    """
    told = {key: value for key, value in run.manifest.items() if key not in without}
    text = json.dumps(told, indent=2, ensure_ascii=False) + "\n"
    path = run.folder / "scenario.yaml"
    return {"run.json": text.encode()} | ({path.name: path.read_bytes()} if path.is_file() else {})


def zip_address(content: Mapping[str, bytes]) -> str:
    """Pack files into a zip and that into a data URI; the same content gives the same address."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, each in content.items():
            archive.writestr(zipfile.ZipInfo(name, _DATE), each, zipfile.ZIP_DEFLATED)
    return "data:application/zip;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")
