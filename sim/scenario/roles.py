"""Governments and negotiations against each other and the world: who is missing, who cannot play its part."""

from __future__ import annotations

import ast
import os
import warnings
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from sim.scenario.allowed_paths import OUTSIDE, leads_out
from sim.scenario.diagnostics import MOST_FINDINGS, Diagnostic, ScenarioErrors, did_you_mean
from sim.scenario.document import quoted
from sim.scenario.file_text import file_text
from sim.scenario.governments import is_own_policy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.scenario.document import Entry
    from sim.scenario.vocabulary import Vocabulary

_NEEDS_A_RIVAL = frozenset({"best_response"})
_NEEDS_A_LEADER = frozenset({"follower", "ally", "connector"})
_NEGOTIATES = frozenset({"negotiator", "passive"})
_TOLERANCE = 1e-6


def checked_roles(root: Entry, apart: tuple[str, ...], vocabulary: Vocabulary) -> list[Diagnostic]:
    """Check who decides, against whom, and what they ask for before they talk.

    Parameters
    ----------
    root : Entry
        Scenario with its parents.
    apart : tuple of str
        Economies that the scenario's world keeps apart.
    vocabulary : Vocabulary
        What the words mean.
    """
    return list(islice(_Roles(root, apart, vocabulary).findings(), MOST_FINDINGS))


def policy_folders(root: Entry) -> dict[str, Path]:
    """Return the folder of the file that names each government's own policy, by economy.

    The present folder where the command line names it.
    """
    found = {}
    for code, government in _mapping(root.get("governments")).items():
        policy = government.get("policy")
        if policy is not None and isinstance(policy.content, str) and is_own_policy(policy.content):
            found[code] = _folder(policy)
    return found


def _folder(policy: Entry) -> Path:
    file = Path(policy.place.file)
    return file.parent if policy.place.line is not None else Path()


