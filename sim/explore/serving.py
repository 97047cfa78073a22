"""Serve the app on this machine, and only to it, until it is stopped."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from werkzeug.serving import BaseWSGIServer, make_server

from sim.explore.app import explore_app
from sim.explore.run_line import RUNS_AT_ONCE, RunLine
from sim.explore.run_process import PATIENCE

if TYPE_CHECKING:
    from sim.explore.guarded_paths import Folders

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Served:
    """An app that is ready to be served, and its address."""

    server: BaseWSGIServer
    address: str


@contextmanager
def served(folders: Folders, port: int, opened: str = "", at_once: int = RUNS_AT_ONCE) -> Iterator[Served]:
    """Open the port and build the app; every run is stopped when the block ends.

    Parameters
    ----------
    folders : Folders
        The only folders that the app reads and writes.
    port : int
        Port on the loopback interface; 0 takes any that is free.
    opened : str
        Run to show first, relative to the folder of results.
    at_once : int
        Number of runs that may go on at the same time.

    Raises
    ------
    OSError
        The port is taken or may not be used.
    """
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    line = RunLine(at_once)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen()
        taken = listening.getsockname()[1]
        app = explore_app(folders, taken, line, opened)
        server = make_server(HOST, taken, app.server, threaded=True, fd=listening.fileno())
        try:
            yield Served(server, f"http://{HOST}:{taken}/")
        finally:
            line.stop_all(2 * PATIENCE)
            server.server_close()
