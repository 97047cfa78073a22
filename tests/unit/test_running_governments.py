"""A run in which governments decide: its folder, its script, and what it says of other draws."""

import polars as pl
import pytest
from test_running import SMALL, digests

from sim import load_scenario, run

DECIDED = {"negotiations", "exemptions", "outcomes"}
POLICY = """
from sim.agents.policies.interface import Policy

class Still(Policy):
    def decide(self, view):
        return []
"""


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    asked = load_scenario("standoff_game", SMALL | {"horizon.weeks": "36", "ensemble.bargains": "3"})
    return run(asked, tmp_path_factory.mktemp("results") / "run")


def table(finished, name):
    return finished.tables[name].collect()


def test_what_was_decided_is_a_script_that_gives_the_same_tables(finished, tmp_path):
    again = run(load_scenario(finished.folder / "played.yaml"), tmp_path / "again", report=False)
    mine, theirs = digests(finished.folder), digests(again.folder)
    tables = {name for name in mine if name.startswith("tables/")}
    differing = {name for name in tables if mine[name] != theirs[name]}
    assert differing == {f"tables/{name}.parquet" for name in DECIDED}
    assert all(table(again, name).is_empty() for name in DECIDED)


def test_every_week_of_the_negotiation_is_told_side_by_side(finished):
    rows = table(finished, "negotiations")
    assert rows.height == 2 * 36
    assert rows["drawn"].sum() == 2 * (36 - 14)
    assert set(rows["economy"].unique()) == {"USA", "CHN"}
    first = rows.filter(pl.col("economy") == "USA")
    second = rows.filter(pl.col("economy") == "CHN")
    assert first["state"].to_list() == second["state"].to_list()
    assert (rows["cost"] >= 0.02).all()


def test_the_run_and_its_other_draws_are_told_apart(finished):
    rows = table(finished, "outcomes")
    assert rows["economy"].to_list() == ["agents", "pools", "pools", "pools"]
    assert rows["draw"].to_list() == [1, 1, 2, 3]


def test_exemptions_have_their_reasons(finished):
    rows = table(finished, "exemptions")
    assert rows["rank"].to_list() == list(range(1, rows.height + 1))
    assert rows["score"].is_sorted(descending=True)
    assert (rows["dependence"] * rows["price_rise"] > 0.05).all()


def test_the_page_has_a_standoff_only_where_some_decide(finished, tmp_path):
    standoff = 'data-chart="standoff-lanes"'
    assert standoff in (finished.folder / "report.html").read_text(encoding="utf-8")
    scripted = run(load_scenario("impasse_145_125", SMALL | {"horizon.weeks": "3"}), tmp_path / "scripted")
    assert standoff not in (scripted.folder / "report.html").read_text(encoding="utf-8")
    assert not (scripted.folder / "played.yaml").exists()


def test_a_policy_of_ones_own_goes_into_the_folder_and_runs_from_there(tmp_path):
    (tmp_path / "still.py").write_text(POLICY)
    (tmp_path / "mine.yaml").write_text(
        'name: mine\nextends: impasse_145_125\ngovernments:\n  CHN: {policy: "still.py:Still", rival: USA}\n'
    )
    first = run(load_scenario(tmp_path / "mine.yaml", SMALL | {"horizon.weeks": "3"}), tmp_path / "first")
    assert (first.folder / "still.py").read_text() == POLICY
    again = run(load_scenario(first.folder / "scenario.yaml"), tmp_path / "again")
    assert digests(first.folder) == digests(again.folder)
