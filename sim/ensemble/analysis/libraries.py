"""Libraries that only a few analyses need, and what to do where they are missing."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

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
    try:
        return import_module(name)
    except ImportError as error:
        distribution = {"SALib": "SALib", "sklearn": "scikit-learn"}[name.split(".", maxsplit=1)[0]]
        hint = 'pip install "tradewar-sim[sensitivity]"'
        raise MissingLibraryError(f"{distribution} is not installed (hint: {hint})") from error
