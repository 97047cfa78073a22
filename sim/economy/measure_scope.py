"""Which products a measure hits: the share of each six-digit code's trade, and the points it pays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.scenario.measures import Exemption, Tariff
from sim.scenario.scope import EVERYTHING

if TYPE_CHECKING:
    from sim.scenario.measures import Measure
    from sim.world.products import ProductCatalogue, ProductList
    from sim.world.world import Floats, World


@dataclass(frozen=True)
class MeasureScope:
    """The products that a measure hits.

    Parameters
    ----------
    measure : Measure
        The act of policy.
    share : (H,) float
        Share of each six-digit code's trade that it hits: list share times coverage.
    points : (H,) float
        For a tariff, the rate times the share: points on the code's whole trade; else zero.
    """

    measure: Measure
    share: Floats
    points: Floats

    @property
    def authority(self) -> str:
        """Authority of a tariff; empty for an exemption."""
        return self.measure.authority if isinstance(self.measure, Tariff) else ""

    @property
    def freed_from(self) -> tuple[str, ...]:
        """Authorities that an exemption frees from; none for a tariff."""
        return self.measure.authorities if isinstance(self.measure, Exemption) else ()


def product_scope(world: World, measure: Measure) -> MeasureScope:
    """Work out the share of each product's trade in scope and the points that it pays.

    Raises
    ------
    ValueError
        The world has no such product or list, or the list has no rates.
    """
    catalogue = world.products
    everything = measure.products in ((), (EVERYTHING,)) and not (measure.hs or measure.lists)
    rate = measure.rate if isinstance(measure, Tariff) else 0.0
    if everything:
        share = np.ones(len(catalogue.codes))
    elif measure.lists:
        lists = [_named_list(catalogue, name) for name in measure.lists]
        share = np.minimum(1.0, np.sum([item.share for item in lists], axis=0))
        if rate == "listed":
            points = np.sum([item.share * _rates(item) for item in lists], axis=0)
            return MeasureScope(measure, share * measure.coverage, points * measure.coverage)
    else:
        share = _chosen_codes(world, measure)
    if rate == "listed":
        raise ValueError(f"measure `{measure.id}`: a listed rate needs a list")
    covered = share * measure.coverage
    return MeasureScope(measure, covered, covered * rate)


def averaged_by_group(world: World, importer: int, exporter: int, by_code: Floats) -> Floats:
    """Return the mean within product groups, with the pair's trade weights, of a figure by six-digit code.

    Parameters
    ----------
    world : World
        Products and weights.
    importer, exporter : int
        Positions of the pair.
    by_code : (H,) float
        The figure.

    Returns
    -------
    (G,) float
        Zero for groups that hold no code: services.
    """
    products, names = world.products, world.economies
    weights = products.weights(names[exporter], names[importer])
    group, groups = products.group_of_code, len(world.groups)
    traded = np.bincount(group, weights, groups)[group] > 0.0
    weights = np.where(traded, weights, 1.0)
    total = np.bincount(group, weights, groups)
    summed = np.bincount(group, weights * by_code, groups)
    average: Floats = np.divide(summed, total, out=np.zeros(groups), where=total > 0.0)
    return average


def _named_list(catalogue: ProductCatalogue, name: str) -> ProductList:
    if name not in catalogue.lists:
        raise ValueError(f"no product list `{name}`")
    return catalogue.lists[name]


def _rates(item: ProductList) -> Floats:
    if item.rate is None:
        raise ValueError(f"the product list `{item.name}` carries no rates")
    return item.rate


def _chosen_codes(world: World, measure: Measure) -> Floats:
    """(H,) one for codes under the measure's HS prefixes, groups or sectors."""
    chosen = np.zeros(len(world.products.codes))
    for prefix in measure.hs:
        try:
            chosen[world.products.parse_hs(prefix)] = 1.0
        except KeyError as error:
            raise ValueError(f"no product under the HS code `{prefix}`") from error
    words = set(measure.products)
    unknown = words - set(world.groups) - set(world.sectors)
    if unknown:
        raise ValueError(f"no sector or product group `{min(unknown)}`")
    in_scope = np.array(
        [
            group in words or world.sectors[sector] in words
            for group, sector in zip(world.groups, world.sector_of_group, strict=True)
        ]
    )
    chosen[in_scope[world.products.group_of_code]] = 1.0
    return chosen
