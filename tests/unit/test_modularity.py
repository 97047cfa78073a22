"""Blocs, communities of trade, and who lies between."""

from itertools import product

import networkx
import numpy as np
import pytest
from hand_made import evidence

from sim.metrics.network.blocs import DEFAULT_BLOCS, blocs_of, share_between, sort_into_blocs
from sim.metrics.network.modularity import (
    CENTRALITY,
    COMMUNITIES,
    COMMUNITY_MEMBERS,
    MODULARITY,
    betweenness,
    find_communities,
    modularity,
    strength_share,
)
from sim.metrics.settings import Settings

# The first sells 3 to the second and the third 3 to the fourth; the second sells 1 to the third.
CHAIN = np.array([[9.0, 3.0, 0.0, 0.0], [0.0, 9.0, 1.0, 0.0], [0.0, 0.0, 9.0, 3.0], [0.0, 0.0, 0.0, 9.0]])
HALVES = np.array([0, 0, 1, 1])
CODES = ("USA", "CHN", "MEX", "VNM", "HKG")


def draws(*shape, seed=1):
    return np.random.default_rng(seed).lognormal(size=shape)


def undirected(flows):
    weight = flows + flows.T
    np.fill_diagonal(weight, 0.0)
    return networkx.from_numpy_array(weight)


def test_economies_are_sorted_and_those_in_no_bloc_are_by_themselves():
    blocs = sort_into_blocs(CODES, {"west": ("USA", "XYZ"), "east": ("CHN", "HKG"), "far": ("ABC",)})
    assert blocs.names == ("west", "east")
    assert blocs.label.tolist() == [0, 1, 2, 3, 1]
    assert blocs.bloc == ("west", "east", None, None, "east")
    assert np.argwhere(blocs.between).tolist() == [[0, 1], [0, 4], [1, 0], [4, 0]]
    assert blocs.outside.sum() == 20 - 6  # all but the pairs of USA, CHN and HKG


def test_bloc_that_bears_the_name_of_an_economy_is_still_a_bloc():
    assert sort_into_blocs(("USA", "CHN"), {"CHN": ("USA",)}).label.tolist() == [0, 1]


def test_economy_in_two_blocs_is_an_error():
    with pytest.raises(ValueError, match="CHN is in two blocs: one and other"):
        sort_into_blocs(CODES, {"one": ("CHN",), "other": ("CHN", "USA")})


def test_usual_blocs_are_two_without_a_common_member_and_a_user_may_replace_them():
    west, east = DEFAULT_BLOCS.values()
    assert {"USA", "EU"} <= set(west)
    assert "CHN" in east
    assert not set(west) & set(east)
    flows = np.ones((5, 5, 1))
    assert blocs_of(evidence(CODES, ("toys",), flows, flows)).label.tolist() == [0, 1, 2, 3, 1]
    chosen = Settings(blocs={"americas": ("USA", "MEX"), "asia": ("VNM",)})
    assert blocs_of(evidence(CODES, ("toys",), flows, flows, settings=chosen)).label.tolist() == [
        0,
        2,
        0,
        1,
        3,
    ]


def test_share_between_blocs_by_hand():
    between = HALVES[:, None] != HALVES
    assert share_between(CHAIN, between) == pytest.approx(1 / 7)
    assert share_between(1000.0 * np.stack([CHAIN, CHAIN.T]), between) == pytest.approx([1 / 7, 1 / 7])
    assert np.isnan(share_between(np.diag(np.ones(4)), between))


def test_modularity_by_hand():
    # Twice the trade is 14: 12 of it within the halves, and each half has 7 of the 14 ends.
    assert modularity(CHAIN, HALVES) == pytest.approx(12 / 14 - 2 * (7 / 14) ** 2)
    assert modularity(CHAIN, np.zeros(4, dtype=int)) == pytest.approx(0.0)
    assert modularity(CHAIN, np.arange(4)) == pytest.approx(-(9 + 16 + 16 + 9) / 14**2)


def test_modularity_is_that_of_networkx():
    flows, label = draws(7, 7), np.array([0, 1, 2, 0, 1, 1, 3])
    groups = [set(np.flatnonzero(label == each)) for each in range(4)]
    assert modularity(flows, label) == pytest.approx(networkx.community.modularity(undirected(flows), groups))


def test_modularity_knows_no_unit_no_order_no_direction_and_no_sales_at_home():
    order = [2, 0, 3, 1]
    moved = 1000.0 * CHAIN.T[np.ix_(order, order)] + np.diag(draws(4))
    assert modularity(moved, HALVES[order]) == pytest.approx(modularity(CHAIN, HALVES))
    assert modularity(CHAIN, 5 - HALVES) == pytest.approx(modularity(CHAIN, HALVES))


def test_modularity_without_trade_has_no_value_and_other_weeks_do():
    found = modularity(np.stack([np.zeros((4, 4)), CHAIN]), HALVES)
    assert np.isnan(found[0])
    assert found[1] == pytest.approx(5 / 14)


def test_communities_are_the_best_of_all_partitions():
    flows = draws(3, 6, 6) ** 2
    partitions = [np.array(each) for each in product(range(6), repeat=6) if max(each) <= len(set(each)) - 1]
    best = np.max([modularity(flows, each) for each in partitions], axis=0)
    assert modularity(flows, find_communities(flows, searches=10)) == pytest.approx(best)


