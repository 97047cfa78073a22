"""All data of the page in one file that travels inside it."""

from __future__ import annotations

import base64
import io
import zipfile

from sim.metrics import Metrics
from sim.records.reading import Run

_DATE = (2025, 1, 1, 0, 0, 0)  # a fixed date: the same run gives the same bytes


def archive_address(run: Run, metrics: Metrics) -> str:
    """Pack a zip into a data URI: the metrics as CSV, manifest and resolved scenario."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, frame in metrics.files.items():
            _add(archive, f"metrics/{name}.csv", frame.write_csv(float_precision=9).encode())
        for name in ("run.json", "scenario.yaml"):
            path = run.folder / name
            if path.is_file():
                _add(archive, name, path.read_bytes())
    return "data:application/zip;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _DATE), content, zipfile.ZIP_DEFLATED)
