"""What a panel of paths shows: a series, its unit, its difference from the first scenario, its table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import polars as pl

from sim.metrics.axes import Floats
from sim.report.comparison.comparison import Comparison
from sim.report.comparison.competitors import Competitor

ShownBasis = Literal["level", "change"]


@dataclass(frozen=True)
class Panel:
    """One panel of a chart of paths.

    Parameters
    ----------
    title : str
        What it shows, where there are several.
    series, economy : str
        Name of the series in ``sim.metrics.draws``, and whose it is.
    arm : {"run", "change"}
        Levels of the run, or its change from the run without the measures.
    scale : float
        From the unit of the series to that of the axis.
    suffix : str
        Unit behind a number on the axis.
    relative : bool
        Whether a difference is a ratio less one, in percent.
    figure : str
        Key figure whose long run is drawn at the end; none if empty.
    reference : bool
        Whether the run without the measures is drawn beside, where it is the same in all scenarios.
    """

    title: str
    series: str
    economy: str = ""
    arm: Literal["run", "change"] = "run"
    scale: float = 100.0
    suffix: str = "%"
    relative: bool = False
    figure: str = ""
    reference: bool = False

    def values(self, competitor: Competitor) -> Floats:
        """(D, W) path in every draw, in the unit of the series."""
        found: Floats = getattr(competitor.draws.series[self.series, self.economy], self.arm)
        return found

    def rows(self, comparison: Comparison, competitor: Competitor, basis: ShownBasis) -> Floats:
        """Rows in the unit of the axis, of which the middle is drawn and, if they are enough, the range."""
        if basis == "level":
            return self.values(competitor) * self.scale
        found = comparison.path_differences(competitor, self.values, relative=self.relative)
        return found * (100.0 if self.relative else self.scale)

    def without_measures(self, comparison: Comparison) -> Floats | None:
        """(W,) path without the measures; None where it is not drawn."""
        if not self.reference or not comparison.is_paired:
            return None
        longest = max(comparison.competitors, key=lambda each: len(each.draws.weeks))
        found = longest.draws.series[self.series, self.economy].reference * self.scale
        middle: Floats = np.median(found, axis=0)
        return middle

    def rest(self, comparison: Comparison, competitor: Competitor, basis: ShownBasis) -> float | None:
        """Where it comes to rest in the long run, in the unit of the axis."""
        if not self.figure or (basis == "change" and self.relative):
            return None
        found = (
            competitor.long_run(self.figure)
            if basis == "level"
            else comparison.long_run_difference(competitor, self.figure)
        )
        return None if found is None else found * self.scale

    def unit(self, basis: ShownBasis) -> str:
        """Unit behind a number."""
        if basis == "level":
            return self.suffix
        if self.relative:
            return "%"
        return " points" if self.suffix == "%" else self.suffix


def has_paths(comparison: Comparison, panel: Panel) -> bool:
    """Tell whether every scenario has the series of a panel."""
    return all((panel.series, panel.economy) in each.draws.series for each in comparison.competitors)


def path_table(comparison: Comparison, panels: Mapping[str, Panel]) -> pl.DataFrame:
    """Tabulate paths: scenario, week, and for each panel value and difference from the first.

    Values are in the unit of the series; a panel's columns are its key and the key with ``_difference``.
    """
    frames = []
    for each in comparison.competitors:
        weeks = each.draws.weeks
        columns: dict[str, Any] = {"scenario": [each.label] * len(weeks), "week": weeks}
        for name, panel in panels.items():
            level = np.median(panel.rows(comparison, each, "level"), axis=0) / panel.scale
            apart = np.median(panel.rows(comparison, each, "change"), axis=0)
            apart = apart / (100.0 if panel.relative else panel.scale)
            padded = np.pad(apart, (0, len(weeks) - len(apart)), constant_values=np.nan)
            columns[name] = pl.Series(level).fill_nan(None)
            columns[f"{name}_difference"] = pl.Series(padded).fill_nan(None)
        frames.append(pl.DataFrame(columns))
    return pl.concat(frames)
