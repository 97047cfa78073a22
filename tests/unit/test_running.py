"""From a scenario to a results folder: contents, bytes, and what is never overwritten."""

import datetime as dt
import hashlib
import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from sim import load_scenario, read_run, run
from sim.records.results_folder import OutputExistsError, results_folder
from sim.records.tables import TABLES, as_markdown
from sim.running import default_folder

SMALL = {
    "horizon.weeks": "24",
    "population.producers": "800",
    "population.relationships": "20000",
    "world.economies": "[USA, CHN, MEX, VNM, EU, ROW]",
}


@pytest.fixture(scope="module")
def scenario():
    return load_scenario("impasse_145_125", SMALL)


@pytest.fixture(scope="module")
def finished(scenario, tmp_path_factory):
    return run(scenario, tmp_path_factory.mktemp("results") / "run")


def digests(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in {"run.json", "report.html"}
    }


def test_every_declared_table_is_written_with_its_schema(finished):
    assert set(finished.tables) == set(TABLES)
    for name, table in TABLES.items():
        found = finished.tables[name].collect_schema()
        assert found.names() == [column.name for column in table.columns]
        assert [dtype.base_type() for dtype in found.dtypes()] == [
            pl.DataType.from_python(column.dtype).base_type()
            if isinstance(column.dtype, str)
            else column.dtype
            for column in table.columns
        ]


def test_no_value_is_missing_or_infinite(finished):
    for name, lazy in finished.tables.items():
        frame = lazy.collect()
        assert frame.null_count().row(0) == (0,) * frame.width, name
        for column in frame.select(pl.selectors.float()).columns:
            assert np.isfinite(frame[column].to_numpy()).all(), f"{name}.{column}"


def test_manifest_says_all_that_is_needed_to_repeat_the_run(finished):
    manifest = finished.manifest
    assert manifest["accounting"]["largest_residual"] < 1e-11
    assert manifest["command"].startswith("tradewar run scenario.yaml")
    assert manifest["parameters"]["behaviour.resourcing_hazard"] == 0.25
    for path, digest in manifest["outputs"].items():
        assert hashlib.sha256((finished.folder / path).read_bytes()).hexdigest() == digest
    assert {"report.html", "scenario.yaml", "tables/trade.parquet"} <= set(manifest["outputs"])


def test_resolved_scenario_gives_the_same_bytes_again(finished, tmp_path):
    again = run(load_scenario(finished.folder / "scenario.yaml"), tmp_path / "again", report=False)
    assert digests(again.folder) == digests(finished.folder)


def test_another_seed_gives_other_draws_and_nearly_the_same_trade(finished, scenario, tmp_path):
    other = run(
        load_scenario("impasse_145_125", SMALL | {"ensemble.seed": "2"}), tmp_path / "other", report=False
    )
    assert digests(other.folder) != digests(finished.folder)
    flows = [
        each.tables["trade"]
        .filter(
            (pl.col("arm") == "scenario") & (pl.col("origin") == "CHN") & (pl.col("destination") == "USA")
        )
        .select(pl.col("customs_value").cast(pl.Float64).sum())
        .collect()
        .item()
        for each in (finished, other)
    ]
    assert flows[0] == pytest.approx(flows[1], rel=0.02)


def test_reference_arm_stands_still(finished):
    frame = finished.tables["trade"].filter(pl.col("arm") == "reference").collect()
    assert frame["quantity_index"].to_numpy() == pytest.approx(1.0, abs=1e-6)


def test_duty_is_rate_times_customs_value_summed_over_trade(finished):
    trade = finished.tables["trade"].filter(pl.col("arm") == "scenario")
    duty = trade.group_by("destination").agg(pl.col("duty").cast(pl.Float64).sum()).collect()
    revenue = (
        finished.tables["governments"]
        .filter(pl.col("arm") == "scenario")
        .group_by("economy")
        .agg(pl.col("revenue").sum())
        .collect()
    )
    joined = duty.join(revenue, left_on="destination", right_on="economy")
    assert joined["duty"].to_numpy() == pytest.approx(joined["revenue"].to_numpy(), rel=1e-5)


def test_an_existing_folder_is_left_alone(scenario, tmp_path):
    target = tmp_path / "kept"
    target.mkdir()
    (target / "mine.txt").write_text("mine")
    with pytest.raises(OutputExistsError, match=r"--force"):
        run(scenario, target)
    assert [path.name for path in target.iterdir()] == ["mine.txt"]
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]


