"""The folder of a sweep: gone on with, made larger, put together, and never half written."""

import json
import resource

import polars as pl
import pytest
from synthetic_sweep import ToyPlan, contents, folder_of

from sim.ensemble.execution.provenance import provenance
from sim.ensemble.execution.sweeping import Making, Shard, sweep
from sim.ensemble.store.folder import SweepExistsError
from sim.ensemble.store.merging import MissingShardsError, merge
from sim.ensemble.store.writing import NoRoomError
from sim.ensemble.study import NotAStudyError, read_study
from sim.records.seal import sealed

SERIAL = Making("serial")


def made(plan, path, **options):
    shard = options.get("shard")
    return sweep(plan, folder_of(plan, path, shard), provenance(), making=SERIAL, **options)


def interrupted_after(runs):
    def told(tally):
        if tally.made >= runs:
            raise KeyboardInterrupt

    return told


@pytest.fixture
def whole(tmp_path):
    """What an undisturbed sweep leaves."""
    made(ToyPlan(), tmp_path / "whole")
    return contents(tmp_path / "whole")


def test_a_finished_folder_is_a_study_with_a_row_a_run(tmp_path):
    plan = ToyPlan()
    tally = made(plan, tmp_path / "a")
    study = read_study(tmp_path / "a")
    runs = study.runs.collect()
    assert (tally.made, tally.failed, runs.height) == (12, 0, len(plan))
    assert runs.select("case", "replication").rows() == [(c, r) for c in range(1, 7) for r in (1, 2)]
    assert runs["run"].n_unique() == 12
    assert study.done.columns[:7] == ["case", "replication", "run", "status", "error", "rate", "policy"]
    assert study.done["drawn.behaviour.hazard"].to_list() == [None, 0.25] * 6
    assert runs["path.trade"].list.len().unique().to_list() == [5]
    assert not (tmp_path / "a" / "parts").exists()
    assert pl.read_csv(tmp_path / "a" / "runs.csv").height == 12


def test_an_interrupted_sweep_goes_on_to_the_same_bytes(tmp_path, whole):
    diary = tmp_path / "diary"
    plan = ToyPlan(diary=str(diary))
    with pytest.raises(KeyboardInterrupt):
        made(plan, tmp_path / "a", told=interrupted_after(5))
    with pytest.raises(NotAStudyError, match="not finished"):
        read_study(tmp_path / "a")
    there = len(diary.read_text().splitlines())
    tally = made(plan, tmp_path / "a", resume=True)
    assert tally.there == there
    assert tally.made == 12 - there
    assert len(diary.read_text().splitlines()) == 12
    assert contents(tmp_path / "a") == whole


def test_a_part_that_is_cut_off_is_made_again(tmp_path, whole):
    with pytest.raises(KeyboardInterrupt):
        made(ToyPlan(), tmp_path / "a", told=interrupted_after(5))
    part = sorted((tmp_path / "a" / "parts").iterdir())[1]
    part.write_bytes(part.read_bytes()[:-20])
    notes = []
    tally = made(ToyPlan(), tmp_path / "a", resume=True, note=notes.append)
    assert len(notes) == 1
    assert "cut off" in notes[0]
    assert tally.there < 5
    assert contents(tmp_path / "a") == whole


def test_a_finished_sweep_is_left_alone_unless_told(tmp_path, whole):
    diary = tmp_path / "diary"
    plan = ToyPlan(diary=str(diary))
    made(plan, tmp_path / "a")
    with pytest.raises(SweepExistsError, match=r"--resume.*--force"):
        made(plan, tmp_path / "a")
    assert made(plan, tmp_path / "a", resume=True).made == 0
    assert len(diary.read_text().splitlines()) == 12
    made(plan, tmp_path / "a", force=True)
    assert len(diary.read_text().splitlines()) == 24
    assert contents(tmp_path / "a") == whole


def test_a_finished_sweep_is_kept_until_another_one_is_whole(tmp_path, whole):
    plan, folder = ToyPlan(), tmp_path / "a"
    made(plan, folder)
    (folder / "report.html").write_text("page")
    (folder / "letter.txt").write_text("Dear")
    for options in ({"force": True}, {"force": True}, {"resume": True}):
        with pytest.raises(KeyboardInterrupt):
            made(plan, folder, told=interrupted_after(5), **options)
        assert contents(folder / "replaced") == whole
        assert (folder / "replaced" / "report.html").read_text() == "page"
        assert read_study(folder / "replaced").runs.collect().height == 12
        with pytest.raises(NotAStudyError, match="not finished"):
            read_study(folder)
    (folder / "replaced" / "letter.txt").write_text("Dear")
    made(plan, folder, resume=True)
    assert contents(folder) == whole
    assert {path.name for path in folder.iterdir()} == {*whole, "timings.json", "letter.txt", "replaced"}
    assert {path.name for path in (folder / "replaced").iterdir()} == {"letter.txt"}


