"""Why a reader may trust the run: its cards in order, and its provenance in a line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.metrics.draws import Draws
from sim.report.drawing.draw_words import draws_in_words
from sim.report.drawing.wording import count
from sim.report.facts import Facts
from sim.report.trust.accounting_card import accounting_card
from sim.report.trust.assumptions_card import assumptions_card
from sim.report.trust.checks_card import history_card, theory_card
from sim.report.trust.limit_card import limit_card
from sim.report.trust.reproduce_card import citation_card, reproduce_card
from sim.report.trust.sources_card import sources_card
from sim.report.trust.steps_card import steps_card
from sim.report.trust.versions_card import versions_card

_CARDS = (
    limit_card, history_card,
    theory_card, accounting_card,
    assumptions_card,
    sources_card,
    steps_card, versions_card,
    reproduce_card, citation_card,
)  # fmt: skip
"""A line for each row of a wide page."""


def trust_markup(facts: Facts) -> str:
    """Cards of the page on trust."""
    return f'<div class="trust">{"".join(write(facts) for write in _CARDS)}</div>'


def stamp(manifest: Mapping[str, Any], draws: Draws | None = None) -> tuple[str, ...]:
    """Provenance in a line: what was run, on what, with which draw."""
    world, horizon = manifest["world"], manifest["horizon"]
    parts = [
        f"{count(horizon['weeks'])} weeks from {horizon['start']}",
        f"{count(len(world['economies']))} economies, {count(len(world['groups']))} product groups",
        f"base year {world['base']}",
    ]
    if manifest.get("relationships"):
        parts.append(f"{count(manifest['relationships'])} trade relationships")
    parts.append(f"seed {manifest['seed']}")
    if draws is not None:
        parts.append(draws_in_words(draws))
    parts.append(f"tradewar-sim {manifest['versions']['tradewar-sim']}")
    parts.append(f"data {str(manifest['data_hash'])[:10]}")
    return tuple(parts)
