"""Words that must exist: economies, products, lists, authorities, measures, data sets."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from sim.scenario.diagnostics import MOST_FINDINGS, Diagnostic, did_you_mean, nearest_entry
from sim.scenario.document import Entry, quoted
from sim.scenario.measures import HIGHEST_RATE
from sim.scenario.metric_choices import checked_choices
from sim.scenario.scope import EVERYONE, EVERYTHING
from sim.scenario.uncertain import checked_draws, unknown_set
from sim.scenario.vocabulary import REST_OF_WORLD, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

_COLLOQUIAL = {"US": "USA", "UK": "GBR", "CN": "CHN", "PRC": "CHN", "EU27": "EU", "EUU": "EU", "WLD": "ROW"}
_WHOLE_LISTS = frozenset({"default", "all"})
_UNUSUAL_RATE = 3.0
_CONTROL = "export_control"
_WHOLE = frozenset({"speaker", "importer", "exporter", "except", "through"})
"""Keys of economies that a world must keep apart; of taxed exporters it may hold a part."""
_SERVICES_CODES = frozenset({"services", "SERV"})


def checked_references(root: Entry, vocabulary: Vocabulary) -> list[Diagnostic]:
    """Check every word of a scenario that the vocabulary, or the scenario itself, must know."""
    return list(islice(_Checker(root, vocabulary).findings(), MOST_FINDINGS))


def economies_apart(root: Entry, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Economies that the scenario's world keeps apart, ``ROW`` last."""
    world = root.get("world")
    words = [word for word, _ in world.words("economies")] if world else []
    if words == ["all"]:
        words = sorted(vocabulary.stored())
    chosen = tuple(word for word in words if word in vocabulary.economies) or vocabulary.default_economies
    return (*(code for code in chosen if code != REST_OF_WORLD), REST_OF_WORLD)


