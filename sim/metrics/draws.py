"""One scenario drawn several times: how far its headline figures spread over the draws.

Every draw has a reference with the same draws of chance, so that changes are paired: a quantile of changes
is taken over the changes of single draws, never as the difference of two quantiles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from sim.metrics.axes import Floats
from sim.metrics.computing import Metrics
from sim.metrics.trade_patterns.bilateral import BOTH, direction

QUANTILES: Mapping[str, float] = {"low": 0.05, "lower": 0.25, "middle": 0.5, "upper": 0.75, "high": 0.95}
"""Columns of a spread and the part of the draws that lies below."""

CLOSING_WEEKS = 4

RELATIVE = frozenset({"trade", "imports", "exports", "consumer_prices", "welfare"})
"""Series whose change is a ratio to the reference less one; that of the others is a difference."""

AVERAGED = frozenset({"welfare"})
"""Series of which a week is the mean of the four weeks that end in it already."""


class DifferentQuestionsError(ValueError):
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
        return _change(self.name, self.run, self.reference)

    @property
    def closing(self) -> Floats:
        """(D,) change of the mean of the last four weeks."""
        weeks = 1 if self.name in AVERAGED else CLOSING_WEEKS
        ends = (each[:, -weeks:].mean(axis=1) for each in (self.run, self.reference))
        return _change(self.name, *ends)


@dataclass(frozen=True, eq=False)
class Draws:
    """Draws of one scenario.

    Parameters
    ----------
    all_metrics : sequence of Metrics
        Metrics of each draw, which share scenario, world and horizon.

    Raises
    ------
    DifferentQuestionsError
        When the draws are not of one scenario.
    """

    all_metrics: Sequence[Metrics]

    def __post_init__(self) -> None:
        asked = {question(each) for each in self.all_metrics}
        if len(asked) != 1:
            raise DifferentQuestionsError("the runs are not draws of one scenario")

    @property
    def number(self) -> int:
        """How many draws there are."""
        return len(self.all_metrics)

    @cached_property
    def series(self) -> Mapping[tuple[str, str], Series]:
        """Every series by name and economy; economy is empty where it is about the two at war."""
        each = [dict(_series(metrics)) for metrics in self.all_metrics]
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
        weeks, frames = self.all_metrics[0].axes.weeks, []
        for (name, economy), found in self.series.items():
            bases = {"run": found.run, "reference": found.reference, "change": found.change}
            for basis, values in bases.items():
                keys = {"series": name, "economy": economy, "basis": basis, "week": weeks}
                levels = np.quantile(values, list(QUANTILES.values()), axis=0)
                frames.append(pl.DataFrame({**keys, **dict(zip(QUANTILES, levels, strict=True))}))
        return pl.concat(frames)


def question(metrics: Metrics) -> str:
    """Tell what a run asks, whatever its seed and number of draws."""
    manifest = metrics.evidence.run.manifest
    return str(manifest.get("question_hash", manifest["scenario_hash"]))


def _change(name: str, run: Floats, reference: Floats) -> Floats:
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
    pair = {"importer": first, "partner": second}
    for name, table, column in (
        ("share", "direct_share", "share_of_imports"),
        ("look_through", "look_through", "look_through_share"),
    ):
        found = metrics.frame(table).filter(**pair)
        yield (name, ""), _columns(found, column, f"{column}_reference")
    for name, frame in (("consumer_prices", metrics.consumer_prices), ("welfare", metrics.weekly_welfare)):
        for economy in metrics.axes.economies:
            yield (name, economy), _columns(frame.filter(economy=economy), "scenario", "reference")
    revenue = metrics.weekly_revenue
    yield ("revenue", first), _columns(revenue, "revenue", "revenue_reference")


def _columns(frame: pl.DataFrame, run: str, reference: str) -> tuple[Floats, Floats]:
    by_week = frame.sort("week").select(pl.col(run, reference).cast(pl.Float64))
    return by_week[run].to_numpy(), by_week[reference].to_numpy()
