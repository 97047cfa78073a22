"""Which levers of a sweep really vary, and how its cases fall into lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from sim.ensemble.analysis.observed import cases_of
from sim.ensemble.jobs import Value
from sim.ensemble.study import Figure, Lever, Study
from sim.report.drawing.theme import ACCENT, scenario_shade
from sim.report.sweeps.amounts import value_written

_SENTENCE = 3
"""Words."""

MOST_LINES = 12
"""Combinations of choices that are told apart by colours."""


@dataclass(frozen=True)
class Line:
    """Cases that share their choices.

    Parameters
    ----------
    label : str
        The choices in words, with what they are about; empty where there are none.
    short : str
        The choices alone.
    shade : str
        Their colour on every chart.
    cases : tuple of int
        Numbers of the cases.
    """

    label: str
    short: str
    shade: str
    cases: tuple[int, ...]


def asked(study: Study) -> tuple[Figure, ...]:
    """Figures that the sweep is about; all where it asks for none."""
    return tuple(each for each in study.figures if each.asked) or study.figures


def varied(study: Study) -> tuple[Lever, ...]:
    """Levers that take more than one value."""
    cases = cases_of(study)
    return tuple(each for each in study.levers if cases[each.name].n_unique() > 1)


def numbers(study: Study) -> tuple[Lever, ...]:
    """Levers of numbers that vary."""
    return tuple(each for each in varied(study) if not each.is_choice)


def choices(study: Study) -> tuple[Lever, ...]:
    """Levers of choices that vary."""
    return tuple(each for each in varied(study) if each.is_choice)


def is_listed(study: Study) -> bool:
    """Tell whether the design was laid out by hand: a grid or a list, not a sample."""
    return study.design["kind"] in ("grid", "list")


def lines(study: Study) -> tuple[Line, ...]:
    """Group the cases by their choices, in the order of the design; empty where there are too many."""
    chosen = choices(study)
    groups: dict[tuple[Value, ...], list[int]] = {}
    for row in cases_of(study).iter_rows(named=True):
        groups.setdefault(tuple(row[each.name] for each in chosen), []).append(row["case"])
    if len(groups) > MOST_LINES:
        return ()
    if len(groups) == 1:
        return (Line("", "", ACCENT.light, tuple(next(iter(groups.values())))),)
    return tuple(
        Line(_label(values, chosen), _short(values, chosen), scenario_shade(place).light, tuple(cases))
        for place, (values, cases) in enumerate(groups.items())
    )


def _label(values: Sequence[Value], levers: Sequence[Lever]) -> str:
    if len(levers) == 1 and all(_speaks(str(each)) for each in levers[0].values):
        return _short(values, levers)
    pairs = zip(values, levers, strict=True)
    return "; ".join(f"{lever.title}: {value_written(value, lever)}" for value, lever in pairs)


def _speaks(choice: str) -> bool:
    """Tell whether a choice is a sentence by itself, and needs nothing in front."""
    return len(choice.replace("_", " ").split()) >= _SENTENCE


def _short(values: Sequence[Value], levers: Sequence[Lever]) -> str:
    return ", ".join(value_written(value, lever) for value, lever in zip(values, levers, strict=True))


def of_figure(frame: pl.DataFrame, figure: str) -> pl.DataFrame:
    """Rows of an analysis that are about a figure."""
    return frame.filter(pl.col("figure") == figure)
