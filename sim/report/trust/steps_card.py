"""What the model does in a week."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from sim.report.facts import Facts
from sim.report.trust.cards import card, in_words


def steps_card(facts: Facts) -> str:
    """Write the phases of a week in their order."""
    phases: Sequence[str] = facts.manifest.get("phases", ())
    items = "".join(f"<li>{escape(in_words(phase))}</li>" for phase in phases)
    return card(
        "What happens in a week",
        "<p>The model takes the same steps every week, in this order. Buyers hold relationships with "
        "suppliers and reconsider them now and then; where they end up, given time, is the long run without "
        "frictions. "
        f'Every step with its equations: docs/model.md.</p><ol class="phases">{items}</ol>',
    )
