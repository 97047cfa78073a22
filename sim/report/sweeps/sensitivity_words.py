"""What moves a figure, in a sentence, for each design."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import polars as pl

from sim.ensemble.study import Figure, Study
from sim.report.drawing.wording import capitalised, percent
from sim.report.sweeps.amounts import definite, is_or_are, phrase, plain_number, subject, width_written

_LEAST_SHARE = 0.005


def sensitivity_sentence(study: Study, figure: Figure, frame: pl.DataFrame, index: str) -> str:
    """Name the strongest lever and what it does.

    Parameters
    ----------
    study : Study
        The sweep.
    figure : Figure
        What is moved.
    frame : DataFrame
        Its ``sensitivity``.
    index : str
        The index that is told.
    """
    rows = [row for row in frame.filter(index=index).iter_rows(named=True) if not math.isnan(row["value"])]
    if not rows or all(row["value"] == 0.0 for row in rows):
        return f"{subject(figure)} {is_or_are(figure, 'does', 'do')} not vary with the levers in these runs"
    return {"first": _share, "mean_absolute": _effect}.get(index, _rank)(study, figure, rows)


def spread_sentence(study: Study, figure: Figure, frame: pl.DataFrame) -> str:
    """Name the lever whose effect depends most on where it and the others stand."""
    pairs = {
        index: dict(frame.filter(index=index).select("lever", "value").iter_rows())
        for index in ("mean_absolute", "spread")
    }
    known = {name: value for name, value in pairs["spread"].items() if not math.isnan(value)}
    name = max(known, key=lambda each: known[each], default="")
    if not name or width_written(known[name], figure.unit) == width_written(0.0, figure.unit):
        return f"Every lever does the same to {phrase(subject(figure))} wherever the others stand"
    return (
        f"What {definite(study.lever(name).title)} does to {phrase(subject(figure))} depends most on "
        f"where the levers stand: spread {width_written(known[name], figure.unit)}, mean absolute effect "
        f"{width_written(pairs['mean_absolute'][name], figure.unit)}"
    )


def _name(study: Study, row: Mapping[str, Any]) -> str:
    return definite(study.lever(str(row["lever"])).title)


def _share(study: Study, figure: Figure, rows: list[dict[str, Any]]) -> str:
    first, *others = sorted(rows, key=lambda row: -row["value"])
    text = (
        f"{capitalised(_name(study, first))} alone explains {percent(max(first['value'], 0.0))} "
        f"({percent(max(first['low'], 0.0))} to {percent(min(first['high'], 1.0))}) of the variance of "
        f"{phrase(subject(figure))}"
    )
    if not others or others[0]["value"] < _LEAST_SHARE:
        return f"{text}; no other lever explains 1%" if others else text
    both = min(first["value"] + others[0]["value"], 1.0)
    return f"{text}; with {_name(study, others[0])} it is {percent(both)}"


def _effect(study: Study, figure: Figure, rows: list[dict[str, Any]]) -> str:
    first, *others = rows
    text = (
        f"{capitalised(_name(study, first))} moves {phrase(subject(figure))} most: by "
        f"{width_written(first['value'], figure.unit)} on average from one end of its range to the other"
    )
    if not others:
        return text
    return f"{text}; next is {_name(study, others[0])}, {width_written(others[0]['value'], figure.unit)}"


def _rank(study: Study, figure: Figure, rows: list[dict[str, Any]]) -> str:
    first, *others = sorted(rows, key=lambda row: -abs(row["value"]))
    text = (
        f"{subject(figure)} {is_or_are(figure, 'goes', 'go')} most with {_name(study, first)}: rank "
        f"correlation {plain_number(round(first['value'], 2), signed=True)} with the other levers taken out"
    )
    if not others:
        return text
    value = plain_number(round(others[0]["value"], 2), signed=True)
    return f"{text}; next is {_name(study, others[0])}, {value}"
