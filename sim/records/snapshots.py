"""Snapshots: every relationship as it is in chosen weeks, written as the run goes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from sim.model.trade_war import TradeWar
from sim.records.blocks import scan_blocks
from sim.records.relationship_frames import relationship_blocks
from sim.records.relationship_tables import RELATIONSHIPS
from sim.records.results_folder import write_table


class Snapshots:
    """Writes the table ``relationships`` of the weeks asked for.

    The rows of one destination at a time are laid out and written, so that a snapshot takes little
    memory beside the model.

    Parameters
    ----------
    folder : Path
        Folder of the results; the files go to ``tables/relationships``.
    weeks : sequence of int
        Weeks done at which to write; 0 is the base.
    """

    def __init__(self, folder: Path, weeks: Iterable[int]) -> None:
        self._folder = folder / "tables" / RELATIONSHIPS.name
        self._is_made = False
        self._weeks = frozenset(weeks)

    def take(self, model: TradeWar, arm: str, week: int) -> None:
        """Write the relationships of a model that has done so many weeks, if that week is asked for."""
        if week not in self._weeks:
            return
        if not self._is_made:
            self._folder.mkdir(parents=True, exist_ok=True)
            # Once only: a folder that is removed later takes earlier weeks with it, and writing has to fail.
            self._is_made = True
        scanned = scan_blocks(RELATIONSHIPS, partial(relationship_blocks, model, arm))
        write_table(scanned, self._folder / f"{arm}-{week:04d}.parquet")
