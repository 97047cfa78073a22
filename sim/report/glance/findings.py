"""Six findings in plain words, written from the figures of the run and nothing else.

Neutral words: a figure is higher or lower, never better or worse.
"""

from __future__ import annotations

from html import escape

from sim.metrics import Headline
from sim.metrics.headline import Change, TariffLevel
from sim.report.drawing.finding import Finding
from sim.report.drawing.wording import (
    LONG_RUN_PHRASE,
    Names,
    billions,
    capitalised,
    comparison,
    is_nothing,
    listed,
    percent,
    points,
    possessive,
)
from sim.report.facts import Facts
from sim.report.governments.standoff_page import standoff_findings

_SMALL_RISE = 0.0005
_SMALL_TARIFF = 0.01
_SMALL_SHARE = 0.0005
_SMALL_PART = 0.0005
_SMALL_TIE = 0.005
_SMALL_TRADE = 50.0  # USD mn a year: below, a change is not worth a sentence


def findings_markup(facts: Facts) -> str:
    """Write the findings as a numbered list."""
    found = (
        *findings(facts.metrics.headline, facts.names),
        *standoff_findings(facts.metrics.standoff, facts.names),
    )
    items = "".join(f"<li><strong>{escape(item.topic)}.</strong> {escape(item.text)}</li>" for item in found)
    return f'<ol class="findings">{items}</ol>'


def findings(head: Headline, names: Names) -> tuple[Finding, ...]:
    """Write the six findings of a run."""
    return (
        Finding("Tariffs", _tariffs(head, names)),
        Finding("Trade", _trade(head, names)),
        Finding("Sourcing", _sourcing(head, names)),
        Finding("Decoupling", _decoupling(head, names)),
        Finding("Prices", _prices(head, names)),
        Finding("Welfare and revenue", _welfare(head, names)),
    )


def _tariffs(head: Headline, names: Names) -> str:
    first, second = names.phrase(head.first), names.phrase(head.second)
    if not head.at_war:
        return (
            f"No tariff changes in this run. {capitalised(first)} levies "
            f"{percent(head.tariff_of_first.base)} on goods from "
            f"{second} on average, {second} {percent(head.tariff_of_second.base)} on goods from {first}."
        )
    text = (
        f"The average tariff of {first} on goods from {second} {_move(head.tariff_of_first)}, that of "
        f"{second} on "
        f"goods from {first} {_move(head.tariff_of_second)}."
    )
    bans = ((second, first, head.tariff_of_first.barred), (first, second, head.tariff_of_second.barred))
    for origin, destination, share in bans:
        if share > _SMALL_RISE:
            text += f" At the end {percent(share)} of the goods from {origin} may not go to {destination}."
    after = head.tariff_of_first_on_all
    if abs(after.end - after.base) > _SMALL_RISE:
        text += (
            f" On its imports from everyone, {first} goes from {percent(after.base)} to "
            f"{percent(after.end)}, or "
            f"{percent(after.end_current_weights)} once buyers have turned to what is taxed less "
            f"({LONG_RUN_PHRASE}: {percent(after.benchmark)})."
        )
    return text


def _move(level: TariffLevel) -> str:
    if level.highest - level.base < _SMALL_RISE and abs(level.end - level.base) < _SMALL_RISE:
        return f"stays at {percent(level.base)}"
    if level.highest - level.end > 0.01:
        return (
            f"goes from {percent(level.base)} to {percent(level.highest)} at its highest and "
            f"{percent(level.end)} at the end"
        )
    return f"goes from {percent(level.base)} to {percent(level.end)}"


def _trade(head: Headline, names: Names) -> str:
    first, second = names.phrase(head.first), names.phrase(head.second)
    if is_nothing(head.trade.run):
        text = (
            f"Goods trade between {first} and {second} stays where it was throughout the {head.weeks} weeks."
        )
        if is_nothing(head.trade.benchmark):
            return text
        return f"{text} In the {LONG_RUN_PHRASE} it is {comparison(head.trade.benchmark)}."
    text = (
        f"In the last four weeks goods trade between {first} and {second} is {comparison(head.trade.run)} "
        f"than without the "
        f"measures: imports of {first} are {comparison(head.imports.run)}, imports of {second} "
        f"{comparison(head.exports.run)}."
    )
    text += f" In the {LONG_RUN_PHRASE} total trade is {comparison(head.trade.benchmark)}"
    mark = head.published_trade
    if mark is None:
        return f"{text}."
    return (
        f"{text}; the {mark.publisher} put its long-run figure at {percent(mark.value, signed=True)} in "
        f"{mark.published}."
    )


