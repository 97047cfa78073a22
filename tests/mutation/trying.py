"""A mutant tried: tests in a child of this process whose imports find the mutant in place of the module."""

from __future__ import annotations

import gc
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import resource
import sys
import time
import traceback
from pathlib import Path
from types import ModuleType

import coverage
import pytest

MEMORY = 6 << 30
"""Bytes of address space that a child may have: a mutant may ask for any number of elements."""


QUIET = (
    "-W", "ignore::pytest.PytestAssertRewriteWarning",
    "-W", "ignore:overflow encountered in scalar:RuntimeWarning",
)  # fmt: skip
"""Plugins are there before pytest starts; hashes wrap around, which only compiled code does silently."""


class Mutant(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds one module, whose text is given; nothing is written to any file.

    Parameters
    ----------
    name, path : str
        Of the module.
    text : str
        What it is instead.
    """

    def __init__(self, name: str, path: str, text: str) -> None:
        self.name, self.path, self.text = name, path, text

    def find_spec(self, fullname, path=None, target=None):
        if fullname != self.name:
            return None
        spec = importlib.util.spec_from_loader(fullname, self, origin=self.path)
        spec.has_location = True
        return spec

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.text, self.path, "exec"), module.__dict__)


def preload() -> None:
    """Import what tests need and no mutant changes: libraries, and nothing of this project."""
    import hypothesis
    import mesa
    import networkx
    import numba
    import plotly.graph_objects
    import polars
    import pydantic
    import ruamel.yaml
    import scipy.optimize
    import scipy.sparse.linalg  # noqa: F401

    del hypothesis, mesa, networkx, numba, plotly, polars, pydantic, ruamel
    if any(name == "sim" or name.startswith("sim.") for name in sys.modules):
        raise RuntimeError("the project has been imported before the first mutant")
    gc.collect()
    gc.freeze()


class Nearest:
    """Plugin of pytest: tests that reach a line come first, the quickest of them before all others.

    Parameters
    ----------
    reached : set of str
        Names of the tests.
    seconds : dict
        Time that each test took without a mutant.
    """

    def __init__(self, reached: set[str], seconds: dict[str, float]) -> None:
        self.reached, self.seconds = reached, seconds

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=lambda each: (each.nodeid not in self.reached, self.seconds.get(each.nodeid, 0.0)))


class Watch:
    """Plugin of pytest: how long each test takes, and which lines of a module it reaches.

    Parameters
    ----------
    path : str
        Of the module.
    out : str
        File that it is written to.
    """

    def __init__(self, path: str, out: str) -> None:
        self.path, self.out = path, out
        self.seconds: dict[str, float] = {}
        self.measured = coverage.Coverage(data_file=None, include=[path], config_file=False)

    def pytest_sessionstart(self) -> None:
        self.measured.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item):
        self.measured.switch_context(item.nodeid)
        began = time.process_time()
        result = yield
        self.seconds[item.nodeid] = time.process_time() - began
        return result

    def pytest_sessionfinish(self) -> None:
        self.measured.stop()
        reached = self.measured.get_data().contexts_by_lineno(self.path)
        known = {"seconds": self.seconds, "reached": reached}
        Path(self.out).write_text(json.dumps(known), encoding="utf-8")


def start(
    tests: list[str], mutant: Mutant | None, seconds: int, plugin: Nearest | Watch, log: str = os.devnull
) -> int:
    """Begin tests in a child and return its process number; it ends with the exit code of pytest.

    Parameters
    ----------
    tests : list of str
        Files or single tests, the first that fails ends it.
    mutant : Mutant, optional
        Stands in for its module; none for the tests as they are.
    seconds : int
        Processor time after which the child is killed.
    plugin : Nearest or Watch
        What orders the tests, or watches them.
    log : str, optional
        Path where what is printed goes.
    """
    child = os.fork()
    if child:
        return child
    code = 3
    try:
        out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1)
        os.dup2(out, 2)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        if mutant is not None:
            sys.meta_path.insert(0, mutant)
        options = ["-x", "-q", "--tb=line", "-p", "no:cacheprovider", *QUIET]
        code = int(pytest.main([*options, *tests], plugins=[plugin]))
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