def test_what_is_found_in_one_week_is_tried_in_all():
    weeks = np.repeat(draws(1, 12, 12) ** 2, 30, axis=0)
    found = find_communities(weeks)
    alone = [modularity(week, find_communities(week[None])[0]) for week in weeks[:1]]
    assert (found == found[0]).all()
    assert modularity(weeks[0], found[0]) >= max(alone)
    singles = [networkx.community.louvain_communities(undirected(weeks[0]), seed=seed) for seed in range(30)]
    best = max(networkx.community.modularity(undirected(weeks[0]), each) for each in singles)
    assert modularity(weeks[0], found[0]) == pytest.approx(best)


def test_communities_follow_the_economies_and_are_numbered_by_their_first_members():
    assert find_communities(CHAIN[None]).tolist() == [[0, 0, 1, 1]]
    three_and_two = np.kron(np.eye(2), np.ones((3, 3)))[:5, :5]
    assert find_communities(three_and_two[None]).tolist() == [[0, 0, 0, 1, 1]]
    order = [3, 0, 2, 1]
    assert find_communities(1000.0 * CHAIN[np.ix_(order, order)][None]).tolist() == [[0, 1, 0, 1]]


def test_without_trade_everyone_is_a_community():
    assert find_communities(np.stack([np.eye(4), CHAIN])).tolist() == [[0, 1, 2, 3], [0, 0, 1, 1]]


def test_strength_by_hand():
    assert strength_share(CHAIN) == pytest.approx(np.array([3, 4, 4, 3]) / 14)
    assert np.isnan(strength_share(np.eye(3))).all()


def test_betweenness_by_hand():
    flows = np.array([[5.0, 10.0, 1.0], [10.0, 5.0, 10.0], [10.0, 10.0, 5.0]])
    # From the first to the third it is 1/10 + 1/10 over the second and 1 straight on: one of two pairs.
    assert betweenness(flows).tolist() == [0.0, 0.5, 0.0]
    order = [1, 2, 0]
    assert betweenness(1000.0 * flows[np.ix_(order, order)]).tolist() == [0.5, 0.0, 0.0]
    assert betweenness(np.eye(3)).tolist() == [0.0, 0.0, 0.0]


def test_table_of_modularity_has_both_arms_and_the_share_between_blocs():
    chosen = Settings(blocs={"one": ("A", "B"), "other": ("C", "D")})
    apart = CHAIN.copy()
    apart[1, 2] = 0.0
    frame = MODULARITY.frame(evidence("ABCD", ("toys",), apart[..., None], CHAIN[..., None], settings=chosen))
    row = frame.row(-1, named=True)
    assert frame.height == 4
    assert (row["modularity"], row["modularity_reference"]) == pytest.approx((0.5, 5 / 14))
    assert (row["share_between"], row["share_between_reference"]) == pytest.approx((0.0, 1 / 7))


def test_table_of_modularity_has_no_share_where_there_are_no_two_blocs():
    frame = MODULARITY.frame(evidence("ABCD", ("toys",), CHAIN[..., None], CHAIN[..., None]))
    assert frame["share_between"].null_count() == 4
    assert frame["modularity"].to_list() == pytest.approx([-50 / 196] * 4)


def test_table_of_communities_has_every_fourth_week_up_to_the_last():
    before = np.repeat(CHAIN[..., None, None], 6, axis=3)
    before[0, 3] = 0.125
    after = before.copy()
    for ends, value in {(0, 1): 0.125, (2, 3): 0.125, (0, 3): 8.0, (1, 2): 8.0}.items():
        after[*ends, 0, -1] = value  # in the last week the two turn from each other
    run = evidence("ABCD", ("toys",), after, before)
    frame = COMMUNITIES.frame(run)
    assert frame["week"].to_list() == [run.axes.weeks[1], run.axes.weeks[5]]
    assert frame["communities_reference"].to_list() == [2, 2]
    assert frame["together"].to_list() == [True, False]
    assert frame["together_reference"].to_list() == [True, True]
    assert frame["modularity"][0] == pytest.approx(modularity(before[:, :, 0, 0], HALVES))


def test_table_of_members_names_communities_for_their_largest_member_in_the_base():
    after = CHAIN.copy()
    after[1, 2] = 1000.0
    frame = COMMUNITY_MEMBERS.frame(evidence("ABCD", ("toys",), after[..., None], CHAIN[..., None]))
    assert frame["community_base"].to_list() == ["B", "B", "C", "C"]
    assert (
        frame["community_reference"].to_list()
        == frame["benchmark_community"].to_list()
        == ["B", "B", "C", "C"]
    )
    assert frame["community"][1] == frame["community"][2]
    assert frame["bloc"].null_count() == 4
    assert [each.name for each in COMMUNITY_MEMBERS.key_columns] == ["economy"]


def test_table_of_centrality_has_the_change():
    before = np.array([[5.0, 10.0, 1.0], [10.0, 5.0, 10.0], [10.0, 10.0, 5.0]])
    after = before.copy()
    after[0, 2] = 20.0  # the first no longer needs the second on its way to the third
    frame = CENTRALITY.frame(evidence("ABC", ("toys",), after[..., None], before[..., None]))
    assert frame["betweenness"].to_list() == [0.0, 0.0, 0.0]
    assert frame["betweenness_reference"].to_list() == [0.0, 0.5, 0.0]
    assert frame["betweenness_change"].to_list() == [0.0, -0.5, 0.0]
    assert frame["benchmark_betweenness"].to_list() == [0.0, 0.5, 0.0]
    assert frame["strength_share"].to_list() == pytest.approx([50 / 140, 40 / 140, 50 / 140])
