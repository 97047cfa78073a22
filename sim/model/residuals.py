"""How far the books are from balancing, and where and when they are furthest."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Residual:
    """Largest absolute gap of an identity.

    Parameters
    ----------
    identity : str
        Name of the identity.
    value : float
        Gap, without sign, relative to what ``measured_in`` says. Infinite where the books
        hold something that is not a number.
    measured_in : str
        What the gap is relative to, such as ``a week's GDP``.
    where : str
        Economy, market, flow or firm.
    week : date
        Monday of the week.
    """

    identity: str
    value: float
    measured_in: str
    where: str
    week: dt.date

    def __str__(self) -> str:
        """Say it in a sentence."""
        name = self.identity.replace("_", " ")
        return f"{name} ({self.where}, week of {self.week}): off by {self.value:.1g} of {self.measured_in}"


@dataclass(frozen=True)
class Residuals:
    """Largest gap of every identity over the weeks checked.

    Parameters
    ----------
    by_identity : mapping of str to Residual
        By name; identities not yet checked are missing.
    """

    by_identity: Mapping[str, Residual] = field(default_factory=dict)

    def __getitem__(self, identity: str) -> Residual:
        """Largest gap of one identity; an error where it has not been checked."""
        return self.by_identity[identity]

    def __iter__(self) -> Iterator[Residual]:
        """Largest gap of each identity, in the order in which they are first checked."""
        return iter(self.by_identity.values())

    def worst(self, other: Residuals) -> Residuals:
        """Larger of the two, identity by identity; the first of equals."""
        merged = dict(self.by_identity)
        for residual in other:
            known = merged.get(residual.identity)
            if known is None or residual.value > known.value:
                merged[residual.identity] = residual
        return Residuals(merged)

    @property
    def largest(self) -> float:
        """Largest of all gaps; zero where nothing has been checked."""
        return max((residual.value for residual in self), default=0.0)

    def record(self) -> dict[str, float | str]:
        """Return plain data for the manifest: the largest gap, where it is, and each identity's own.

        A gap that is not finite, which JSON cannot hold, is recorded as the largest float.
        """
        if not self.by_identity:
            return {"largest_residual": 0.0}
        worst = max(self, key=lambda residual: residual.value)
        values = {residual.identity: min(residual.value, sys.float_info.max) for residual in self}
        return {"largest_residual": values[worst.identity], "largest_at": str(worst), **values}

    def beyond(self, bound: float) -> tuple[Residual, ...]:
        """Identities that miss a bound, the worst first."""
        missed = [residual for residual in self if not residual.value <= bound]
        return tuple(sorted(missed, key=lambda residual: -residual.value))
