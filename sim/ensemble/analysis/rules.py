"""What a scenario discovery finds: where, among what was varied, a figure meets a condition."""

from __future__ import annotations

from dataclasses import dataclass

from sim.ensemble.study import Condition


@dataclass(frozen=True)
class Limit:
    """What a rule asks of one lever.

    Parameters
    ----------
    lever : str
        Its name.
    low, high : float or None
        Its value is above ``low`` and at most ``high``; None where that end is free, and for choices.
    choices : tuple of str
        It is one of these; empty for numbers.
    """

    lever: str
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A box among the levers in which the condition is mostly met.

    Parameters
    ----------
    limits : tuple of Limit
        All of them hold, one a lever at most; levers that are not named may be anything.
    runs, hits : int
        Runs inside, and those of them that meet the condition.
    coverage : float
        Share of all hits that lie inside.
    density : float
        Share of the runs inside that are hits.
    """

    limits: tuple[Limit, ...]
    runs: int
    hits: int
    coverage: float
    density: float


@dataclass(frozen=True)
class Discovery:
    """Where a figure meets a condition.

    Parameters
    ----------
    condition : Condition
        What is to be explained.
    runs, hits : int
        Runs that have the figure, and those of them that meet the condition. With no hit, or nothing but
        hits, there is nothing to explain.
    rules : tuple of Rule
        The most telling first; empty where the levers do not tell hits from others.
    score : float
        How well runs that a tree has not seen are told apart: the mean of the shares of hits and of others
        that it gets right. 0.5 is what guessing does, 1 is no mistake; NaN where there is nothing to explain
        or too few of one kind. Below 0.6, or less
        than two standard errors above guessing, no rule is given, for it would be accidental.
    """

    condition: Condition
    runs: int
    hits: int
    rules: tuple[Rule, ...]
    score: float