class _Roles:
    def __init__(self, root: Entry, apart: tuple[str, ...], vocabulary: Vocabulary) -> None:
        self.apart, self.vocabulary = apart, vocabulary
        self.governments = _mapping(root.get("governments"))
        self.negotiations = root.items(["negotiations"])

    def findings(self) -> Iterator[Diagnostic]:
        for code, government in self.governments.items():
            yield from self._others(code, government)
            yield from self._own_policy(government)
            yield from self._words(government)
            yield from self._types(government)
        seen: dict[frozenset[str], Entry] = {}
        for negotiation in self.negotiations:
            yield from self._sides(negotiation)
            yield from self._demands(negotiation)
            yield from self._controls(negotiation)
            pair = frozenset(word for word, _ in negotiation.words("between"))
            if len(pair) == 2 and pair in seen:
                message = f"{' and '.join(sorted(pair))} negotiate already, line {seen[pair].place.line}"
                yield Diagnostic(
                    negotiation.place, message, "one negotiation a pair: contradictory preconditions"
                )
            seen.setdefault(pair, negotiation)

    def _others(self, code: str, government: Entry) -> Iterator[Diagnostic]:
        """Complain of a rival or leader that is missing, unknown or the government itself."""
        policy = _word(government, "policy")
        for key in ("rival", "leader"):
            for word, entry in government.words(key):
                if word == code:
                    yield Diagnostic(entry.place, f"{code} is its own {key}", "name another economy")
                elif word not in self.apart:
                    hint = did_you_mean(word, self.apart) or "name it under world.economies"
                    yield Diagnostic(
                        entry.place, f"the {key} {quoted(word)} is no economy of this world", hint
                    )
        place = government.get("policy")
        where = place.place if place else government.place
        in_talks = any(code == word for each in self.negotiations for word, _ in each.words("between"))
        if policy in _NEEDS_A_RIVAL and not _word(government, "rival") and not in_talks:
            yield Diagnostic(
                where, f"`{policy}` of {code} has no rival", "add `rival:` with the economy that it taxes"
            )
        types = _mapping(government.get("types"))
        led = policy in _NEEDS_A_LEADER or (policy == "third_party" and not _NEEDS_A_LEADER.isdisjoint(types))
        if policy == "connector" and not _word(government, "rival"):
            hint = "add `rival:` with the economy whose goods it passes on"
            yield Diagnostic(where, f"`connector` of {code} has no rival", hint)
        if led and not _word(government, "leader"):
            yield Diagnostic(where, f"`{policy}` of {code} has no leader", "add `leader:` with an economy")
        if policy == "negotiator" and not in_talks:
            hint = "add a negotiation `between` it and its rival, or choose `tit_for_tat`"
            yield Diagnostic(where, f"{code} negotiates with nobody", hint)

    def _own_policy(self, government: Entry) -> Iterator[Diagnostic]:
        """Look for the file and the class of a policy of the user's own; nothing of it is run."""
        policy = government.get("policy")
        name = _word(government, "policy")
        if policy is None or not is_own_policy(name):
            return
        file, _, wanted = name.partition(":")
        folder = _folder(policy)
        path = folder / file
        if leads_out(path, (folder,)):
            yield Diagnostic(policy.place, f"the policy {quoted(file)} leads out of its folder", OUTSIDE)
            return
        if not os.path.lexists(path):
            yield Diagnostic(policy.place, f"there is no file {path}", "the path is relative to this file")
            return
        try:
            with warnings.catch_warnings(action="ignore"):
                tree = ast.parse(file_text(path, str(path)))
        except ScenarioErrors as error:
            found = error.diagnostics[0]
            yield Diagnostic(policy.place, f"{path} {found.message}", found.hint)
            return
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            yield Diagnostic(policy.place, f"{path} is no Python file: {error or 'too much in it'}", "")
            return
        classes = [node.name for node in tree.body if isinstance(node, ast.ClassDef)]
        if wanted not in classes:
            hint = did_you_mean(wanted, classes) or f"it has {', '.join(classes) or 'no class'}"
            yield Diagnostic(policy.place, f"no class `{wanted}` in {path}", hint)

    def _words(self, government: Entry) -> Iterator[Diagnostic]:
        politics = government.get("politics")
        if politics is None:
            return
        for key, known in (
            ("political_weights", self.vocabulary.groups),
            ("sector_weights", self.vocabulary.sectors),
        ):
            for word, entry in _mapping(politics.get(key)).items():
                if word not in known:
                    what = "product group" if key == "political_weights" else "sector"
                    where = entry.key_place or entry.place
                    yield Diagnostic(where, f"unknown {what} {quoted(word)}", did_you_mean(word, known))

    def _types(self, government: Entry) -> Iterator[Diagnostic]:
        types = government.get("types")
        if _word(government, "policy") != "third_party":
            if types is not None and _mapping(types):
                yield Diagnostic(types.place, "`types` goes with `policy: third_party`", "leave it out")
            return
        if types is None:
            hint = "for example types: {bystander: 0.8, ally: 0.2}"
            yield Diagnostic(government.place, "`third_party` without `types`", hint)
            return
        probabilities = [entry.content for entry in _mapping(types).values()]
        numbers = [float(each) for each in probabilities if isinstance(each, int | float)]
        if len(numbers) < len(probabilities):
            return  # the schema says so already
        total = sum(numbers)
        if abs(total - 1.0) > _TOLERANCE or min(numbers, default=0.0) < 0.0:
            yield Diagnostic(types.place, f"the probabilities of `types` sum to {total:g}", "they sum to one")

    def _sides(self, negotiation: Entry) -> Iterator[Diagnostic]:
        for code, entry in negotiation.words("between"):
            if code not in self.apart:
                hint = did_you_mean(code, self.apart) or "name it under world.economies"
                yield Diagnostic(entry.place, f"no economy `{code}` in this world", hint)
                continue
            government = self.governments.get(code)
            policy = _word(government, "policy") if government is not None else ""
            if policy in _NEGOTIATES or is_own_policy(policy):
                continue
            message = f"{code} negotiates, and its policy is `{policy or 'scripted'}`"
            yield Diagnostic(entry.place, message, f"write governments: {{{code}: {{policy: negotiator}}}}")

    def _demands(self, negotiation: Entry) -> Iterator[Diagnostic]:
        """Complain of preconditions of outsiders, and note those that only a concession can meet."""
        sides = [word for word, _ in negotiation.words("between")]
        for key in ("preconditions", "truce_rates", "lapse_rates", "deal_rates", "controls"):
            for code, entry in _mapping(negotiation.get(key)).items():
                if code not in sides:
                    where = entry.key_place or entry.place
                    hint = did_you_mean(code, sides) or f"the two are {' and '.join(sides)}"
                    yield Diagnostic(where, f"`{code}` is not one of the two that negotiate", hint)
        for code, entry in negotiation.words("courts"):
            if code not in sides:
                yield Diagnostic(entry.place, f"`{code}` is not one of the two that negotiate", "")
        for turn in negotiation.items(["script"]):
            if _word(turn, "state") == "cancelled" and len(_mapping(turn.get("rates"))) != 1:
                yield Diagnostic(turn.place, "who cancels is not said", "for example rates: {USA: 0.0}")
            for code, entry in _mapping(turn.get("rates")).items():
                if code not in sides:
                    where = entry.key_place or entry.place
                    yield Diagnostic(where, f"`{code}` is not one of the two that negotiate", "")
        demands = negotiation.get("preconditions")
        words = [entry.content for entry in _mapping(demands).values()]
        if demands is not None and words.count("full_cancellation") == 2:
            message = "contradictory preconditions: each waits for the other to cancel everything first"
            hint = "let one ask for `mutual` or `none`: as it is somebody would have to give way first"
            yield Diagnostic(demands.place, message, hint)

    def _controls(self, negotiation: Entry) -> Iterator[Diagnostic]:
        """Complain of goods that nobody knows."""
        known = {**self.vocabulary.groups, **self.vocabulary.sectors}
        for goods in _mapping(negotiation.get("controls")).values():
            for word, entry in _listed(goods):
                if word not in known:
                    hint = did_you_mean(word, known)
                    yield Diagnostic(entry.place, f"unknown sector or product group {quoted(word)}", hint)


def _mapping(entry: Entry | None) -> dict[str, Entry]:
    return entry.content if entry is not None and isinstance(entry.content, dict) else {}


def _listed(entry: Entry) -> list[tuple[str, Entry]]:
    """Words of an entry that is one, or a list of them."""
    each = entry.content if isinstance(entry.content, list) else [entry]
    return [(one.content, one) for one in each if isinstance(one.content, str)]


def _word(entry: Entry, key: str) -> str:
    return next((word for word, _ in entry.words(key)), "")
