"""Sweeps that are killed while a folder is cleared or put together: what is left can be replaced."""

from pathlib import Path

import pytest
from synthetic_sweep import ToyPlan, contents, folder_of

from sim.ensemble.execution.provenance import provenance
from sim.ensemble.execution.sweeping import Making, Shard, sweep
from sim.ensemble.store import merging
from sim.ensemble.store.folder import SweepExistsError
from sim.ensemble.store.merging import merge

SERIAL = Making("serial")


class KilledError(BaseException):
    """Stands for the end of the process: nothing runs after it that would not after a kill."""


def made(path, shard=None, **options):
    plan = ToyPlan()
    more = {} if shard is None else {"shard": shard}
    return sweep(plan, folder_of(plan, path, shard), provenance(), making=SERIAL, **more, **options)


@pytest.mark.parametrize("removals", range(4))
def test_a_sweep_that_was_killed_while_it_cleared_the_folder_begins_anew(tmp_path, monkeypatch, removals):
    folder = tmp_path / "a"
    made(folder)
    whole = contents(folder)
    unlink, left = Path.unlink, [removals]

    def unlink_until_killed(path, missing_ok=False):
        if not left[0]:
            raise KilledError
        left[0] -= path.exists()
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink_until_killed)
    with pytest.raises(KilledError):
        made(folder, force=True)
    monkeypatch.undo()
    made(folder, force=True)
    assert contents(folder) == whole


def test_shards_can_be_put_together_where_that_was_killed_before(tmp_path, monkeypatch):
    made(tmp_path / "whole")
    folders = [tmp_path / f"shard-{number}" for number in (1, 2)]
    for number, folder in enumerate(folders, start=1):
        made(folder, Shard(number, 2))

    def killed(folder, failed):
        raise KilledError

    with monkeypatch.context() as patched:
        patched.setattr(merging.SweepFolder, "conclude", killed)
        with pytest.raises(KilledError):
            merge(folders, tmp_path / "a")
    with pytest.raises(SweepExistsError):
        merge(folders, tmp_path / "a")
    assert merge(folders, tmp_path / "a", force=True) == 0
    assert contents(tmp_path / "a") == contents(tmp_path / "whole")