def test_a_failed_run_leaves_nothing_and_keeps_what_was_there(tmp_path):
    target = tmp_path / "run"
    target.mkdir()
    (target / "old.txt").write_text("old")

    def fail_half_way():
        with results_folder(target, force=True) as folder:
            (folder / "new.txt").write_text("new")
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        fail_half_way()
    assert [path.name for path in tmp_path.iterdir()] == ["run"]
    assert (target / "old.txt").read_text() == "old"


def test_force_replaces_the_folder(tmp_path):
    target = tmp_path / "run"
    target.mkdir()
    (target / "old.txt").write_text("old")
    with results_folder(target, force=True) as folder:
        (folder / "new.txt").write_text("new")
    assert [path.name for path in target.iterdir()] == ["new.txt"]


def test_default_folder_is_named_by_the_question_and_the_seed(scenario):
    changed = load_scenario("impasse_145_125", SMALL | {"horizon.weeks": "25"})
    assert default_folder(scenario).parent.as_posix() == "results/impasse_145_125"
    assert default_folder(scenario) != default_folder(changed)


def test_week_is_a_monday_and_policy_starts_on_its_date(finished):
    weeks = finished.tables["tariffs"].select(pl.col("week").unique()).collect()["week"].to_list()
    assert all(week.weekday() == 0 for week in weeks)
    rates = (
        finished.tables["tariffs"]
        .filter((pl.col("importer") == "USA") & (pl.col("exporter") == "CHN"))
        .select("week", "rate_fixed_weights", "base_rate")
        .collect()
    )
    before = rates.filter(pl.col("week") < dt.date(2025, 2, 3))
    assert before["rate_fixed_weights"].to_list() == pytest.approx(before["base_rate"].to_list())
    after = rates.filter(pl.col("week") == dt.date(2025, 4, 28))["rate_fixed_weights"].item()
    assert after > 1.0


def test_a_run_is_read_back_from_its_folder(finished):
    assert read_run(finished.folder).manifest == json.loads((finished.folder / "run.json").read_text())


def test_page_of_the_tables_is_the_declaration():
    page = Path(__file__).parents[2] / "docs" / "tables.md"
    assert page.read_text(encoding="utf-8") == as_markdown()


def test_welfare_is_the_mean_of_four_weeks(finished):
    frame = (
        finished.tables["welfare"]
        .filter((pl.col("arm") == "scenario") & (pl.col("economy") == "USA"))
        .sort("week")
        .collect()
    )
    weekly, welfare = frame["real_consumption"].to_numpy(), frame["welfare"].to_numpy()
    assert welfare[0] == pytest.approx(weekly[0], abs=1e-12)
    assert welfare[-1] == pytest.approx(weekly[-4:].mean(), abs=1e-12)
    assert welfare[10] == pytest.approx(weekly[7:11].mean(), abs=1e-12)


def test_tariff_lines_tell_each_change_and_nothing_else(finished):
    lines = finished.tables["tariff_lines"].collect()
    first = lines.filter((pl.col("importer") == "USA") & (pl.col("exporter") == "CHN"))["week"].min()
    assert first == dt.date(2025, 2, 3)
    assert lines.filter(pl.col("week") > dt.date(2025, 5, 5)).is_empty()


def test_war_of_two_alone_is_solved_apart_from_all_tariffs(finished):
    frame = finished.tables["benchmark_trade"].filter(pl.col("group") != "services").collect()

    def sold(column, origins, destination="USA"):
        chosen = frame.filter(pl.col("origin").is_in(origins) & (pl.col("destination") == destination))
        return chosen[column].sum()

    third = ["MEX", "VNM", "EU", "ROW"]
    assert sold("customs_value", third) < sold("base_value", third) < sold("bilateral_value", third)
    assert sold("bilateral_value", ["CHN"]) < 0.6 * sold("base_value", ["CHN"])


def test_choices_about_the_world_are_in_the_manifest_and_on_the_page(tmp_path):
    small = {**SMALL, "horizon.weeks": "3", "world.deficits": "gdp_share", "world.elasticities.set": "CP"}
    done = run(load_scenario("status_quo_jan2025", small), tmp_path / "run")
    assert (done.manifest["world"]["deficits"], done.manifest["world"]["elasticities"]) == ("gdp_share", "CP")
    page = (tmp_path / "run" / "report.html").read_text(encoding="utf-8")
    assert "Trade deficits" in page
    assert "gdp share" in page
