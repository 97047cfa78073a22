"""The chapter on governments that decide: its charts, a remark on them, and two findings."""

from __future__ import annotations

from html import escape

import polars as pl

from sim.metrics.negotiation.standoff import Standoff
from sim.report.drawing.finding import Finding
from sim.report.drawing.wording import Names, capitalised, listed, percent, several
from sim.report.facts import Facts

_NO_END = (
    "No governments negotiate in this run, so nothing but its script can end the war. Whether and when such "
    "a standoff ends, who gives way and on whose terms is what the scenario <code>standoff_game</code> asks "
    "(<code>tradewar run standoff_game</code>; over many draws of chance: results/standoff)."
)


def remark(facts: Facts) -> str:
    """Say what the chapter does not show: other draws of chance, other negotiations, an end by the script."""
    names, standoff = facts.names, facts.metrics.standoff
    if standoff is None:
        return f'<p class="description">{_NO_END}</p>' if facts.metrics.focus.at_war else ""
    parts = []
    if standoff.endings.draws <= 1:
        parts.append(
            "This is one draw of chance; ensemble.bargains in the scenario asks for more of them, and then "
            "the page shows how often and how soon it ends."
        )
    if standoff.others:
        first, second = (names.phrase(code) for code in standoff.sides)
        parts.append(
            f"The run has {several(standoff.others, 'further negotiation')} beside that of {first} and "
            f"{second}: see the table negotiations."
        )
    return f'<p class="description">{escape(" ".join(parts))}</p>' if parts else ""


def standoff_findings(standoff: Standoff | None, names: Names) -> tuple[Finding, ...]:
    """Write how the standoff goes and ends, and what was said of it; nothing without one."""
    if standoff is None:
        return ()
    ends = f"{_this_run(standoff, names)}{_draws(standoff, names)}"
    words = _words(standoff, names)
    return (Finding("Governments", ends), *([Finding("Words and facts", words)] if words else []))


def _this_run(standoff: Standoff, names: Names) -> str:
    own = standoff.endings.own
    first, second = (names.phrase(code) for code in standoff.sides)
    truce, deal = own.get("weeks_to_truce"), own.get("weeks_to_deal")
    start = f"{capitalised(first)} and {second} reach "
    since = "after they begin to decide for themselves"
    if truce is None and deal is None:
        text = f"{start}neither a truce nor a deal in this run"
    elif truce == deal:
        text = f"{start}a deal in this run {_weeks(deal)} {since}"
    else:
        then = "no deal by its end" if deal is None else f"a deal after {deal}"
        text = f"{start}a truce in this run {_weeks(truce)} {since}, and {then}"
    mover = own.get("first_mover")
    if mover in standoff.sides:
        text += f"; {names.phrase(str(mover))} gives way first"
    return f"{text}."


def _weeks(number: int | None) -> str:
    return several(int(number or 0), "week")


def _draws(standoff: Standoff, names: Names) -> str:
    endings = standoff.endings
    if endings.draws <= 1:
        return ""
    parts = []
    for event in ("truce", "deal"):
        half = endings.half_by(event)
        within = "" if half is None else f", half of them within {_weeks(half)}"
        verb = "reach a truce" if event == "truce" else "a deal"
        parts.append(f"{endings.reached(event)} {verb} by the end of the run{within}")
    parts[1] = parts[1].replace(" by the end of the run", "")
    return (
        f" Of {several(endings.draws, 'draw')} of chance {parts[0]}, and {parts[1]}. "
        f"{_shares(standoff, names, 'first_mover')}; {_shares(standoff, names, 'on_terms_of')}."
    )


def _shares(standoff: Standoff, names: Names, question: str) -> str:
    """Part of a sentence on who gives way first, or whose terms are met, the most frequent answer first."""
    rows = standoff.endings.shares.filter(pl.col("question") == question, pl.col("draws") > 0)
    found = rows.sort("draws", descending=True, maintain_order=True).select("answer", "share").rows()
    words = {"together": "neither before the other"}
    answers = [
        (names.phrase(answer) if answer in standoff.sides else answer, share) for answer, share in found
    ]
    if question != "first_mover":
        return f"the terms are those {listed([f'of {who} in {percent(share)}' for who, share in answers])}"
    parts = [f"{words.get(who, who)} in {percent(share)}" for who, share in answers]
    opening = capitalised(parts[0].replace(" in ", " gives way first in ", 1))
    return f"{opening}, {listed(parts[1:])}" if parts[1:] else opening


def _words(standoff: Standoff, names: Names) -> str:
    if not standoff.words:
        return ""
    said = standoff.weeks.filter(pl.col("said") != "")
    parts = []
    for code in standoff.sides:
        own = said.filter(pl.col("economy") == code)
        if own.height:
            untrue = own.filter(pl.col("true").eq(False)).height
            parts.append(f"{untrue} of {own.height} of {names.phrase(code)}")
    weeks = _weeks(standoff.contradictions)
    return (
        f"Of {several(standoff.words, 'word')} about talks {standoff.false_words} "
        f"{'does' if standoff.false_words == 1 else 'do'} not match the facts of their week: "
        f"{listed(parts)}. "
        f"In {weeks} one claims talks that the other denies."
    )
