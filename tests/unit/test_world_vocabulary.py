"""The vocabulary of scenarios is what the world ships."""

from __future__ import annotations

import pytest

from sim.world import DEFAULT_ECONOMIES, build_world, vocabulary


@pytest.fixture
def words():
    return vocabulary(2024)


def test_economies_are_the_stored_ones_with_the_union(words):
    assert len(words.economies) == 82
    assert words.economies["EU"] == "European Union"
    assert set(DEFAULT_ECONOMIES) <= set(words.economies)
    assert words.default_economies == DEFAULT_ECONOMIES


def test_products_are_those_of_the_world(words):
    world = build_world(2024)
    assert tuple(words.groups) == world.groups
    assert tuple(words.sectors) == world.sectors
    assert all(words.group_sector[group] in words.sectors for group in words.groups)
    assert {"84", "8471", "847130"} <= words.hs_codes


def test_every_code_has_a_group_and_every_list_a_title(words):
    assert set(words.group_of_code.values()) <= set(words.groups)
    assert words.group_of_code["851713"] == "phones"
    assert all(words.product_lists.values())
    assert set(words.listed_codes) == set(words.product_lists)
    assert words.rated_lists <= set(words.product_lists)


def test_union_members_agree_with_the_economies_table(words):
    assert words.members("EU", ()) == set(build_world(2024).members[2])


def test_unknown_base_year_is_refused():
    with pytest.raises(ValueError, match="no base year 1999"):
        vocabulary(1999)
