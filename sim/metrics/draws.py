"""One scenario drawn several times: how far its headline figures spread over the draws.

Every draw has a reference with the same draws of chance, so that changes are paired: a quantile of changes
is taken over the changes of single draws, never as the difference of two quantiles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import polars as pl

from sim.metrics.axes import Floats
from sim.metrics.computing import Metrics
from sim.metrics.trade_patterns.bilateral import BOTH, direction
from sim.records.reading import Run, UnfitRunsError

QUANTILES: Mapping[str, float] = {"low": 0.05, "lower": 0.25, "middle": 0.5, "upper": 0.75, "high": 0.95}
"""Columns of a spread and the part of the draws that lies below."""

CLOSING_WEEKS = 4

RELATIVE = frozenset({"trade", "imports", "exports", "consumer_prices", "welfare"})
"""Series whose change is a ratio to the reference less one; that of the others is a difference."""

AVERAGED = frozenset({"welfare"})
"""Series of which a week is the mean of the four weeks that end in it already."""


class DifferentQuestionsError(UnfitRunsError):
    """Runs that are to be draws of one scenario answer different questions."""


@dataclass(frozen=True)
class Series:
    """A figure by week in every draw.

    Parameters
    ----------
    name, economy : str
        What it is, and whose.
    run, reference : (D, W) array
        In the run and without the scenario's measures, by draw and week, in the unit of the metric.
    """

    name: str
    economy: str
    run: Floats
    reference: Floats

    @cached_property
    def change(self) -> Floats:
        """(D, W) run against reference, draw by draw: a ratio less one, or a difference."""
        return against_reference(self.name, self.run, self.reference)

    @property
    def closing(self) -> Floats:
        """(D,) change of the mean of the last four weeks."""
        weeks = 1 if self.name in AVERAGED else CLOSING_WEEKS
        ends = (each[:, -weeks:].mean(axis=1) for each in (self.run, self.reference))
        return against_reference(self.name, *ends)


@dataclass(frozen=True, eq=False)
class Draw:
    """What is kept of one draw: a few paths, which take a thousandth of the room of its metrics.

    Parameters
    ----------
    question : str
        What it asks, whatever its seed.
    chance : tuple of int
        Seed and number of the replication: what its draws of chance come from.
    weeks : tuple of date
        Mondays, ``W`` of them.
    paths : mapping of (str, str) to pair of (W,) arrays
        Run and reference of each series, by name and economy.
    """

    question: str
    chance: tuple[int, int]
    weeks: tuple[date, ...]
    paths: Mapping[tuple[str, str], tuple[Floats, Floats]]


def draw_of(metrics: Metrics) -> Draw:
    """Take out of the metrics of a run what is kept of it as a draw."""
    run = metrics.evidence.run
    return Draw(question(run), chance(run), metrics.axes.weeks, dict(_series(metrics)))


class Draws:
    """Draws of one scenario.

    Parameters
    ----------
    draws : sequence of Metrics or Draw
        Each draw by its metrics, of which the paths are taken out at once, or what was kept of it. They
        share scenario, world and horizon.

    Raises
    ------
    DifferentQuestionsError
        When the draws are not of one scenario.
    """

    def __init__(self, draws: Sequence[Metrics | Draw]) -> None:
        self.draws = tuple(each if isinstance(each, Draw) else draw_of(each) for each in draws)
        if len({each.question for each in self.draws}) != 1:
            raise DifferentQuestionsError("the runs are not draws of one scenario")

    @property
    def number(self) -> int:
        """How many draws there are."""
        return len(self.draws)

    @property
    def weeks(self) -> tuple[date, ...]:
        """Mondays of the weeks."""
        return self.draws[0].weeks

    @cached_property
    def series(self) -> Mapping[tuple[str, str], Series]:
        """Every series by name and economy; economy is empty where it is about the two at war."""
        each = [draw.paths for draw in self.draws]
        return {
            key: Series(*key, *(np.stack([one[key][place] for one in each]) for place in (0, 1)))
            for key in each[0]
            if all(key in one for one in each)
        }

    def closing(self, name: str, economy: str = "") -> tuple[float, float] | None:
        """Range that holds 90 % of the draws' changes at the end; None where a draw has no value."""
        found = self.series.get((name, economy))
        if found is None or np.isnan(found.closing).any():
            return None
        low, high = np.quantile(found.closing, (QUANTILES["low"], QUANTILES["high"]))
        return float(low), float(high)

    @cached_property
    def spread(self) -> pl.DataFrame:
        """Quantiles over the draws by series, economy, basis (run, reference, change) and week."""
        frames = []
        for (name, economy), found in self.series.items():
            bases = {"run": found.run, "reference": found.reference, "change": found.change}
            for basis, values in bases.items():
                keys = {"series": name, "economy": economy, "basis": basis, "week": self.weeks}
                levels = np.quantile(values, list(QUANTILES.values()), axis=0)
                frames.append(pl.DataFrame({**keys, **dict(zip(QUANTILES, levels, strict=True))}))
        return pl.concat(frames)


