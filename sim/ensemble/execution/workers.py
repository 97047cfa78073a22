"""What a worker process is: one thread of everything, deaf to Ctrl-C, gone when its parent is."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator

from sim.ensemble.execution.shared_worlds import Ticket, attach

ONE_THREAD = {
    f"{library}_THREADS": "1" for library in ("OMP_NUM", "MKL_NUM", "OPENBLAS_NUM", "NUMBA_NUM", "POLARS_MAX")
}
"""Environment in which libraries that take threads at import take one."""


@contextlib.contextmanager
def environment_of_workers() -> Iterator[None]:
    """Have processes that are started meanwhile inherit one thread of everything, and no Ctrl-C.

    Ctrl-C goes to every process of a terminal; the parent alone decides what becomes of its workers.
    """
    before = {name: os.environ.get(name) for name in ONE_THREAD}
    os.environ.update(ONE_THREAD)
    mask = None
    if hasattr(signal, "pthread_sigmask"):
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        if mask is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def start_worker(ticket: Ticket | None) -> None:
    """Make a fresh process a worker.

    Parameters
    ----------
    ticket : Ticket, optional
        Worlds that the parent has built.
    """
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    if ticket is not None:
        # Without them a worker builds its own: that takes time and changes nothing.
        with contextlib.suppress(OSError):
            attach(ticket)


def _leave_with_parent() -> None:
    """End this process when its parent is gone, which may have had no time to say so."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
