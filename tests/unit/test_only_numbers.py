"""Nothing that is no number is written to a table, and a share of nothing is an empty field."""

import io
from datetime import date

import numpy as np
import polars as pl
import pytest

from sim.commands.errors import code_of, message_of
from sim.ensemble.jobs import Case, Job, Outcome
from sim.ensemble.store.columns import RunRow, part_of
from sim.exit_codes import MISSED
from sim.metrics import Metrics, compute_metrics
from sim.metrics.exchange.csv_files import write_tables as write_metrics
from sim.records.blocks import scan_blocks
from sim.records.layout import declared
from sim.records.only_numbers import NotANumberError, as_declared, only_numbers
from sim.records.results_folder import results_folder, write_table, write_tables
from sim.records.run_tables import RunTables
from sim.records.tables import ON_REQUEST, TABLES

WEEKS = [date(2025, 1, 6), date(2025, 1, 13), date(2025, 1, 20)]


def prices(*wages):
    values = {"arm": "scenario", "economy": "USA", "week": WEEKS, "wage": list(wages)}
    others = dict.fromkeys(("consumer_price", "import_price", "producer_price"), 1.0)
    return declared("prices", pl.DataFrame({**values, **others}))


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_value_that_is_no_number_is_named_with_its_place(value):
    with pytest.raises(NotANumberError) as raised:
        as_declared(TABLES["prices"], prices(1.0, value, value))
    told = str(raised.value)
    assert "table prices, column wage: not a finite number in 2 of 3 rows" in told
    assert "first at arm scenario, economy USA, week 2025-01-13" in told
    assert "report it" in told


def test_a_field_is_empty_only_where_the_declaration_says_when():
    with pytest.raises(NotANumberError, match="column wage: no value in 1 of 3 rows"):
        as_declared(TABLES["prices"], prices(1.0, None, 1.0))
    row = {"arm": "scenario", "economy": "USA", "week": WEEKS[:1], "revenue": 0.0, "average_tariff": np.nan}
    frame = declared("governments", pl.DataFrame({**row, "measures_in_force": 0, "action": ""}))
    assert as_declared(TABLES["governments"], frame)["average_tariff"].to_list() == [None]


def test_lists_of_numbers_are_looked_into():
    frame = pl.DataFrame({"case": [1, 2, 3], "path": [[1.0, None], [], [1.0, np.inf]]})
    assert only_numbers("runs", frame.head(2)).height == 2
    with pytest.raises(NotANumberError, match="in 1 of 3 rows, first at case 3"):
        only_numbers("runs", frame)


def test_tables_that_pass_are_as_they_were():
    frame = prices(1.0, 2.0, 3.0)
    assert as_declared(TABLES["prices"], frame) is frame


def test_a_table_that_fails_leaves_no_folder(tmp_path):
    tables = RunTables({"prices": prices(1.0, np.inf, 1.0)}, {})
    with pytest.raises(NotANumberError), results_folder(tmp_path / "run") as folder:
        write_tables(folder, tables)
    assert list(tmp_path.iterdir()) == []


def test_tables_made_in_blocks_are_checked_block_by_block(tmp_path):
    good, bad = prices(1.0, 1.0, 1.0), prices(1.0, 1.0, np.nan)
    scanned = RunTables({}, {"prices": lambda: [good, bad]}).scan("prices")
    with pytest.raises(NotANumberError, match="table prices, column wage"):
        write_table(scanned, tmp_path / "prices.parquet")


def test_snapshots_of_relationships_are_checked(tmp_path):
    table = ON_REQUEST["relationships"]
    row = dict.fromkeys(table.schema) | {"weight": np.inf}
    given = {"week": WEEKS[0], "arm": "scenario", "destination": "USA", "group": "phones", "origin": "CHN"}
    counts = {"buyer_kind": "producer", "supplier": 1, "strength": 1.0, "spending": 1.0}
    frame = pl.DataFrame([row | given | counts], schema=table.schema)
    with pytest.raises(NotANumberError, match="relationships, column weight"):
        write_table(scan_blocks(table, lambda: [frame]), tmp_path / "scenario-0000.parquet")


def test_an_infinite_metric_is_not_written(quiet_run, tmp_path):
    found = compute_metrics(quiet_run)
    broken = found.frame("welfare").with_columns(pl.selectors.float().fill_null(0.0) * 0.0 + np.inf)
    metrics = Metrics(found.evidence, {"welfare": broken})
    with pytest.raises(NotANumberError, match="table welfare"):
        write_metrics(metrics, tmp_path, ["welfare"])
    assert list(tmp_path.iterdir()) == []


def row_of(figures, paths):
    return RunRow(Job(Case(1, {}, {}), 1), "name", {}, None, Outcome(figures, paths))


def test_a_sweep_keeps_weeks_without_a_value_empty_in_their_places():
    row = row_of({"welfare": np.nan}, {"path.welfare": np.array([1.0, np.nan, 2.0])})
    part = pl.read_parquet(io.BytesIO(part_of([row], {"levers": [], "figures": []})))
    assert part["path.welfare"].to_list() == [[1.0, None, 2.0]]
    assert part["welfare"].to_list() == [None]


@pytest.mark.parametrize(
    ("figures", "paths"), [({"welfare": np.inf}, {}), ({}, {"path.welfare": np.array([np.inf])})]
)
def test_a_sweep_keeps_no_infinity(figures, paths):
    with pytest.raises(NotANumberError, match="table runs"):
        part_of([row_of(figures, paths)], {"levers": [], "figures": []})


def test_a_command_that_finds_such_a_value_says_so_in_one_line():
    error = NotANumberError("trade", "duty", "not a finite number", 1, 10, "week 2025-01-06")
    assert code_of(error) == MISSED
    assert message_of(error).startswith("table trade, column duty: not a finite number in 1 of 10 rows")
