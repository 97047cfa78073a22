"""Mesa's agent and model classes, without what else Mesa brings along.

Importing Mesa imports its spaces, grids, data collector and batch runner, and with them pandas,
networkx and scipy.spatial: half a second of every run, for nothing that is used here.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from typing import Any


def package_on_demand(name: str) -> None:
    """Put a package in place whose submodules can be imported before its own code has run.

    Its own code runs when something is first asked of the package that is not there, so that it can be
    used like any other. A package that is imported already is left alone.

    Parameters
    ----------
    name : str
        A package outside all others.

    Raises
    ------
    ModuleNotFoundError
        There is no such package.
    """
    if name in sys.modules:
        return
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    package, loader = module_from_spec(spec), spec.loader

    def whole(attribute: str) -> Any:
        del package.__dict__["__getattr__"]
        loader.exec_module(package)
        return getattr(package, attribute)

    package.__dict__["__getattr__"] = whole
    sys.modules[name] = package


def _classes() -> tuple[Any, Any]:
    """Mesa's agent and model; the whole of Mesa is imported if it should not work in parts."""
    package_on_demand("mesa")
    try:
        return import_module("mesa.agent").Agent, import_module("mesa.model").Model
    except (ImportError, AttributeError):
        for name in [each for each in sys.modules if each.partition(".")[0] == "mesa"]:
            del sys.modules[name]
        mesa = import_module("mesa")
        return mesa.Agent, mesa.Model


Agent, Model = _classes()
