"""A finding: one or two neutral sentences made from the numbers of a run."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One finding: a few words to find it by, and one or two sentences."""

    topic: str
    text: str
