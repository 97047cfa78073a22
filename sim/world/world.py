"""The immutable base-year world that a run starts from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sim.world.accounts import SERVICES, Accounts, Floats, Integers
from sim.world.households import gini_of

if TYPE_CHECKING:
    from sim.world.products import ProductCatalogue

__all__ = ["SERVICES", "Floats", "Integers", "World"]


@dataclass(frozen=True)
class World(Accounts):
    """Base-year accounts of real economies, with what is known of them beside the accounts.

    The fields of :class:`sim.world.accounts.Accounts` come first.

    Parameters
    ----------
    base_year : int
        Year that the accounts describe.
    economy_names : tuple of str
        English names in the order of ``economies``.
    members : tuple of tuple of str
        The stored economies that each economy is the exact sum of.
    distance : (N, N) float
        Kilometres between economies, population-weighted.
    products : ProductCatalogue
        HS6 membership of the groups, trade weights and named product lists.
    inequality : (N,) float, optional
        Gini coefficient of each economy's households; looked up by code where left out.
    """

    base_year: int
    economy_names: tuple[str, ...]
    members: tuple[tuple[str, ...], ...]
    distance: Floats
    products: ProductCatalogue
    inequality: Floats | None = None

    @cached_property
    def gini(self) -> Floats:
        """(N,) Gini coefficient of each economy's households."""
        return gini_of(self.economies) if self.inequality is None else self.inequality
