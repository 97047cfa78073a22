"""The command ``tradewar reproduce``: a finished run made again, and held against what its folder holds."""

from __future__ import annotations

import json
import math
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from sim.commands.options import AsJson, BadUsageError, Switch
from sim.exit_codes import MISSED, OK, remark
from sim.reproducing.outcome import SAMPLE, TOLERANCE

if TYPE_CHECKING:
    from sim.records.arms import Progress
    from sim.reproducing.outcome import Reproduction

_FIRST, _DRAWS, _SWEEP = "replication-1", "draws", "ensemble.json"


def reproduce(
    run: Path,
    /,
    *,
    out: Path | None = None,
    tolerance: float = TOLERANCE,
    runs: Annotated[str, Parameter(negative="")] = str(SAMPLE),
    quiet: Annotated[bool, Switch] = False,
    as_json: AsJson = False,
) -> int:
    """Make a finished run again from what its folder holds, and compare every file.

    The folder itself is checked first, and never changed. Exit 0 when all bytes or all numbers are the same,
    1 when something differs by more, 2 when the run cannot be made again.

    Parameters
    ----------
    run
        Results folder of a run; folder of a run with replications; folder of a sweep.
    out
        Folder to keep what is made again in; by default it is compared and thrown away.
    tolerance
        Largest relative difference of numbers that count as the same.
    runs
        How many draws or runs of a sweep are made again, spread evenly over the table: a number, or all.
    quiet
        Print the verdict alone, and show no progress.
    as_json
        Print JSON.
    """
    from sim.records.results_folder import OutputExistsError

    if not math.isfinite(tolerance) or tolerance < 0.0:
        raise BadUsageError(f"--tolerance {tolerance}: zero or above (hint: --tolerance 1e-9)")
    number = _number(runs)
    if out is not None and out.exists():
        raise OutputExistsError(out)
    found = _reproduced(run, out, tolerance, number, quiet)
    if as_json:
        print(json.dumps([_plain(each) for each in found], indent=2, ensure_ascii=False))
    else:
        for each in found:
            _print(each, quiet=quiet, named=len(found) > 1)
    return OK if all(each.is_same for each in found) else MISSED


def _number(runs: str) -> int | None:
    if runs == "all":
        return None
    if not (runs.isascii() and runs.isdigit()) or int(runs) < 1:
        raise BadUsageError(f"--runs {runs}: no number of runs (hint: --runs 10, or --runs all)")
    return int(runs)


def _reproduced(
    run: Path, out: Path | None, tolerance: float, runs: int | None, quiet: bool
) -> list[Reproduction]:
    from sim.commands.printing import weekly_progress
    from sim.reproducing.one_run import reproduce as of_run
    from sim.reproducing.table_of_runs import reproduce_runs
    from sim.running import threads

    note = (lambda text: None) if quiet else remark
    found = []
    several = (run / _FIRST / "run.json").is_file() and not (run / "run.json").is_file()
    if (run / _SWEEP).is_file() and not (run / "run.json").is_file():
        if out is not None:
            raise BadUsageError(f"--out {out}: of a sweep no files are written (hint: leave it out)")
        folders = [run]
    else:
        with _place(out) as place, weekly_progress(run.name, quiet) as told:
            one = run / _FIRST if several else run
            found.append(of_run(one, place, tolerance, told, note, workers=threads()))
        folders = [run / _DRAWS] if several and (run / _DRAWS / _SWEEP).is_file() else []
    for folder in folders:
        with weekly_progress(folder.name, quiet) as told:
            found.append(reproduce_runs(folder, runs, tolerance, _counted(told)))
    return found


@contextmanager
def _place(out: Path | None) -> Iterator[Path]:
    """Yield the folder to write: the one that is kept, or one that is gone afterwards."""
    if out is not None:
        yield out
        return
    with tempfile.TemporaryDirectory(prefix="tradewar-reproduce-") as temporary:
        yield Path(temporary) / "again"


def _counted(told: Progress | None) -> Callable[[int, int], None]:
    return lambda done, of: told("again", done, of) if told is not None else None


def _print(found: Reproduction, *, quiet: bool, named: bool) -> None:
    from sim.commands.printing import print_rows

    if not quiet:
        for text in found.notes:
            print(f"note: {text}", file=sys.stderr)
        if found.files:
            print_rows(_around(found), as_json=False)
            print()
            print_rows(_rows(found), as_json=False)
            print()
    print(f"{found.folder}: {found.verdict}" if named else found.verdict)


def _around(found: Reproduction) -> Sequence[dict[str, str]]:
    rows = [{"around it": each.name, "then": each.then, "now": each.now} for each in found.surroundings]
    return rows or [{"around it": "nothing that is known", "then": "", "now": ""}]


def _rows(found: Reproduction) -> list[dict[str, str]]:
    """Say of each file where it differs most; `--json` has every column."""
    rows: list[dict[str, str]] = []
    for file in found.files:
        blank = dict.fromkeys(("values", "difference", "relative", "at"), "")
        rows += [{"file": file.name, "column": text} | blank for text in (*file.problems, *file.remarks)]
        if file.columns:
            worst, others = file.columns[0], len(file.columns) - 1
            rows.append({
                "file": file.name,
                "column": worst.column + (f" and {others} more" if others else ""),
                "values": f"{worst.values:,}",
                "difference": f"{worst.absolute:.1e}",
                "relative": f"{worst.relative:.1e}",
                "at": " ".join(worst.where.values()),
            })  # fmt: skip
    return rows


def _plain(found: Reproduction) -> dict[str, Any]:
    return {
        "folder": str(found.folder),
        "verdict": found.verdict,
        "same_bytes": found.is_same_bytes,
        "same_numbers": found.is_same,
        "tolerance": found.tolerance,
        "compared": found.compared,
        "what": found.what,
        "notes": list(found.notes),
        "surroundings": [asdict(each) for each in found.surroundings],
        "files": [asdict(each) | {"within": each.is_within(found.tolerance)} for each in found.files],
    }
