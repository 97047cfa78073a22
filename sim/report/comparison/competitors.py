"""The scenarios that are compared: runs that are draws of one scenario make one competitor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sim.metrics import compute_metrics
from sim.metrics.draws import QUANTILES, Draw, Draws, chance, draw_of, question
from sim.metrics.focus import Focus, focus_pair
from sim.metrics.headline import Change
from sim.metrics.key_figures import key_values
from sim.metrics.published import PublishedFigure
from sim.records.reading import Run, UnfitRunsError

MOST = 12
"""Scenarios on one page: more colours than that cannot be told apart."""

FEWEST_DRAWS = 3
"""Draws from which a range is given."""


class ComparisonError(UnfitRunsError):
    """Runs that cannot stand side by side."""


@dataclass(frozen=True, eq=False)
class Member:
    """What is kept of one run: its key figures and a few paths.

    Parameters
    ----------
    run : Run
        The run, for its manifest and its folder.
    draw : Draw
        Its paths by week.
    values : mapping of str to Change
        Its key figures by name.
    published : PublishedFigure or None
        A published figure that its trade may be held beside.
    own : Focus
        The pair whose tariffs rise most in it.
    """

    run: Run
    draw: Draw
    values: Mapping[str, Change]
    published: PublishedFigure | None
    own: Focus


def member_of(run: Run, pair: tuple[str, str]) -> Member:
    """Take out of a run what is kept of it; its tables are not needed afterwards."""
    metrics = compute_metrics(run, pair=pair)
    own = focus_pair(metrics.evidence.tariffs, metrics.flows)
    return Member(run, draw_of(metrics), key_values(metrics), metrics.published_trade, own)


@dataclass(frozen=True, eq=False)
class Range:
    """A figure of a scenario: the middle of its draws, and what holds 90 % of them where they are enough."""

    value: float | None
    low: float | None = None
    high: float | None = None


def range_of(values: Sequence[float | None]) -> Range:
    """Give the median of the draws and their range; nothing where a draw has no value."""
    known = [value for value in values if value is not None]
    if len(known) < len(values) or not known:
        return Range(None)
    if len(known) < FEWEST_DRAWS:
        return Range(float(np.median(known)))
    low, middle, high = np.quantile(known, (QUANTILES["low"], QUANTILES["middle"], QUANTILES["high"]))
    return Range(float(middle), float(low), float(high))


@dataclass(frozen=True, eq=False)
class Competitor:
    """One scenario of a comparison.

    Parameters
    ----------
    place : int
        Its place in the comparison, from 0; the others are held against the first.
    label : str
        Its name on the page.
    members : tuple of Member
        Its draws.
    """

    place: int
    label: str
    members: tuple[Member, ...]

    @cached_property
    def draws(self) -> Draws:
        """The draws with their paths."""
        return Draws([member.draw for member in self.members])

    @property
    def manifest(self) -> Mapping[str, Any]:
        """Manifest of the first draw."""
        return self.members[0].run.manifest

    @property
    def published(self) -> PublishedFigure | None:
        """Published figure to hold its trade beside."""
        return self.members[0].published

    def level(self, figure: str) -> Range:
        """Give a key figure at the end of the run."""
        return range_of([member.values[figure].run for member in self.members])

    def long_run(self, figure: str) -> float | None:
        """Give a key figure in the long run without frictions."""
        return range_of([member.values[figure].benchmark for member in self.members]).value


def check_runs(runs: Sequence[Run]) -> None:
    """Check that runs can stand side by side, from their manifests alone.

    Raises
    ------
    ComparisonError
        When there are fewer than two scenarios or more than twelve, or a run is there twice.
    """
    questions: dict[str, set[tuple[int, int]]] = {}
    for run in runs:
        found = questions.setdefault(question(run), set())
        if chance(run) in found:
            raise ComparisonError(
                f"{run.folder}: the same scenario with the same draw of chance is there already "
                "(hint: name each run once)"
            )
        found.add(chance(run))
    if len(runs) < 2:
        raise ComparisonError("one run only (hint: tradewar compare RUN RUN ... takes two or more)")
    if len(questions) < 2:
        raise ComparisonError(
            "the runs are all of one scenario (hint: tradewar report RUN RUN ... shows its draws on one page)"
        )
    if len(questions) > MOST:
        raise ComparisonError(f"{len(questions)} scenarios: at most {MOST} can be told apart on one page")


def grouped(members: Sequence[Member]) -> tuple[Competitor, ...]:
    """Put draws of one scenario together, in the order in which each scenario comes first."""
    questions: dict[str, list[Member]] = {}
    for member in members:
        questions.setdefault(member.draw.question, []).append(member)
    labels = _labels([str(found[0].run.manifest["name"]) for found in questions.values()])
    return tuple(
        Competitor(place, label, tuple(found))
        for place, (label, found) in enumerate(zip(labels, questions.values(), strict=True))
    )


def _labels(names: Sequence[str]) -> list[str]:
    """Names in words; a number tells scenarios of one name apart."""
    labels: list[str] = []
    for place, name in enumerate(names):
        before = names[:place].count(name)
        labels.append(name.replace("_", " ") + (f" ({before + 1})" if before else ""))
    return labels
