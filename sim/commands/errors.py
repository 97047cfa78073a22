"""What a command says when something that the user can mend went wrong, and the exit code of it."""

from __future__ import annotations

from cyclopts import CycloptsError

from sim.commands.options import BadUsageError
from sim.exit_codes import EXISTS, USAGE


def code_of(error: Exception) -> int | None:
    """Exit code of an error that the user can mend; None for one that is ours."""
    from sim.economy.equilibrium import NoEquilibriumError
    from sim.records.reading import UnfitRunsError
    from sim.records.results_folder import OutputExistsError
    from sim.records.snapshot_weeks import BadWeeksError
    from sim.scenario.diagnostics import ScenarioErrors
    from sim.scenario.governments import PolicyError
    from sim.world.accounts_check import BadAccountsError
    from sim.world.shipped_files import DamagedTableError

    if isinstance(error, OutputExistsError):
        return EXISTS
    ours = (
        BadUsageError, BadWeeksError, ScenarioErrors, UnfitRunsError, NoEquilibriumError, BadAccountsError,
        PolicyError, DamagedTableError,
    )  # fmt: skip
    has_place = isinstance(error, OSError) and error.filename is not None
    return USAGE if isinstance(error, (CycloptsError, *ours)) or has_place else None


def message_of(error: Exception) -> str:
    """One message for the user, with a hint."""
    if isinstance(error, CycloptsError):
        return f"tradewar: {error} (hint: tradewar --help)"
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror} (hint: --out writes elsewhere)"
    return str(error)