def _sourcing(head: Headline, names: Names) -> str:
    first, second = names.phrase(head.first), names.phrase(head.second)
    lost = head.lost
    if lost.total >= _SMALL_TRADE:
        shares = (
            lost.diverted / lost.total,
            lost.replaced_at_home / lost.total,
            lost.not_bought / lost.total,
        )
        endings = ("comes from other economies", "from producers at home", "is not bought")
        parts = [
            f"{percent(share)} {end}" for share, end in zip(shares, endings, strict=True) if share >= 0.005
        ]
    if lost.total < _SMALL_TRADE:
        return (
            f"{capitalised(first)} buys as much from {second} as without the measures, and no other "
            f"economy takes its place."
        )
    text = (
        f"Of USD {billions(lost.total)} bn of goods a year that {first} no longer buys from {second} "
        f"({LONG_RUN_PHRASE}: {billions(lost.benchmark)}), {listed(parts)}."
    )
    text = f"{text}{_shares(head, names)}"
    gains = [(code, gain) for code, gain in head.gains if gain >= _SMALL_TRADE]
    text += _third_economies(head, names)
    if not gains:
        return f"{text} At the end of the run no third economy sells {first} more in value."
    named = [f"{names.phrase(code)} (USD {billions(gain, signed=True)} bn)" for code, gain in gains]
    return f"{text} At the end of the run sales to {first} have risen most from {listed(named)}."


def _third_economies(head: Headline, names: Names) -> str:
    """Sentence on what third economies gain from the war and lose by tariffs on themselves."""
    gain, level, first = head.third, head.tariff_of_first_on_rest, names.phrase(head.first)
    if abs(gain.bilateral) < _SMALL_TRADE:
        return ""
    if level.end - level.base < _SMALL_TARIFF:
        return f" In the {LONG_RUN_PHRASE} third economies sell {first} {_more(gain.benchmark)}."
    return (
        f" If only the two taxed each other, third economies would in the {LONG_RUN_PHRASE} sell {first} "
        f"{_more(gain.bilateral)}; as they pay {percent(level.end)} on average themselves, against "
        f"{percent(level.base)} in the base, they sell {_more(gain.benchmark)}."
    )


def _more(change: float) -> str:
    return f"USD {billions(abs(change))} bn a year {'less' if change < 0.0 else 'more'}"


def _shares(head: Headline, names: Names) -> str:
    """Sentence on shares in the first economy's imports; empty where none moves."""
    gains = [(code, rise) for code, rise in head.share_gains if rise >= _SMALL_SHARE]
    if head.share_of_second is None or not gains:
        return ""
    before, after = head.share_of_second
    named = [f"{names.phrase(code)} (+{100.0 * rise:.1f} points)" for code, rise in gains]
    return (
        f" {capitalised(possessive(names.phrase(head.second)))} share of the goods imports of "
        f"{names.phrase(head.first)} goes from {percent(before)} to {percent(after)}; the shares of "
        f"{listed(named)} rise most."
    )


_TIES = {
    "trade": "trade in goods",
    "share": "their shares in each other's imports",
    "look_through": "what producers of the one rely on the other for, suppliers of suppliers included",
    "value_added": "labour of the one in what households of the other buy",
    "blocs": "the share of world trade that passes between their blocs",
    "intra_industry": "two-way trade in goods of one kind",
    "relationships": "relationships between their firms",
}
"""Parts of the decoupling index in words."""


