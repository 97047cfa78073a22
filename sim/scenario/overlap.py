"""Measures against each other: two duties of one authority, or two checks of a route, must not meet."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import chain, combinations, islice
from typing import TYPE_CHECKING

from sim.scenario.diagnostics import MOST_FINDINGS, Diagnostic
from sim.scenario.measures import AntiCircumvention, Measure, Tariff
from sim.scenario.scope import EVERYONE, EVERYTHING
from sim.scenario.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sim.scenario.document import Entry
    from sim.scenario.vocabulary import Vocabulary


def checked_overlaps(
    measures: Sequence[tuple[Entry, Measure]], apart: tuple[str, ...], vocabulary: Vocabulary
) -> list[Diagnostic]:
    """Look for measures that replace each other wrongly or are counted twice.

    Products are compared by six-digit HS code where the vocabulary knows them. Two product
    lists overlap only when they are the same: tranches of one authority split codes between
    them below six digits.

    Parameters
    ----------
    measures : sequence of (Entry, Measure)
        Well-formed measures with identifiers, and where they stand.
    apart : tuple of str
        Economies that the scenario's world keeps apart.
    vocabulary : Vocabulary
        What the words mean.
    """
    found = chain(_wrong_replacements(measures), _Overlaps(measures, apart, vocabulary).findings())
    return list(islice(found, MOST_FINDINGS))


def _wrong_replacements(measures: Sequence[tuple[Entry, Measure]]) -> Iterator[Diagnostic]:
    by_name = {measure.id: measure for _, measure in measures}
    for entry, measure in measures:
        places = dict(entry.words("replaces"))
        for name in measure.replaces:
            other = by_name.get(name)
            place = places[name].place if name in places else entry.place
            if other is None or other is measure:
                continue
            if other.kind != measure.kind:
                message = f"of kind {measure.kind}, it cannot replace `{name}` of kind {other.kind}"
                yield Diagnostic(place, message, "give that measure an `end`")
            elif other.start > measure.start:
                message = f"replaces `{name}`, which starts later ({other.start} against {measure.start})"
                yield Diagnostic(place, message, "the later measure names the earlier one")
            elif measure.id in other.replaces:
                yield Diagnostic(
                    place, f"`{measure.id}` and `{name}` replace each other", "keep one of the two"
                )


class _Overlaps:
    def __init__(
        self, measures: Sequence[tuple[Entry, Measure]], apart: tuple[str, ...], vocabulary: Vocabulary
    ) -> None:
        self.vocabulary = vocabulary
        self.apart = apart
        self.tariffs = [(entry, measure) for entry, measure in measures if isinstance(measure, Tariff)]
        self.checks = [(entry, each) for entry, each in measures if isinstance(each, AntiCircumvention)]
        self.timeline = Timeline([measure for _, measure in measures])
        self.six_digits = _six_digits(vocabulary.hs_codes)
        self._pairs = {measure.id: self._members(measure) for _, measure in measures}
        self._codes: dict[str, frozenset[str]] = {}

    def findings(self) -> Iterator[Diagnostic]:
        for (_, one), (entry, other) in combinations(self.tariffs, 2):
            if one.authority != other.authority or not self._meet(one, other):
                continue
            since = max(one.start, other.start)
            message = (
                f"overlaps `{one.id}` ({one.one_line}): both are {one.authority} duties "
                f"on some of the same goods from {since}"
            )
            hint = f"add `replaces: [{one.id}]`, end one of them, or name another authority if the two add up"
            yield Diagnostic(entry.place, message, hint)
        yield from self._checks_that_meet()

    def _checks_that_meet(self) -> Iterator[Diagnostic]:
        """Two measures that each say which part of the same routed goods is found out."""
        for (_, one), (entry, other) in combinations(self.checks, 2):
            if not (self._same_connectors(one, other) and self._meet(one, other)):
                continue
            since = max(one.start, other.start)
            message = f"overlaps `{one.id}` ({one.one_line}) on some of the same routes from {since}"
            yield Diagnostic(entry.place, message, f"add `replaces: [{one.id}]`, or end one of them")

    def _same_connectors(self, one: AntiCircumvention, other: AntiCircumvention) -> bool:
        if EVERYONE in one.through or EVERYONE in other.through:
            return True
        return bool(self._stored(one.through) & self._stored(other.through))

    def _meet(self, one: Tariff | AntiCircumvention, other: Tariff | AntiCircumvention) -> bool:
        return self._same_time(one, other) and self._same_pair(one, other) and self._same_goods(one, other)

    def _same_time(self, one: Measure, other: Measure) -> bool:
        ends = [self.timeline.last_end(measure) or date.max for measure in (one, other)]
        return max(one.start, other.start) < min(ends)

    def _same_pair(self, one: Measure, other: Measure) -> bool:
        importers = self._pairs[one.id][0] & self._pairs[other.id][0]
        exporters = self._pairs[one.id][1] & self._pairs[other.id][1]
        # an economy is no exporter to itself
        return bool(importers and exporters) and not (len(importers) == 1 and importers == exporters)

    def _same_goods(self, one: Measure, other: Measure) -> bool:
        if _covers_everything(one) or _covers_everything(other):
            return True
        if one.lists and other.lists:
            return bool(set(one.lists) & set(other.lists))
        return bool(self._products(one) & self._products(other))

    def _members(self, measure: Measure) -> tuple[frozenset[str], frozenset[str]]:
        importers = self._stored(measure.importer)
        if EVERYONE in measure.exporter:
            return importers, self.vocabulary.stored() - self._stored(measure.excluded)
        return importers, self._stored(measure.exporter)

    def _stored(self, codes: Sequence[str]) -> frozenset[str]:
        return frozenset().union(*(self.vocabulary.members(code, self.apart) for code in codes))

    def _products(self, measure: Measure) -> frozenset[str]:
        """Six-digit codes that the measure certainly hits; group codes where no codes are known."""
        if measure.id not in self._codes:
            self._codes[measure.id] = frozenset(self._certain_codes(measure))
        return self._codes[measure.id]

    def _certain_codes(self, measure: Measure) -> Iterator[str]:
        known = self.vocabulary
        prefixes = tuple(code.replace(".", "") for code in measure.hs)
        if prefixes:
            yield from (code for code in self.six_digits if code.startswith(prefixes))
        for name in measure.lists:
            yield from known.listed_codes.get(name, ())
        if measure.products:
            words = set(measure.products)
            groups = {
                group for group in known.groups if group in words or known.group_sector.get(group) in words
            }
            yield from groups
            yield from (code for code, group in known.group_of_code.items() if group in groups)


@lru_cache(maxsize=4)
def _six_digits(codes: frozenset[str]) -> tuple[str, ...]:
    """Codes of six digits in order; the same vocabulary is asked for every file."""
    return tuple(sorted(code for code in codes if len(code) == 6))


def _covers_everything(measure: Measure) -> bool:
    return EVERYTHING in measure.products or not (measure.products or measure.hs or measure.lists)
