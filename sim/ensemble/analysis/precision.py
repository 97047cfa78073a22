"""Whether enough was run: how wide the interval of a figure is, and how many runs would narrow it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Enough:
    """Whether a sweep is large enough for what it is to say.

    Parameters
    ----------
    what : str
        The value that is known least well: ``middle`` or ``mean`` of the draws, or the name of a lever.
    draws : int
        Draws that it rests on: replications of a case, cases of a random sample, base samples,
        trajectories.
    runs : int
        Runs made so far.
    half_width : float
        Half the width of its 95 % interval; NaN where there are too few draws to tell.
    wanted : float
        Half-width that is wanted.
    needed : int or None
        Runs that are needed in all, those made included; None where that cannot be told.
    is_enough : bool
        Whether the half-width is no wider than wanted.
    """

    what: str
    draws: int
    runs: int
    half_width: float
    wanted: float
    needed: int | None
    is_enough: bool

    @property
    def more(self) -> int | None:
        """Runs still to be made; zero where it is enough."""
        return 0 if self.is_enough else None if self.needed is None else max(self.needed - self.runs, 0)
