"""One scenario drawn several times: how far its headline figures spread over the draws.

Every draw has a reference with the same draws of chance, so that changes are paired: a quantile of changes
is taken over the changes of single draws, never as the difference of two quantiles.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, reduce
from operator import or_

import numpy as np
import polars as pl

from sim.metrics.computing import Metrics
from sim.metrics.draw_series import Series
from sim.metrics.kept_draws import SomeDraws, Uncertain, draw_of
from sim.records.reading import UnfitRunsError

QUANTILES: Mapping[str, float] = {"low": 0.05, "lower": 0.25, "middle": 0.5, "upper": 0.75, "high": 0.95}
"""Columns of a spread and the part of the draws that lies below."""

_SPREAD = {"series": pl.String, "economy": pl.String, "basis": pl.String, "week": pl.Date} | dict.fromkeys(
    QUANTILES, pl.Float64
)


class DifferentQuestionsError(UnfitRunsError):
    """Runs that are to be draws of one scenario answer different questions."""


class Draws:
    """Draws of one scenario.

    Parameters
    ----------
    draws : sequence of Metrics or SomeDraws
        A draw by its metrics, of which the paths are taken out at once, what was kept of it, or many in a
        table, of which a series is read when it is asked for. They share scenario, world and horizon.

    Raises
    ------
    DifferentQuestionsError
        When the draws are not of one scenario.
    """

    def __init__(self, draws: Sequence[Metrics | SomeDraws]) -> None:
        self._parts: tuple[SomeDraws, ...] = tuple(
            draw_of(each) if isinstance(each, Metrics) else each for each in draws
        )
        if len({each.question for each in self._parts}) != 1:
            raise DifferentQuestionsError("the runs are not draws of one scenario")

    @cached_property
    def chances(self) -> tuple[tuple[int, int], ...]:
        """Seed and number of the replication of each draw."""
        return tuple(chance for part in self._parts for chance in part.chances)

    @property
    def number(self) -> int:
        """How many draws there are."""
        return len(self.chances)

    @cached_property
    def uncertain(self) -> Uncertain:
        """What is drawn beside the firms."""
        return reduce(or_, (each.uncertain for each in self._parts))

    @property
    def weeks(self) -> tuple[date, ...]:
        """Mondays of the weeks."""
        return self._parts[0].weeks

    @cached_property
    def series(self) -> Mapping[tuple[str, str], Series]:
        """Every series by name and economy, put together when it is asked for and not kept.

        Economy is empty where a series is about the two at war.
        """
        return _SeriesOf(self._parts)

    def closing(self, name: str, economy: str = "") -> tuple[float, float] | None:
        """Range that holds 90 % of the draws' changes at the end; None where a draw has no value."""
        found = self.series.get((name, economy))
        if found is None or np.isnan(found.closing).any():
            return None
        low, high = np.quantile(found.closing, (QUANTILES["low"], QUANTILES["high"]))
        return float(low), float(high)

    @cached_property
    def spread(self) -> pl.DataFrame:
        """Quantiles over the draws by series, economy, basis (run, reference, change) and week.

        Over the draws that have a value in the week; weeks in which none has are left out.
        """
        frames = []
        for (name, economy), found in self.series.items():
            bases = {"run": found.run, "reference": found.reference, "change": found.change}
            for basis, values in bases.items():
                known = (~np.isnan(values)).any(axis=0)
                weeks = [self.weeks[place] for place in np.flatnonzero(known)]
                keys = {"series": name, "economy": economy, "basis": basis, "week": weeks}
                levels = np.nanquantile(values[:, known], list(QUANTILES.values()), axis=0)
                frames.append(
                    pl.DataFrame({**keys, **dict(zip(QUANTILES, levels, strict=True))}, schema=_SPREAD)
                )
        return pl.concat(frames)


class _SeriesOf(Mapping[tuple[str, str], Series]):
    """Series of draws that are kept apart: those that all of them have."""

    def __init__(self, parts: Sequence[SomeDraws]) -> None:
        self._parts = parts
        self._keys = [key for key in parts[0].keys if all(key in part.keys for part in parts[1:])]

    def __getitem__(self, key: tuple[str, str]) -> Series:
        if key not in self._keys:
            raise KeyError(key)
        found = [part.arms(key) for part in self._parts]
        run, reference = (np.concatenate([arms[place] for arms in found]) for place in (0, 1))
        return Series(*key, run, reference)

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)
