"""The findings of a sweep as plain text, for a repository or a mail: sentences, and how to repeat them."""

from __future__ import annotations

from pathlib import Path

from sim.ensemble.study import Study
from sim.records.whole_files import whole_file
from sim.report.drawing.wording import listed
from sim.report.sweeps.analyses import discover
from sim.report.sweeps.charts import PARTS
from sim.report.sweeps.facts import design_words
from sim.report.sweeps.head import lead, lever_values
from sim.report.sweeps.rule_words import rule_sentence

_UNTOLD = ("rule-scatter", "effects-map")
"""Charts whose findings another one tells."""


def findings_text(study: Study) -> str:
    """Write what a sweep found, in Markdown: every sentence is the title of a chart of its page.

    Parameters
    ----------
    study : Study
        The finished sweep.
    """
    command = str(study.manifest.get("command") or f"tradewar sweep {study.name}")
    varied = listed([f"{each.title} ({lever_values(each)})" for each in study.levers])
    parts = [f"# {study.title or study.name}", study.question, f"    {command}", lead(study)]
    parts.append(f"{design_words(study)} Varied: {varied}." if varied else design_words(study))
    for part in PARTS:
        charts = [chart for draw in part.drawings if (chart := draw(study)) is not None]
        lines = [
            f"- {title.rstrip('.')}."
            for chart in charts
            if chart.identifier not in _UNTOLD
            for title in dict.fromkeys(view.title or chart.title for view in chart.views)
        ]
        if part.anchor == "discovery":
            lines += _other_rules(study)
        if lines:
            parts += [f"## {part.heading}", "\n".join(lines)]
    parts.append(
        "A stylised model, not a forecast. Ranges are those of the runs of this sweep: of draws of chance "
        "and of what was varied, and of nothing else. `runs.csv` has every run; the command writes the page."
    )
    return "\n\n".join(part for part in parts if part) + "\n"


def write_findings(study: Study, path: Path) -> None:
    """Write the findings beside the table of runs, in place of those of an earlier time."""
    with whole_file(path) as temporary:
        temporary.write_text(findings_text(study), encoding="utf-8", newline="\n")


def _other_rules(study: Study) -> list[str]:
    """Sentences on the rules that stand below the first of a chart, which is its title."""
    found = [each for condition in study.discoveries if (each := discover(study, condition)) is not None]
    return [f"- {rule_sentence(study, each, rule)}." for each in found for rule in each.rules[1:]]
