"""Draws that both plain versions share with the model: they must be the same to the last bit."""

from __future__ import annotations

ORIGIN_STEP = 0.7548776662466927
FIRM_STEP = 0.5698402909980532
"""Steps of the additive sequence of lowest discrepancy in two dimensions: the plastic number's inverse and
its square (Roberts 2018)."""

MOST_TRIES = 16
"""Firms drawn before a newcomer to the destination is taken anyhow."""

NO_MASS = 1e-13
"""What is left of an origin with no relationship is rounding."""

_WORD = (1 << 64) - 1


def mixed(position: float) -> float:
    """Return a draw in [0, 1) from the bits of another one (SplitMix64: Steele, Lea, Flood 2014)."""
    bits = int(position * 9007199254740992.0)
    bits = ((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9) & _WORD
    bits = ((bits ^ (bits >> 27)) * 0x94D049BB133111EB) & _WORD
    bits ^= bits >> 31
    return (bits >> 11) / 9007199254740992.0
