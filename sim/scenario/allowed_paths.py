"""Which files a scenario may lead to: those of its own folder, and of the folder that one works in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sim.scenario.library import shipped_scenarios

if TYPE_CHECKING:
    from collections.abc import Iterable

OUTSIDE = "put the file into that folder, or run from a folder that holds both"


def leads_out(path: Path, folders: Iterable[Path]) -> bool:
    """Whether a path that a scenario names ends elsewhere than it may, by ``..`` or a symbolic link.

    A scenario is data that one may get from others: nothing that it names is read, and no Python of it run,
    from elsewhere on the machine. Shipped scenarios may be named from everywhere.

    Parameters
    ----------
    path : Path
        What the scenario leads to; it need not exist.
    folders : iterable of Path
        Folders that it may lie in, at any depth. The present folder always counts, unless it is the root of
        the file system.
    """
    real = _real(path)
    here = _real(Path())
    allowed = [_real(folder) for folder in folders]
    if here != here.parent:
        allowed.append(here)
    if any(real.is_relative_to(folder) for folder in allowed):
        return False
    return real not in {_real(each) for each in shipped_scenarios().values()}


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
