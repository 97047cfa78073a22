"""The page of a run that is finished already: written anew, with other draws of its scenario."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from sim.metrics import Metrics
from sim.metrics.draws import Draws
from sim.metrics.spread import write_spread
from sim.records.reading import Run
from sim.records.results_folder import checksum, write_manifest
from sim.report import write_report

REPORT = "report.html"


def add_report(
    run: Run, metrics: Metrics, draws: Draws | None = None, *, page: bool = True, timed: bool = False
) -> Path:
    """Write the page of a finished run into its folder, and the spread of its draws beside its metrics.

    The manifest keeps all but the checksums of the files that are written.

    Parameters
    ----------
    run : Run
        The run.
    metrics : Metrics
        Its metrics.
    draws : Draws, optional
        Draws of its scenario, its own among them.
    page : bool
        Whether to write the page, or the spread only.
    timed : bool
        Whether the manifest is to count the seconds as part of the run.

    Returns
    -------
    Path
        The page.
    """
    begun = time.perf_counter()
    written = [REPORT] if page else []
    if draws is not None:
        written += ["metrics/spread.csv", "metrics/spread.json"]
    with _out_of_the_manifest(run, written):
        if draws is not None:
            write_spread(draws, metrics, run.folder / "metrics")
        if page:
            write_report(run, run.folder / REPORT, metrics, draws)
    found = {name: checksum(run.folder / name) for name in written}
    outputs = dict(sorted({**run.manifest.get("outputs", {}), **found}.items()))
    timings = dict(run.manifest.get("timings", {}))
    if timed:
        timings["report"] = round(time.perf_counter() - begun, 4)
    write_manifest(run.folder, {**run.manifest, "timings": timings, "outputs": outputs})
    return run.folder / REPORT


@contextlib.contextmanager
def _out_of_the_manifest(run: Run, names: Iterable[str]) -> Iterator[None]:
    """Take checksums of files out of the manifest while these change: at no time is one wrong in it.

    If writing fails, those of files that are as they were return.
    """
    outputs = run.manifest.get("outputs", {})
    before = {name: outputs[name] for name in names if name in outputs}
    kept = {name: digest for name, digest in outputs.items() if name not in before}
    if before:
        write_manifest(run.folder, {**run.manifest, "outputs": kept})
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            same = {name: digest for name, digest in before.items() if checksum(run.folder / name) == digest}
            write_manifest(run.folder, {**run.manifest, "outputs": dict(sorted({**kept, **same}.items()))})
        raise
