"""Requests to end, whoever makes them, are what Ctrl-C is."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator

REQUESTS = ("SIGTERM", "SIGHUP")
"""That of a system that shuts down or a job that is cancelled, and of a terminal that is closed."""


@contextlib.contextmanager
def termination_interrupts() -> Iterator[None]:
    """Have a request to end be what Ctrl-C is."""

    def interrupt(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    before = {}
    for name in REQUESTS:
        number = getattr(signal, name, None)
        # One that is ignored stays so, as of `nohup`. Outside the main thread, as in an application of
        # somebody else's, nothing can be asked for.
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            with contextlib.suppress(ValueError):
                before[number] = signal.signal(number, interrupt)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
