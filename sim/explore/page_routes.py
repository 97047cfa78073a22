"""What the app hands out beside itself: pages of runs, to readers on this machine, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from flask import Flask, Response, abort, g, request, send_file

from sim.explore.guarded_paths import RefusedPathError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.explore.guarded_paths import Folders
    from sim.explore.session import Session, Sessions

PAGES = "/page/"
_LOOPBACK_NAMES = ("127.0.0.1", "localhost")
_OF_DASH = ("/_dash-", "/_favicon", "/assets/")
_LARGEST_REQUEST = 8_000_000
_PAGE_POLICY = (
    "sandbox allow-scripts allow-downloads allow-popups; default-src 'none'; script-src 'unsafe-inline'; "
    "style-src 'unsafe-inline'; img-src data: blob:; font-src data:; frame-ancestors 'self'"
)
"""A page of a run is a document by itself: it may neither fetch anything nor reach the app around it."""


def page_address(place: str) -> str:
    """Address of a page by its path in the folder of results."""
    return PAGES + quote(place)


def guard(
    server: Flask, folders: Folders, sessions: Sessions, port: int, script_hashes: Sequence[str]
) -> None:
    """Add pages of runs, sessions and the rules of who may ask for what to a server.

    Parameters
    ----------
    server : Flask
        Server of the app.
    folders : Folders
        Where results lie.
    sessions : Sessions
        Where sessions are kept; each browser has a cookie that no script can read.
    port : int
        Port that the server listens on.
    script_hashes : sequence of str
        Hashes of the scripts that stand in the app's own document.
    """
    server.config["MAX_CONTENT_LENGTH"] = _LARGEST_REQUEST
    hosts = {f"{name}:{port}" for name in _LOOPBACK_NAMES} | (set(_LOOPBACK_NAMES) if port == 80 else set())
    cookie = f"tradewar_explore_{port}"
    scripts = " ".join(("'self'", *script_hashes))
    policy = (
        f"default-src 'self'; script-src {scripts}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    )

    @server.before_request
    def _from_this_machine_only() -> None:
        # A name that resolves to this machine is not enough: a page elsewhere could have such a name.
        if request.host not in hosts:
            abort(403)
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc not in hosts:
            abort(403)
        # Dash answers any other path with its own document.
        if request.endpoint != "_page" and not (request.path == "/" or request.path.startswith(_OF_DASH)):
            abort(404)
        g.session = sessions.get(request.cookies.get(cookie))
        if g.session is None and not request.path.startswith(
            (PAGES, "/assets/", "/_dash-component", "/_favicon")
        ):
            g.session = sessions.new()
            g.given = g.session.identifier

    @server.after_request
    def _with_headers(response: Response) -> Response:
        if given := g.get("given"):
            response.set_cookie(cookie, given, httponly=True, samesite="Strict")
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    @server.get(f"{PAGES}<path:place>")
    def _page(place: str) -> Response:
        try:
            path = folders.page(place)
        except RefusedPathError:
            abort(404)
        response = send_file(path, mimetype="text/html", conditional=True, max_age=0)
        response.headers["Content-Security-Policy"] = _PAGE_POLICY
        return response


def present_session() -> Session:
    """Session of the browser that is being answered."""
    session: Session = g.session
    return session
