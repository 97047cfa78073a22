"""Tables that are not written yet: made when asked for, one block after the other, and not kept."""

import datetime as dt

import polars as pl
import pytest

from sim import load_scenario
from sim.records.results_folder import write_tables
from sim.records.run_tables import RunTables
from sim.records.simulation import simulate
from sim.records.tables import TABLES

SCHEMA = TABLES["mean_field_gap"].schema


def block(gap):
    values = {"week": [dt.date(2025, 1, 6)], "mean_welfare_gap": [gap], "largest_welfare_gap": [gap]}
    return pl.DataFrame({**values, "flow_gap": [gap]}, schema=SCHEMA)


KEPT = pl.DataFrame(
    {"month": [dt.date(2018, 1, 1)], "economy": ["CHN"], "imports": [1.0], "exports": [2.0], "duties": [0.0]},
    schema=TABLES["recorded"].schema,
)


class Maker:
    """Three blocks, and how often they were made."""

    def __init__(self):
        self.made = 0

    def __call__(self):
        for gap in (0.1, 0.2, 0.3):
            self.made += 1
            yield block(gap)


@pytest.fixture
def maker():
    return Maker()


@pytest.fixture
def tables(maker):
    return RunTables({"recorded": KEPT}, {"mean_field_gap": maker})


def test_nothing_is_made_before_it_is_asked_for(tables, maker):
    assert set(tables) == {"recorded", "mean_field_gap"}
    assert len(tables) == 2
    assert tables["recorded"]["exports"].to_list() == [2.0]
    assert maker.made == 0


def test_blocks_follow_each_other_and_are_made_anew_each_time(tables, maker):
    for _ in range(2):
        assert tables["mean_field_gap"]["flow_gap"].to_list() == [0.1, 0.2, 0.3]
    assert maker.made == 6


def test_a_scan_is_the_whole_table(tables):
    scanned = tables.scan("mean_field_gap")
    assert scanned.collect().equals(tables["mean_field_gap"])
    some = scanned.filter(pl.col("flow_gap") > 0.15).select("flow_gap").collect()
    assert some["flow_gap"].to_list() == [0.2, 0.3]
    assert tables.scan("recorded").collect().equals(KEPT)


def test_what_is_written_is_the_whole_table(tables, tmp_path):
    write_tables(tmp_path, tables)
    for name in tables:
        assert pl.read_parquet(tmp_path / "tables" / f"{name}.parquet").equals(tables[name])


def test_a_table_that_there_is_not(tables):
    with pytest.raises(KeyError, match="trade"):
        tables["trade"]


def test_what_goes_wrong_in_a_block_is_told(tmp_path):
    def failing():
        yield block(0.1)
        raise ValueError("no second block")

    with pytest.raises((ValueError, pl.exceptions.ComputeError), match="no second block"):
        write_tables(tmp_path, RunTables({}, {"mean_field_gap": failing}))


def test_flows_are_in_the_order_of_their_keys():
    small = {
        "horizon.weeks": "3",
        "population.producers": "500",
        "population.relationships": "10000",
        "world.economies": "[USA, CHN, EU, ROW]",
    }
    simulation = simulate(load_scenario("impasse_145_125", small))
    trade, world = simulation.tables["trade"], simulation.world
    codes = {"origin": world.economies, "destination": world.economies, "group": world.groups}
    place = pl.DataFrame(
        {
            "arm": trade["arm"].cast(pl.String) == "reference",
            **{
                name: trade[name].cast(pl.String).replace_strict(list(each), range(len(each)))
                for name, each in codes.items()
            },
            "week": trade["week"],
        }
    )
    assert place.equals(place.sort(pl.all()))
    assert trade.height == 2 * 3 * int((world.customs_value > 0.0).sum())
    first = trade.filter(pl.col("week") == trade["week"].min(), pl.col("arm") == "reference")
    flows = world.customs_value[world.customs_value > 0.0] / 52.0
    assert first["customs_value"].to_numpy() == pytest.approx(flows, rel=1e-6)
    assert first["quantity_index"].to_numpy() == pytest.approx(1.0, rel=1e-6)
