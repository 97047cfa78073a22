"""A comparison: scenarios in order, the pair that they are held by, and differences from the first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

import numpy as np

from sim.metrics import compute_metrics
from sim.metrics.axes import Floats
from sim.metrics.draws import Draws
from sim.metrics.focus import Focus
from sim.metrics.kept_draws import ManyDraws
from sim.records.reading import Run
from sim.report.comparison.competitors import (
    FEWEST_DRAWS,
    ComparisonError,
    Competitor,
    Range,
    check_runs,
    grouped,
    member_of,
    range_of,
)
from sim.report.drawing.wording import Names

_NONE_STORED: Mapping[Path, ManyDraws] = MappingProxyType({})
_SAME = 1e-9
"""Two references that were kept in different ways differ in their last digits."""


@dataclass(frozen=True, eq=False)
class Comparison:
    """Scenarios side by side.

    Parameters
    ----------
    competitors : tuple of Competitor
        The scenarios, the one first that the others are held against.
    first, second : str
        The pair of economies that every figure is about.
    """

    competitors: tuple[Competitor, ...]
    first: str
    second: str

    @property
    def baseline(self) -> Competitor:
        """The scenario that the others are held against."""
        return self.competitors[0]

    @property
    def others(self) -> tuple[Competitor, ...]:
        """All scenarios but the first."""
        return self.competitors[1:]

    @cached_property
    def names(self) -> Names:
        """Names of economies, product groups and sectors, those of the first run where they differ."""
        economies, groups, sectors = (
            {
                code: name
                for each in reversed(self.competitors)
                for code, name in each.manifest["world"][part].items()
            }
            for part in ("economies", "groups", "sectors")
        )
        return Names(economies, groups, sectors)

    @cached_property
    def start(self) -> date | None:
        """First Monday of all runs; None where they begin at different times."""
        starts = {each.draws.weeks[0] for each in self.competitors}
        return starts.pop() if len(starts) == 1 else None

    @property
    def most_weeks(self) -> int:
        """Weeks of the longest run."""
        return max(len(each.draws.weeks) for each in self.competitors)

    def pairs(self, competitor: Competitor) -> tuple[tuple[int, int], ...]:
        """Draws of the first scenario and of another one that share their draws of chance.

        They do when seed and replication are the same and the two runs without the measures are equal, week
        by week, in all that is compared.
        """
        return self._pairs[competitor.place]

    @cached_property
    def _pairs(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        return tuple(_paired(self.baseline.draws, each.draws) for each in self.competitors)

    @cached_property
    def is_paired(self) -> bool:
        """Whether every scenario shares draws of chance with the first."""
        return all(self.pairs(each) for each in self.others)

    def difference(self, competitor: Competitor, figure: str) -> Range:
        """Give a key figure of a scenario less that of the first, draw by draw where they are paired."""
        if competitor is self.baseline:
            return Range(0.0 if competitor.level(figure).value is not None else None)
        pairs = self.pairs(competitor)
        if not pairs:
            return Range(_less(competitor.level(figure).value, self.baseline.level(figure).value))
        ours, theirs = self.baseline.values(figure), competitor.values(figure)
        return range_of([_less(theirs[j], ours[i]) for i, j in pairs])

    def long_run_difference(self, competitor: Competitor, figure: str) -> float | None:
        """Give the long run of a scenario less that of the first."""
        return _less(competitor.long_run(figure), self.baseline.long_run(figure))

    def path_differences(
        self, competitor: Competitor, paths: Callable[[Competitor], Floats], *, relative: bool = False
    ) -> Floats:
        """(P, W) paths of a scenario against the first's, for the weeks that both have.

        A pair of draws a row where they are paired, otherwise one row, of the middle of either's draws.
        ``relative`` divides in place of subtracting.
        """
        theirs, ours = paths(competitor), paths(self.baseline)
        pairs = self.pairs(competitor)
        if pairs:
            theirs, ours = theirs[[j for _, j in pairs]], ours[[i for i, _ in pairs]]
        else:
            theirs, ours = (np.median(each, axis=0, keepdims=True) for each in (theirs, ours))
        weeks = min(theirs.shape[1], ours.shape[1])
        theirs, ours = theirs[:, :weeks], ours[:, :weeks]
        if not relative:
            return theirs - ours
        ratio = np.divide(theirs, ours, out=np.full(ours.shape, np.nan), where=ours > 0.0)
        change: Floats = ratio - 1.0
        return change

    def has_ranges(self) -> bool:
        """Tell whether any scenario has draws enough for a range."""
        return any(each.draws.number >= FEWEST_DRAWS for each in self.competitors)


def compare_runs(runs: Sequence[Run], stored: Mapping[Path, ManyDraws] = _NONE_STORED) -> Comparison:
    """Hold runs side by side, one in memory at a time.

    Figures are about one pair of economies in all scenarios: that of the first scenario in which a tariff
    rises, or of the first of all where none does.

    Parameters
    ----------
    runs : sequence of Run
        The runs.
    stored : mapping of Path to ManyDraws
        By the folder of a run, all draws of its scenario: they stand for it where they are about that pair.

    Raises
    ------
    ComparisonError
        When there are fewer than two scenarios or more than twelve, a run is there twice, or a run has not
        got both economies.
    """
    check_runs(runs, stored)
    focus = _pair(runs)
    for run in runs:
        missing = {focus.first, focus.second} - set(run.manifest["world"]["economies"])
        if missing:
            raise ComparisonError(
                f"{run.folder}: has no {' and no '.join(sorted(missing))}, and the comparison is about "
                f"{focus.first} and {focus.second}"
            )
    pair = focus.first, focus.second
    competitors = grouped([member_of(run, pair, stored.get(run.folder)) for run in runs])
    return Comparison(competitors, focus.first, focus.second)


def _pair(runs: Sequence[Run]) -> Focus:
    """Choose the pair of the first scenario at war, or that of the first of all."""
    first = compute_metrics(runs[0]).focus
    if first.at_war:
        return first
    others = (compute_metrics(run).focus for run in runs[1:])
    return next((focus for focus in others if focus.at_war), first)


def _less(value: float | None, other: float | None) -> float | None:
    return None if value is None or other is None else value - other


def _paired(ours: Draws, theirs: Draws) -> tuple[tuple[int, int], ...]:
    """Places of draws of the same chance and with the same reference: they differ by the scenarios alone.

    Weeks in which a reference was not looked at are no difference.
    """
    place = {chance: number for number, chance in enumerate(ours.chances)}
    pairs = [(place[chance], number) for number, chance in enumerate(theirs.chances) if chance in place]
    weeks = min(len(ours.weeks), len(theirs.weeks))
    if not pairs or ours.weeks[:weeks] != theirs.weeks[:weeks]:
        return ()
    here, there = (list(each) for each in zip(*pairs, strict=True))
    same = np.ones(len(pairs), dtype=bool)
    for key in ours.series:
        if key in theirs.series:
            one = ours.series[key].reference[here, :weeks]
            other = theirs.series[key].reference[there, :weeks]
            unknown = np.isnan(one) | np.isnan(other)
            same &= (unknown | np.isclose(one, other, rtol=_SAME, atol=_SAME)).all(axis=1)
    return tuple(pair for pair, is_same in zip(pairs, same, strict=True) if is_same)
