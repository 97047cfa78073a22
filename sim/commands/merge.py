"""The command ``tradewar merge``: shards of a sweep become the sweep."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from sim.commands.options import Switch
from sim.exit_codes import MISSED, OK, USAGE, complain


def merge(
    *folders: Path,
    out: Path,
    force: Annotated[bool, Switch] = False,
    report: Annotated[bool, Parameter(negative="--no-report")] = True,
) -> int:
    """Put the shards of a sweep together: the same bytes as if it had been made in one go.

    Exit 1 when a shard is missing or not finished; nothing is written then. Exit 1 also when a run failed.

    Parameters
    ----------
    folders
        Folders of all shards.
    out
        Folder to write.
    force
        Replace the sweep that the folder holds.
    report
        Write report.html.
    """
    from sim.ensemble.store.lock import locked
    from sim.ensemble.store.merging import MissingShardsError
    from sim.ensemble.store.merging import merge as put_together
    from sim.ensemble.store.writing import NoRoomError
    from sim.sweeping import concluded

    if not folders:
        return complain("tradewar merge: name the folders of the shards", USAGE)
    try:
        with locked(out):
            failed = put_together(folders, out, force)
            if report:
                concluded(out)
    except MissingShardsError as error:
        return complain(str(error), MISSED)
    except NoRoomError as error:
        return complain(str(error), USAGE)
    print(out)
    return complain(f"{failed:,} runs failed (hint: column error)", MISSED) if failed else OK
