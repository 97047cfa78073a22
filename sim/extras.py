"""Optional parts of the installation, and what is said where one is missing."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

LIBRARIES = {
    "build": ("fastexcel",),
    "dask": ("distributed",),
    "explore": ("dash",),
    "sensitivity": ("SALib", "sklearn"),
}
"""Modules that each extra brings and the program imports."""


class MissingExtraError(ImportError):
    """Something was asked for that only an extra brings; the message says which, and how to get it."""


def is_missing(extra: str) -> bool:
    """Whether a module of an extra is not installed."""
    return any(find_spec(name) is None for name in LIBRARIES[extra])


def installing(extra: str) -> str:
    """Command that installs an extra, in quotes that every shell takes."""
    return f'pip install "tradewar-sim[{extra}]"'


def needs(what: str, extra: str) -> str:
    """Sentence that says what needs an extra, and how to get it."""
    return f"{what} needs the extra `{extra}` (hint: {installing(extra)})"


def module_of(extra: str, name: str, what: str) -> ModuleType:
    """Return a module of an extra.

    Parameters
    ----------
    extra : str
        Name of the extra.
    name : str
        Dotted name of the module.
    what : str
        What needs it, as the sentence begins.

    Raises
    ------
    MissingExtraError
        When it is not installed.
    """
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingExtraError(needs(what, extra)) from error
