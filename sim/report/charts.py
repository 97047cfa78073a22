"""The charts of a run one by one, as ordinary Plotly figures for notebooks.

>>> run.charts.tariff_timeline()  # doctest: +SKIP
>>> run.charts.bilateral_trade(basis="change")  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape

import plotly.graph_objects as go

from sim.report.chapter import Drawing
from sim.report.chapters import CHAPTERS, DRAWINGS
from sim.report.drawing.charts import Chart, View
from sim.report.drawing.standalone import standalone_figure
from sim.report.facts import Facts


class Charts:
    """Every chart of the report as a method that returns a figure with its title, legend and source.

    A method takes the label of one of the chart's views (the first by default) and a basis, ``"level"`` or
    ``"change"``, where the chart has both. ``dir(charts)`` lists the charts.

    Parameters
    ----------
    facts : Facts
        What charts are drawn from.
    """

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def __getattr__(self, name: str) -> Callable[..., go.Figure]:
        """Return the chart of a name as a function of view and basis."""
        if name not in DRAWINGS:
            raise AttributeError(f"no chart {name!r} (hint: dir(charts) lists them)")
        return partial(_figure, DRAWINGS[name], self._facts)

    def __dir__(self) -> list[str]:
        """Names of all charts, and what every object has."""
        return sorted({*object.__dir__(self), *DRAWINGS})

    def __repr__(self) -> str:
        """List the charts, one a line, with what they show."""
        lines = [
            f"  {drawing.__name__}: {_first_line(drawing)}"
            for chapter in CHAPTERS
            for drawing in chapter.drawings
        ]
        return "\n".join(["Charts of the run:", *lines])

    def _repr_html_(self) -> str:
        """List the charts by page."""
        pages = "".join(
            f"<dt>{escape(chapter.heading)}</dt>"
            + "".join(
                f"<dd><code>{drawing.__name__}()</code> {escape(_first_line(drawing))}</dd>"
                for drawing in chapter.drawings
            )
            for chapter in CHAPTERS
            if chapter.drawings
        )
        return f"<dl>{pages}</dl>"


def _figure(drawing: Drawing, facts: Facts, view: str | None = None, basis: str | None = None) -> go.Figure:
    """Draw one chart as a figure that stands for itself.

    Raises
    ------
    ValueError
        When the run has nothing to show in the chart, or the chart no such view.
    """
    chart = drawing(facts)
    if chart is None:
        raise ValueError(f"{drawing.__name__}: this run has nothing to show in it")
    source = f"tradewar-sim, scenario {facts.manifest['name']}. Stylised model, not a forecast."
    return standalone_figure(chart, _chosen(chart, view, basis), source)


def _chosen(chart: Chart, label: str | None, basis: str | None) -> View:
    labelled = [each for each in chart.views if label in (None, each.label)]
    fitting = [each for each in labelled if basis in (None, each.basis)]
    if not fitting:
        known = ", ".join(sorted({f"{each.label!r} ({each.basis or 'no basis'})" for each in chart.views}))
        raise ValueError(f"{chart.identifier}: no such view (hint: it has {known})")
    return fitting[0]


def _first_line(drawing: Drawing) -> str:
    return (drawing.__doc__ or "").strip().splitlines()[0]
