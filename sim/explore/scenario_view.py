"""The first view: controls at the left, the scenario's text at the right, its tariffs below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import dcc, html

from sim.explore.measure_rows import COLUMNS
from sim.explore.scenario_files import OWN_FILE, SHIPPED
from sim.explore.timeline_chart import HEIGHT
from sim.scenario.library import shipped_scenarios

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.explore.guarded_paths import Folders
    from sim.explore.picture import Picture, Side
    from sim.explore.session import Session

_GRAPH = {"displayModeBar": False, "responsive": True, "scrollZoom": False}


def scenario_view(session: Session, folders: Folders) -> html.Section:
    """Lay out the view around the draft of a session."""
    return html.Section(
        [
            html.Div([_start(folders), _levers()], className="column"),
            html.Div([_editor(session), _saving(session)], className="column"),
            _measures(),
            _tariffs(),
        ],
        id="view-scenario",
        className="view split",
        **{"aria-label": "Scenario"},
    )


def labelled(text: str, control: Any, unit: str = "", identifier: str = "") -> html.Label:
    """Put a control under its label; a click on the label moves the focus to it."""
    words = [html.Span(text, id=identifier)] if identifier else [html.Span(text)]
    small = [html.Small(unit)] if unit else []
    return html.Label([html.Span([*words, *small], className="label"), control], className="field")


def start_options(folders: Folders) -> list[dict[str, str]]:
    """Scenarios to begin with: shipped ones are started from, files of the user's own are opened."""
    shipped = [{"label": f"Start from {name}", "value": SHIPPED + name} for name in shipped_scenarios()]
    own = [{"label": f"Open {name}", "value": OWN_FILE + name} for name in folders.own_scenarios()]
    return [*own, *shipped]


def measure_table(rows: Sequence[dict[str, str]]) -> Any:
    """Table of the measures that the scenario itself writes, every cell an input."""
    if not rows:
        return html.P("This scenario adds no measures to those it starts from.", className="quiet")
    head = html.Tr([html.Th("Measure"), *(html.Th(name) for name in COLUMNS.values()), html.Th("")])
    return html.Table([html.Thead(head), html.Tbody([_row(rank, row) for rank, row in enumerate(rows)])])


def side_label(side: Side | None, first: str, second: str) -> str:
    """Name the duty that a slider moves, or say that there is none."""
    if side is None or side.identifier is None:
        return f"{first} on all goods of {second}: no such duty at the end; add one below"
    return f"{first} on all goods of {second}, {side.identifier}"


def finding_list(shown: Picture, file: str) -> list[Any]:
    """Findings as a list of buttons that lead to their place in the text."""
    items = []
    for each in shown.diagnostics:
        here = each.file == file
        place = f"{each.line}:{each.column}" if each.line is not None else ""
        told = [html.Strong(place if here else str(each.place)), f" {each.message}"]
        if each.hint:
            told.append(html.Em(f" Hint: {each.hint}."))
        marks = {"data-line": str(each.line or ""), "data-column": str(each.column or "")} if here else {}
        kind = f"finding {each.severity}"
        items.append(html.Li(html.Button(told, type="button", className=kind, **marks)))
    return items


def finding_summary(shown: Picture) -> str:
    """Say in one line whether the scenario can be run."""
    errors = sum(each.severity == "error" for each in shown.diagnostics)
    notes = len(shown.diagnostics) - errors
    told = "The scenario can be run." if not errors else f"{errors} error{'s' if errors > 1 else ''}."
    return told + (f" {notes} note{'s' if notes > 1 else ''}." if notes else "")


def _start(folders: Folders) -> html.Div:
    dropdown = dcc.Dropdown(
        start_options(folders), id="start", placeholder="Choose a scenario", clearable=False, maxHeight=320
    )
    return html.Div(
        [
            html.H2("Scenario"),
            labelled("Begin with", dropdown),
            labelled("Title", dcc.Input(id="title", type="text", debounce=True)),
            labelled("Question", dcc.Input(id="question", type="text", debounce=True)),
        ],
        className="card",
    )


def _levers() -> html.Div:
    return html.Div(
        [
            html.H3("Levers"),
            _slider("weeks", "Length", "weeks", 4, 208, 1),
            _slider("first", "", "points", 0, 200, 0.5),
            _slider("second", "", "points", 0, 200, 0.5),
            _slider(
                "hazard", "Buyers reconsider a supplier", "times a year, when it costs no more", 0, 4, 0.05
            ),
            labelled("Size", dcc.Dropdown([], id="size", clearable=False, searchable=False)),
            labelled("Seed of the draws", dcc.Input(id="seed", type="number", min=0, step=1, debounce=True)),
        ],
        className="card",
    )


