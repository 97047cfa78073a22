"""Rules of a scenario discovery as sentences."""

from __future__ import annotations

from sim.ensemble.analysis import Discovery, Limit, Rule
from sim.ensemble.study import Condition, Study
from sim.report.drawing.wording import NO_VALUE, capitalised, count, listed, percent
from sim.report.sweeps.amounts import definite, has_owner, is_or_are, phrase, subject, value_written, written


def condition_words(study: Study, condition: Condition) -> str:
    """Write a condition: "is below −60%"."""
    figure = study.figure(condition.figure)
    ends = []
    if condition.below is not None:
        ends.append(f"below {written(condition.below, figure.unit)}")
    if condition.above is not None:
        ends.append(f"above {written(condition.above, figure.unit)}")
    return f"{is_or_are(figure)} {' and '.join(ends)}"


def happens(study: Study, condition: Condition) -> str:
    """Write what happens where a condition is met: "there is a deal by the end", "trade is below −60%"."""
    figure = study.figure(condition.figure)
    name = phrase(subject(figure))
    if figure.unit == "probability" and (condition.below is None) != (condition.above is None):
        comes = condition.above is not None
        if name.startswith("a "):
            return f"there is {name}" if comes else f"there is no {name.removeprefix('a ')}"
        if comes:
            return name
    return f"{name} {condition_words(study, condition)}"


def limit_words(study: Study, limit: Limit) -> str:
    """Write what a rule asks of a lever: "US tariff on China is above 62%"."""
    lever = study.lever(limit.lever)
    name = definite(lever.title)
    if limit.choices:
        words = [value_written(each, lever) for each in limit.choices]
        joint = " is" if has_owner(lever.title) else ":"
        return f"{phrase(lever.title)}{joint} {' or '.join(words)}"
    low, high = (value_written(end, lever) for end in (limit.low, limit.high))
    if limit.low is not None and limit.high is not None:
        return f"{name} is between {low} and {high}"
    return f"{name} is above {low}" if limit.low is not None else f"{name} is at most {high}"


def limits_words(study: Study, rule: Rule) -> str:
    """Write all that a rule asks."""
    return listed([limit_words(study, limit) for limit in rule.limits])


def discovery_sentence(study: Study, discovery: Discovery) -> str:
    """Say where a condition is met, and how much of it the first rule catches."""
    what = capitalised(happens(study, discovery.condition))
    if not discovery.hits:
        return f"{what} in none of {count(discovery.runs)} runs"
    if discovery.hits == discovery.runs:
        return f"{what} in all of {count(discovery.runs)} runs"
    if not discovery.rules:
        part = percent(discovery.hits / discovery.runs)
        return f"{what} in {part} of the runs, and the levers do not tell in which"
    return rule_sentence(study, discovery, discovery.rules[0])


def rule_sentence(study: Study, discovery: Discovery, rule: Rule) -> str:
    """Say how often a condition is met where a rule holds, and how much of it that is."""
    what = capitalised(happens(study, discovery.condition))
    return (
        f"{what} in {percent(rule.density)} of the runs in which {limits_words(study, rule)}; this catches "
        f"{percent(rule.coverage)} of all such runs"
    )


def score_words(discovery: Discovery) -> str:
    """Say how well the levers tell runs apart that were not looked at."""
    if discovery.score != discovery.score:
        return NO_VALUE
    return f"{percent(discovery.score)} of runs that a tree has not seen are told apart (guessing: 50%)"
