"""Who supplies whom, firm by firm."""

import re
from datetime import date

import numpy as np
import polars as pl
import pytest
from hand_made import evidence

from sim.metrics.network.supplier_graph import DEGREES, degree_table, supplier_graph
from sim.records.relationship_tables import RELATIONSHIPS

CODES, GROUPS = ("USA", "CHN"), ("chips", "phones", "services")
BASE, SECOND = date(2024, 12, 30), date(2025, 1, 13)
PHONES = "USA phones 7"
SHOPS = "USA phones distributors"
# destination, group, buyer, what it makes, origin, supplier, spending
ROWS = [
    ("USA", "chips", 7, "phones", "CHN", 1, 4.0),
    ("USA", "chips", 7, "phones", "USA", 2, 1.0),
    ("USA", "chips", 7, "phones", "CHN", 1, 0.5),  # a second relationship of the same two
    ("USA", "phones", None, None, "USA", 7, 16.0),
    ("USA", "phones", None, None, "CHN", 9, 8.0),
    ("CHN", "chips", 9, "phones", "CHN", 1, 2.0),
    ("CHN", "chips", 9, "phones", "CHN", 3, 0.0),  # nothing spent
    ("USA", "services", None, None, "USA", 5, 64.0),
    ("USA", "services", 7, "phones", "USA", 5, 32.0),
]


def relationships(week, arm, factor=1.0):
    count = len(ROWS)
    destination, group, buyer, makes, origin, supplier, spending = zip(*ROWS, strict=True)
    columns = {
        "week": [week] * count,
        "arm": [arm] * count,
        "destination": destination,
        "group": group,
        "buyer_kind": ["distributors" if each is None else "producer" for each in buyer],
        "buyer": buyer,
        "buyer_group": makes,
        "origin": origin,
        "supplier": supplier,
        "weight": [0.0] * count,
        "strength": [0.0] * count,
        "spending": factor * np.array(spending),
    }
    return pl.DataFrame(columns).select(
        pl.col(name).cast(kind) for name, kind in RELATIONSHIPS.schema.items()
    )


@pytest.fixture(scope="module")
def run():
    flows = np.ones((2, 2, 3))
    parts = [(BASE, "scenario", 1.0), (SECOND, "scenario", 10.0), (SECOND, "reference", 3.0)]
    table = pl.concat(relationships(*part) for part in parts).lazy()
    return evidence(CODES, GROUPS, flows, flows, tables={"relationships": table}).run


def test_largest_buyers_come_with_all_their_suppliers(run):
    graph = supplier_graph(run, 0, firms=2)
    # Of goods the shops spend 24, the maker of phones in the United States 5.5 and that in China 2.
    assert list(graph.nodes) == [SHOPS, PHONES, "CHN phones 9", "CHN chips 1", "USA chips 2"]
    assert {ends: graph.edges[ends]["spending"] for ends in graph.edges} == {
        ("CHN chips 1", PHONES): 4.5,
        ("USA chips 2", PHONES): 1.0,
        (PHONES, SHOPS): 16.0,
        ("CHN phones 9", SHOPS): 8.0,
    }
    assert graph.graph == {"run": "hand_made", "week": "2024-12-30", "arm": "scenario"}


def test_firm_is_one_node_whether_it_buys_or_supplies(run):
    graph = supplier_graph(run, 0)
    assert graph.nodes[PHONES] == {"economy": "USA", "group": "phones", "kind": "producer"}
    assert graph.nodes[SHOPS] == {"economy": "USA", "group": "phones", "kind": "distributors"}
    assert (graph.in_degree(PHONES), graph.out_degree(PHONES)) == (2, 1)


def test_nothing_spent_is_no_edge(run):
    assert "CHN chips 3" not in supplier_graph(run, 0)


def test_sample_is_of_the_economies_and_groups_asked_for(run):
    assert set(supplier_graph(run, 0, economies=["CHN"]).edges) == {("CHN chips 1", "CHN phones 9")}
    assert set(supplier_graph(run, 0, groups=["phones"]).edges) == {(PHONES, SHOPS), ("CHN phones 9", SHOPS)}
    services = supplier_graph(run, 0, groups=["services"], firms=1)
    assert list(services.edges) == [("USA services 5", "USA services distributors")]


def test_spending_adds_up_to_that_of_the_table(run):
    graph = supplier_graph(run, 0, groups=GROUPS)
    assert graph.size(weight="spending") == sum(row[-1] for row in ROWS)


def test_weeks_and_arms_are_told_apart(run):
    assert supplier_graph(run, 2)[PHONES][SHOPS]["spending"] == 160.0
    assert supplier_graph(run, -1, arm="reference")[PHONES][SHOPS]["spending"] == 48.0
    assert supplier_graph(run, "2025-01-15").graph == supplier_graph(run, SECOND).graph


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"week": 1}, "there is no snapshot of week 1 (hint: there are of 0, 2)"),
        ({"week": 9}, "there is no week 9 (hint: weeks 0 to 4"),
        ({"week": 0, "economies": ["FRA"]}, "there is no economy `FRA` (hint: USA, CHN)"),
        ({"week": 0, "groups": ["wine"]}, "there is no group `wine` (hint: chips, phones, services)"),
        ({"week": 0, "arm": "peace"}, "there is no arm `peace`"),
        ({"week": 0, "firms": 0}, "0 firms make no graph"),
    ],
)
def test_what_does_not_exist_is_said_with_what_does(run, asked, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        supplier_graph(run, **asked)


def test_run_without_snapshots_is_told_of_the_option():
    flows = np.ones((2, 2, 3))
    with pytest.raises(ValueError, match="run --snapshots 0,26"):
        supplier_graph(evidence(CODES, GROUPS, flows, flows).run, 0)


def test_degrees_by_hand(run):
    frame = degree_table(supplier_graph(run, 0, firms=2))
    assert dict(frame.schema) == DEGREES.schema
    assert frame.filter(firm=PHONES).row(0) == (PHONES, "USA", "phones", "producer", 2, 1, 5.5, 16.0)
    assert frame["firm"].to_list()[0] == SHOPS
    assert frame["spending"].sum() == frame["sales"].sum() == 29.5
    assert frame["suppliers"].sum() == frame["buyers"].sum() == 4


def test_degrees_of_no_firms_are_an_empty_table(run):
    frame = degree_table(supplier_graph(run, 0, economies=["CHN"], groups=["services"]))
    assert dict(frame.schema) == DEGREES.schema
    assert frame.is_empty()