def _slider(name: str, text: str, unit: str, low: float, high: float, step: float) -> html.Div:
    marks = {low: f"{low:g}", high: f"{high:g}"}
    control = dcc.Slider(low, high, step, id=name, value=low, marks=marks, updatemode="mouseup")
    label = [html.Span(text, id=f"{name}-label"), html.Small(unit)]
    return html.Div(
        [html.Span(label, className="label"), control], className="field slider", **{"data-slider": name}
    )


def _measures() -> html.Div:
    return html.Div(
        [
            html.H3("Measures of this scenario"),
            html.P(
                "Rates are points on top of what is in force otherwise. Products: empty for all goods, or "
                "product groups, or codes after HS, or names of lists after list.",
                className="quiet",
            ),
            html.Div(id="measures", className="table-scroll", tabIndex="0"),
            html.Button("Add a tariff", id="add", type="button", n_clicks=0),
            html.Details(
                [
                    html.Summary("Measures it starts from", id="inherited-summary"),
                    html.P("Without its mark a measure is left out (drop_measures).", className="quiet"),
                    dcc.Checklist(id="kept", options=[], value=[], className="kept"),
                ]
            ),
        ],
        className="card wide",
    )


def _row(rank: int, row: dict[str, str]) -> html.Tr:
    name = row["id"] or f"measure {rank + 1}"
    cells = [html.Td(_cell(rank, column, heading, row, name)) for column, heading in COLUMNS.items()]
    remove = html.Button(
        "Delete",
        id={"type": "delete", "rank": rank},
        type="button",
        n_clicks=0,
        **{"aria-label": f"Delete {name}"},
    )
    kind = [] if row["kind"] == "tariff" else [html.Br(), html.Small(row["kind"])]
    return html.Tr([html.Th([name, *kind], scope="row"), *cells, html.Td(remove)])


def _cell(rank: int, column: str, heading: str, row: dict[str, str], name: str) -> html.Label:
    control = dcc.Input(
        id={"type": "cell", "rank": rank, "column": column},
        value=row[column],
        type="text",
        debounce=True,
        disabled=column == "rate" and row["kind"] != "tariff",
        className=f"cell {column}",
    )
    return html.Label([html.Span(f"{heading} of {name}", className="unseen"), control])


def _editor(session: Session) -> html.Div:
    area = dcc.Textarea(id="yaml", value=session.text, spellCheck=False, wrap="off", maxLength=1_000_000)
    return html.Div(
        [
            html.Label(
                [html.H2("Text"), html.Small("YAML, checked as you type")], htmlFor="yaml", className="line"
            ),
            html.Div([html.Pre(id="gutter", **{"aria-hidden": "true"}), area], className="editor"),
            html.P(id="finding-summary", role="status", **{"aria-live": "polite"}),
            html.P(id="control-message", role="status", className="warning", **{"aria-live": "polite"}),
            html.Ul(id="findings", className="findings-list"),
        ],
        className="card",
    )


def _saving(session: Session) -> html.Div:
    return html.Div(
        [
            html.Div(
                [
                    labelled("File name", dcc.Input(id="file-name", type="text", value=_proposed(session))),
                    html.Button("Save YAML", id="save", type="button", n_clicks=0),
                    html.Button("Replace", id="replace", type="button", n_clicks=0, hidden=True),
                    html.Button("Download", id="download", type="button", n_clicks=0),
                    html.Button("Run", id="run", type="button", n_clicks=0, className="main"),
                ],
                className="buttons",
            ),
            html.P(id="save-message", role="status", **{"aria-live": "polite"}),
            html.P(id="run-message", role="status", className="warning", **{"aria-live": "polite"}),
        ],
        className="card",
    )


def _proposed(session: Session) -> str:
    return "my_scenario.yaml" if session.file == "draft.yaml" else session.file


def _tariffs() -> html.Div:
    return html.Div(
        [
            html.H3(id="timeline-title"),
            html.P("Average tariff on goods, percent, weighted by trade of the base year", className="quiet"),
            dcc.Graph(id="timeline", config=_GRAPH, style={"height": f"{HEIGHT}px"}),
            html.P(id="timeline-notes", className="quiet"),
        ],
        className="card wide",
        id="tariffs",
    )
