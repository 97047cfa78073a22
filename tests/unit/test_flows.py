"""The table of flows as arrays."""

from dataclasses import replace

import polars as pl
import pytest

from sim.metrics.axes import Axes, read_axes
from sim.metrics.flows import read_flows as flows_of
from sim.metrics.panel import read_panel


def read_flows(run, axes):
    return flows_of(run, read_panel(run, axes))


def test_economy_missing_from_the_manifest_is_an_error(war_run):
    axes = read_axes(war_run)
    fewer = Axes(axes.economies[:-1], axes.goods, axes.weeks)
    with pytest.raises(ValueError, match="economy"):
        read_flows(war_run, fewer)


def rearranged(run, change):
    """The run with its table of flows changed."""
    return replace(run, tables={**run.tables, "trade": change(run.tables["trade"])})


def test_flows_are_those_of_the_table_in_whatever_order(war_run):
    axes = read_axes(war_run)
    found = read_flows(war_run, axes)
    rows = war_run.tables["trade"].filter(pl.col("group") != "services").collect()
    for arm, name in enumerate(("scenario", "reference")):
        for origin, destination in (("USA", "USA"), ("CHN", "USA"), ("USA", "VNM")):
            flow = rows.filter(arm=name, origin=origin, destination=destination)
            place = arm, axes.economy(origin), axes.economy(destination)
            weekly = flow.group_by("week").agg(pl.col("customs_value").sum()).sort("week")
            assert found.weekly[place] == pytest.approx(52 * weekly["customs_value"].to_numpy(), rel=1e-6)
            phones = flow.filter(group="phones").sort("week")["customs_value"].tail(4).mean()
            assert found.closing[(*place, axes.goods.index("phones"))] == pytest.approx(52 * phones, rel=1e-6)
    shuffled = read_flows(rearranged(war_run, lambda trade: trade.reverse()), axes)
    assert shuffled.weekly == pytest.approx(found.weekly, rel=1e-12)
    assert shuffled.closing == pytest.approx(found.closing, rel=1e-12)


@pytest.mark.parametrize("lost", [0, 7, -1])
def test_flow_without_some_week_is_an_error(war_run, lost):
    def shorter(trade):
        rows = trade.with_row_index()
        return rows.filter(pl.col("index") != lost % rows.select(pl.len()).collect().item()).drop("index")

    with pytest.raises(ValueError, match="every week"):
        read_flows(rearranged(war_run, shorter), read_axes(war_run))


def test_week_of_another_flow_in_place_of_a_missing_one_is_an_error(war_run):
    def mixed(trade):
        last = (pl.col("week") == pl.col("week").max()) & (pl.col("group") == "phones")
        codes = pl.when(last).then(pl.lit("toys_games")).otherwise(pl.col("group").cast(pl.String))
        return trade.with_columns(group=codes.cast(pl.Categorical))

    with pytest.raises(ValueError, match="every week"):
        read_flows(rearranged(war_run, mixed), read_axes(war_run))
