"""The third view: runs in the folder of results, one of them open, some of them compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import dcc, html

from sim.report.drawing.wording import Names, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.explore.results_list import ListedRun


def results_view(address: str = "") -> html.Section:
    """Lay out the view, with a page open if an address is given."""
    return html.Section(
        [
            html.Div(
                [
                    html.H2("Results"),
                    html.P(
                        "Changes are means of the last four weeks against the run without the measures.",
                        className="quiet",
                    ),
                    html.Div(id="runs", className="table-scroll", tabIndex="0"),
                    html.Div(
                        [
                            html.Button("Compare the marked runs", id="compare", type="button", n_clicks=0),
                            html.Button("Look again", id="refresh", type="button", n_clicks=0),
                        ],
                        className="buttons",
                    ),
                    html.P(id="compare-message", role="status", **{"aria-live": "polite"}),
                ],
                className="card",
            ),
            html.Div(
                [
                    html.A("Open in a tab of its own", id="page-link", href=address, target="_blank"),
                    html.Iframe(id="page", src=address, title="Page of the run"),
                ],
                id="page-frame",
                hidden=not address,
            ),
        ],
        id="view-results",
        className="view",
        hidden=not address,
        **{"aria-label": "Results"},
    )


def run_table(runs: Sequence[ListedRun]) -> Any:
    """Table of runs."""
    if not runs:
        return html.P("No runs yet.", className="quiet")
    heads = ("", "Scenario", "Seed", "Weeks", "Run on", "Goods trade between the two", "Consumer prices", "")
    body = [_row(each) for each in runs]
    return html.Table([html.Thead(html.Tr([html.Th(head) for head in heads])), html.Tbody(body)])


def _row(run: ListedRun) -> html.Tr:
    mark = dcc.Checklist(
        [{"label": f"Compare {run.name}, seed {run.seed}", "value": run.place}],
        [],
        id={"type": "chosen", "place": run.place},
        className="mark",
    )
    opened = html.Button(
        "Open",
        id={"type": "open", "place": run.place},
        type="button",
        n_clicks=0,
        disabled=not run.has_page,
        **{"aria-label": f"Open {run.name}, seed {run.seed}"},
    )
    trade, prices = _figures(run)
    when = run.started[:16].replace("T", " ") + (" UTC" if run.started.endswith("+00:00") else "")
    name = [run.name, *([html.Br(), html.Small(run.title)] if run.title else [])]
    cells = (str(run.seed), str(run.weeks), when, trade, prices)
    return html.Tr(
        [html.Td(mark), html.Th(name, scope="row"), *(html.Td(each) for each in cells), html.Td(opened)]
    )


def _figures(run: ListedRun) -> tuple[str, str]:
    if run.pair is None:
        return "\u2013", "\u2013"
    names = Names(dict(zip(run.pair, run.names, strict=True)), {})
    first, second = (names.label(code) for code in run.pair)
    trade = f"{first} and {second} {percent(run.trade, signed=True)}"
    return trade, f"{first} {percent(run.prices, signed=True)}"
