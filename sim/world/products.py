"""Products: six-digit HS codes, their groups, trade weights and named product lists."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.world.shipped_files import published_arrays, published_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

CHINA = "CHN"
UNITED_STATES = "USA"
HEADING_DIGITS = (2, 4, 6)
EMPTY_GROUP_WEIGHT = 1e-6
SHARE_UNIT = 1e-4
RATE_UNIT = 1e-6
BASE_YEARS = (2017, 2024)
SERVICES_SECTOR = "SERV"


@dataclass(frozen=True)
class ProductList:
    """A named list of products that an act of trade policy refers to.

    Parameters
    ----------
    name, title : str
        Identifier used in scenarios, and one line for people.
    source : str
        Where the list was published.
    date : str
        ISO date from which the list applied.
    share : (H,) float
        Part of each code's trade that the list covers, between zero and one: lists name eight- and
        ten-digit tariff lines.
    rate : (H,) float or None
        Additional duty on the covered part, fraction of the customs value, when the list sets one by
        product. Negative where a list cuts a duty.
    basis : str
        ``observed`` (lines as published), ``derived`` or ``assumed``.
    """

    name: str
    title: str
    source: str
    date: str
    share: Floats
    rate: Floats | None = None
    basis: str = "observed"


@dataclass(frozen=True)
class ProductCatalogue:
    """Six-digit HS codes with their groups, the trade that weighs them, and product lists.

    Parameters
    ----------
    codes : tuple of str
        The H codes of HS 2017 and HS 2022, sorted.
    descriptions : tuple of str
        Short English descriptions, empty where none is known.
    group_of_code : (H,) int
        Position of each code's product group.
    lists : mapping of str to ProductList
        Product lists by name.
    economies : tuple of str
        Codes along the first axis of ``united_states_imports``.
    united_states_imports : (N, H) float
        US imports for consumption by origin, USD million a year: of 2024; for the base year 2017 goods
        of China take their mix of 2017.
    china_imports_from_united_states : (H,) float
        China's imports from the United States in 2017, USD million a year.
    reference_weights : mapping of str to (H,) float
        Fixed pre-war weights by exporter, USD million a year, for averages that are compared with
        published ones: estimates of its exports to the world in 2017.
    statutory : mapping of (importer, exporter) to (H,) float
        Duty in force in the base by code, fraction, between the United States and China.
    """

    codes: tuple[str, ...]
    descriptions: tuple[str, ...]
    group_of_code: Integers
    lists: Mapping[str, ProductList]
    economies: tuple[str, ...]
    united_states_imports: Floats = field(repr=False)
    china_imports_from_united_states: Floats = field(repr=False)
    reference_weights: Mapping[str, Floats] = field(default_factory=dict, repr=False)
    statutory: Mapping[tuple[str, str], Floats] = field(default_factory=dict, repr=False)

    @cached_property
    def _first_of_prefix(self) -> dict[str, tuple[int, int]]:
        """First and one past the last position of every two-, four- and six-digit prefix."""
        spans: dict[str, tuple[int, int]] = {}
        for position, code in enumerate(self.codes):
            for digits in HEADING_DIGITS:
                prefix = code[:digits]
                spans[prefix] = (spans.get(prefix, (position, position))[0], position + 1)
        return spans

    @property
    def prefixes(self) -> frozenset[str]:
        """Every two-, four- and six-digit prefix that names at least one code."""
        return frozenset(self._first_of_prefix)

    def parse_hs(self, code: str) -> Integers:
        """Positions of the codes under a two-, four- or six-digit prefix, such as ``8471`` or ``84.71``.

        Raises
        ------
        KeyError
            No code starts with the prefix.
        """
        prefix = code.replace(".", "").replace(" ", "")
        if prefix not in self._first_of_prefix:
            raise KeyError(code)
        return np.arange(*self._first_of_prefix[prefix], dtype=np.int64)

    @cached_property
    def _world(self) -> Floats:
        """(H,) US imports from everyone."""
        return np.asarray(self.united_states_imports.sum(axis=0))

    def weights(self, origin: str, destination: str) -> Floats:
        """(H,) trade weights of a pair's products, USD million a year.

        The United States' imports from the origin stand for what the origin sells anywhere; China's
        imports of 2017 for what the United States sells. A group in which the pair has no weight
        takes the products of all US imports at a millionth of their value, so that an average over
        a group always exists and a total is not moved.

        Raises
        ------
        KeyError
            Unknown economy.
        """
        if origin not in self.economies or destination not in self.economies:
            raise KeyError(destination if origin in self.economies else origin)
        if origin == UNITED_STATES:
            weights = self.china_imports_from_united_states
        else:
            weights = self.united_states_imports[self.economies.index(origin)]
        by_group = np.bincount(self.group_of_code, weights=weights)
        empty = by_group[self.group_of_code] <= 0.0
        return np.where(empty, EMPTY_GROUP_WEIGHT * self._world, weights)

    def merged(self, members: Mapping[str, tuple[str, ...]]) -> ProductCatalogue:
        """Catalogue for merged economies: their trade is the sum of their members'."""
        position = {economy: row for row, economy in enumerate(self.economies)}
        rows = [
            self.united_states_imports[[position[name] for name in names]].sum(axis=0)
            for names in members.values()
        ]
        return replace(self, economies=tuple(members), united_states_imports=np.stack(rows))


