"""The scenarios that are compared: runs that are draws of one scenario make one competitor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from sim.metrics import compute_metrics
from sim.metrics.draws import QUANTILES, Draws
from sim.metrics.focus import Focus, focus_pair
from sim.metrics.kept_draws import ManyDraws, SomeDraws, chance, draw_of, question
from sim.metrics.key_figures import KEY_FIGURES, key_values
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
    """What is kept of one run, or of all draws that lie in one table beside it.

    Parameters
    ----------
    run : Run
        The run, for its manifest and its folder.
    draws : SomeDraws
        Paths by week, of one draw or of many.
    values, long_run : mapping of str to sequence of float or None
        Key figures by name, in each draw: at the end of the run, and in the long run without frictions.
    published : PublishedFigure or None
        A published figure that its trade may be held beside.
    own : Focus
        The pair whose tariffs rise most in it.
    unused : ManyDraws or None
        Draws beside it that are about another pair than the comparison.
    """

    run: Run
    draws: SomeDraws
    values: Mapping[str, Sequence[float | None]]
    long_run: Mapping[str, Sequence[float | None]]
    published: PublishedFigure | None
    own: Focus
    unused: ManyDraws | None = None


def member_of(run: Run, pair: tuple[str, str], stored: ManyDraws | None = None) -> Member:
    """Take out of a run what is kept of it; its tables are not needed afterwards.

    Parameters
    ----------
    run : Run
        The run.
    pair : tuple of str
        The two economies of the comparison.
    stored : ManyDraws, optional
        All draws of its scenario, the run's own among them; they stand for it where they are about the pair.
    """
    metrics = compute_metrics(run, pair=pair)
    about = metrics.published_trade, focus_pair(metrics.evidence.tariffs, metrics.flows)
    names = [figure.name for figure in KEY_FIGURES]
    if stored is not None and stored.pair == pair:
        values, long_run = ({name: stored.figure(name + end) for name in names} for end in ("", ".long_run"))
        return Member(run, stored, values, long_run, *about)
    found = key_values(metrics)
    return Member(
        run,
        draw_of(metrics),
        {name: [found[name].run] for name in names},
        {name: [found[name].benchmark] for name in names},
        *about,
        unused=stored,
    )


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
        return Draws([member.draws for member in self.members])

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
        return range_of(self.values(figure))

    def values(self, figure: str) -> list[float | None]:
        """Give a key figure at the end of each draw, in the order of the draws."""
        return [value for member in self.members for value in member.values[figure]]

    def long_run(self, figure: str) -> float | None:
        """Give a key figure in the long run without frictions."""
        return range_of([value for member in self.members for value in member.long_run[figure]]).value


def check_runs(runs: Sequence[Run], stored: Mapping[Path, ManyDraws]) -> None:
    """Check that runs can stand side by side, from their manifests alone.

    Parameters
    ----------
    runs : sequence of Run
        The runs.
    stored : mapping of Path to ManyDraws
        Draws beside them, by the folder of the run.

    Raises
    ------
    ComparisonError
        When there are fewer than two scenarios or more than twelve, or a run is there twice.
    """
    questions: dict[str, set[tuple[int, int]]] = {}
    for run in runs:
        found = questions.setdefault(question(run), set())
        beside = stored.get(run.folder)
        chances = {chance(run), *(beside.chances if beside is not None else ())}
        if chances & found:
            raise ComparisonError(
                f"{run.folder}: the same scenario with the same draw of chance is there already "
                "(hint: name each run once)"
            )
        found |= chances
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
        questions.setdefault(member.draws.question, []).append(member)
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