def _decoupling(head: Headline, names: Names) -> str:
    first, second = names.phrase(head.first), names.phrase(head.second)
    found = head.decoupled
    if found is None:
        return f"Nothing tied {first} and {second} to begin with."
    if is_nothing(found.index):
        return f"{capitalised(first)} and {second} are tied as closely as without the measures."
    if found.index < 0.0:
        text = f"On average {first} and {second} are tied {percent(-found.index)} more closely"
    else:
        text = f"Of the ties between {first} and {second} {percent(found.index)} are gone on average"
    text += " (index of decoupling)."
    if found.most[1] > _SMALL_TIE:
        text += f" What has lost most: {_TIES[found.most[0]]} ({percent(-found.most[1], signed=True)})."
    name, gone = found.least
    if gone < -_SMALL_TIE:
        text += f" What has grown most: {_TIES[name]} ({percent(-gone, signed=True)})."
    elif name != found.most[0]:
        text += f" What has lost least: {_TIES[name]} ({percent(-gone, signed=True)})."
    if found.look_through is None:
        return text
    before, after = (percent(share) for share in found.look_through)
    return (
        f"{text} Of all that producers in {first} rely on abroad, suppliers of suppliers included, "
        f"{second} makes {after}; without the measures it would be {before}."
    )


def _prices(head: Headline, names: Names) -> str:
    first, second = names.phrase(head.first), names.phrase(head.second)
    ours, theirs = head.consumer_prices
    if is_nothing(ours.run) and is_nothing(theirs.run):
        text = f"Consumer prices in {first} and {second} are unchanged."
    else:
        text = (
            f"Consumer prices are {comparison(ours.run)} in {first} and {comparison(theirs.run)} in {second} "
            f"({_pair(head.consumer_prices)})."
        )
    dearer = [(code, rise) for code, rise in head.dearer if not is_nothing(rise)]
    if not dearer:
        return text
    named = [f"{names.group_phrase(code)} ({percent(rise, signed=True)})" for code, rise in dearer]
    return f"{text} The largest rises at retail in {first}: {listed(named)}."


def _welfare(head: Headline, names: Names) -> str:
    first, second = names.phrase(head.first), names.phrase(head.second)
    ours, theirs = head.welfare
    if is_nothing(ours.run) and is_nothing(theirs.run):
        text = f"Real consumption in {first} and {second} is unchanged."
    else:
        text = (
            f"Real consumption is {comparison(ours.run)} in {first} and {comparison(theirs.run)} in {second} "
            f"({_pair(head.welfare)})."
        )
    text += _parts_of_welfare(head, names)
    ours, theirs = head.real_wage
    if not (is_nothing(ours.run) and is_nothing(theirs.run)):
        text += (
            f" Real wages are {comparison(ours.run)} and {comparison(theirs.run)} ({_pair(head.real_wage)})."
        )
    best = head.largest_welfare_gain
    if best is not None and not is_nothing(best[1]) and best[0] not in {head.first, head.second}:
        text += f" The largest rise is in {names.phrase(best[0])}, {percent(best[1], signed=True)}."
    if abs(head.revenue - head.revenue_reference) < _SMALL_TRADE:
        return (
            f"{text} {capitalised(first)} collects USD {billions(head.revenue)} bn a year at the border, "
            f"as without the measures."
        )
    return (
        f"{text} {capitalised(first)} collects USD {billions(head.revenue)} bn a year at the border, "
        f"against USD {billions(head.revenue_reference)} bn without the measures ({LONG_RUN_PHRASE}: USD "
        f"{billions(head.revenue_benchmark)} bn)."
    )


def _parts_of_welfare(head: Headline, names: Names) -> str:
    """Sentence on what the change of the first comes from; empty where relationships play no part."""
    parts = head.welfare_parts
    if parts is None or abs(parts.matches) < _SMALL_PART:
        return ""
    trade, matches, rest = (points(each, signed=True) for each in (parts.trade, parts.matches, parts.rest))
    return (
        f" Of the change in {names.phrase(head.first)}, terms and volume of trade make {trade} points, "
        f"relationships that have moved and not settled yet {matches}, which fade with time, all else {rest}."
    )


def _pair(changes: tuple[Change, Change]) -> str:
    """Long run of the two economies, for brackets behind their figures in the run."""
    ours, theirs = (percent(change.benchmark, signed=True) for change in changes)
    return f"{LONG_RUN_PHRASE}: {ours} and {theirs}"
