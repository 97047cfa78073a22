"""The folder of a sweep: what it holds, how it goes on, and when it is done."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sim.ensemble.store.lock import LOCK
from sim.ensemble.store.parts import Parts
from sim.ensemble.store.runs_table import columns_of, rows_of, write_runs, write_scalars
from sim.ensemble.store.writing import UNFINISHED, write_json
from sim.ensemble.study_files import MANIFEST, RUNS, NotAStudyError, read_study_manifest
from sim.records.results_folder import OutputExistsError, checksum
from sim.records.seal import FORMAT_KEY, SEAL, sealed

SCALARS = "runs.csv"
PARTS = "parts"
TIMINGS = "timings.json"
REPORT = "report.html"
FINDINGS = "findings.md"
SHARD = "shard-"
REPLACED = "replaced"
"""Folder of a finished sweep that another one is to replace, until that one is whole."""

FINISHED = "finished"
RUNNING = "running"


class SweepExistsError(OutputExistsError):
    """The folder of a sweep exists, and it was not said what is to become of it."""

    def __init__(self, target: Path) -> None:
        super().__init__(target)
        self.args = (
            f"{target}: exists already (hint: --resume goes on with it, --force begins anew, "
            "--out writes elsewhere)",
        )


class SweepFolder:
    """The folder of a sweep.

    Parameters
    ----------
    path : Path
        The folder.
    facts : mapping
        What a study is read from, with versions, hashes and the command; the same for every executor.
    """

    def __init__(self, path: Path, facts: Mapping[str, Any]) -> None:
        self.path = path
        self.facts = {name: value for name, value in facts.items() if name not in (FORMAT_KEY, SEAL)}
        self.parts = Parts(path / PARTS, stamp_of(facts))

    @property
    def runs(self) -> Path:
        """The table of runs of a finished sweep."""
        return self.path / RUNS

    def earlier(self) -> dict[str, Any] | None:
        """Return the manifest of what the folder holds; None where it holds nothing.

        Raises
        ------
        NotAStudyError
            It holds something else, or is a file.
        """
        if not self.path.exists():
            return None
        if not self.path.is_dir():
            raise NotAStudyError(f"{self.path}: a file and no folder (hint: --out writes elsewhere)")
        manifest = self.path / MANIFEST
        if not manifest.is_file():
            others = [each for each in self.path.iterdir() if not _is_nothing(each)]
            if others:
                raise NotAStudyError(
                    f"{self.path}: holds {others[0].name} and no sweep (hint: --out writes elsewhere)"
                )
            return None
        try:
            found = read_study_manifest(self.path)
            stamp_of(found)
        except (KeyError, TypeError) as error:
            raise NotAStudyError(f"{manifest}: not the manifest of a sweep: {error}") from error
        return dict(found)

    def begin(self) -> None:
        """Write down what is run; from here on the folder can be gone on with."""
        self.path.mkdir(parents=True, exist_ok=True)
        write_json(self.path / MANIFEST, sealed(self.facts | {"state": RUNNING}))

    def clear(self) -> None:
        """Make room for another sweep; folders of shards and what is not a sweep's stay.

        A finished sweep steps aside into the folder ``replaced`` until another one is whole; one that is
        not finished is removed. The manifest goes last: whoever is killed before leaves what is known for a
        sweep and can be replaced.
        """
        earlier = self.earlier() or {}
        self.parts.remove()
        if earlier.get("state") == FINISHED:
            if (self.replaced / MANIFEST).is_file():
                self.drop_replaced()
            self.replaced.mkdir(exist_ok=True)
            for path in _written(self.path):
                path.replace(self.replaced / path.name)
        else:
            for path in _written(self.path):
                path.unlink()

    @property
    def replaced(self) -> Path:
        """Where a finished sweep waits for another one to be whole."""
        return self.path / REPLACED

    def drop_replaced(self) -> None:
        """Remove the sweep that this one replaces, and nothing else that may be there."""
        for path in _written(self.replaced):
            path.unlink()
        with contextlib.suppress(OSError):
            self.replaced.rmdir()

    def reopen(self, stamp: str) -> None:
        """Make the table of a finished sweep a part, so that the folder is no finished sweep any more."""
        if self.runs.is_file():
            self.parts.folder.mkdir(exist_ok=True)
            self.runs.replace(self.parts.folder / f"{stamp}-000000.parquet")

    def finish(self, failed: int, timings: Mapping[str, Any]) -> None:
        """Make the table of runs out of the parts and remove these.

        Raises
        ------
        NoRoomError
            There is no room; the parts stay.
        """
        files = self.parts.files
        write_runs(rows_of(files, columns_of(files, self.facts)), self.runs)
        self.conclude(failed)
        write_json(self.path / TIMINGS, timings)
        self.parts.remove()

    def conclude(self, failed: int) -> None:
        """Write down that the table of runs is whole, and its hash; what it replaces goes."""
        write_scalars(self.runs, self.path / SCALARS)
        outputs = {name: checksum(self.path / name) for name in (RUNS, SCALARS)}
        told = self.facts | {"state": FINISHED, "failed": failed, "outputs": outputs}
        write_json(self.path / MANIFEST, sealed(told))
        self.drop_replaced()


def _written(folder: Path) -> Iterator[Path]:
    """Files that a sweep wrote into a folder and that are there, the manifest last."""
    names = (RUNS, SCALARS, TIMINGS, REPORT, FINDINGS)
    tables = sorted(path for path in folder.glob("*.csv") if path.name != SCALARS)
    for path in (*(folder / name for name in names), *tables, folder / MANIFEST):
        if path.is_file():
            yield path


def stamp_of(facts: Mapping[str, Any]) -> str:
    """Return a short hash of what is run and by which program: rows with it belong together."""
    parts = [facts["identity"], facts["kept"], facts["versions"]["tradewar-sim"], facts["data_hash"]]
    return hashlib.sha256(json.dumps([*parts, facts.get("shard")]).encode()).hexdigest()[:16]


def _is_nothing(path: Path) -> bool:
    """Whether a file or folder is no reason not to write beside it."""
    return path.name.startswith(SHARD) or path.name.endswith(UNFINISHED) or path.name in (LOCK, REPLACED)
