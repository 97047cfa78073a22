"""What was run, what failed and why, and how to repeat it."""

from __future__ import annotations

from html import escape

from sim.ensemble.study import Study
from sim.report.drawing.tables import facts_table, plain_table, scrolling_region
from sim.report.drawing.wording import count, several
from sim.report.sweeps.facts import design_words, errors, statuses
from sim.report.trust.cards import card
from sim.report.trust.reproduce_card import copied


def runs_card(study: Study) -> str:
    """Write the cards on the runs."""
    return f'<div class="trust">{_counted(study)}{_failed(study)}{_reproduce(study)}</div>'


def _counted(study: Study) -> str:
    done, failed = statuses(study)
    design = [
        (name.replace("_", " ").capitalize(), str(value).replace("_", " "))
        for name, value in study.design.items()
        if isinstance(value, (str, int, float))
    ]
    rows = [
        ("Scenario", study.scenario),
        ("Model", study.model.replace("_", " ")),
        ("Cases", count(study.cases)),
        ("Draws of chance a case", count(study.replications)),
        ("Runs done", count(done)),
        ("Runs failed", count(failed)),
        *((f"Design: {name.lower()}", value) for name, value in design),
    ]
    return card("Runs", f"<p>{escape(design_words(study))}</p>{facts_table(rows)}")


def _failed(study: Study) -> str:
    _, failed = statuses(study)
    if not failed:
        return card("Failures", "<p>No run failed.</p>")
    rows = [
        (error or "unknown", count(runs), count(cases), str(first))
        for error, runs, first, cases in errors(study).iter_rows()
    ]
    table = plain_table(("Error", "Runs", "Cases", "First case"), rows, "wrapped")
    words = (
        f"<p>{several(failed, 'run')} ended with an error. All charts leave them out; where failures gather "
        "in some cases, those cases rest on fewer draws.</p>"
    )
    return card("Failures", words + scrolling_region("Failed runs by error", table))


def _reproduce(study: Study) -> str:
    command = str(study.manifest.get("command") or f"tradewar sweep {study.name}")
    return card(
        "Reproduce",
        "<p>The same sweep and version give the same table of runs, however many processes make it and "
        "however often they are stopped. A stylised model, not a forecast.</p>" + copied("command", command),
        full=True,
    )
