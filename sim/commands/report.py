"""The command ``tradewar report``: the page of a finished run, written anew."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from sim.commands.options import Switch
from sim.exit_codes import OK, USAGE, complain

_SWEEP = "ensemble.json"
_PAGE = "report.html"


def report(
    *runs: str,
    out: Path | None = None,
    force: Annotated[bool, Switch] = False,
) -> int:
    """Write the page of a finished run or sweep anew, with bands where there are other draws of a run.

    Nothing is simulated. The page replaces report.html in the folder of the first run, and the manifest has
    its new checksum; tables that are not those that the run wrote are refused.

    Parameters
    ----------
    runs
        Folder of a sweep, or results folder of the run and other draws of its scenario; folders that hold
        results folders and patterns are opened. Draws that the same command made are found beside a run
        that is named alone.
    out
        Page to write in place of the one in the folder, which stays as it is.
    force
        Replace the page that --out names if it exists.
    """
    if not runs:
        return complain("tradewar report: name a run (hint: results/<scenario>/<run>)", USAGE)
    if len(runs) == 1 and (Path(runs[0]) / _SWEEP).is_file():
        return _sweep(Path(runs[0]), out, force=force)
    from sim.ensemble.draws import draws_beside as stored_draws_beside
    from sim.metrics import compute_metrics
    from sim.metrics.draws import Draws
    from sim.metrics.kept_draws import draw_of
    from sim.records.finding_runs import draws_beside, find_runs
    from sim.replicating import draws_of_page
    from sim.reporting import add_report

    found = find_runs(runs)
    first = found[0]
    metrics = compute_metrics(first)
    draws = None
    stored = stored_draws_beside(first) if len(found) == 1 else None
    if stored is not None:
        draws = draws_of_page(metrics, stored, lambda text: print(text, file=sys.stderr))
    else:
        found = draws_beside(first) if len(found) == 1 else found
        if len(found) > 1:
            draws = Draws([draw_of(metrics), *(draw_of(compute_metrics(each)) for each in found[1:])])
    if out is None:
        print(add_report(first, metrics, draws))
        return OK
    from sim.report.facts import Facts
    from sim.report.page.document import keep_document
    from sim.report.page.page import report_document

    keep_document(report_document(Facts(metrics, draws)), out, force=force)
    print(out)
    return OK


def _sweep(folder: Path, out: Path | None, *, force: bool) -> int:
    """Write the page of a sweep: into its folder, where it replaces the one that is there, or elsewhere."""
    from sim.ensemble.study import read_study
    from sim.report.sweeps import write_sweep_page

    path = out or folder / _PAGE
    write_sweep_page(read_study(folder), path, force=force or out is None)
    print(path)
    return OK
