"""Charts of paths: trade, ties, prices, incomes, revenue and tariffs of all scenarios by week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sim.report.comparison.comparison import Comparison
from sim.report.comparison.marks import band_keys, band_note, line_keys
from sim.report.comparison.panels import Panel, ShownBasis, has_paths, path_table
from sim.report.comparison.paths import WITHOUT, path_figure
from sim.report.drawing.charts import Chart, Field, Key, View
from sim.report.drawing.long_run import LONG_RUN_KEY
from sim.report.drawing.theme import BEFORE
from sim.report.drawing.wording import LONG_RUN_EXPLAINED

Labelled = Mapping[str, tuple[str, str, Sequence[Panel]]]
"""Ways to look: label, then subtitle of the runs, subtitle of the differences, panels."""


def path_chart(
    comparison: Comparison,
    identifier: str,
    title: str,
    description: str,
    ways: Labelled,
    columns: Mapping[str, tuple[Panel, str, str]],
    *,
    metrics: tuple[str, ...],
    note: str = "",
) -> Chart | None:
    """Lay the paths of all scenarios over each other, runs and differences from the first.

    Parameters
    ----------
    comparison : Comparison
        The scenarios.
    identifier, title, description, note, metrics
        As in ``Chart``.
    ways : mapping
        For each label the subtitles of the two bases and the panels.
    columns : mapping
        Columns of the table: panel, heading, kind.
    """
    if not all(has_paths(comparison, panel) for panel, _, _ in columns.values()):
        return None
    views = []
    for label, (subtitle, difference, panels) in ways.items():
        shown: tuple[tuple[ShownBasis, str], ...] = (("level", subtitle), ("change", difference))
        for basis, words in shown:
            figure = path_figure(comparison, panels, basis)
            views.append(View(label, words, figure, _narrow(comparison), basis=basis,
                              keys=_keys(comparison, panels, basis)))  # fmt: skip
    notes = [note, band_note(comparison), _pairing(comparison)]
    if any(panel.figure for panel, _, _ in columns.values()):
        notes.append(LONG_RUN_EXPLAINED)
    fields = {"scenario": Field("Scenario"), "week": Field("Week", "date")}
    for name, (_, heading, kind) in columns.items():
        fields[name] = Field(heading, kind)
        relative = columns[name][0].relative
        fields[f"{name}_difference"] = Field(
            f"{heading}, {'ratio to' if relative else 'difference from'} {comparison.baseline.label}",
            "percent" if relative else kind,
        )
    return Chart(
        identifier=identifier,
        title=title,
        description=description,
        views=views,
        note=" ".join(each for each in notes if each),
        data=path_table(comparison, {name: panel for name, (panel, _, _) in columns.items()}),
        fields=fields,
        metrics=metrics,
    )


def _keys(comparison: Comparison, panels: Sequence[Panel], basis: str) -> list[Key]:
    keys = [*line_keys(comparison), *band_keys(comparison)]
    if basis == "level" and comparison.is_paired and any(panel.reference for panel in panels):
        keys.append(Key(WITHOUT, BEFORE.light, "dash"))
    drawn = any(panel.figure and not (basis == "change" and panel.relative) for panel in panels)
    return [*keys, LONG_RUN_KEY] if drawn else keys


def _pairing(comparison: Comparison) -> str:
    if comparison.is_paired:
        return "Differences are paired: all scenarios share their draws."
    return (
        "Differences are not paired in all scenarios: where draws are not shared, they hold chance as well."
    )


def _narrow(comparison: Comparison) -> dict[str, Any]:
    ticks = {} if comparison.start is None else {"tickformat": "%b<br>%Y", "nticks": 4}
    return {"margin": {"r": 56}, "xaxis": ticks}
