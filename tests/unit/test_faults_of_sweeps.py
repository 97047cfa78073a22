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


def dies_after(steps, step):
    """Return a method of paths that is killed instead of being called once more."""
    left = [steps]

    def until_killed(path, *arguments, **options):
        if not left[0]:
            raise KilledError
        left[0] -= path.exists()
        return step(path, *arguments, **options)

    return until_killed


def interrupted(tally):
    if tally.made >= 5:
        raise KeyboardInterrupt


@pytest.mark.parametrize("steps", range(4))
@pytest.mark.parametrize("is_finished", [True, False])
def test_a_sweep_that_was_killed_while_it_cleared_the_folder_begins_anew(
    tmp_path, monkeypatch, is_finished, steps
):
    """A finished one steps aside, file by file, and is whole there; the parts of another are removed."""
    folder = tmp_path / "a"
    made(folder)
    whole = contents(folder)
    if not is_finished:
        with pytest.raises(KeyboardInterrupt):
            made(folder, force=True, told=interrupted)
    step = "replace" if is_finished else "unlink"
    with monkeypatch.context() as patched:
        patched.setattr(Path, step, dies_after(steps, getattr(Path, step)))
        with pytest.raises(KilledError):
            made(folder, force=True)
    with pytest.raises(KeyboardInterrupt):
        made(folder, force=True, told=interrupted)
    assert contents(folder / "replaced") == whole
    made(folder, force=True)
    assert contents(folder) == whole
    assert not (folder / "replaced").exists()


def test_what_is_replaced_goes_also_after_a_kill_at_the_very_end(tmp_path, monkeypatch):
    folder = tmp_path / "a"
    made(folder)
    with monkeypatch.context() as patched:
        patched.setattr(merging.SweepFolder, "drop_replaced", dies_after(0, None))
        with pytest.raises(KilledError):
            made(folder, force=True)
    assert (folder / "replaced").is_dir()
    made(folder, resume=True)
    assert not (folder / "replaced").exists()


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
    with monkeypatch.context() as patched:
        patched.setattr(merging.SweepFolder, "conclude", killed)
        with pytest.raises(KilledError):
            merge(folders, tmp_path / "a", force=True)
    assert contents(tmp_path / "a" / "replaced") == contents(tmp_path / "whole")
