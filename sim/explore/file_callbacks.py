"""Opening, saving and downloading a scenario; nothing is overwritten unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import ClientsideFunction, Dash, Input, Output, State, no_update
from dash.exceptions import PreventUpdate

from sim.explore.guarded_paths import RefusedPathError
from sim.explore.page_routes import present_session
from sim.explore.scenario_files import OWN_FILE, SHIPPED, WouldReplaceError, opened_text, saved_text
from sim.explore.scenario_view import start_options
from sim.scenario.library import shown_path

if TYPE_CHECKING:
    from sim.explore.guarded_paths import Folders


def register_files(app: Dash, folders: Folders) -> None:
    """Add the callbacks of opening and saving to an app."""
    # The browser asks before a text that is in no file gives way to another.
    app.clientside_callback(
        ClientsideFunction("explore", "confirmed"),
        Output("asked", "data"),
        Output("start", "value"),
        Input("start", "value"),
        State("yaml", "value"),
        State("saved-text", "data"),
        prevent_initial_call=True,
    )

    @app.callback(
        Output("yaml", "value"),
        Output("saved-text", "data", allow_duplicate=True),
        Output("file-name", "value"),
        Output("save-message", "children", allow_duplicate=True),
        Input("asked", "data"),
        prevent_initial_call=True,
    )
    def _opened(asked: dict[str, Any] | None) -> tuple[Any, ...]:
        if not asked:
            raise PreventUpdate
        try:
            text, file = opened_text(str(asked["choice"]), folders)
        except (RefusedPathError, OSError, UnicodeError) as error:
            return no_update, no_update, no_update, f"It cannot be opened: {error}"
        session = present_session()
        session.text, session.file = text, file
        return text, text, _proposed_name(str(asked["choice"])), ""

    @app.callback(
        Output("save-message", "children", allow_duplicate=True),
        Output("replace", "hidden"),
        Output("start", "options"),
        Output("saved-text", "data", allow_duplicate=True),
        Input("save", "n_clicks"),
        State("file-name", "value"),
        State("yaml", "value"),
        prevent_initial_call=True,
    )
    def _saved(_: int, name: str | None, text: str | None) -> tuple[Any, ...]:
        return _written(name or "", text or "", replace=False)

    @app.callback(
        Output("save-message", "children", allow_duplicate=True),
        Output("replace", "hidden", allow_duplicate=True),
        Output("start", "options", allow_duplicate=True),
        Output("saved-text", "data", allow_duplicate=True),
        Input("replace", "n_clicks"),
        State("file-name", "value"),
        State("yaml", "value"),
        prevent_initial_call=True,
    )
    def _replaced(_: int, name: str | None, text: str | None) -> tuple[Any, ...]:
        return _written(name or "", text or "", replace=True)

    @app.callback(
        Output("replace", "hidden", allow_duplicate=True),
        Input("file-name", "value"),
        prevent_initial_call=True,
    )
    def _renamed(_: str | None) -> bool:
        return True

    @app.callback(
        Output("file", "data"),
        Input("download", "n_clicks"),
        State("file-name", "value"),
        State("yaml", "value"),
        prevent_initial_call=True,
    )
    def _downloaded(_: int, name: str | None, text: str | None) -> dict[str, Any]:
        try:
            plain = folders.scenario_file(name or "").name
        except RefusedPathError:
            plain = "scenario.yaml"
        return {"content": text or "", "filename": plain, "type": "application/yaml"}

    def _written(name: str, text: str, *, replace: bool) -> tuple[Any, ...]:
        try:
            path = saved_text(name, text, folders, replace=replace)
        except RefusedPathError as error:
            return str(error), True, no_update, no_update
        except WouldReplaceError as error:
            return str(error), False, no_update, no_update
        except OSError as error:
            return f"It cannot be saved: {error.strerror}.", True, no_update, no_update
        present_session().file = path.name
        return f"Saved as {shown_path(path)}.", True, start_options(folders), text


def _proposed_name(choice: str) -> str:
    return (
        choice.removeprefix(OWN_FILE)
        if choice.startswith(OWN_FILE)
        else f"my_{choice.removeprefix(SHIPPED)}.yaml"
    )
