"""Parts of a sweep that goes on: one Parquet file a unit of work."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from sim.ensemble.store.columns import DONE
from sim.ensemble.store.runs_table import columns_of, rows_of, write_runs
from sim.ensemble.store.writing import UNFINISHED, write_bytes

_NAME = re.compile(r"(?P<stamp>[0-9a-f]+)-(?P<number>\d+)\.parquet")


class Parts:
    """Parts of one sweep in its folder; those of what the folder held before have another stamp.

    Parameters
    ----------
    folder : Path
        Folder of the parts.
    stamp : str
        Of what is run, by whose program.
    """

    def __init__(self, folder: Path, stamp: str) -> None:
        self.folder = folder
        self.stamp = stamp
        self._next = 1

    @property
    def files(self) -> list[Path]:
        """The parts, in the order in which they were kept."""
        return self.of(self.stamp)

    def of(self, stamp: str) -> list[Path]:
        """Return the parts with a stamp."""
        found = [(match, path) for path in self.folder.glob("*.parquet") if (match := _NAME.match(path.name))]
        mine = [(int(match["number"]), path) for match, path in found if match["stamp"] == stamp]
        return [path for _, path in sorted(mine)]

    def path(self) -> Path:
        """Return where the next part goes."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{self.stamp}-{self._next:06d}.parquet"
        self._next += 1
        return path

    def keep(self, content: bytes) -> None:
        """Keep a part."""
        write_bytes(self.path(), content)

    def tidy(self, facts: Mapping[str, Any]) -> tuple[set[tuple[int, int]], list[str]]:
        """Leave only runs that are done, each once; return their cases and replications.

        Returns
        -------
        done : set of (int, int)
            Case and replication of every run that is done.
        notes : list of str
            What was left out because it could not be read.
        """
        for path in self.folder.glob(f"*{UNFINISHED}"):
            path.unlink()
        done: set[tuple[int, int]] = set()
        notes = []
        for path in self.files:
            keys = read_keys(path)
            if keys is None:
                notes.append(f"{path}: cut off, its runs are made again")
                path.unlink()
                continue
            self._next = max(self._next, int(path.stem.rpartition("-")[2]) + 1)
            good = [key for key, status in keys if status == DONE and key not in done]
            if len(good) < len(keys):
                self._rewrite(path, set(good), facts)
            done.update(good)
        return done, notes

    def remove(self) -> None:
        """Remove all parts, of whatever stamp."""
        if self.folder.is_dir():
            for path in self.folder.iterdir():
                path.unlink()
            self.folder.rmdir()

    def _rewrite(self, path: Path, kept: set[tuple[int, int]], facts: Mapping[str, Any]) -> None:
        if not kept:
            path.unlink()
            return
        wanted = pl.DataFrame(
            list(kept), schema={"case": pl.Int64, "replication": pl.Int64}, orient="row"
        ).lazy()
        rows = rows_of([path], columns_of([path], facts)).filter(pl.col("status") == DONE)
        rows = rows.join(wanted, on=["case", "replication"], how="semi")
        write_runs(rows, path)


def read_keys(path: Path) -> list[tuple[tuple[int, int], str]] | None:
    """Return case, replication and status of the rows of a part; None when it cannot be read."""
    try:
        # All of it is read, since a file may be whole in its last bytes and not in between.
        frame = pl.read_parquet(path)
        return [
            ((case, replication), status)
            for case, replication, status in frame.select("case", "replication", "status").iter_rows()
        ]
    except (pl.exceptions.PolarsError, OSError):
        return None
