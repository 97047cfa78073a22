"""What the shipped checks of theory and history found, with version and day, for any run."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape
from typing import Any

from sim.records.checks.shipped import ShippedCheck, shipped_check
from sim.report.drawing.tables import facts_table
from sim.report.drawing.wording import LONG_RUN_PHRASE, day_in_words, listed
from sim.report.facts import Facts
from sim.report.trust.cards import card, folded
from sim.report.trust.history_card import figure, history_table, history_words, verdict_row, verdicts_table

_VERDICTS = ("hit", "near", "miss")


def theory_card(facts: Facts) -> str:
    """Write what was held against trade theory, and whether it was within its bound."""
    found = shipped_check("theory")
    passed = sum(bool(row["passed"]) for row in found.rows)
    rows = [
        (f"{_named(row)}, {row['unit']}", f"{row['measured']:.2g} (at most {row['bound']:g})")
        for row in found.rows
    ]
    over = [_named(row) for row in found.rows if not row["passed"]]
    outside = f" Outside: {escape(listed(over))}." if over else ""
    return card(
        "Held against theory",
        f"<p>The {LONG_RUN_PHRASE}, the mean-field limit and the agents are held against trade theory: known "
        f"solutions, the path of the limit, and where agents come to rest. {passed} of {len(rows)} figures "
        f"are within their bounds.{outside} More: docs/theory.md.</p>{_provenance(found, facts.manifest)}"
        + folded(f"All {len(rows)} figures", "Checks of theory", facts_table(rows)),
    )


def _named(row: Mapping[str, Any]) -> str:
    """Name a check in the words of the page, on which the benchmark is the long run without frictions."""
    return str(row["check"]).replace("benchmark", LONG_RUN_PHRASE)


def history_card(facts: Facts) -> str:
    """Write how a replay of 2018 to 2020 compares with the records: the run's own, or the shipped one."""
    own = facts.metrics.against_records
    if own is not None:
        return card("Held against history", f"<p>{history_words(own)}</p>{history_table(own)}")
    found = shipped_check("history")
    counts = [(sum(row["verdict"] == name for row in found.rows), name) for name in _VERDICTS]
    missed = [_lower(str(row["what"])) for row in found.rows if row["verdict"] == "miss"]
    misses = f" Missed: {escape('; '.join(missed))}." if missed else ""
    table = verdicts_table(
        [
            verdict_row(row["what"], row["unit"], row["use"], *_figures(row), row["verdict"])
            for row in found.rows
        ]
    )
    return card(
        "Held against history",
        "<p>This run replays no history. The same model was replayed from 2018 to 2020 and held against what "
        f"was recorded and published: of {len(found.rows)} moments "
        f"{listed([f'{number} {name}' for number, name in counts])}.{misses} Nothing was tuned on a moment "
        f"with a C. Formulas and reasons: docs/history.md.</p>{_provenance(found, facts.manifest)}"
        + folded(f"All {len(found.rows)} moments", "Moments of history", table),
    )


def _figures(row: Mapping[str, Any]) -> tuple[str, str]:
    return figure(row["model"]), figure(row["data"])


def _lower(text: str) -> str:
    """Write the start of a sentence within one; abbreviations stay."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _provenance(found: ShippedCheck, manifest: Mapping[str, Any]) -> str:
    """Say of which program, data and day a check is, and whether these are the run's."""
    day = day_in_words(date.fromisoformat(found.date))
    made = f"Written down on {day} with tradewar-sim {escape(found.version)}, data {found.data_hash[:10]}"
    same = "those of this run" if found.is_of(manifest) else "not those of this run"
    return (
        f'<p class="note">{made}, {same}; defaults of scenario {escape(found.scenario)}. '
        f"Repeated by <code>{escape(found.command)}</code>.</p>"
    )
