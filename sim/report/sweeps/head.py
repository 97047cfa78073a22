"""What a reader sees first: what was found, and what was varied and measured."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from sim.ensemble.study import Lever, Study
from sim.report.drawing.charts import Chart
from sim.report.drawing.tables import plain_table, scrolling_region
from sim.report.drawing.wording import count, listed, several
from sim.report.sweeps.amounts import value_written
from sim.report.sweeps.analyses import left_out
from sim.report.sweeps.facts import design_words, statuses
from sim.report.sweeps.varied import asked

_SPELLED = 8
_MOST_FINDINGS = 2
"""Of one chart."""
_TOLD_ONCE = ("paths-by-week", "enough-runs")
_MODELS = {
    "agents": "the agent-based model",
    "standoff": "the model of the standoff between governments",
    "long_run": "the long run without frictions",
}


def lead(study: Study) -> str:
    """Write what was run, in a sentence or two."""
    done, failed = statuses(study)
    lost = (
        f" {several(failed, 'run')} failed and {'is' if failed == 1 else 'are'} left out." if failed else ""
    )
    draws = f", {several(study.replications, 'draw')} of chance each" if study.replications > 1 else ""
    model = _MODELS.get(study.model, study.model)
    return f"{several(done, 'run')} of {model}: {several(study.cases, 'case')}{draws}.{lost}"


def stamp(study: Study) -> tuple[str, ...]:
    """Provenance in a line."""
    done, failed = statuses(study)
    parts = [f"{several(done, 'run')} done", f"{count(failed)} failed", f"scenario {study.scenario}"]
    if "seed" in study.design:
        parts.append(f"seed of the design {study.design['seed']}")
    versions = study.manifest.get("versions", {})
    if "tradewar-sim" in versions:
        parts.append(f"tradewar-sim {versions['tradewar-sim']}")
    if study.manifest.get("data_hash"):
        parts.append(f"data {str(study.manifest['data_hash'])[:10]}")
    return tuple(parts)


def findings_markup(found: Sequence[Chart]) -> str:
    """Write the findings of the charts as a numbered list, each leading to its chart."""
    items = "".join(
        f'<li><a href="#chart-{chart.identifier}">{escape(title)}</a>.</li>'
        for chart in found
        for title in _titles(chart)
    )
    return f'<ol class="findings">{items}</ol>' if items else ""


def _titles(chart: Chart) -> list[str]:
    """Findings of a chart: those of its views, of the run where there is a long run beside it."""
    most = 1 if chart.identifier in _TOLD_ONCE else _MOST_FINDINGS
    titles = [view.title for view in chart.views if view.basis != "change"]
    return list(dict.fromkeys(title or chart.title for title in titles))[:most]


def left_out_markup(study: Study) -> str:
    """Write which parts of the page are missing for want of a library; nothing where none is."""
    return "".join(f'<p class="left-out">{escape(each)}</p>' for each in left_out(study))


def levers_card(study: Study) -> str:
    """Write what was varied and what was measured."""
    levers = plain_table(
        ("Varied", "Values"), [(each.title, lever_values(each)) for each in study.levers], "wrapped"
    )
    varied = scrolling_region("What was varied", levers) if study.levers else "<p>Nothing but chance.</p>"
    known = [
        (each.heading, "run and long run without frictions" if each.long_run else "run")
        for each in asked(study)
    ]
    measured = scrolling_region("What was measured", plain_table(("Measured", "Known of"), known, "wrapped"))
    return (
        '<section class="card levers"><h3>What was varied and measured</h3>'
        f"<p>{escape(design_words(study))}</p>"
        f"{varied}{measured}</section>"
    )


def lever_values(lever: Lever) -> str:
    """Write the values of a lever: all where they are few, otherwise its ends."""
    if not lever.values:
        even = ", evenly in logarithms" if lever.logarithmic else ""
        return f"{value_written(lever.low, lever)} to {value_written(lever.high, lever)}{even}"
    words = [value_written(each, lever) for each in lever.values]
    if len(words) <= _SPELLED:
        return listed(words)
    return f"{len(words)} values from {words[0]} to {words[-1]}"