class _Checker:
    def __init__(self, root: Entry, vocabulary: Vocabulary) -> None:
        self.root = root
        self.vocabulary = vocabulary
        self.apart = economies_apart(root, vocabulary)
        measures = root.items(["measures"])
        self.identifiers = {word for entry in measures for word, _ in entry.words("id")}
        self.authorities = {
            next((word for word, _ in entry.words("authority")), "unnamed")
            for entry in measures
            if "tariff" in (word for word, _ in entry.words("kind"))
        }

    def findings(self) -> Iterator[Diagnostic]:
        yield from self._world()
        for measure in self.root.items(["measures"]):
            yield from self._economies(measure)
            yield from self._products(measure)
            yield from self._names(measure)
            yield from self._rate(measure)
        for statement in self.root.items(["statements"]):
            yield from self._economies(statement)
        governments = self.root.get("governments")
        if governments and isinstance(governments.content, dict):
            for code, entry in governments.content.items():
                if code not in self.apart:
                    where = entry.key_place or entry.place
                    yield Diagnostic(where, f"no economy `{code}` in this world", self._nearest_economy(code))
        yield from checked_choices(self.root.get("metrics"), self.apart, self._nearest_economy)
        yield from checked_draws(self.root, self.vocabulary)

    def _world(self) -> Iterator[Diagnostic]:
        world = self.root.get("world")
        if world is None:
            return
        seen: dict[str, str] = {}
        for code, entry in world.words("economies"):
            if code in _WHOLE_LISTS:
                continue
            if code not in self.vocabulary.economies:
                yield self._unknown_economy(code, entry)
                continue
            if code == REST_OF_WORLD:
                continue
            for member in self.vocabulary.members(code, ()):
                if member in seen and seen[member] != code:
                    inside = f"`{seen[member]}` and `{code}` overlap in {member}"
                    yield Diagnostic(entry.place, inside, "keep the union or its members apart, not both")
                    break
                seen[member] = code
        base = world.get("base")
        years = self.vocabulary.base_years
        if base and isinstance(base.content, int) and base.content not in years:
            hint = f"there are {', '.join(map(str, years))}"
            yield Diagnostic(base.place, f"no world for the base year {base.content}", hint)
        for name, entry in (world.get("elasticities") or world).words("set"):
            if name not in self.vocabulary.elasticity_sets:
                yield unknown_set(name, entry, self.vocabulary)

    def _economies(self, measure: Entry) -> Iterator[Diagnostic]:
        kind = next((word for word, _ in measure.words("kind")), "")
        all_goes_with = {"exporter", "through", "importer"} if kind == _CONTROL else {"exporter", "through"}
        whole = _WHOLE if kind == _CONTROL else _WHOLE - {"exporter", "except"}
        for key in ("speaker", "importer", "exporter", "except", "through"):
            for code, entry in measure.words(key):
                if code == EVERYONE and key in all_goes_with:
                    continue
                if code == EVERYONE:
                    yield Diagnostic(entry.place, f"`all` is no {key}", "name the economies")
                elif code not in self.vocabulary.economies:
                    yield self._unknown_economy(code, entry)
                elif key in whole:
                    actor = "exporter" if kind == _CONTROL else "importer"
                    yield from self._merged(code, entry, acts=key in {"speaker", actor})

    def _merged(self, code: str, entry: Entry, acts: bool) -> Iterator[Diagnostic]:
        """Complain of an economy that has to stand alone and that this world merges with others."""
        members = self.vocabulary.members(code, self.apart)
        for whole in self.apart:
            around = self.vocabulary.members(whole, self.apart)
            if members & around and not around <= members:
                why = "cannot act alone" if acts else "cannot be told from it"
                message = f"`{code}` is merged into `{whole}` in this scenario's world and {why}"
                hint = f"name it under world.economies, or leave the measure to `{whole}`"
                yield Diagnostic(entry.place, message, hint)
                return

    def _products(self, measure: Entry) -> Iterator[Diagnostic]:
        known = [*self.vocabulary.groups, *self.vocabulary.sectors]
        for word, entry in measure.words("products"):
            if word in _SERVICES_CODES and word in known:
                yield Diagnostic(entry.place, "services cross no customs border", "leave it out")
            elif word != EVERYTHING and word not in known:
                hint = nearest_entry(word, {**self.vocabulary.sectors, **self.vocabulary.groups})
                yield Diagnostic(entry.place, f"unknown sector or product group {quoted(word)}", hint)
        for word, entry in measure.words("hs"):
            yield from self._harmonised(word, entry)
        for word, entry in measure.words("list"):
            if word not in self.vocabulary.product_lists:
                hint = (
                    nearest_entry(word, self.vocabulary.product_lists) or "docs/scenarios.md has their names"
                )
                yield Diagnostic(entry.place, f"unknown product list {quoted(word)}", hint)
            elif self._asks_for_rates(measure) and self._has_no_rates(word):
                hint = "write a number as `rate`"
                yield Diagnostic(entry.place, f"the list `{word}` carries no rates", hint)

    def _asks_for_rates(self, measure: Entry) -> bool:
        return any(word == "listed" for word, _ in measure.words("rate"))

    def _has_no_rates(self, name: str) -> bool:
        rated = self.vocabulary.rated_lists
        return rated is not None and name not in rated

    def _harmonised(self, word: str, entry: Entry) -> Iterator[Diagnostic]:
        code = word.replace(".", "")
        if code in self.vocabulary.hs_codes:
            return
        if not code.isdecimal():
            yield Diagnostic(entry.place, f"{quoted(word)} is no HS code", 'two, four or six digits: "8471"')
        elif len(code) not in {2, 4, 6}:
            shorter = code[: 6 if len(code) > 6 else len(code) - 1]
            hint = (
                f'products are told apart to six digits: "{shorter}"'
                if len(code) > 6
                else f'perhaps "0{code}"'
            )
            yield Diagnostic(entry.place, f"the HS code {quoted(word)} has {len(code)} digits", hint)
        else:
            heading = next((code[:size] for size in (4, 2) if code[:size] in self.vocabulary.hs_codes), "")
            hint = f'"{heading}" exists' if heading and heading != code else ""
            yield Diagnostic(entry.place, f"no product under the HS code {quoted(word)}", hint)

    def _names(self, measure: Entry) -> Iterator[Diagnostic]:
        own = {word for word, _ in measure.words("id")}
        for word, entry in measure.words("replaces"):
            if word in own:
                yield Diagnostic(entry.place, "a measure that replaces itself")
            elif word not in self.identifiers:
                hint = did_you_mean(word, self.identifiers) or "`replaces` takes the `id` of another measure"
                yield Diagnostic(entry.place, f"no measure `{word}`", hint)
        for word, entry in measure.words("from"):
            if word not in self.authorities:
                there = ", ".join(sorted(self.authorities))
                hint = did_you_mean(word, self.authorities) or f"tariffs here have: {there or 'none'}"
                yield Diagnostic(entry.place, f"no tariff of the authority {quoted(word)}", hint)

    def _rate(self, measure: Entry) -> Iterator[Diagnostic]:
        entry = measure.get("rate")
        if entry and isinstance(entry.content, int | float) and _UNUSUAL_RATE < entry.content <= HIGHEST_RATE:
            message = f"a rate of {entry.content:g} means {100 * entry.content:,.0f} %"
            yield Diagnostic(
                entry.place, message, f"write {entry.content / 100:g} for {entry.content:g} %", "note"
            )

    def _unknown_economy(self, code: str, entry: Entry) -> Diagnostic:
        return Diagnostic(entry.place, f"unknown economy {quoted(code)}", self._nearest_economy(code))

    def _nearest_economy(self, word: str) -> str:
        if word in self.vocabulary.economies:
            return f"{self.vocabulary.economies[word]} is not kept apart; name it under world.economies"
        known = self.vocabulary.economies
        colloquial = _COLLOQUIAL.get(word.upper(), "")
        if colloquial in known:
            return f"did you mean `{colloquial}` ({known[colloquial]})?"
        return nearest_entry(word, known) or "ISO codes of three letters, `EU` or `ROW`"
