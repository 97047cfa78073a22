"""What a scenario may ask to be drawn: uncertain figures of mechanisms that are on, sets of elasticities."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from sim.scenario.diagnostics import Diagnostic, did_you_mean
from sim.scenario.document import Entry, quoted
from sim.scenario.governments import is_own_policy
from sim.scenario.parameters import GOVERNMENT_PARAMETERS, PARAMETERS, Parameter

if TYPE_CHECKING:
    from sim.scenario.vocabulary import Vocabulary

EVERY_FIGURE = "all"
"""Word for every uncertain figure that the scenario leaves at its default."""

_OWNER = re.compile(r"^(governments|negotiations)\.[^.]*\.")

_ANSWERS = ("lag_days", "targeting", "dead_trade")
_OF_POLICY: Mapping[str, tuple[str, ...]] = {
    "negotiator": (*_ANSWERS, "delay_weeks", "error", "exemptions.*", "politics.*"),
    "tit_for_tat": _ANSWERS,
    "follower": _ANSWERS,
    "ally": _ANSWERS,
    "grim": ("lag_days",),
    "connector": ("lag_days", "origin_checks"),
    "third_party": (*_ANSWERS, "origin_checks"),
    "best_response": ("politics.relative_gains",),
}
"""What each policy makes use of; one of the user's own may use everything."""


def uncertain(
    policies: Mapping[str, str], negotiations: int, off: Collection[str] = ()
) -> dict[str, Parameter]:
    """Return every figure with a prior that moves something, by its dotted place in the scenario.

    Parameters
    ----------
    policies : mapping of str to str
        Policy of every government, by economy.
    negotiations : int
        How many there are.
    off : collection of str
        Mechanisms that are switched off, by the name of their section of ``behaviour``.
    """
    found = {name: each for name, each in PARAMETERS.items() if each.prior and _section(name) not in off}
    for name, record in GOVERNMENT_PARAMETERS.items():
        part, _, figure = name.split(".", 2)
        owners: Sequence[str] = [str(place) for place in range(negotiations)]
        if part == "governments":
            owners = [code for code, policy in policies.items() if _uses(policy, figure)]
        found |= {f"{part}.{owner}.{figure}": record for owner in owners if record.prior}
    return found


def is_named(name: str, words: Collection[str]) -> bool:
    """Whether one of the words is the name of a figure, or is it with ``*`` in place of a part."""
    return any(fnmatchcase(name, word) for word in words)


def _section(name: str) -> str:
    part, _, rest = name.partition(".")
    return rest.partition(".")[0] if part == "behaviour" else ""


def _uses(policy: str, figure: str) -> bool:
    return is_own_policy(policy) or is_named(figure, _OF_POLICY.get(policy, ()))


def checked_draws(root: Entry, vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    """Check what a scenario asks to be drawn.

    Parameters
    ----------
    root : Entry
        Scenario with its parents.
    vocabulary : Vocabulary
        What the words mean.
    """
    ensemble = root.get("ensemble")
    if ensemble is None:
        return
    for name, entry in ensemble.words("elasticities"):
        if name not in vocabulary.elasticity_sets:
            yield unknown_set(name, entry, vocabulary)
    words = list(ensemble.words("parameters"))
    if [word for word, _ in words] == ["none"]:
        return
    policies, negotiations = _policies(root), len(root.items(["negotiations"]))
    moving = uncertain(policies, negotiations, _switched_off(root))
    everybody = dict.fromkeys(policies, "any.py:Any")
    known = uncertain(everybody, negotiations)
    for word, entry in words:
        if word == EVERY_FIGURE:
            continue
        if not any(is_named(name, [word]) for name in known):
            yield Diagnostic(entry.place, *_unknown(word, known, policies, negotiations))
        elif not any(is_named(name, [word]) for name in moving):
            message = f"{quoted(word)} is not drawn: in this scenario it would move nothing"
            yield Diagnostic(entry.place, message, "its mechanism is off, or its policy no use of it", "note")


def unknown_set(name: str, entry: Entry, vocabulary: Vocabulary) -> Diagnostic:
    """Complain of a set of elasticities that does not exist."""
    hint = did_you_mean(name, vocabulary.elasticity_sets)
    hint = hint or f"there are {', '.join(vocabulary.elasticity_sets)}"
    return Diagnostic(entry.place, f"no set of elasticities {quoted(name)}", hint)


def _unknown(
    word: str, known: Mapping[str, Parameter], policies: Mapping[str, str], negotiations: int
) -> tuple[str, str]:
    """Say what is wrong with a name, and which could be meant."""
    if word == "none":
        return "`none` stands alone", "leave it out, or all other names"
    records = [*PARAMETERS.values(), *GOVERNMENT_PARAMETERS.values()]
    there = [each for each in records if is_named(each.name, [word, _OWNER.sub(r"\1.*.", word)])]
    if any(each.prior for each in there):
        owners = [*policies, *map(str, range(negotiations))]
        here = f"here are {', '.join(owners)}" if owners else "no government decides or negotiates"
        return f"nobody in this scenario has {quoted(word)}", here
    if there:
        beside = there[0].name.rpartition(".")[0]
        others = [
            each.name.rpartition(".")[2]
            for each in records
            if each.prior and each.name.rpartition(".")[0] == beside
        ]
        which = f"of {beside} {', '.join(others)} have one" if others else "docs/scenarios.md says which have"
        return f"{quoted(word)} has no prior", which
    return (
        f"no parameter {quoted(word)}",
        did_you_mean(word, known) or "dotted names as in docs/scenarios.md, `*` for any part",
    )


def _policies(root: Entry) -> dict[str, str]:
    governments = root.get("governments")
    content = governments.content if governments else None
    if not isinstance(content, dict):
        return {}
    return {
        code: next((word for word, _ in entry.words("policy")), "scripted") for code, entry in content.items()
    }


def _switched_off(root: Entry) -> set[str]:
    behaviour = root.get("behaviour")
    content = behaviour.content if behaviour else None
    if not isinstance(content, dict):
        return set()
    switches = {section: entry.get("on") for section, entry in content.items()}
    return {section for section, switch in switches.items() if switch and switch.content is False}