def test_a_folder_of_something_else_is_not_touched(tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "one.txt").write_text("Dear")
    for options in ({}, {"resume": True}, {"force": True}):
        with pytest.raises(NotAStudyError, match=r"holds one\.txt and no sweep"):
            made(ToyPlan(), tmp_path / "letters", **options)


def test_a_failed_run_is_a_row_and_is_tried_again(tmp_path, whole):
    fates = {2: "fails", 4: "too much", 5: "is no scenario"}
    assert made(ToyPlan(fates=fates), tmp_path / "a").failed == 6
    rows = read_study(tmp_path / "a").runs.filter(status="failed").collect()
    errors = rows["error"].to_list()[::2]
    assert errors[0] == "ValueError: no rest at file.yaml; <object object at 0x...>"
    assert errors[1:] == ["MemoryError", "ValueError: no such economy"]
    assert rows["trade"].null_count() == rows["path.trade"].null_count() == 6
    diary = tmp_path / "diary"
    tally = made(ToyPlan(diary=str(diary)), tmp_path / "a", resume=True)
    assert (tally.there, tally.made, tally.failed) == (6, 6, 0)
    assert len(diary.read_text().splitlines()) == 6
    assert contents(tmp_path / "a") == whole


@pytest.mark.parametrize("finished", [True, False])
def test_a_larger_sweep_makes_only_what_is_not_there(tmp_path, finished):
    diary = tmp_path / "diary"
    small = ToyPlan(rates=(0.0, 0.5), diary=str(diary))
    if finished:
        made(small, tmp_path / "a")
    else:
        with pytest.raises(KeyboardInterrupt):
            made(small, tmp_path / "a", told=interrupted_after(5))
    there = len(diary.read_text().splitlines())
    large = ToyPlan(rates=(0.0, 0.25, 0.5), replications=3, diary=str(diary))
    tally = made(large, tmp_path / "a", resume=True)
    assert tally.there == there
    assert len(diary.read_text().splitlines()) == len(large)
    made(large, tmp_path / "b")
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_a_smaller_sweep_leaves_out_the_rows_that_it_does_not_ask_for(tmp_path):
    made(ToyPlan(replications=3), tmp_path / "a")
    assert made(ToyPlan(rates=(0.5,)), tmp_path / "a", resume=True).made == 0
    made(ToyPlan(rates=(0.5,)), tmp_path / "b")
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_shards_put_together_are_the_whole(tmp_path, whole):
    shards = [Shard(number, 3) for number in (1, 2, 3)]
    folders = [tmp_path / f"shard-{each.number}-of-3" for each in shards]
    for shard, folder in zip(shards, folders, strict=True):
        if shard.number < 3:
            made(ToyPlan(), folder, shard=shard)
    with pytest.raises(MissingShardsError, match="shard 3 of 3 is missing"):
        merge(folders[:2], tmp_path / "a")
    with pytest.raises(KeyboardInterrupt):
        made(ToyPlan(), folders[2], shard=shards[2], told=interrupted_after(1))
    with pytest.raises(MissingShardsError, match="shard 3 of 3 is not finished"):
        merge(folders, tmp_path / "a")
    made(ToyPlan(), folders[2], shard=shards[2], resume=True)
    with pytest.raises(NotAStudyError, match="shard 1 is there already"):
        merge([*folders, folders[0]], tmp_path / "a")
    assert not (tmp_path / "a").exists()
    assert merge(folders[::-1], tmp_path / "a") == 0
    assert contents(tmp_path / "a") == whole
    with pytest.raises(SweepExistsError):
        merge(folders, tmp_path / "a")


def test_shards_of_other_sweeps_are_not_put_together(tmp_path):
    made(ToyPlan(), tmp_path / "a", shard=Shard(1, 2))
    made(ToyPlan(replications=3), tmp_path / "b", shard=Shard(2, 2))
    made(ToyPlan(), tmp_path / "c", shard=Shard(2, 2))
    with pytest.raises(NotAStudyError, match="b: another sweep than"):
        merge([tmp_path / "a", tmp_path / "b"], tmp_path / "d")
    manifest = tmp_path / "c" / "ensemble.json"
    told = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(sealed(told | {"versions": told["versions"] | {"numpy": "1.0"}})))
    with pytest.raises(NotAStudyError, match=r"made with numpy 1\.0, not "):
        merge([tmp_path / "a", tmp_path / "c"], tmp_path / "d")


def test_a_full_disk_is_said_and_the_sweep_goes_on_when_there_is_room(tmp_path, whole):
    most = resource.getrlimit(resource.RLIMIT_FSIZE)
    # Enough for every part, too little for the table of all.
    enough = len(whole["runs.parquet"]) - 1
    resource.setrlimit(resource.RLIMIT_FSIZE, (enough, most[1]))
    try:
        with pytest.raises(NoRoomError, match=r"File too large \(hint: free some"):
            made(ToyPlan(), tmp_path / "a")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, most)
    assert not list((tmp_path / "a").rglob("*.unfinished"))
    assert made(ToyPlan(), tmp_path / "a", resume=True).there > 0
    assert contents(tmp_path / "a") == whole
