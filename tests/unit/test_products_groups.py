"""Every product has one group, and prefixes find their products."""

import numpy as np
import pytest

from sim.world.build.hs_groups import GROUPS, group_of
from sim.world.products import load_products


def test_every_shipped_code_is_in_the_group_of_its_rule():
    catalogue = load_products()
    names = list(GROUPS)
    assert [names[group] for group in catalogue.group_of_code] == [group_of(code) for code in catalogue.codes]


def test_codes_are_sorted_unique_and_of_both_editions():
    codes = load_products().codes
    assert list(codes) == sorted(set(codes))
    assert {"851712", "851713"} <= set(codes)  # telephones in HS 2017, smartphones in HS 2022
    assert len(codes) == 5759


@pytest.mark.parametrize(
    ("code", "group"),
    [
        ("120190", "soybeans"),
        ("851713", "phones"),
        ("847130", "computers"),
        ("854231", "semiconductors"),
        ("854143", "other_electronics"),
        ("848620", "semiconductor_machinery"),
        ("850760", "batteries"),
        ("870323", "vehicles"),
        ("870840", "vehicle_parts"),
        ("840734", "vehicle_parts"),
        ("880240", "aircraft"),
        ("841191", "aircraft"),
        ("720839", "steel"),
        ("760612", "aluminium"),
        ("710812", "precious_metals"),
        ("280530", "rare_earths_critical_minerals"),
        ("270900", "crude_oil"),
        ("271111", "natural_gas"),
        ("300490", "pharmaceuticals"),
        ("950300", "toys_games"),
        ("940360", "furniture"),
    ],
)
def test_well_known_products_are_where_a_reader_looks_for_them(code, group):
    assert group_of(code) == group


def test_groups_without_goods_are_the_two_services():
    filled = {group_of(code) for code in load_products().codes}
    assert set(GROUPS) - filled == {"mining_services", "services"}


def test_unknown_chapter_is_refused():
    with pytest.raises(KeyError):
        group_of("770000")


@pytest.mark.parametrize(
    ("written", "first"), [("8471", "847130"), ("84.71", "847130"), ("847130", "847130")]
)
def test_prefixes_are_read_with_and_without_dots(written, first):
    catalogue = load_products()
    positions = catalogue.parse_hs(written)
    assert catalogue.codes[positions[0]] == first
    assert all(catalogue.codes[position].startswith(written.replace(".", "")) for position in positions)


def test_chapter_holds_every_code_that_starts_with_it():
    catalogue = load_products()
    assert len(catalogue.parse_hs("87")) == sum(code.startswith("87") for code in catalogue.codes)


@pytest.mark.parametrize("wrong", ["8400x", "99999999", "77", "8", ""])
def test_prefix_without_products_is_refused(wrong):
    with pytest.raises(KeyError):
        load_products().parse_hs(wrong)


def test_group_positions_follow_the_declared_order():
    assert np.array_equal(
        np.unique(load_products().group_of_code)[[0, -1]], [0, list(GROUPS).index("other_manufactures")]
    )
