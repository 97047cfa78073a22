"""Published runs made again: the same bytes here, the same numbers anywhere, and what differs is said."""

import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from command_line import call

from sim.records.differences import SINGLE, ColumnDifference, FileDifference
from sim.records.manifest_reading import read_manifest
from sim.records.results_folder import checksum, checksums, write_manifest
from sim.reproducing.one_run import compared, reproduce
from sim.reproducing.outcome import Reproduction
from sim.reproducing.surroundings import surroundings

REFERENCE = Path(__file__).parents[2] / "results" / "reference"
BY_COMMAND = "small_trade_war_one"
LARGEST = "the same numbers: largest relative difference"
BEYOND = "different: 1 of 3 files by more than rounding, by up to"


@pytest.fixture(scope="module")
def again(tmp_path_factory):
    """The run that the command makes again, where it is kept, and what it says as JSON."""
    return tmp_path_factory.mktemp("again") / "run"


@pytest.fixture
def copied(tmp_path):
    return shutil.copytree(REFERENCE / BY_COMMAND, tmp_path / "run")


def is_at_home(names):
    """Whether nothing but the number of threads, of which no result depends, is another here."""
    return set(names) <= {"threads"}


@pytest.mark.parametrize("name", ["small_impasse", "small_standoff"])
def test_a_published_run_is_made_again(name, tmp_path):
    found = reproduce(REFERENCE / name, tmp_path / "again")
    assert found.compared > 150
    assert found.is_same, found.verdict
    if is_at_home(each.name for each in found.surroundings):
        assert found.is_same_bytes, found.verdict


def test_the_command_makes_a_published_run_again_and_keeps_it(again, capsys):
    before = checksums(REFERENCE / BY_COMMAND)
    code, out, _ = call(capsys, "reproduce", str(REFERENCE / BY_COMMAND), "--out", str(again), "--json")
    (found,) = json.loads(out)
    assert code == 0, found["verdict"]
    assert found["same_numbers"]
    if is_at_home(each["name"] for each in found["surroundings"]):
        assert found["verdict"] == f"the same bytes: {found['compared']} files"
    assert checksums(REFERENCE / BY_COMMAND) == before
    assert read_manifest(again)["outputs"].keys() == read_manifest(REFERENCE / BY_COMMAND)["outputs"].keys()


def test_a_change_is_told_with_its_place_and_size(again, copied):
    if not again.exists():
        reproduce(copied, again)
    name = "tables/welfare.parquet"
    rows = pl.read_parquet(copied / name)
    chosen = (
        (pl.col("economy") == "CHN") & (pl.col("arm") == "scenario") & (pl.col("week") == rows["week"].max())
    )
    rows = rows.with_columns(pl.when(chosen).then(pl.col("gdp") * 1.01).otherwise(pl.col("gdp")).alias("gdp"))
    rows.write_parquet(copied / name)
    manifest = read_manifest(copied)
    write_manifest(copied, manifest | {"outputs": manifest["outputs"] | {name: checksum(copied / name)}})
    files = compared(copied, read_manifest(copied), again)
    file = next(each for each in files if each.name == name)
    worst = file.columns[0]
    assert (worst.column, worst.values) == ("gdp", 1)
    assert worst.where["economy"] == "CHN"
    assert worst.relative > 1e-3
    found = Reproduction(copied, 152, (), files)
    assert not found.is_same
    assert found.verdict.startswith("different: 1 of 152 files by more than rounding, by up to ")
    assert found.verdict.endswith("in welfare.gdp")
    assert Reproduction(copied, 152, (), files, tolerance=0.02).is_same


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("tables/trade.parquet", lambda path: path.unlink()),
        ("metrics/welfare.csv", lambda path: path.write_text("economy\n")),
        ("scenario.yaml", lambda path: path.write_text(path.read_text().replace("weeks: 11", "weeks: 12"))),
    ],
)
def test_an_altered_folder_is_not_made_again(copied, capsys, name, damage):
    damage(copied / name)
    before = checksums(copied)
    code, out, err = call(capsys, "reproduce", str(copied), "--out", str(copied.parent / "again"))
    assert (code, out) == (2, "")
    assert f"{copied / name}: " in err
    assert read_manifest(copied)["outputs"][name][:12] in err
    assert checksums(copied) == before
    assert [path.name for path in copied.parent.iterdir()] == ["run"]


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("data_hash", "made from other base tables: their hash is 000000000000, and "),
        ("scenario_hash", "another scenario to this version: its hash is "),
    ],
)
def test_a_run_of_other_tables_or_another_scenario_is_refused(copied, capsys, key, said):
    write_manifest(copied, read_manifest(copied) | {key: "0" * 64})
    code, out, err = call(capsys, "reproduce", str(copied))
    assert (code, out) == (2, "")
    assert said in err
    assert "(hint: reproduce it with tradewar-sim 0.1.0" in err


def test_options_that_make_no_sense_are_said(copied, capsys):
    for arguments, said in (
        (("--tolerance=-1",), "--tolerance -1.0: zero or above"),
        (("--runs", "none"), "--runs none: no number of runs"),
    ):
        code, _, err = call(capsys, "reproduce", str(copied), *arguments)
        assert code == 2
        assert said in err
    assert call(capsys, "reproduce", str(copied), "--out", str(copied))[0] == 3
    code, _, err = call(capsys, "reproduce", str(copied.parent))
    assert code == 2
    assert "not a results folder" in err


def test_what_is_another_around_a_run_is_told():
    manifest = read_manifest(REFERENCE / BY_COMMAND)
    changed = surroundings(manifest["versions"] | {"numpy": "1.0"}, manifest["machine"] | {"blas": "another"})
    told = {each.name: each.then for each in changed}
    assert told["numpy"] == "1.0"
    assert told["blas"] == "another"
    assert "blas" not in {each.name for each in surroundings(manifest["versions"], {})}


@pytest.mark.parametrize(
    ("files", "verdict", "is_same"),
    [
        ((), "the same bytes: 3 files", True),
        (((2e-13, 0.0),), f"{LARGEST} 2.0e-13 in a.b", True),
        (((5e-8, SINGLE),), f"{LARGEST} 5.0e-08 in a.b (seven digits are kept)", True),
        (((5e-8, 0.0), (1e-14, 0.0)), f"{BEYOND} 5.0e-08 in a.b", False),
        (((2e-7, SINGLE),), f"{BEYOND} 2.0e-07 in a.b", False),
    ],
)
def test_the_verdict_is_a_sentence(files, verdict, is_same):
    told = tuple(
        FileDifference("tables/a.parquet", (ColumnDifference("b", 1, relative, relative, least),))
        for relative, least in files
    )
    found = Reproduction(Path(), 3, (), told)
    assert found.verdict.partition(";")[0] == verdict
    assert found.is_same is is_same
