"""Functions that are compiled when they are first used, and where the machine code of them is kept."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
from numba.core import config as numba_config

Function = TypeVar("Function", bound=Callable[..., Any])

_CONFIG: Any = numba_config

PLACE = "NUMBA_CACHE_DIR"
"""Variable of the environment that names the folder of machine code."""


def kernel(function: Function) -> Function:
    """Compile a function when it is first called, to run beside other threads, and keep its machine code.

    Numba keeps it beside the source, or in the user's folder of caches. Where neither can be written, as in
    an installation for many users or a container without a home, it is kept in a folder that lasts as long
    as this process; processes started by it find it there.

    Warns
    -----
    RuntimeWarning
        When machine code is kept for this process only: compiling takes about 15 s.
    """
    try:
        return _compiled(function)
    except RuntimeError:
        # Numba says so where it found no place. A folder in the common one of temporary files with a name
        # that lasts would let anybody put code there for us to run.
        if _CONFIG.CACHE_DIR:
            raise
        _use_place_for_now()
        return _compiled(function)


def _compiled(function: Function) -> Function:
    compiled: Any = numba.njit(nogil=True, cache=True)(function)
    return cast(Function, compiled)


def _use_place_for_now() -> None:
    folder = tempfile.mkdtemp(prefix="tradewar-kernels-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _CONFIG.CACHE_DIR = os.environ[PLACE] = folder
    warnings.warn(
        "no folder for compiled code can be written, so it is compiled anew in every run "
        f"(hint: set {PLACE} to a folder of your own)",
        RuntimeWarning,
        stacklevel=3,
    )
