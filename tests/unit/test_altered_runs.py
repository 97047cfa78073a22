"""Runs whose files were cut, altered, exchanged or come from another version are refused, and left alone."""

import hashlib
import json
import shutil

import polars as pl
import pytest
from command_line import call

from sim import read_run
from sim.records.reading import AlteredRunError, NotARunError
from sim.records.results_folder import checksum, checksums, write_manifest

WELFARE = "tables/welfare.parquet"


@pytest.fixture
def copied(quiet_run, tmp_path):
    return shutil.copytree(quiet_run.folder, tmp_path / "run")


def told(folder):
    return json.loads((folder / "run.json").read_text(encoding="utf-8"))


def flip(path, place=None):
    content = bytearray(path.read_bytes())
    content[len(content) // 2 if place is None else place] ^= 1
    path.write_bytes(content)


def altered_table(folder):
    flip(folder / WELFARE)


def cut_table(folder):
    (folder / WELFARE).write_bytes((folder / WELFARE).read_bytes()[:-100])


def empty_table(folder):
    (folder / WELFARE).write_bytes(b"")


def exchanged_tables(folder):
    one, other = folder / WELFARE, folder / "tables" / "prices.parquet"
    one.rename(folder / "kept")
    other.rename(one)
    (folder / "kept").rename(other)


def missing_table(folder):
    (folder / WELFARE).unlink()


DAMAGES = [altered_table, cut_table, empty_table, exchanged_tables, missing_table]


@pytest.mark.parametrize("command", ["report", "metrics", "compare", "explore"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_every_command_names_a_damaged_table_and_changes_nothing(copied, capsys, damage, command):
    expected = told(copied)["outputs"][WELFARE]
    damage(copied)
    before = checksums(copied)
    more = ("--results", str(copied.parent)) if command == "explore" else ()
    code, out, err = call(capsys, command, str(copied), *more)
    assert (code, out) == (2, "")
    assert f"{WELFARE}: " in err
    assert expected[:12] in err
    assert "make the run again: tradewar run" in err
    assert checksums(copied) == before


def test_both_hashes_are_told(copied):
    before = checksum(copied / WELFARE)
    flip(copied / WELFARE)
    after = hashlib.sha256((copied / WELFARE).read_bytes()).hexdigest()
    with pytest.raises(AlteredRunError, match=f"SHA-256 {before[:12]} is expected and {after[:12]} found"):
        read_run(copied)


def test_a_run_is_read_without_a_look_at_its_tables_where_that_is_asked_for(copied):
    flip(copied / WELFARE)
    assert read_run(copied, check=False).manifest["name"] == "synthetic"


def test_a_number_that_was_edited_in_the_manifest_is_noticed(copied):
    text = (copied / "run.json").read_text(encoding="utf-8")
    (copied / "run.json").write_text(text.replace('"seed": 1', '"seed": 2'), encoding="utf-8")
    with pytest.raises(AlteredRunError, match=r"run\.json: altered since it was written: its SHA-256 is"):
        read_run(copied)


def test_a_manifest_that_is_laid_out_otherwise_says_the_same(copied):
    (copied / "run.json").write_text(json.dumps(told(copied), sort_keys=True), encoding="utf-8")
    assert read_run(copied).manifest["seed"] == 1


def test_the_manifest_of_another_run_does_not_fit(copied, war_run):
    shutil.copyfile(war_run.folder / "run.json", copied / "run.json")
    with pytest.raises(AlteredRunError, match="not the table that the run wrote"):
        read_run(copied)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "run.json:1:1: not JSON"),
        (b'{"name": "synt', r"run.json:1:\d+: not JSON"),
        (b"\xff\xfe\x00", "not text in UTF-8 from byte 0 on"),
        (b"[]", "must be a JSON object"),
        (b'{"name": "x"}', "keys are missing: seed, versions"),
        (b'{"format": "new"}', "its format, 'new', is none"),
        (b'{"format": true}', "its format, True, is none"),
    ],
)
def test_what_is_no_manifest_is_said(copied, content, said):
    (copied / "run.json").write_bytes(content)
    with pytest.raises((NotARunError, AlteredRunError), match=said):
        read_run(copied)


def test_keys_of_another_kind_are_said(copied):
    write_manifest(copied, told(copied) | {"world": [], "seed": "one"})
    with pytest.raises(NotARunError, match="seed is no whole number, world is no object"):
        read_run(copied)


def test_a_manifest_of_a_later_version_is_not_read(copied):
    (copied / "run.json").write_text(json.dumps(told(copied) | {"format": 2}), encoding="utf-8")
    with pytest.raises(AlteredRunError, match="by a later version, in format 2; this one reads up to 1"):
        read_run(copied)


def test_a_run_of_an_earlier_version_is_read_with_a_note(copied, caplog):
    earlier = {
        name: value for name, value in told(copied).items() if name not in ("format", "manifest_sha256")
    }
    (copied / "run.json").write_text(json.dumps(earlier), encoding="utf-8")
    assert read_run(copied).manifest == earlier
    assert "without a hash of itself" in caplog.text
    caplog.clear()
    (copied / "run.json").write_text(json.dumps(earlier | {"format": 1}), encoding="utf-8")
    with pytest.raises(AlteredRunError, match="lacks manifest_sha256"):
        read_run(copied)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda rows: rows.drop("gdp"), "lacks gdp"),
        (lambda rows: rows.with_columns(more=1), "has more besides"),
        (lambda rows: rows.with_columns(pl.col("gdp").cast(pl.Float32)), "gdp is Float32 and not Float64"),
        (lambda rows: rows.select(reversed(rows.columns)), "their order is another"),
    ],
)
def test_a_table_of_another_version_has_other_columns(copied, change, said):
    change(pl.read_parquet(copied / WELFARE)).write_parquet(copied / WELFARE)
    outputs = told(copied)["outputs"] | {WELFARE: checksum(copied / WELFARE)}
    write_manifest(copied, told(copied) | {"outputs": outputs})
    with pytest.raises(AlteredRunError, match=f"columns are not those of this version: {said}"):
        read_run(copied)


def test_relationships_are_held_against_their_checksums_when_they_are_scanned(copied):
    folder = copied / "tables" / "relationships"
    folder.mkdir()
    path = folder / "scenario-0000.parquet"
    pl.DataFrame({"week": [0, 1, 2]}).write_parquet(path)
    name = path.relative_to(copied).as_posix()
    write_manifest(copied, told(copied) | {"outputs": told(copied)["outputs"] | {name: checksum(path)}})
    assert read_run(copied).tables["relationships"].collect().height == 3
    shutil.copyfile(path, folder / "scenario-0001.parquet")
    with pytest.raises(AlteredRunError, match=r"scenario-0001\.parquet: not written by the run"):
        read_run(copied).tables["relationships"]
    (folder / "scenario-0001.parquet").unlink()
    flip(path)
    run = read_run(copied)
    assert run.tables["welfare"].collect().height
    with pytest.raises(AlteredRunError, match=r"scenario-0000\.parquet: not the table that the run wrote"):
        run.tables["relationships"]
