"""Snapshots of relationships: which weeks, what is in them, how they are read back, the same bytes twice."""

import datetime as dt
import hashlib
import json

import numpy as np
import polars as pl
import pytest
from command_line import call
from factories import small_world, tariff

from sim import load_scenario, read_run, run
from sim.model.trade_war import TradeWar
from sim.records.blocks import scan_blocks
from sim.records.relationship_frames import relationship_blocks
from sim.records.snapshot_weeks import BadWeeksError, checked_weeks, weeks_from_text
from sim.records.snapshots import Snapshots
from sim.records.tables import ON_REQUEST, TABLES
from sim.replicating import replicate
from sim.scenario.schema import Scenario

WORLD = small_world()
TINY = {
    "horizon.weeks": "6",
    "population.producers": "600",
    "population.relationships": "10000",
    "world.economies": "[USA, CHN, ROW]",
}


@pytest.fixture(scope="module")
def model():
    """A war that boycotts, routes and moves relationships, in its tenth week."""
    scenario = Scenario.model_validate(
        {
            "name": "snapshots",
            "horizon": {"start": dt.date(2025, 1, 6), "weeks": 10},
            "population": {"producers": 1500, "relationships": 20_000, "distributors": 75},
            "measures": (tariff(1.0, start="2025-01-06", products="all"),),
            "behaviour": {"resourcing_hazard": 4.0},
        }
    )
    model = TradeWar(scenario, WORLD)
    for _ in range(10):
        model.step()
    return model


@pytest.fixture(scope="module")
def rows(model):
    return pl.concat(relationship_blocks(model, "scenario"))


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    scenario = load_scenario("impasse_145_125", TINY)
    return run(scenario, tmp_path_factory.mktemp("results") / "run", report=False, snapshots=[6, 0, 4, 4])


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("0", (0,)),
        ("52,0, 26,26", (0, 26, 52)),
        ("every:26", (0, 26, 52)),
        ("every:20", (0, 20, 40, 52)),
        ("every:100", (0, 52)),
        ("1,every:52", (0, 1, 52)),
    ],
)
def test_weeks_are_understood(text, weeks):
    assert weeks_from_text(text, 52) == weeks


@pytest.mark.parametrize("text", ["", "x", "-1", "1.5", "1,,2", "every:0", "every:", "every:x", "53", "²"])
def test_other_weeks_are_refused(text):
    with pytest.raises(BadWeeksError, match="week"):
        weeks_from_text(text, 52)


def test_weeks_that_are_not_simulated_are_refused():
    assert checked_weeks((), 4) == ()
    with pytest.raises(BadWeeksError, match="week 5"):
        checked_weeks([5], 4)
    with pytest.raises(BadWeeksError, match="week -1"):
        checked_weeks([-1], 4)


def test_a_row_is_a_relationship_of_the_state(model, rows):
    relationships, state = model.network.population.relationships, model.state
    producers = model.network.population.producers
    assert np.array_equal(rows["supplier"], state.supplier)
    assert np.array_equal(rows["weight"], relationships.weight.astype(np.float32))
    assert np.array_equal(rows["strength"], state.strength.astype(np.float32))
    assert set(rows["week"]) == {dt.date(2025, 3, 10)}
    economies, groups = np.array(WORLD.economies), np.array(WORLD.groups)
    supplier = rows["supplier"].to_numpy()
    assert rows["origin"].to_list() == economies[producers.economy[supplier]].tolist()
    assert rows["group"].to_list() == groups[producers.group[supplier]].tolist()
    pooled = relationships.buyer >= producers.count
    assert (rows["buyer_kind"] == "distributors").to_list() == pooled.tolist()
    assert rows["buyer"].is_null().to_list() == pooled.tolist() == rows["buyer_group"].is_null().to_list()
    own = rows.filter(pl.col("buyer").is_not_null())
    assert np.array_equal(own["buyer"], relationships.buyer[~pooled])
    buyer = own["buyer"].to_numpy()
    assert own["buyer_group"].to_list() == groups[producers.group[buyer]].tolist()
    assert own["destination"].to_list() == economies[producers.economy[buyer]].tolist()
    assert 0 < len(own) < len(rows)


def test_a_table_in_blocks_is_a_lazy_frame_like_any_other(rows):
    half = len(rows) // 2
    scanned = scan_blocks(ON_REQUEST["relationships"], lambda: [rows[:half], rows[half:]])
    assert scanned.collect().equals(rows)
    assert scanned.select("weight").collect().equals(rows.select("weight"))
    chosen = pl.col("origin") == "CHN"
    assert scanned.filter(chosen).select("supplier").collect().equals(rows.filter(chosen).select("supplier"))
    assert scanned.head(half + 1).collect().equals(rows[: half + 1])
    assert scanned.head(3).select("origin").collect().equals(rows[:3].select("origin"))
    assert scanned.filter(chosen).head(3).collect().equals(rows.filter(chosen)[:3])
    assert scanned.head(half).filter(chosen).collect().equals(rows[:half].filter(chosen))


