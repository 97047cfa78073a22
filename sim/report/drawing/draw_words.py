"""What is drawn, in words: chance alone, or uncertain figures and elasticities too."""

from __future__ import annotations

from sim.metrics.draws import Draws
from sim.report.drawing.wording import count, listed, several


def draws_in_words(draws: Draws) -> str:
    """Say how many draws there are and of what: ``200 draws of 31 uncertain figures and the firms``."""
    return f"{several(draws.number, 'draw')} of {drawn_in_words(draws)}"


def drawn_in_words(draws: Draws) -> str:
    """Say what differs from draw to draw; ``chance`` where neither figures nor elasticities do."""
    uncertain = draws.uncertain
    if not uncertain:
        return "chance"
    parts = []
    if uncertain.figures:
        figures = len(uncertain.figures)
        parts.append(f"{count(figures)} uncertain figure{'' if figures == 1 else 's'}")
    if len(uncertain.elasticities) > 1:
        sets = len(uncertain.elasticities)
        parts.append(f"{count(sets)} sets of trade elasticities")
    return listed([*parts, "the firms"])
