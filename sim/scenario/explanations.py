"""Messages and hints for values that the schema refuses, by kind of refusal."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any, TypeAlias

from sim.scenario.bounds import Bounds
from sim.scenario.diagnostics import did_you_mean
from sim.scenario.document import Entry, quoted
from sim.scenario.governments import POLICIES
from sim.scenario.measures import MODEL_OF_KIND

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Explanation: TypeAlias = tuple[str, str]
"""What is wrong, and what to do about it."""

FRACTIONS = frozenset({"rate", "coverage", "detected", "penalty"})
KINDS = tuple(MODEL_OF_KIND)

_MISSING = {
    "start": "every measure is dated: `start: 2025-04-09`",
    "name": "a short name without spaces; the results folder takes it",
    "importer": "the economy that acts: `importer: USA`",
    "exporter": "the economy whose goods are hit: `exporter: CHN`, or `all`",
    "through": "the economies that goods are declared as coming from: `through: [VNM, MEX]`, or `all`",
    "detected": "the part of routed goods that customs finds out, a fraction: `detected: 0.5`",
    "speaker": "the economy whose government speaks: `speaker: USA`",
    "says": "`escalate`, `persist` or `de_escalate`",
    "date": "the day on which it was said: `date: 2025-04-22`",
    "rate": "additional points as a fraction: `rate: 0.25` for 25 %",
    "between": "the two economies: `between: [USA, CHN]`",
    "state": "where the two stand from then on: `state: truce`",
    "from": "the authorities whose duties fall away: `from: [reciprocal]`",
}
_EXPECTED = {
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "string": "text",
    "tuple": "a word or a list of words",
    "model": "a mapping of keys to values",
    "dict": "a mapping of keys to values",
    "measures.tuple_type": "a list of measures",
    "statements.tuple_type": "a list of statements",
    "negotiations.tuple_type": "a list of negotiations",
    "values.tuple_type": "a list of values",
    "cases.tuple_type": "a list of cases",
    "discoveries.tuple_type": "a list of discoveries",
}
_NUMBER = re.compile(r"\s*([+-]?\d{1,15}(?:\.\d{1,15})?)\s*(%?)\s*")
_OF_NUMBERS = frozenset({"float_type", "int_type"})
_OF_BOUNDS = frozenset(
    {"less_than", "less_than_equal", "greater_than", "greater_than_equal", "finite_number"}
)
_SWITCHES = {"yes": "true", "y": "true", "on": "true", "no": "false", "n": "false", "off": "false"}
_LARGEST_PERCENTAGE = 1e6
_LARGEST_WHOLE = 1e15
_LARGEST_QUOTE = 40
_BOUNDS = {
    "lt": "which is not below",
    "le": "above the largest value",
    "ge": "below the smallest value",
    "gt": "which is not above",
}


def missing_key(key: str) -> Explanation:
    """Explain that a key which must be there is not."""
    return f"`{key}` is missing", _MISSING.get(key, "")


def refused_value(
    kind: str,
    entry: Entry,
    key: str,
    message: str,
    context: Mapping[str, Any],
    bounds: Bounds,
) -> Explanation:
    """Explain why a value is refused.

    Parameters
    ----------
    kind : str
        Type of the schema's error.
    entry : Entry
        The value.
    key : str
        Key that it was given under.
    message : str
        The schema's own words, for kinds that have no better ones here.
    context : mapping
        The schema's figures and words about the error.
    bounds : Bounds
        Between which figures the value may lie.
    """
    if entry.content is None and not kind.startswith("union"):
        return f"no value for `{key}`", "write a value, or leave the key out"
    if isinstance(entry.content, str):
        of_fraction = key in FRACTIONS and kind in {"literal_error", "float_type"}
        if of_fraction or (kind in _OF_NUMBERS and _NUMBER.fullmatch(entry.content)):
            return _fraction_as_text(entry.content, key)
    if kind in _OF_BOUNDS:
        return _out_of_range(entry, key, context, bounds)
    explain = _EXPLAINED.get(kind)
    if explain is not None:
        return explain(entry, key, context)
    expected = _EXPECTED.get(f"{key}.{kind}") or _EXPECTED.get(kind.partition("_")[0])
    if expected:
        single = {"measures": "a measure", "statements": "a statement"} if "mapping" in expected else {}
        what = single.get(key, f"`{key}`")
        is_number = isinstance(entry.content, int | float) and not isinstance(entry.content, bool)
        ends = _from_to(bounds) if is_number else ""
        return f"{what} should be {expected}, not {_described(entry)}{ends}", _plain_hint(kind, entry)
    return message, ""


def _described(entry: Entry) -> str:
    if isinstance(entry.content, dict):
        return "a mapping"
    if isinstance(entry.content, list):
        return "a list"
    return f"the text {quoted(entry.content)}" if isinstance(entry.content, str) else quoted(entry.text)


def _fraction_as_text(text: str, key: str) -> Explanation:
    number = _NUMBER.fullmatch(text)
    if number and number[2]:
        return f"`{key}: {text}` is text", f"write the fraction {float(number[1]) / 100:g}"
    if number:
        return f"`{key}` is a number in quotes", f"write {key}: {text.strip()}"
    allowed = "a number or the word `listed`" if key == "rate" else "a number"
    return f"`{key}` should be {allowed}, not {quoted(text)}", "a fraction such as 0.25 for 25 %"


def _out_of_range(entry: Entry, key: str, context: Mapping[str, Any], bounds: Bounds) -> Explanation:
    value = entry.content
    if isinstance(value, float) and not math.isfinite(value):
        return f"`{key}` should be a finite number, not {quoted(entry.text)}{_from_to(bounds)}", ""
    if key in FRACTIONS and isinstance(value, int | float) and 1 < value <= _LARGEST_PERCENTAGE:
        message = f"`{key}` is a fraction: {value:.10g} would be {100 * value:,.10g} %{_from_to(bounds)}"
        return message, f"write {value / 100:.10g} for {value:.10g} %"
    bound, words = next((context[name], words) for name, words in _BOUNDS.items() if name in context)
    shown = f"{bound:,}" if isinstance(bound, int) else f"{bound:g}"
    return f"`{key}` is {value}, {words} {shown}{_from_to(bounds)}", ""


def _from_to(bounds: Bounds) -> str:
    """Both ends of the range of a value, as the end of a sentence."""
    return f"; it goes {bounds.in_words}" if bounds.in_words else ""


def _plain_hint(kind: str, entry: Entry) -> str:
    """Hint about words and figures that older YAML took for others."""
    value = entry.content
    if kind.startswith("bool") and isinstance(value, str) and value.casefold() in _SWITCHES:
        return f"write {_SWITCHES[value.casefold()]}"
    if kind.startswith("int") and isinstance(value, float) and value.is_integer():
        return f"write {int(value)}" if abs(value) < _LARGEST_WHOLE else ""
    if kind.startswith("string") and entry.text and not isinstance(value, str):
        return f'write it in quotes: "{entry.text}"' if len(entry.text) < _LARGEST_QUOTE else ""
    return ""


def _no_date(entry: Entry, key: str, context: Mapping[str, Any]) -> Explanation:
    reason = str(context.get("error", "")).strip()
    what = quoted(entry.text) if entry.text else _described(entry)
    return f"`{key}`: {what} is no date" + (f" ({reason})" if reason else ""), "write dates as 2025-04-09"


def _no_text(entry: Entry, key: str, context: Mapping[str, Any]) -> Explanation:
    if key == "hs" and isinstance(entry.content, int | float):
        return f"the HS code {entry.text} is a number", f'write it in quotes: "{entry.text}"'
    return f"`{key}` should be text, not {_described(entry)}", _plain_hint("string", entry)


def _unknown_kind(entry: Entry, key: str, context: Mapping[str, Any]) -> Explanation:
    tag = str(context.get("tag", ""))
    known = re.findall(r"'(\w+)'", str(context.get("expected_tags", "")))
    kinds = "kinds are " + ", ".join(f"`{kind}`" for kind in known)
    return f"unknown kind {quoted(tag)}", did_you_mean(tag, known) or kinds


def _no_kind(entry: Entry, key: str, context: Mapping[str, Any]) -> Explanation:
    if key not in {"", "measures"}:
        return f"`{key}` without `kind`", ""
    return "a measure without `kind`", "kinds are " + ", ".join(f"`{kind}`" for kind in KINDS)


def _not_monday(entry: Entry, key: str, context: Mapping[str, Any]) -> Explanation:
    message = f"{context['start']} is a {context['day']}; weeks start on Mondays"
    return message, f"the nearest Monday is {context['nearest']}"


def _no_name(entry: Entry, key: str, context: Mapping[str, Any]) -> Explanation:
    message = f"{quoted(entry.text)} cannot be a name"
    return message, "letters, digits, `_`, `-` and `.`, without spaces"


def _not_among(entry: Entry, key: str, context: Mapping[str, Any]) -> Explanation:
    possible = str(context["expected"]).replace("'", "`")
    return f"`{key}` cannot be {_described(entry)}", f"possible: {possible}"


def _too_few(entry: Entry, key: str, context: Mapping[str, Any]) -> Explanation:
    return f"too few entries for `{key}`", f"at least {context['min_length']}"


def _too_many(entry: Entry, key: str, context: Mapping[str, Any]) -> Explanation:
    return f"too many entries for `{key}`", f"at most {context['max_length']:,}"


def _no_such_day(entry: Entry, key: str, context: Mapping[str, Any]) -> Explanation:
    return (
        f"`{key}`: {context['day']} is out of range",
        f"days go from {context['first']} to {context['last']}",
    )


def _unknown_policy(entry: Entry, key: str, context: Mapping[str, Any]) -> Explanation:
    word = str(context.get("word", ""))
    known = f"policies are {', '.join(POLICIES)}, or a class of your own: `mine.py:Patient`"
    return f"unknown policy {quoted(word)}", did_you_mean(word, POLICIES) or known


_EXPLAINED: Mapping[str, Callable[[Entry, str, Mapping[str, Any]], Explanation]] = {
    "date_type": _no_date,
    "date_parsing": _no_date,
    "date_from_datetime_parsing": _no_date,
    "date_from_datetime_inexact": _no_date,
    "string_type": _no_text,
    "union_tag_invalid": _unknown_kind,
    "union_tag_not_found": _no_kind,
    "monday": _not_monday,
    "string_pattern_mismatch": _no_name,
    "literal_error": _not_among,
    "too_short": _too_few,
    "too_long": _too_many,
    "day": _no_such_day,
    "policy": _unknown_policy,
}
