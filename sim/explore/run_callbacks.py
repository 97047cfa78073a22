"""Starting a run, following it, cancelling it, and opening its page when it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Dash, Input, Output, State, no_update

from sim.explore.draft import Draft, examined
from sim.explore.guarded_paths import PAGE
from sim.explore.page_routes import present_session
from sim.explore.run_process import RunProcess
from sim.explore.run_view import detail_words, failure, state_words

if TYPE_CHECKING:
    from sim.explore.guarded_paths import Folders
    from sim.explore.run_line import RunLine
    from sim.explore.session import Session

BUSY = "A run goes on already; one at a time."
_WEEKS_OF_BAR = 90.0


def register_runs(app: Dash, folders: Folders, line: RunLine) -> None:
    """Add the callbacks of the second view to an app."""

    @app.callback(
        Output("run-message", "children"),
        Output("view", "data", allow_duplicate=True),
        Output("poll", "disabled", allow_duplicate=True),
        Input("run", "n_clicks"),
        State("yaml", "value"),
        prevent_initial_call=True,
        running=[(Output("run", "disabled"), True, False)],
    )
    def _started(_: int, text: str | None) -> tuple[Any, ...]:
        session = present_session()
        refusal = begin(session, Draft(text or "", session.file, folders), line)
        if refusal:
            return refusal, no_update, no_update
        return "", "run", False

    @app.callback(
        Output("poll", "disabled", allow_duplicate=True),
        Input("cancel", "n_clicks"),
        prevent_initial_call=True,
    )
    def _cancelled(_: int) -> bool:
        run = present_session().run
        if run is not None:
            run.cancel()
        return False

    @app.callback(
        output={
            "state": Output("run-state", "children"),
            "detail": Output("run-detail", "children"),
            "bar": Output("run-bar", "value"),
            "bar_hidden": Output("run-bar", "hidden"),
            "cancel_hidden": Output("cancel", "hidden"),
            "failure": Output("run-failure", "children"),
            "poll": Output("poll", "disabled", allow_duplicate=True),
            "shown": Output("shown-run", "data"),
            "page": Output("opened", "data", allow_duplicate=True),
            "view": Output("view", "data", allow_duplicate=True),
            "notice": Output("run-message", "children", allow_duplicate=True),
        },
        inputs={"_": Input("poll", "n_intervals"), "view": Input("view", "data")},
        state={"said": State("run-state", "children"), "shown": State("shown-run", "data")},
        prevent_initial_call="initial_duplicate",
    )
    def _followed(_: int, view: str, said: str | None, shown: str | None) -> dict[str, Any]:
        run = present_session().run
        status = None if run is None else run.status
        words = state_words(status, 0 if run is None else line.ahead_of(run))
        told = {
            "state": words if words != said else no_update,
            "detail": detail_words(status),
            "bar": str(0 if status is None else round(_WEEKS_OF_BAR * status.share_of_weeks)),
            "bar_hidden": status is None or status.is_over,
            "cancel_hidden": status is None or status.is_over or status.state == "stopping",
            "failure": failure(status),
            "poll": status is None or status.is_over,
            "shown": no_update,
            "page": no_update,
            "view": no_update,
            "notice": no_update,
        }
        if run is not None and status is not None and status.state == "finished" and shown != run.token:
            told |= {"shown": run.token, "page": f"{status.pages[0]}/{PAGE}"}
            # Whoever edits the next scenario meanwhile is told, and not taken away from it.
            told |= (
                {"view": "results"} if view == "run" else {"notice": f"{words} Its page is under Results."}
            )
        return told


def begin(session: Session, draft: Draft, line: RunLine) -> str:
    """Start the run of a draft for a session; why not, or an empty text."""
    if session.is_running:
        return BUSY
    scenario = examined(draft).scenario
    if scenario is None:
        return "The scenario has errors; the list beside the text says which."
    run = RunProcess(draft, scenario.name, scenario.horizon.weeks)
    if not session.begin(run):
        return BUSY
    line.submit(run)
    return ""
