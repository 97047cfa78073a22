"""What a command says when something that the user can mend went wrong, and the exit code of it."""

from __future__ import annotations

import errno

from cyclopts import CycloptsError

from sim.commands.options import BadUsageError
from sim.exit_codes import EXISTS, MISSED, USAGE

_ELSEWHERE = "--out writes elsewhere"
_FULL = "free some of the disk, or --out on another one; run --dry-run says how much is needed"
_FORBIDDEN = "it may not be written by this user; --out writes elsewhere"
_HINTS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EROFS: _FORBIDDEN,
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.ENOENT: "it is not there, or was removed meanwhile",
    errno.ENAMETOOLONG: "--out with a shorter name",
}


def code_of(error: Exception) -> int | None:
    """Exit code of an error that the user can mend, or that says what to report; None for any other."""
    from sim.economy.equilibrium import NoEquilibriumError
    from sim.records.only_numbers import NotANumberError
    from sim.records.reading import UnfitRunsError
    from sim.records.results_folder import OutputExistsError
    from sim.records.snapshot_weeks import BadWeeksError
    from sim.scenario.diagnostics import ScenarioErrors
    from sim.scenario.governments import PolicyError
    from sim.sizing.machine import MemoryShortError
    from sim.world.accounts_check import BadAccountsError
    from sim.world.shipped_files import DamagedTableError

    if isinstance(error, OutputExistsError):
        return EXISTS
    if isinstance(error, NotANumberError):
        return MISSED
    ours = (
        BadUsageError, BadWeeksError, ScenarioErrors, UnfitRunsError, NoEquilibriumError, BadAccountsError,
        PolicyError, MemoryShortError, DamagedTableError,
    )  # fmt: skip
    has_place = isinstance(error, OSError) and error.filename is not None
    return USAGE if isinstance(error, (CycloptsError, *ours)) or has_place else None


def message_of(error: Exception) -> str:
    """One message for the user, with a hint."""
    if isinstance(error, CycloptsError):
        return f"tradewar: {error} (hint: tradewar --help)"
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror} (hint: {_HINTS.get(error.errno or 0, _ELSEWHERE)})"
    return str(error)
