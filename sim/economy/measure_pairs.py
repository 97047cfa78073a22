"""Which pairs of economies measures touch, where economies of the world may be merged ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.economy.measure_scope import MeasureScope, product_scope
from sim.scenario.measures import ExportControl
from sim.scenario.scope import EVERYONE
from sim.scenario.vocabulary import EU_MEMBERS, EUROPEAN_UNION
from sim.world.products import load_products

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sim.scenario.measures import Measure
    from sim.scenario.statements import Statement
    from sim.world.world import Floats, World

EU_TERRITORY = frozenset(EU_MEMBERS)


@dataclass(frozen=True)
class PairPart:
    """Members of an exporter that the same measures name.

    Parameters
    ----------
    share : (H,) float
        The members' share of the exporter's trade, by six-digit code; ones when they are all of it.
    scopes : frozenset of int
        Positions of their measures in the scopes of the pair.
    """

    share: Floats
    scopes: frozenset[int]


@dataclass(frozen=True)
class PairScope:
    """Everything that touches one pair: measures, and which part of the exporter each of them hits."""

    scopes: tuple[MeasureScope, ...]
    parts: tuple[PairPart, ...]


def scopes_by_pair(world: World, measures: Sequence[Measure]) -> dict[tuple[int, int], PairScope]:
    """Measures by pair (importer, exporter), in an order that does not depend on theirs.

    Raises
    ------
    ValueError
        Unknown economy, product or list, or an importer that the world merges with others.
    """
    members = _Members(world)
    ordered = sorted(measures, key=lambda item: (item.start, item.id, item.model_dump_json()))
    scopes = [product_scope(world, measure) for measure in ordered]
    named = [(members.importers(measure), members.exporters(measure)) for measure in ordered]
    pairs: dict[tuple[int, int], PairScope] = {}
    for importer in sorted({position for importers, _ in named for position in importers}):
        acting = [rank for rank, (importers, _) in enumerate(named) if importer in importers]
        own = members.customs_territory(importer)
        for exporter in range(len(world.economies)):
            touching = [rank for rank in acting if members.of(exporter) & (named[rank][1] - own)]
            if not touching:
                continue
            whose = [named[rank][1] - own for rank in touching]
            pairs[importer, exporter] = PairScope(
                tuple(scopes[rank] for rank in touching), members.parts(exporter, whose)
            )
    return pairs


def positions_of(world: World, codes: Sequence[str]) -> frozenset[int]:
    """Positions of the economies that codes name; ``all`` is every one.

    Raises
    ------
    ValueError
        Unknown economy, or one that the world merges with others.
    """
    if EVERYONE in codes:
        return frozenset(range(len(world.economies)))
    return _Members(world).whole(codes)


def pairs_spoken_of(world: World, statement: Statement) -> tuple[int, list[tuple[int, int]]]:
    """Position of the speaker of a statement, and the pairs (origin, destination) that it is about.

    Raises
    ------
    ValueError
        Unknown economy.
    """
    members = _Members(world)
    speaker = members.containing(statement.speaker)
    exporters = members.exporters(statement)
    pairs = [
        (exporter, importer)
        for importer in sorted(members.importers(statement))
        for exporter in range(len(world.economies))
        if exporter != importer and members.of(exporter) & exporters
    ]
    return speaker, pairs


class _Members:
    """Economies of measures as economies of the world, in whole or in part."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._members = [frozenset(names) for names in world.members]
        self._stored = frozenset().union(*self._members)

    def of(self, position: int) -> frozenset[str]:
        """Stored economies that an economy of the world is made of."""
        return self._members[position]

    def customs_territory(self, position: int) -> frozenset[str]:
        """Stored economies that an economy cannot tax: its own, and for a member of the EU the others."""
        own = self._members[position]
        return own | EU_TERRITORY if own <= EU_TERRITORY else own

    def containing(self, code: str) -> int:
        """Position of the economy that holds most of another, by the number of its members."""
        named = self._named([code])
        return max(range(len(self._members)), key=lambda rank: len(self._members[rank] & named))

    def importers(self, measure: Measure | Statement) -> frozenset[int]:
        """Positions of the economies that the goods enter; with a tariff those that act."""
        if EVERYONE in measure.importer:
            return frozenset(range(len(self._members))) - self.whole(measure.excluded)
        return self.whole(measure.importer)

    def exporters(self, measure: Measure | Statement) -> frozenset[str]:
        """Stored economies whose goods are hit."""
        if isinstance(measure, ExportControl):
            self.whole(measure.exporter)
        if EVERYONE in measure.exporter:
            return self._stored - self._named(measure.excluded)
        return self._named(measure.exporter)

    def whole(self, codes: Sequence[str]) -> frozenset[int]:
        """Positions of economies that the world must not have merged with others."""
        named = self._named(codes)
        found = frozenset(rank for rank, members in enumerate(self._members) if members & named)
        for rank in found:
            if not self._members[rank] <= named:
                whole = self._world.economies[rank]
                raise ValueError(f"{', '.join(codes)} cannot act alone: it is part of {whole} here")
        return found

    def parts(self, exporter: int, whose: Sequence[frozenset[str]]) -> tuple[PairPart, ...]:
        """Members of an exporter, put together where the same measures name them."""
        together: dict[frozenset[int], list[str]] = {}
        for name in sorted(self._members[exporter]):
            scopes = frozenset(rank for rank, names in enumerate(whose) if name in names)
            together.setdefault(scopes, []).append(name)
        return tuple(
            PairPart(self._share(names, exporter), scopes) for scopes, names in together.items() if scopes
        )

    def _named(self, codes: Iterable[str]) -> frozenset[str]:
        named: frozenset[str] = frozenset()
        for code in codes:
            if code in self._world.economies:
                named |= self._members[self._world.position(code)]
            elif code == EUROPEAN_UNION:
                named |= EU_TERRITORY & self._stored
            elif code in self._stored:
                named |= {code}
            else:
                raise ValueError(f"no economy `{code}` in this world")
        return named

    def _share(self, names: Sequence[str], exporter: int) -> Floats:
        """(H,) share of some members in the trade of a merged economy, by six-digit code.

        What the members sell to the United States stands for what they sell anywhere, as in
        every weight but those of China's imports from the United States.
        """
        members = self._members[exporter]
        if len(names) == len(members):
            return np.ones(len(self._world.products.codes))
        stored = load_products(self._world.base_year)
        exports = {name: stored.weights(name, name) for name in sorted(members)}
        some = np.sum([exports[name] for name in names], axis=0)
        whole = np.sum(list(exports.values()), axis=0)
        share: Floats = np.divide(some, whole, out=np.zeros_like(some), where=whole > 0.0)
        return share
