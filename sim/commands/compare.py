"""The command ``tradewar compare``: finished runs side by side on one page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from sim.commands.options import AsJson, Switch
from sim.exit_codes import OK, USAGE, complain

if TYPE_CHECKING:
    from sim.records.reading import Run
    from sim.report.comparison import Comparison

COMPARISONS = Path("results") / "comparisons"
_NAMED = 3


def compare(
    *runs: str,
    out: Path | None = None,
    force: Annotated[bool, Switch] = False,
    as_json: AsJson = False,
) -> int:
    """Put two to twelve scenarios side by side on one page, each held against the first.

    Parameters
    ----------
    runs
        Results folders, folders that hold results folders, or patterns; draws of one scenario stand together,
        and those in a table beside a run stand for it.
    out
        Page to write; by default results/comparisons/<names>-<hash>.html.
    force
        Replace the page if it exists.
    as_json
        Print the ranking as JSON; the page is written only where --out says so.
    """
    if not runs:
        return complain("tradewar compare: name two runs or more (hint: results/*/*)", USAGE)
    from sim.ensemble.draws import draws_beside
    from sim.records.finding_runs import find_runs
    from sim.report.comparison import compare_runs, comparison_document
    from sim.report.comparison.ranking import ranking

    found = find_runs(runs)
    stored = {run.folder: draws for run in found if (draws := draws_beside(run)) is not None}
    compared = compare_runs(found, stored)
    if as_json:
        print(json.dumps(ranking(compared).to_dicts(), indent=2, ensure_ascii=False))
        if out is None:
            return OK
    target = out or COMPARISONS / page_name(compared, found, [draws.digest for draws in stored.values()])
    from sim.report.page.document import keep_document

    keep_document(comparison_document(compared), target, force=force)
    if not as_json:
        print(target)
    return OK


def page_name(comparison: Comparison, runs: Sequence[Run], tables: Sequence[str] = ()) -> str:
    """Name the page after its scenarios and a hash of its runs: the same runs land in the same place."""
    names = [each.label.replace(" ", "_") for each in comparison.competitors]
    more = [f"{len(names) - _NAMED + 1}_more"] if len(names) > _NAMED else []
    shown = names[: _NAMED - 1] if more else names
    content = [
        {key: run.manifest.get(key) for key in ("scenario_hash", "replication", "data_hash", "versions")}
        | {"outputs": _tables(run)}
        for run in runs
    ]
    told = [*content, *tables]
    digest = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    return f"{'-'.join([*shown, *more])}-{digest[:8]}.html"


def _tables(run: Run) -> dict[str, str]:
    outputs = run.manifest.get("outputs", {})
    return {name: digest for name, digest in outputs.items() if name.startswith("tables/")}
