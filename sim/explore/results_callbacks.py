"""Listing runs, opening one, comparing some."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import ALL, Dash, Input, Output, State, ctx, no_update
from dash.exceptions import PreventUpdate

from sim.explore.comparing import NoComparisonError, compared
from sim.explore.guarded_paths import PAGE
from sim.explore.page_routes import page_address
from sim.explore.results_list import listed_runs
from sim.explore.results_view import run_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.explore.guarded_paths import Folders


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
        return "The page below compares them with the first one that is marked.", place
