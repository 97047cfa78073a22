"""What the app remembers of each browser: its draft and its run. Nothing is shared between two of them."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from sim.explore.draft import UNSAVED
from sim.explore.run_process import RunProcess

MOST_SESSIONS = 200
START = "impasse_145_125"
"""Shipped scenario that a new session starts from."""


def new_draft(parent: str) -> str:
    """Text of a scenario that starts from a shipped one and differs in nothing yet."""
    return f'name: my_{parent}\nquestion: ""\nextends: {parent}\n'


@dataclass
class Session:
    """State of one browser.

    ``text`` and ``file`` are the draft as last looked at, so that a page loaded again goes on with it.
    """

    identifier: str
    text: str = field(default_factory=lambda: new_draft(START))
    file: str = UNSAVED
    run: RunProcess | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_running(self) -> bool:
        """Whether a run of this session goes on or waits."""
        return self.run is not None and not self.run.status.is_over

    def begin(self, run: RunProcess) -> bool:
        """Take a run as this session's; False, and nothing is taken, while another one goes on."""
        with self.lock:
            if self.is_running:
                return False
            self.run = run
            return True


class Sessions:
    """Sessions by identifier; identifiers are drawn here, never taken from a browser."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_identifier: OrderedDict[str, Session] = OrderedDict()

    def get(self, identifier: str | None) -> Session | None:
        """Session of an identifier that was given out here."""
        with self._lock:
            found = self._by_identifier.get(identifier or "")
            if found is not None:
                self._by_identifier.move_to_end(found.identifier)
            return found

    def new(self) -> Session:
        """Open a session; the one that was silent longest, and runs nothing, makes room."""
        with self._lock:
            if len(self._by_identifier) >= MOST_SESSIONS:
                idle = next((key for key, each in self._by_identifier.items() if not each.is_running), None)
                if idle is not None:
                    del self._by_identifier[idle]
            session = Session(secrets.token_urlsafe(24))
            self._by_identifier[session.identifier] = session
            return session
