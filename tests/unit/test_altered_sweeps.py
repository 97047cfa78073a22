"""Tables of runs that were cut, altered or exchanged are refused wherever a sweep is read."""

import json
import shutil

import pytest
from synthetic_sweep import ToyPlan, folder_of

from sim.ensemble.execution.provenance import provenance
from sim.ensemble.execution.sweeping import WHOLE, Making, Shard, sweep
from sim.ensemble.store.merging import merge
from sim.ensemble.study import AlteredStudyError, read_study


def made(plan, path, shard=WHOLE, resume=False):
    folder = folder_of(plan, path, shard)
    return sweep(plan, folder, provenance(), making=Making("serial"), shard=shard, resume=resume)


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    folder = tmp_path_factory.mktemp("swept") / "toy"
    made(ToyPlan(), folder)
    return folder


@pytest.fixture
def copied(swept, tmp_path):
    return shutil.copytree(swept, tmp_path / "toy")


def flip(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("damage", [flip, lambda path: path.write_bytes(path.read_bytes()[:-8])])
def test_a_damaged_table_of_runs_is_neither_read_nor_gone_on_with(copied, damage):
    damage(copied / "runs.parquet")
    before = (copied / "runs.parquet").read_bytes()
    with pytest.raises(AlteredStudyError, match=r"runs\.parquet: not the file that the run wrote: SHA-256"):
        read_study(copied)
    with pytest.raises(AlteredStudyError, match=r"runs\.parquet"):
        made(ToyPlan(), copied, resume=True)
    with pytest.raises(AlteredStudyError, match=r"runs\.parquet"):
        made(ToyPlan(replications=5), copied, resume=True)
    assert (copied / "runs.parquet").read_bytes() == before


def test_an_edited_manifest_is_noticed(copied):
    path = copied / "ensemble.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(told | {"replications": 99}), encoding="utf-8")
    with pytest.raises(AlteredStudyError, match="altered since it was written"):
        read_study(copied)
    with pytest.raises(AlteredStudyError, match="altered since it was written"):
        made(ToyPlan(), copied, resume=True)


def test_an_altered_shard_is_not_merged(tmp_path):
    for number in (1, 2):
        made(ToyPlan(), tmp_path / str(number), shard=Shard(number, 2))
    flip(tmp_path / "2" / "runs.parquet")
    with pytest.raises(AlteredStudyError, match=r"2/runs\.parquet"):
        merge([tmp_path / "1", tmp_path / "2"], tmp_path / "out")
    assert not (tmp_path / "out").exists()
