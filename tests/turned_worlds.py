"""The same world told otherwise: in another unit of money, its axes in another order."""

from __future__ import annotations

from dataclasses import replace

import numpy as np


def in_units(world, scale):
    """The world with every amount of money times a factor."""
    products = replace(
        world.products,
        united_states_imports=world.products.united_states_imports * scale,
        china_imports_from_united_states=world.products.china_imports_from_united_states * scale,
    )
    return replace(world, expenditure=world.expenditure * scale, products=products)


def turned(values, order):
    """(N, N, ...) flows with economies in another order, on both axes."""
    return values[order][:, order]


def with_economies_in_order(world, order):
    """The world with its economies in another order."""
    products = replace(
        world.products,
        economies=tuple(world.products.economies[place] for place in order),
        united_states_imports=world.products.united_states_imports[order],
    )
    return replace(
        world,
        economies=tuple(world.economies[place] for place in order),
        economy_names=tuple(world.economy_names[place] for place in order),
        members=tuple(world.members[place] for place in order),
        expenditure=turned(world.expenditure, order),
        base_tariff=turned(world.base_tariff, order),
        input_share=world.input_share[order],
        margin_share=world.margin_share[order],
        margin_labour_share=world.margin_labour_share[order],
        distance=turned(world.distance, order),
        inequality=None if world.inequality is None else world.inequality[order],
        products=products,
    )


def with_goods_in_order(world, groups, sectors):
    """The world with its product groups and sectors in other orders."""
    place_of_group = np.argsort(groups)
    return replace(
        world,
        groups=tuple(world.groups[place] for place in groups),
        sectors=tuple(world.sectors[place] for place in sectors),
        sector_of_group=np.argsort(sectors)[world.sector_of_group[groups]],
        expenditure=world.expenditure[:, :, groups],
        base_tariff=world.base_tariff[:, :, groups],
        input_share=world.input_share[:, groups][:, :, sectors],
        theta=world.theta[groups],
        products=replace(world.products, group_of_code=place_of_group[world.products.group_of_code]),
    )
