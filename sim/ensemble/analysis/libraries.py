"""Libraries that only a few analyses need, and what to do where they are missing."""

from __future__ import annotations

from types import ModuleType

from sim.extras import MissingExtraError, module_of
from sim.records.reading import UnfitRunsError


class MissingLibraryError(UnfitRunsError):
    """An analysis needs a library that is not installed."""


def library(name: str) -> ModuleType:
    """Return a module of SALib or scikit-learn.

    Raises
    ------
    MissingLibraryError
        When it is not installed.
    """
    distribution = {"SALib": "SALib", "sklearn": "scikit-learn"}[name.split(".", maxsplit=1)[0]]
    try:
        return module_of("sensitivity", name, f"an analysis with {distribution}")
    except MissingExtraError as error:
        raise MissingLibraryError(str(error)) from error
