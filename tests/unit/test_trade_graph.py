"""Trade of a week as a graph of economies."""

import re
from datetime import date

import networkx
import numpy as np
import polars as pl
import pytest
from hand_made import evidence

from sim.records.trade_graph import EDGES, edge_table, write_edges, write_graphml

CODES, GROUPS = ("USA", "CHN", "VNM"), ("toys", "ships", "services")
# (origin, destination, group): China sells the United States toys, ships and services; home sales of all.
BEFORE = np.zeros((3, 3, 3))
BEFORE[0, 0], BEFORE[1, 1] = 64.0, 128.0
BEFORE[1, 0] = 8.0, 4.0, 2.0
BEFORE[0, 1] = 1.0, 0.0, 0.0
BEFORE[2, 0] = 0.5, 0.0, 0.0
AFTER = BEFORE.copy()
AFTER[1, 0] = 2.0, 4.0, 2.0
AFTER[2, 0] = 0.0


@pytest.fixture(scope="module")
def run():
    scenario, reference = (np.repeat(each[..., None], 3, axis=3) for each in (BEFORE, BEFORE))
    scenario = scenario.copy()
    scenario[..., -1] = AFTER
    duty = (0.25 * scenario, 0.125 * reference)
    index = (scenario / np.where(reference > 0.0, reference, 1.0), np.ones_like(reference))
    return evidence(CODES, GROUPS, scenario, reference, duty=duty, quantity_index=index).run


def edges(graph):
    return {(origin, destination): figures for origin, destination, figures in graph.edges(data=True)}


def test_edges_add_goods_up_and_leave_services_and_home_out(run):
    graph = run.graph(-1)
    assert dict(graph.nodes(data="name")) == {"USA": "USA", "CHN": "CHN", "VNM": "VNM"}
    assert edges(graph) == {
        ("USA", "CHN"): {"customs_value": 1.0, "duty": 0.25, "tariff": 0.25},
        ("CHN", "USA"): {"customs_value": 6.0, "duty": 1.5, "tariff": 0.25},
    }
    assert graph.graph == {"run": "hand_made", "week": "2025-01-20", "arm": "scenario", "group": "goods"}


def test_flow_that_is_gone_is_no_edge_but_its_economy_stays(run):
    assert ("VNM", "USA") in run.graph(1).edges
    assert ("VNM", "USA") not in run.graph(3).edges
    assert "VNM" in run.graph(3)


def test_single_group_has_its_quantity_and_services_are_there_for_the_asking(run):
    toys = run.graph(-1, "toys")["CHN"]["USA"]
    assert toys == {"customs_value": 2.0, "duty": 0.5, "tariff": 0.25, "quantity_index": 0.25}
    assert run.graph(-1, group="services")["CHN"]["USA"]["customs_value"] == 2.0
    assert edges(run.graph(-1, group="goods")) == edges(run.graph(-1))


def test_groups_add_up_to_all_goods(run):
    parts = [edges(run.graph(1, group))["CHN", "USA"] for group in ("toys", "ships")]
    whole = edges(run.graph(1))["CHN", "USA"]
    assert sum(part["customs_value"] for part in parts) == whole["customs_value"] == 12.0
    assert sum(part["duty"] for part in parts) == whole["duty"]


def test_reference_is_the_other_arm(run):
    figures = run.graph(-1, arm="reference")["CHN"]["USA"]
    assert figures == {"customs_value": 12.0, "duty": 1.5, "tariff": 0.125}


def test_sales_at_home_are_loops_where_they_are_asked_for(run):
    assert list(networkx.selfloop_edges(run.graph(1))) == []
    graph = run.graph(1, home=True)
    assert sorted(networkx.selfloop_edges(graph)) == [("CHN", "CHN"), ("USA", "USA")]
    assert graph["USA"]["USA"]["customs_value"] == 128.0  # toys and ships


@pytest.mark.parametrize("week", [3, -1, "2025-01-20", date(2025, 1, 20), "2025-01-26"])
def test_week_may_be_named_by_its_number_or_by_any_of_its_days(run, week):
    assert run.graph(week).graph["week"] == "2025-01-20"
    assert edges(run.graph(week)) == edges(run.graph(-1))


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"week": 0}, "there is no week 0 (hint: weeks 1 to 3, 2025-01-06 to 2025-01-20; -1 is the last)"),
        ({"week": 4}, "there is no week 4"),
        ({"week": -4}, "there is no week -4"),
        ({"week": "2025-01-27"}, "there is no week of 2025-01-27 (hint: weeks 1 to 3"),
        ({"week": "soon"}, "`soon` is no date"),
        ({"week": 1, "group": "wine"}, "there is no group `wine` (hint: toys, ships, services, goods)"),
        ({"week": 1, "arm": "peace"}, "there is no arm `peace` (hint: scenario, reference)"),
    ],
)
def test_what_does_not_exist_is_said_with_what_does(run, asked, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        run.graph(**asked)


@pytest.mark.parametrize("group", [None, "toys"])
def test_graphml_reads_back_as_it_was(run, tmp_path, group):
    graph = run.graph(2, group, home=True)
    write_graphml(graph, tmp_path / "week.graphml")
    read = networkx.read_graphml(tmp_path / "week.graphml")
    assert dict(read.nodes(data=True)) == dict(graph.nodes(data=True))
    assert read.adj == graph.adj
    assert read.is_directed()
    assert graph.graph.items() <= read.graph.items()


def test_attributes_are_plain_words_and_numbers(run):
    graph = run.graph(1, "toys", home=True)
    everything = [graph.graph, *(about for _, about in graph.nodes(data=True)), *edges(graph).values()]
    assert {type(each) for about in everything for each in about.values()} == {str, float}


def test_edge_list_has_the_declared_columns(run, tmp_path):
    write_edges(run.graph(-1), tmp_path / "edges.parquet")
    frame = pl.read_parquet(tmp_path / "edges.parquet")
    assert dict(frame.schema) == EDGES.schema
    assert frame.rows() == [("USA", "CHN", 1.0, 0.25, 0.25, None), ("CHN", "USA", 6.0, 1.5, 0.25, None)]
    assert edge_table(run.graph(-1, "ships"))["quantity_index"].to_list() == [1.0]


def test_edge_list_of_no_trade_is_empty(run):
    frame = edge_table(run.graph(-1, "ships", arm="scenario").subgraph(["VNM"]))
    assert dict(frame.schema) == EDGES.schema
    assert frame.is_empty()