def test_spending_adds_up_to_what_is_used_and_its_duty(model, rows):
    assert model.state.sentiment.avoiding.any()
    used = model.state.use_value * (1.0 + model.state.routing.charge)
    summed = rows.group_by("origin", "destination", "group").agg(pl.col("spending").cast(pl.Float64).sum())
    found = np.zeros(used.shape)
    for origin, destination, group, spending in summed.iter_rows():
        place = WORLD.economies.index(origin), WORLD.economies.index(destination), WORLD.groups.index(group)
        found[place] = spending
    assert found == pytest.approx(used, rel=1e-6, abs=1e-9)


def test_the_base_is_where_both_arms_start(finished):
    base = finished.tables["relationships"].filter(pl.col("week") == dt.date(2024, 12, 30)).collect()
    arms = [base.filter(pl.col("arm") == arm).drop("arm") for arm in ("scenario", "reference")]
    assert arms[0].equals(arms[1])
    assert len(arms[0]) == finished.manifest["relationships"]
    assert np.array_equal(base["weight"], base["strength"])


def test_a_run_holds_the_weeks_asked_for_and_hashes_them(finished):
    relationships = finished.tables["relationships"]
    assert [*finished.tables] == [*TABLES, "relationships"]
    assert dict(relationships.collect_schema()) == dict(ON_REQUEST["relationships"].schema)
    found = relationships.group_by("arm", "week").agg(pl.len()).sort("arm", "week").collect()
    weeks = [dt.date(2024, 12, 30), dt.date(2025, 1, 27), dt.date(2025, 2, 10)]
    assert found["week"].to_list() == 2 * weeks
    assert set(found["len"]) == {finished.manifest["relationships"]}
    names = [f"{arm}-{week:04d}" for arm in ("reference", "scenario") for week in (0, 4, 6)]
    files = {f"tables/relationships/{name}.parquet" for name in names}
    assert {name for name in finished.manifest["outputs"] if "relationships" in name} == files
    assert finished.manifest["command"].endswith(" --snapshots 0,4,6")
    for timed in finished.manifest["timings"]["by_phase"].values():
        assert "snapshots" in timed


def test_snapshots_change_nothing_else_and_are_the_same_bytes_again(finished, tmp_path, monkeypatch):
    monkeypatch.setattr("sim.running.threads", lambda: 1)
    scenario = load_scenario("impasse_145_125", TINY)
    plain = run(scenario, tmp_path / "plain", report=False)
    again = run(scenario, tmp_path / "again", report=False, snapshots=[0, 4, 6])
    assert again.manifest["outputs"] == finished.manifest["outputs"]
    others = {
        name: each for name, each in finished.manifest["outputs"].items() if "relationships" not in name
    }
    assert plain.manifest["outputs"] == others
    assert "relationships" not in plain.tables
    assert "snapshots" not in plain.manifest["timings"]["by_phase"]["scenario"]


def test_bytes_do_not_depend_on_what_wrote_before(model, tmp_path):
    digests = set()
    for place in ("a", "b"):
        Snapshots(tmp_path / place, [10]).take(model, "scenario", 10)
        (file,) = (tmp_path / place).rglob("*.parquet")
        digests.add(hashlib.sha256(file.read_bytes()).hexdigest())
    assert len(digests) == 1
    Snapshots(tmp_path / "c", [10]).take(model, "scenario", 9)
    assert not (tmp_path / "c").exists()


def test_the_command_line_asks_for_weeks_before_anything_is_simulated(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    words = [word for key, value in TINY.items() for word in ("--set", f"{key}={value}")]
    code, out, err = call(capsys, "run", "status_quo_jan2025", *words, "--snapshots", "0,7")
    assert (code, out) == (2, "")
    assert "week 7 is not simulated" in err
    with pytest.raises(BadWeeksError):
        replicate(load_scenario("status_quo_jan2025", TINY), snapshots=[7])
    assert list(tmp_path.iterdir()) == []
    asked = ("--out", "here", "--quiet", "--no-report", "--snapshots", "every:4")
    assert call(capsys, "run", "status_quo_jan2025", *words, *asked)[0] == 0
    assert json.loads((tmp_path / "here" / "run.json").read_text())["command"].endswith("--snapshots 0,4,6")
    assert len(list((tmp_path / "here" / "tables" / "relationships").iterdir())) == 6
    assert read_run("here").tables["relationships"].select(pl.len()).collect().item() > 0