@cache
def load_products(base: int = BASE_YEARS[-1]) -> ProductCatalogue:
    """Return the shipped catalogue of a base year, with the 81 stored economies apart."""
    products = published_rows("products.csv")
    groups = {row["group"]: position for position, row in enumerate(published_rows("product_groups.csv"))}
    trade = published_arrays("product_trade.npz")
    tariffs = published_arrays("base_tariffs.npz")
    american = trade["china_imports_from_united_states"] / 1e3
    imports = trade["united_states_imports"] / 1e3
    economies = tuple(str(code) for code in trade["economies"])
    if base == BASE_YEARS[0]:
        imports[economies.index(CHINA)] = trade["united_states_imports_from_china_2017"] / 1e3
    return ProductCatalogue(
        codes=tuple(row["code"] for row in products),
        descriptions=tuple(row["description"] for row in products),
        group_of_code=np.array([groups[row["group"]] for row in products], dtype=np.int64),
        lists=_lists(),
        economies=economies,
        united_states_imports=imports,
        china_imports_from_united_states=american,
        reference_weights={
            CHINA: trade["china_exports_2017"] / 1e3,
            UNITED_STATES: trade["united_states_exports_2017"] / 1e3,
        },
        statutory={
            (UNITED_STATES, CHINA): tariffs[f"united_states_on_china_{base}"].astype(np.float64),
            (CHINA, UNITED_STATES): tariffs[f"china_on_united_states_{base}"].astype(np.float64),
        },
    )


@cache
def _lists() -> dict[str, ProductList]:
    stored = published_arrays("product_lists.npz")
    shares, rates = stored["share"] * SHARE_UNIT, stored["rate"] * RATE_UNIT
    return {
        row["name"]: ProductList(
            name=row["name"],
            title=row["title"],
            source=row["source"],
            date=row["date"],
            share=shares[position],
            rate=rates[position] if row["rated"] == "yes" else None,
            basis=row["basis"],
        )
        for position, row in enumerate(published_rows("product_lists.csv"))
    }


def group_shares(base: int) -> Floats:
    """(N, N, G) share of each group in its sector's trade, by origin and destination.

    Sums to one within every sector of every pair. Pairs that no source observes take the origin's
    profile, sales at home a mix of their own (docs/products.md).
    """
    stored = published_arrays("group_shares.npz")
    economies = [str(code) for code in published_arrays("product_trade.npz")["economies"]]
    america, china = economies.index(UNITED_STATES), economies.index(CHINA)
    shares = np.repeat(stored["profile"].astype(np.float64)[:, None, :], len(economies), axis=1)
    shares[:, america] = stored[f"united_states_{base}"]
    shares[america, china] = stored["china_from_united_states"]
    home = np.arange(len(economies))
    shares[home, home] = stored["home"]
    sector_of_group = [row["sector"] for row in published_rows("product_groups.csv")]
    for sector in dict.fromkeys(sector_of_group):
        members = [group for group, other in enumerate(sector_of_group) if other == sector]
        shares[:, :, members] /= shares[:, :, members].sum(axis=2, keepdims=True)
    return shares


def base_tariffs(base: int) -> Floats:
    """(N, N, G) tariff in force in a base year by origin, destination and group, fraction.

    Zero on services and at home.
    """
    stored = published_arrays("base_tariffs.npz")
    rows = published_rows("product_groups.csv")
    economies = [str(code) for code in published_arrays("product_trade.npz")["economies"]]
    sectors = list(dict.fromkeys(row["sector"] for row in rows))
    tariffs = stored[f"sector_{base}"].astype(np.float64)[
        :, :, [sectors.index(row["sector"]) for row in rows]
    ]
    tariffs[:, economies.index(UNITED_STATES)] = stored[f"united_states_{base}"]
    tariffs[:, economies.index(CHINA)] = stored[f"china_{base}"]
    tariffs[:, :, [row["sector"] == SERVICES_SECTOR for row in rows]] = 0.0
    return tariffs
