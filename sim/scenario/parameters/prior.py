"""What is believed of an uncertain figure before any run: a range, how it is covered, and the evidence."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

Kind: TypeAlias = Literal["uniform", "log-uniform", "triangular", "whole"]
"""How a range is covered: evenly, evenly in logarithms, rising to a mode and falling, by whole numbers."""

HALF_TO_TWICE = "assumed: half to twice the default"


@dataclass(frozen=True)
class Prior:
    """Distribution of an uncertain figure.

    Parameters
    ----------
    kind : Kind
        How the range is covered.
    low, high : float or int
        Ends of the range, both included.
    source : str
        Evidence for the range, or ``assumed``.
    mode : float, optional
        Most probable value; of a triangular distribution only.

    Raises
    ------
    ValueError
        If the ends are out of order, a range in logarithms does not start above zero, or a mode is missing,
        outside the range or out of place.
    """

    kind: Kind
    low: float | int
    high: float | int
    source: str
    mode: float | None = None

    def __post_init__(self) -> None:
        """Refuse what is no distribution."""
        if not self.low < self.high:
            raise ValueError(f"a prior from {self.low} to {self.high} has no width")
        if self.kind == "log-uniform" and self.low <= 0.0:
            raise ValueError(f"a range in logarithms cannot start at {self.low}")
        if (self.kind == "triangular") != (self.mode is not None):
            raise ValueError("a triangular prior, and no other, has a mode")
        if self.mode is not None and not self.low <= self.mode <= self.high:
            raise ValueError(f"the mode {self.mode} is outside of {self.low} to {self.high}")

    def quantile(self, probability: float) -> float | int:
        """Return the value that is not exceeded with a probability: the inverse of the distribution function.

        Parameters
        ----------
        probability : float
            In [0, 1].

        Raises
        ------
        ValueError
            If that is no probability.
        """
        if not 0.0 <= probability <= 1.0:
            raise ValueError(f"{probability} is no probability")
        if self.kind == "whole":
            return min(int(self.high), int(self.low) + int(probability * (self.high - self.low + 1)))
        return min(float(self.high), max(float(self.low), float(self._between(probability))))

    def _between(self, probability: float) -> float:
        """As ``quantile``, but for rounding at the ends."""
        width = self.high - self.low
        if self.kind == "log-uniform":
            return self.low * math.exp(probability * math.log(self.high / self.low))
        if self.mode is None:
            return self.low + probability * width
        rise = self.mode - self.low
        if probability * width <= rise:
            return self.low + math.sqrt(probability * width * rise)
        return self.high - math.sqrt((1.0 - probability) * width * (self.high - self.mode))

    @property
    def plain(self) -> dict[str, Any]:
        """The prior as plain data, for the manifest of a run."""
        return {
            "kind": self.kind,
            "low": self.low,
            "high": self.high,
            "mode": self.mode,
            "source": self.source,
        }


def uniform(low: float, high: float, source: str) -> Prior:
    """Return a range that is covered evenly."""
    return Prior("uniform", low, high, source)


def log_uniform(low: float, high: float, source: str = HALF_TO_TWICE) -> Prior:
    """Return a range that is covered evenly in logarithms: for figures known up to a factor."""
    return Prior("log-uniform", low, high, source)


def triangular(low: float, mode: float, high: float, source: str) -> Prior:
    """Return a range in which one value is the most probable."""
    return Prior("triangular", low, high, source, mode)


def whole(low: int, high: int, source: str = HALF_TO_TWICE) -> Prior:
    """Return whole numbers, each as probable as any other."""
    return Prior("whole", low, high, source)
