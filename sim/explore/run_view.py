"""The second view: how far the run of this session is, and what went wrong if something did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import html

from sim.explore.run_worker import DRAWS, METRICS, PAGE

if TYPE_CHECKING:
    from sim.explore.run_process import RunStatus

POLL_MILLISECONDS = 500
_ARMS = {
    "scenario": "with the measures",
    "reference": "without the measures",
}


def run_view() -> html.Section:
    """Lay out the view."""
    return html.Section(
        [
            html.Div(
                [
                    html.H2("Run"),
                    html.P(id="run-state", role="status", **{"aria-live": "polite"}),
                    html.Progress(id="run-bar", max="100", value="0", hidden=True, **{"aria-label": "Run"}),
                    html.P(id="run-detail", className="quiet"),
                    html.Div(
                        [html.Button("Cancel", id="cancel", type="button", n_clicks=0, hidden=True)],
                        className="buttons",
                    ),
                    html.Div(id="run-failure"),
                ],
                className="card",
            )
        ],
        id="view-run",
        className="view",
        hidden=True,
        **{"aria-label": "Run"},
    )


def state_words(status: RunStatus | None, ahead: int) -> str:
    """Say where a run stands, in words that change only when something happens.

    Parameters
    ----------
    status : RunStatus or None
        The run, if there is one.
    ahead : int
        Runs that wait before it.
    """
    if status is None:
        return "Nothing has been run yet. Press Run beside the scenario."
    name = status.name
    if status.state == "waiting":
        line = f"{ahead} other{'s' if ahead != 1 else ''} before it" if ahead else "it is next"
        return f"{name} waits until another run is over; {line}."
    words = {
        "stopping": f"{name} is being cancelled.",
        "finished": f"{name} is finished.",
        "failed": f"{name} failed: {status.message}",
        "cancelled": f"{name} was cancelled; nothing was written.",
    }
    return words.get(status.state) or f"{name}: {_stage(status)}."


def _stage(status: RunStatus) -> str:
    if status.stage in _ARMS:
        return f"simulating {_ARMS[status.stage]}"
    last = {
        METRICS: "working out tables and metrics",
        PAGE: "writing the page",
        DRAWS: "running all draws",
        "bargains": "playing other draws",
    }
    return last.get(status.stage, "building the world")


def detail_words(status: RunStatus | None) -> str:
    """Say how far a run is, in numbers that change all the time."""
    if status is None or status.state not in {"running", "stopping"}:
        return ""
    told = [f"{status.seconds:.0f} s so far"]
    if status.stage in _ARMS and status.whole:
        told.insert(0, f"week {status.done} of {status.whole}, {_ARMS[status.stage]}")
    if status.stage == DRAWS:
        told.insert(0, f"{status.done} of {status.whole} draws")
    elif status.seconds_left is not None:
        told.append(
            f"about {max(status.seconds_left, 1.0):.0f} s left for the weeks, then the page is written"
        )
    return "; ".join(told)


def failure(status: RunStatus | None) -> Any:
    """Show the log of a run that failed."""
    if status is None or not status.details:
        return None
    return html.Details([html.Summary("Log"), html.Pre(status.details, className="log")])
