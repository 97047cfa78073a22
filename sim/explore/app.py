"""The app: one document with three views, and what ties them together."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dash import ClientsideFunction, Dash, Input, Output, dcc, html
from flask import Flask, g, has_request_context

from sim.explore.file_callbacks import register_files
from sim.explore.guarded_paths import PAGE
from sim.explore.page_routes import guard, page_address
from sim.explore.results_callbacks import register_results
from sim.explore.results_view import results_view
from sim.explore.run_callbacks import register_runs
from sim.explore.run_line import RunLine
from sim.explore.run_view import POLL_MILLISECONDS, run_view
from sim.explore.scenario_callbacks import register_scenario
from sim.explore.scenario_view import scenario_view
from sim.explore.session import Session, Sessions
from sim.report.drawing.theme import dark_counterparts, style_variables

if TYPE_CHECKING:
    from sim.explore.guarded_paths import Folders

VIEWS = {"scenario": "Scenario", "run": "Run", "results": "Results"}
_DOCUMENT = """<!DOCTYPE html>
<html lang="en">
<head>{%metas%}<title>{%title%}</title>{%favicon%}<style>{variables}</style>{%css%}</head>
<body>{%app_entry%}<footer>{%config%}{%scripts%}{%renderer%}</footer></body>
</html>"""


def explore_app(folders: Folders, port: int, line: RunLine, opened: str = "") -> Dash:
    """Build the app.

    Parameters
    ----------
    folders : Folders
        The only folders that it reads and writes.
    port : int
        Port that it will be served on; requests for any other host or port are refused.
    line : RunLine
        Where runs of all sessions wait.
    opened : str
        Run to show first, relative to the folder of results; none if empty.
    """
    sessions = Sessions()
    app = Dash(
        __name__,
        server=Flask(__name__),
        assets_folder=str(Path(__file__).parent / "assets"),
        index_string=_DOCUMENT.replace("{variables}", style_variables()),
        title="tradewar explore",
        update_title="",
        serve_locally=True,
        enable_mcp=False,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )
    app.layout = lambda: _layout(folders, opened)
    register_scenario(app, folders)
    register_files(app, folders)
    register_runs(app, folders, line)
    register_results(app, folders)
    app.clientside_callback(
        ClientsideFunction("explore", "chosen"),
        Output("view", "data"),
        *(Input(f"go-{name}", "n_clicks") for name in VIEWS),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("explore", "shown"),
        *(Output(f"view-{name}", "hidden") for name in VIEWS),
        *(Output(f"go-{name}", "aria-current") for name in VIEWS),
        Input("view", "data"),
    )
    app.clientside_callback(
        ClientsideFunction("explore", "scheme"),
        Output("scheme", "data"),
        Input("scheme-watch", "n_intervals"),
    )
    guard(app.server, folders, sessions, port, app.csp_hashes())
    return app


def _layout(folders: Folders, opened: str) -> html.Div:
    """Layout for the browser that asks, around its own session."""
    # Dash asks once, for nobody, to see which components there are.
    session = (g.get("session") if has_request_context() else None) or Session(identifier="")
    address = page_address(f"{opened}/{PAGE}") if opened else ""
    return html.Div(
        [
            _masthead(),
            html.Main([scenario_view(session, folders), run_view(), results_view(address)]),
            *_memory("results" if opened else "scenario", session.text),
        ]
    )


def _masthead() -> html.Header:
    buttons = [
        html.Button(title, id=f"go-{name}", type="button", n_clicks=0, **{"aria-current": "false"})
        for name, title in VIEWS.items()
    ]
    return html.Header(
        [
            html.Div(
                [
                    html.Strong("tradewar explore"),
                    html.Span("stylised model, not a forecast", className="badge"),
                ]
            ),
            html.Nav(buttons, **{"aria-label": "Views"}),
        ],
        className="masthead",
    )


def _memory(view: str, text: str) -> list[Any]:
    """What is on the page and cannot be seen."""
    stores = ("typed", "mirrored", "marks", "figure", "asked", "shown-run", "opened")
    return [
        *(dcc.Store(id=name) for name in stores),
        dcc.Store(id="view", data=view),
        dcc.Store(id="scheme", data="light"),
        dcc.Store(id="saved-text", data=text),
        dcc.Interval(id="poll", interval=POLL_MILLISECONDS, disabled=True),
        dcc.Interval(id="scheme-watch", interval=1000),
        dcc.Download(id="file"),
        html.Div(id="dark-colours", hidden=True, **{"data-dark": escape(_dark(), quote=False)}),
    ]


def _dark() -> str:
    return ",".join(f"{light}={dark}" for light, dark in dark_counterparts().items())
