"""What many runs say together: pure functions of a finished sweep."""

from sim.ensemble.analysis.chance import Chance, chance
from sim.ensemble.analysis.convergence import convergence, enough
from sim.ensemble.analysis.discovery import discover
from sim.ensemble.analysis.fans import fan, series_of
from sim.ensemble.analysis.libraries import MissingLibraryError
from sim.ensemble.analysis.precision import Enough
from sim.ensemble.analysis.rules import Discovery, Limit, Rule
from sim.ensemble.analysis.sensitivity import interactions, sensitivity
from sim.ensemble.analysis.spreads import differences, spread
from sim.ensemble.analysis.tables import write_analyses

__all__ = [
    "Chance",
    "Discovery",
    "Enough",
    "Limit",
    "MissingLibraryError",
    "Rule",
    "chance",
    "convergence",
    "differences",
    "discover",
    "enough",
    "fan",
    "interactions",
    "sensitivity",
    "series_of",
    "spread",
    "write_analyses",
]