def question(run: Run) -> str:
    """Tell what a run asks, whatever its seed and number of draws."""
    return str(run.manifest.get("question_hash", run.manifest["scenario_hash"]))


def chance(run: Run) -> tuple[int, int]:
    """Tell seed and number of the replication, from which all draws of chance of a run come."""
    return int(run.manifest["seed"]), int(run.manifest.get("replication", 1))


def against_reference(name: str, run: Floats, reference: Floats) -> Floats:
    """Return the change of a series: a ratio less one, or a difference, as ``RELATIVE`` says."""
    if name not in RELATIVE:
        return run - reference
    ratio: Floats = np.divide(run, reference, out=np.full(run.shape, np.nan), where=reference > 0.0)
    return ratio - 1.0


def _series(metrics: Metrics) -> Iterator[tuple[tuple[str, str], tuple[Floats, Floats]]]:
    first, second = metrics.focus.first, metrics.focus.second
    flows = {"trade": BOTH, "imports": direction(second, first), "exports": direction(first, second)}
    for name, way in flows.items():
        yield (name, ""), _columns(metrics.bilateral_trade.filter(direction=way), "scenario", "reference")
    index = metrics.frame("decoupling_index")["index"].to_numpy()
    yield ("decoupling_index", ""), (index, np.zeros_like(index))
    for part, path in metrics.frame("decoupling_channels").group_by("part", maintain_order=True):
        yield ("channel", str(part[0])), _columns(path, "level", "level_reference")
        gone = path.sort("week")["decoupled"].cast(pl.Float64).to_numpy()
        yield ("gone", str(part[0])), (gone, np.zeros_like(gone))
    pair = {"importer": first, "partner": second}
    for name, table, column in (
        ("share", "direct_share", "share_of_imports"),
        ("look_through", "look_through", "look_through_share"),
    ):
        found = metrics.frame(table).filter(**pair)
        yield (name, ""), _columns(found, column, f"{column}_reference")
    for name, column in (("tariff", "fixed_weights"), ("tariff_after_substitution", "current_weights")):
        for importer, exporter in ((first, second), (second, first)):
            path = metrics.tariff_paths.filter(importer=importer, exporter=exporter)
            yield (name, importer), _columns(path, column, "base")
    for name, frame in (("consumer_prices", metrics.consumer_prices), ("welfare", metrics.weekly_welfare)):
        for economy in metrics.axes.economies:
            yield (name, economy), _columns(frame.filter(economy=economy), "scenario", "reference")
    for economy in (first, second):
        own = metrics.weekly_revenue.filter(economy=economy)
        yield ("revenue", economy), _columns(own, "scenario", "reference")


def _columns(frame: pl.DataFrame, run: str, reference: str) -> tuple[Floats, Floats]:
    by_week = frame.sort("week").select(pl.col(run, reference).cast(pl.Float64))
    return by_week[run].to_numpy(), by_week[reference].to_numpy()
