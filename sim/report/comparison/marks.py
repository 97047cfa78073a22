"""How a scenario looks wherever it is drawn: colour, dash, dot, legend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sim.report.comparison.comparison import Comparison
from sim.report.comparison.competitors import FEWEST_DRAWS, Competitor
from sim.report.drawing.charts import Key
from sim.report.drawing.draw_words import drawn_in_words
from sim.report.drawing.theme import INK, PLAIN_SCENARIOS, scenario_shade

_WIDEST = 26


def shade(competitor: Competitor) -> str:
    """Give the colour of a scenario, as in the light theme."""
    return scenario_shade(competitor.place).light


def line(competitor: Competitor) -> dict[str, Any]:
    """Style the line of a scenario; that of the first is a little wider."""
    dash = "solid" if competitor.place < PLAIN_SCENARIOS else "5px,3px"
    return {"color": shade(competitor), "width": 2.2 if competitor.place else 2.8, "dash": dash}


def symbol(competitor: Competitor) -> str:
    """Shape of the dot of a scenario."""
    return "circle" if competitor.place < PLAIN_SCENARIOS else "square"


def line_keys(comparison: Comparison) -> list[Key]:
    """Legend of lines: a scenario each."""
    return [
        Key(each.label, shade(each), "line" if each.place < PLAIN_SCENARIOS else "dash")
        for each in comparison.competitors
    ]


def band_keys(comparison: Comparison) -> list[Key]:
    """Legend of the bands; empty where no scenario has draws enough."""
    return [Key("90% of draws", INK.light, "band faint")] if comparison.has_ranges() else []


def band_note(comparison: Comparison) -> str:
    """Say what stands for a scenario with several draws."""
    several = [each for each in comparison.competitors if each.draws.number > 1]
    if not several:
        return "One draw of chance for each scenario."
    words = f"A scenario with several draws {_of(comparison)} stands at the middle one"
    if not comparison.has_ranges():
        return f"{words}."
    return f"{words}, with the range that holds 90% of them where there are at least {FEWEST_DRAWS}."


def _of(comparison: Comparison) -> str:
    """Say what is drawn, if that is the same in all scenarios with several draws."""
    drawn = {drawn_in_words(each.draws) for each in comparison.competitors if each.draws.number > 1}
    return f"of {drawn.pop()}" if len(drawn) == 1 else "(of what, the page on what differs says)"


def short(label: str) -> str:
    """Cut a name to what fits beside a chart."""
    return label if len(label) <= _WIDEST else f"{label[: _WIDEST - 1].rstrip()}\u2026"


def joined(labels: Sequence[str]) -> list[str]:
    """Cut names for the rows of a chart, kept apart where the cut would make them the same."""
    cut = [short(label) for label in labels]
    return [each if cut.count(each) == 1 else label for each, label in zip(cut, labels, strict=True)]
