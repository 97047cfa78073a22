"""The words a scenario may use: codes of economies, products, lists and data sets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

EU_MEMBERS: tuple[str, ...] = (
    "AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GRC", "HRV", "HUN",
    "IRL", "ITA", "LTU", "LUX", "LVA", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN", "SWE",
)  # fmt: skip
"""The 27 members of the European Union since 2020: one customs territory, code ``EU``."""

REST_OF_WORLD = "ROW"
EUROPEAN_UNION = "EU"


@dataclass(frozen=True)
class Vocabulary:
    """Everything that a scenario file may name, without any figure behind it.

    The loader checks files against it, so that ``sim.scenario`` needs no data tables; the
    world builds it from what it ships (``sim.world.vocabulary``).

    Parameters
    ----------
    economies : mapping of str to str
        Code to English name: ISO-3 codes that are stored, ``EU`` and ``ROW``.
    default_economies : tuple of str
        Economies that stay apart when a scenario says ``economies: default``.
    sectors : mapping of str to str
        Production sector code to title.
    groups : mapping of str to str
        Product group code to title.
    group_sector : mapping of str to str
        Product group code to the code of its sector.
    hs_codes : frozenset of str
        Every HS prefix of 2, 4 and 6 digits with a product under it.
    product_lists : mapping of str to str
        Name of a shipped product list to its title.
    elasticity_sets : tuple of str
        Names of the published sets of trade elasticities.
    base_years : tuple of int
        Years that a world can be built for.
    group_of_code : mapping of str to str, optional
        Six-digit HS code to product group; lets the loader see that a measure on a group
        and one on an HS code of the same group overlap.
    listed_codes : mapping of str to frozenset of str, optional
        List name to the six-digit codes that the list covers whole (not in part); lets the
        loader see that a measure on a list and one on codes or groups overlap.
    rated_lists : frozenset of str, optional
        Lists that carry a rate for each product, which ``rate: listed`` asks for.
    """

    economies: Mapping[str, str]
    default_economies: tuple[str, ...]
    sectors: Mapping[str, str]
    groups: Mapping[str, str]
    group_sector: Mapping[str, str]
    hs_codes: frozenset[str]
    product_lists: Mapping[str, str]
    elasticity_sets: tuple[str, ...]
    base_years: tuple[int, ...]
    group_of_code: Mapping[str, str] = field(default_factory=dict)
    listed_codes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    rated_lists: frozenset[str] | None = None

    def stored(self) -> frozenset[str]:
        """Codes of economies that are no union of others: all but ``EU`` (``ROW``: the unnamed rest)."""
        return frozenset(self.economies) - {EUROPEAN_UNION}

    def members(self, code: str, apart: tuple[str, ...]) -> frozenset[str]:
        """Return the stored economies that a code stands for in a world that keeps ``apart`` separate.

        ``EU`` is its 27 members; ``ROW`` is everything that the world does not keep apart.
        """
        if code == EUROPEAN_UNION:
            return frozenset(EU_MEMBERS) & self.stored()
        if code != REST_OF_WORLD:
            return frozenset({code})
        named = set().union(*(self.members(other, ()) for other in apart if other != REST_OF_WORLD))
        return self.stored() - named
