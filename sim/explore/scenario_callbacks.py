"""What happens while a scenario is edited: text and controls follow each other, all else follows the text."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, no_update
from dash.exceptions import PreventUpdate

from sim.explore.control_changes import (
    KEPT,
    LEVERS,
    cell,
    is_same,
    mirror,
    moved,
    rows_of,
    values_of,
    with_changes,
)
from sim.explore.draft import Draft
from sim.explore.levers import size_options
from sim.explore.page_routes import present_session
from sim.explore.picture import SIDES, Picture, picture
from sim.explore.scenario_view import finding_list, finding_summary, measure_table, side_label
from sim.explore.yaml_text import UnchangeableError
from sim.report.drawing.wording import Names

if TYPE_CHECKING:
    from sim.explore.guarded_paths import Folders

_REST = "The controls rest until the text is readable YAML."
_CONTROLS = (*LEVERS, *SIDES, KEPT)


def register_scenario(app: Dash, folders: Folders) -> None:
    """Add the callbacks of the first view to an app."""
    app.clientside_callback(
        ClientsideFunction("explore", "debounced"), Output("typed", "data"), Input("yaml", "value")
    )
    app.clientside_callback(
        ClientsideFunction("explore", "marked"),
        Output("gutter", "data-marks"),
        Input("yaml", "value"),
        Input("marks", "data"),
    )
    app.clientside_callback(
        ClientsideFunction("explore", "themed"),
        Output("timeline", "figure"),
        Input("figure", "data"),
        Input("scheme", "data"),
    )

    @app.callback(
        output={
            "text": Output("yaml", "value", allow_duplicate=True),
            "mirrored": Output("mirrored", "data"),
            "marks": Output("marks", "data"),
            "findings": Output("findings", "children"),
            "summary": Output("finding-summary", "children"),
            "message": Output("control-message", "children"),
            "figure": Output("figure", "data"),
            "timeline_title": Output("timeline-title", "children"),
            "notes": Output("timeline-notes", "children"),
            "tariffs_hidden": Output("tariffs", "className"),
            "table": Output("measures", "children"),
            "deletes": Output({"type": "delete", "rank": ALL}, "n_clicks"),
            "kept_options": Output("kept", "options"),
            "inherited": Output("inherited-summary", "children"),
            "sizes": Output("size", "options"),
            "controls": {name: Output(name, "value") for name in _CONTROLS},
            "side_labels": {name: Output(f"{name}-label", "children") for name in SIDES},
            "disabled": {name: Output(name, "disabled") for name in SIDES},
            "tops": {name: Output(name, "max") for name in ("weeks", "hazard", *SIDES)},
        },
        inputs={
            "typed": Input("typed", "data"),
            "controls": {name: Input(name, "value") for name in _CONTROLS},
            "cells": Input({"type": "cell", "rank": ALL, "column": ALL}, "value"),
            "deletes": Input({"type": "delete", "rank": ALL}, "n_clicks"),
            "added": Input("add", "n_clicks"),
        },
        state={
            "text": State("yaml", "value"),
            "mirrored": State("mirrored", "data"),
            "cell_names": State({"type": "cell", "rank": ALL, "column": ALL}, "id"),
            "delete_names": State({"type": "delete", "rank": ALL}, "id"),
        },
        prevent_initial_call="initial_duplicate",
    )
    def _edited(
        typed: str | None,
        controls: dict[str, Any],
        cells: list[Any],
        deletes: list[int | None],
        added: int,
        text: str | None,
        mirrored: dict[str, Any] | None,
        cell_names: list[dict[str, Any]],
        delete_names: list[dict[str, Any]],
    ) -> dict[str, Any]:
        session = present_session()
        draft = Draft(text or "", session.file, folders)
        named = {
            cell(each["rank"], each["column"]): value for each, value in zip(cell_names, cells, strict=True)
        }
        changes = moved(controls | named, mirrored)
        removed = [each["rank"] for each, clicks in zip(delete_names, deletes, strict=True) if clicks]
        adds = max(added - mirrored["added"], 0) if mirrored else 0
        has_moved = bool(changes or removed or adds)
        if mirrored and not has_moved and draft.text == mirrored["text"]:
            raise PreventUpdate
        message = ""
        if has_moved and mirrored:
            try:
                draft = with_changes(draft, changes, mirrored, removed, adds)
            except UnchangeableError as error:
                message = f"{error} {_REST}"
        session.text = draft.text
        shown = _shown(draft, text or "", added, message, mirrored or {})
        known = (mirrored or {}).get("rows")
        # A control that is right already is let be: the user may have moved it on meanwhile.
        right = {name: values_of(shown["mirrored"]).get(name, value) for name, value in controls.items()}
        shown["controls"] = {
            name: no_update if is_same(right[name], value) else right[name]
            for name, value in controls.items()
        }
        return shown | _table(shown["mirrored"], known, named) | {"deletes": [0] * len(deletes)}


def _table(mirrored: dict[str, Any], known: Any, named: dict[str, Any]) -> dict[str, Any]:
    """Table of measures; not drawn anew when it is right already, so that who types in it can go on."""
    values = values_of(mirrored)
    is_right = mirrored.get("rows", []) == known and all(values.get(name) == named[name] for name in named)
    return {"table": no_update if is_right else measure_table(rows_of(mirrored))}


def _shown(draft: Draft, before: str, added: int, message: str, mirrored: dict[str, Any]) -> dict[str, Any]:
    """Everything on the view that follows from a draft.

    While the text cannot be read, controls go back to what they showed before, and wait.
    """
    shown = picture(draft)
    readable = shown.levers is not None
    mirrored = (
        mirror(draft.text, shown, added) if readable else mirrored | {"text": draft.text, "added": added}
    )
    values = values_of(mirrored)
    told: dict[str, Any] = {
        "text": draft.text if draft.text != before else no_update,
        "mirrored": mirrored,
        "marks": [
            asdict(each.place) | {"severity": each.severity}
            for each in shown.diagnostics
            if each.file == draft.shown
        ],
        "findings": finding_list(shown, draft.shown),
        "summary": finding_summary(shown),
        "message": message or ("" if readable else _REST),
        "kept_options": [{"label": each["label"], "value": each["id"]} for each in shown.inherited]
        if readable
        else no_update,
        "inherited": _inherited_words(shown) if readable else no_update,
        "sizes": size_options(values["size"]) if readable else no_update,
        "tops": _tops(values),
    }
    return told | _tariffs(shown)


def _tariffs(shown: Picture) -> dict[str, Any]:
    """Chart and sliders of the two sides; they keep what they show while the scenario has errors."""
    drawn = shown.timeline
    if drawn is None:
        return {
            "figure": no_update,
            "timeline_title": no_update,
            "notes": "As it was before the errors in the text.",
            "tariffs_hidden": "card wide stale",
            "side_labels": dict.fromkeys(SIDES, no_update),
            "disabled": dict.fromkeys(SIDES, True),
        }
    names = Names(drawn.names, {})
    labels = {
        name: side_label(side, names.label(side.importer), names.phrase(side.exporter))
        for name, side in shown.sides.items()
    }
    return {
        "figure": drawn.figure,
        "timeline_title": drawn.title,
        "notes": " ".join(drawn.notes),
        "tariffs_hidden": "card wide",
        "side_labels": labels,
        "disabled": {name: side.identifier is None for name, side in shown.sides.items()},
    }


def _tops(values: dict[str, Any]) -> dict[str, Any]:
    """Upper ends of sliders, moved up where the text has more."""
    usual = {"weeks": 208, "hazard": 4, "first": 200, "second": 200}
    return {
        name: no_update if values.get(name) is None else max(top, values[name]) for name, top in usual.items()
    }


def _inherited_words(shown: Picture) -> str:
    count = len(shown.inherited)
    out = sum(each["id"] in shown.dropped for each in shown.inherited)
    if not count:
        return "It starts from no measures"
    return f"Measures it starts from: {count}" + (f", {out} left out" if out else "")
