"""How far the agents are from the mean-field limit, and both of them from the long run without frictions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from sim.metrics.axes import CLOSING_WEEKS, Axes, Floats, positions
from sim.records.reading import Run
from sim.records.tables import SCENARIO_ARM


@dataclass(frozen=True)
class AgainstLimit:
    """The run beside infinitely many relationships; fractions, welfare in units of the base's.

    Parameters
    ----------
    welfare_gap : float
        Largest gap in a week's real income, over economies and weeks.
    economy, week : str, date
        Where and when.
    mean_welfare_gap : float
        Mean over economies and weeks.
    flow_gap, last_flow_gap : float
        Absolute gaps of all flows of goods across borders over their sum: worst week, last week.
    distance, limit_distance : float
        Largest distance of an economy's welfare to the long run without frictions, mean of the last
        four weeks: of the run, and of the limit.
    farthest : str
        The economy that is farthest from it in the run.
    """

    welfare_gap: float
    economy: str
    week: date
    mean_welfare_gap: float
    flow_gap: float
    last_flow_gap: float
    distance: float
    limit_distance: float
    farthest: str


def limit_gaps(run: Run) -> pl.DataFrame:
    """Gaps between the agents and their limit by week.

    Returns
    -------
    DataFrame
        week, mean_welfare_gap, largest_welfare_gap, flow_gap; fractions.
    """
    return run.tables["mean_field_gap"].sort("week").collect()


@dataclass(frozen=True)
class Paths:
    """Welfare of the agents and of their limit by economy and week, and the long run without frictions.

    Parameters
    ----------
    agents, limit : (N, W) array
        Real income of the week, base = 1.
    rest : (N,) array
        The long run's.
    """

    agents: Floats
    limit: Floats
    rest: Floats

    @property
    def gap(self) -> Floats:
        """(N, W) absolute gap between agents and limit."""
        found: Floats = np.abs(self.agents - self.limit)
        return found

    def distances(self, closing: slice) -> tuple[Floats, Floats]:
        """(N,) distance to the long run of the mean of some weeks: of the agents, of the limit."""
        agents, limit = (
            np.abs(path[:, closing].mean(axis=1) - self.rest) for path in (self.agents, self.limit)
        )
        return agents, limit


def gaps_by_economy(run: Run, axes: Axes) -> pl.DataFrame:
    """Gaps of each economy between the agents and their limit, and of both to the long run.

    Returns
    -------
    DataFrame
        economy, largest_gap, mean_gap (over weeks), distance, limit_distance (mean of the last four weeks);
        fractions.
    """
    paths = read_paths(run, axes)
    distance, limit_distance = paths.distances(axes.closing(CLOSING_WEEKS))
    return pl.DataFrame(
        {
            "economy": axes.economies,
            "largest_gap": paths.gap.max(axis=1),
            "mean_gap": paths.gap.mean(axis=1),
            "distance": distance,
            "limit_distance": limit_distance,
        }
    )


def read_paths(run: Run, axes: Axes) -> Paths:
    """Read welfare of agents, limit and long run."""
    scenario = run.tables["welfare"].filter(pl.col("arm").cast(pl.String) == SCENARIO_ARM)
    agents = _by_economy(scenario, "real_consumption", axes)
    limit = _by_economy(run.tables["mean_field"], "welfare", axes)
    rest_table = run.tables["benchmark_welfare"].collect()
    rest = np.zeros(len(axes.economies))
    rest[positions(rest_table["economy"], axes.economies)] = rest_table["welfare"].to_numpy()
    return Paths(agents, limit, rest)


def against_limit(run: Run, axes: Axes) -> AgainstLimit:
    """Hold the scenario against its mean-field limit and both against the long run without frictions."""
    paths = read_paths(run, axes)
    gap = paths.gap
    place, week = np.unravel_index(int(gap.argmax()), gap.shape)
    distance, limit_distance = paths.distances(axes.closing(CLOSING_WEEKS))
    flow = limit_gaps(run)["flow_gap"].to_numpy()
    return AgainstLimit(
        welfare_gap=float(gap[place, week]),
        economy=axes.economies[int(place)],
        week=axes.weeks[int(week)],
        mean_welfare_gap=float(gap.mean()),
        flow_gap=float(flow.max()),
        last_flow_gap=float(flow[-1]),
        distance=float(distance.max()),
        limit_distance=float(limit_distance.max()),
        farthest=axes.economies[int(distance.argmax())],
    )


def _by_economy(table: pl.LazyFrame, column: str, axes: Axes) -> Floats:
    """(N, W) values of a table of economies and weeks."""
    frame = table.select("economy", "week", column).collect()
    values = np.full((len(axes.economies), len(axes.weeks)), np.nan)
    place = (positions(frame["economy"], axes.economies), axes.week_positions(frame["week"]))
    values[place] = frame[column].to_numpy()
    return values
