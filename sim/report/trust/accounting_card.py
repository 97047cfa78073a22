"""Whether the books of the run balance."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from sim.report.drawing.tables import facts_table
from sim.report.facts import Facts
from sim.report.trust.cards import card, folded, in_words

_LARGEST, _WHERE = "largest_residual", "largest_at"


def accounting_card(facts: Facts) -> str:
    """Write the largest gap in any account, and that of each identity."""
    checks: Mapping[str, Any] = facts.manifest.get("accounting", {})
    where = f": {escape(str(checks[_WHERE]))}" if checks.get(_WHERE) else ""
    rows = [(in_words(name), _gap(value)) for name, value in checks.items() if name not in {_LARGEST, _WHERE}]
    summary = f"<p>The largest relative gap of all is {_gap(checks.get(_LARGEST))}{where}.</p>"
    return card(
        "The books balance",
        "<p>Identities that must hold everywhere are checked in every week while the model runs, and in the "
        "last week relationship by relationship.</p>"
        + (summary if _LARGEST in checks else "")
        + folded(
            f"Largest gap of each of {len(rows)} identities", "Accounting identities", facts_table(rows)
        ),
    )


def _gap(value: Any) -> str:
    return f"{value:.1e}" if isinstance(value, float) else str(value)
