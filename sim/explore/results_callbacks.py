"""Listing runs, opening one, comparing some."""

from __future__ import annotations

import hashlib
import importlib
import os
import secrets
from typing import TYPE_CHECKING, Any

from dash import ALL, Dash, Input, Output, State, ctx, no_update
from dash.exceptions import PreventUpdate

from sim.explore.guarded_paths import COMPARISONS, PAGE, RefusedPathError
from sim.explore.page_routes import page_address
from sim.explore.results_list import listed_runs
from sim.explore.results_view import FEWEST, MOST, run_table
from sim.records.reading import NotARunError, read_run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.explore.guarded_paths import Folders

NOT_AVAILABLE = "Comparing runs is not available in this version."


class NoComparisonError(Exception):
    """Runs cannot be compared; the message says why."""


def register_results(app: Dash, folders: Folders) -> None:
    """Add the callbacks of the third view to an app."""

    @app.callback(Output("runs", "children"), Input("view", "data"), Input("refresh", "n_clicks"))
    def _listed(view: str, _: int) -> Any:
        if view != "results":
            raise PreventUpdate
        return run_table(listed_runs(folders.results))

    @app.callback(
        Output("opened", "data", allow_duplicate=True),
        Input({"type": "open", "place": ALL}, "n_clicks"),
        prevent_initial_call=True,
    )
    def _chosen(clicks: Sequence[int | None]) -> Any:
        if not any(clicks) or not isinstance(ctx.triggered_id, dict):
            raise PreventUpdate
        return f"{ctx.triggered_id['place']}/{PAGE}"

    @app.callback(
        Output("page", "src"),
        Output("page-link", "href"),
        Output("page-frame", "hidden"),
        Input("opened", "data"),
        prevent_initial_call=True,
    )
    def _opened(place: str | None) -> tuple[Any, ...]:
        if not place:
            raise PreventUpdate
        address = page_address(place)
        return address, address, False

    @app.callback(
        Output("compare-message", "children"),
        Output("opened", "data", allow_duplicate=True),
        Input("compare", "n_clicks"),
        State({"type": "chosen", "place": ALL}, "value"),
        prevent_initial_call=True,
        running=[(Output("compare", "disabled"), True, False)],
    )
    def _compared(_: int, marks: Sequence[Sequence[str] | None]) -> tuple[Any, ...]:
        try:
            place = compared([each for mark in marks for each in mark or ()], folders)
        except NoComparisonError as error:
            return str(error), no_update
        return "The page below compares them.", place


def compared(places: Sequence[str], folders: Folders) -> str:
    """Write the page that compares runs; its path in the folder of results.

    Parameters
    ----------
    places : sequence of str
        Folders of the runs, relative to that of results; the others are held against the first.
    folders : Folders
        Where results lie.

    Raises
    ------
    NoComparisonError
        Too few or too many runs, one that is gone, or a version that cannot compare.
    """
    if not FEWEST <= len(places) <= MOST:
        raise NoComparisonError(f"Mark {FEWEST} to {MOST} runs; {len(places)} are marked.")
    try:
        write_comparison = importlib.import_module("sim.report.comparison").write_comparison
    except (ImportError, AttributeError) as error:
        raise NoComparisonError(NOT_AVAILABLE) from error
    try:
        runs = [read_run(folders.run_folder(place)) for place in places]
    except (RefusedPathError, NotARunError) as error:
        raise NoComparisonError(f"A marked run is not there any more ({error}).") from error
    folder = folders.results / COMPARISONS
    folder.mkdir(parents=True, exist_ok=True)
    name = hashlib.sha256("\n".join(places).encode()).hexdigest()[:12]
    partial = folder / f".{secrets.token_hex(6)}.html"
    try:
        write_comparison(runs, partial)
        os.replace(partial, folder / f"{name}.html")
    except (ValueError, KeyError, OSError) as error:
        raise NoComparisonError(f"These runs cannot be compared: {error}") from error
    finally:
        partial.unlink(missing_ok=True)
    return f"{COMPARISONS}/{name}.html"
