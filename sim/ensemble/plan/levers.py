"""Levers: from a place in the unit interval, or in a list, to what is laid over the scenario."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from sim.ensemble.jobs import Value
from sim.ensemble.plan.records import is_whole, parameter_at, unit_at
from sim.ensemble.plan.schema import LeverChoice, Listed, Sweep
from sim.ensemble.study import Lever, Unit
from sim.scenario.parameters import Prior

_SLACK = 1e-9
"""A third of the way is in the second of three parts, however it is rounded."""

_LARGEST_WHOLE = 2**63

NAMES_OF_TRUTH = {True: "true", False: "false", None: "null"}


Overrides: TypeAlias = Mapping[str, str]
"""Dotted place in the scenario to YAML text."""


@dataclass(frozen=True)
class SweptLever:
    """A lever that is ready to be moved.

    Parameters
    ----------
    name, title, unit
        As in the file, filled in.
    paths : tuple of str
        Places that it moves; empty for choices.
    values : tuple of float or str
        The values that it takes where they are few.
    low, high : float
        Ends of its range where it takes any value of it; NaN for words and choices.
    logarithmic : bool
        Whether the range is covered evenly in logarithms.
    whole : bool
        Whether it takes whole numbers only.
    prior : Prior, optional
        Distribution that its values follow in place of the range.
    choices : mapping of str to mapping
        What each named choice lays over the scenario.
    """

    name: str
    title: str
    unit: Unit
    paths: tuple[str, ...]
    values: tuple[Value, ...]
    low: float
    high: float
    logarithmic: bool
    whole: bool
    prior: Prior | None
    choices: Mapping[str, Mapping[str, Any]]

    def at(self, quantile: float) -> Value:
        """Value at a place of the unit interval.

        Values that are few have equal parts of it, whole numbers of a range as well; others follow the
        range evenly, evenly in logarithms, or by the prior.
        """
        if self.values:
            return self.values[min(int(quantile * len(self.values) + _SLACK), len(self.values) - 1)]
        if self.prior is not None:
            return float(self.prior.quantile(quantile))
        if quantile in {0.0, 1.0}:
            return self.high if quantile else self.low
        high = self.high + 1.0 if self.whole else self.high
        if self.logarithmic:
            found = math.exp((1.0 - quantile) * math.log(self.low) + quantile * math.log(high))
        else:
            found = (1.0 - quantile) * self.low + quantile * high
        # rounding of the logarithms must not leave the range
        return min(max(float(math.floor(found + _SLACK)) if self.whole else found, self.low), self.high)

    def overrides(self, value: Value) -> Overrides:
        """Return what is laid over the scenario for a value."""
        if self.choices:
            return {path: _text(inner) for path, inner in self.choices[str(value)].items()}
        text = self._number(value) if isinstance(value, float) else _word(value)
        return dict.fromkeys(self.paths, text)

    def _number(self, value: float) -> str:
        is_whole_number = self.whole and value.is_integer() and abs(value) < _LARGEST_WHOLE
        return str(int(value)) if is_whole_number else repr(value)

    @property
    def record(self) -> Lever:
        """The lever as analyses and pages see it."""
        return Lever(
            self.name, self.title, self.unit, self.low, self.high, self.values, logarithmic=self.logarithmic
        )


def swept_levers(sweep: Sweep) -> tuple[SweptLever, ...]:
    """Make the levers of a sweep that was found sound."""
    return tuple(_swept(name, choice, sweep) for name, choice in sweep.levers.items())


def places_of(choice: LeverChoice) -> tuple[str, ...]:
    """Return the places that a lever moves, without those of its choices."""
    return (*((choice.path,) if choice.path else ()), *choice.paths)


def _swept(name: str, choice: LeverChoice, sweep: Sweep) -> SweptLever:
    paths = places_of(choice)
    whole = bool(paths) and any(is_whole(path) for path in paths)
    record = parameter_at(paths[0]) if choice.prior else None
    prior = record.prior if record is not None else None
    values = tuple(map(plain_value, _values(name, choice, sweep, whole)))
    low, high = _range(choice, values, prior)
    return SweptLever(
        name=name,
        title=choice.title or name,
        unit=choice.unit or (unit_at(paths[0]) if paths else "number"),
        paths=paths,
        values=values,
        low=low,
        high=high,
        logarithmic=choice.scale == "log" or (prior is not None and prior.kind == "log-uniform"),
        whole=whole,
        prior=prior,
        choices=choice.choices,
    )


def _values(name: str, choice: LeverChoice, sweep: Sweep, whole: bool) -> tuple[Any, ...]:
    if choice.choices:
        return tuple(choice.choices)
    if isinstance(sweep.design, Listed):
        return tuple(dict.fromkeys(plain_value(case[name]) for case in sweep.design.cases))
    if choice.values is not None:
        return choice.values
    if choice.first is not None and choice.last is not None and choice.steps is not None:
        found = tuple(_step(choice, rank / (choice.steps - 1)) for rank in range(choice.steps))
        return tuple(dict.fromkeys(float(round(each)) for each in found)) if whole else found
    return ()


def _step(choice: LeverChoice, part: float) -> float:
    """Value at a part of the way; 12 digits, so that 0.3 is not 0.30000000000000004."""
    first, last = choice.first or 0.0, choice.last or 0.0
    if choice.scale == "log":
        return float(f"{first ** (1.0 - part) * last**part:.12g}")
    return float(f"{(1.0 - part) * first + part * last:.12g}")


def _range(choice: LeverChoice, values: tuple[Value, ...], prior: Prior | None) -> tuple[float, float]:
    numbers = [each for each in values if isinstance(each, float)]
    if values:
        all_numbers = len(numbers) == len(values)
        return (min(numbers), max(numbers)) if all_numbers else (math.nan, math.nan)
    if prior is not None:
        return float(prior.quantile(0.0)), float(prior.quantile(1.0))
    assert choice.low is not None
    assert choice.high is not None
    return choice.low, choice.high


def plain_value(value: Any) -> Value:
    """Return a value of a file as a number, or as the text that stands for it."""
    if value is None or isinstance(value, bool):
        return NAMES_OF_TRUTH[value]
    return value if isinstance(value, str) else float(value)


def _word(value: str | float) -> str:
    return str(value) if value in NAMES_OF_TRUTH.values() else json.dumps(value, ensure_ascii=False)


def _text(value: Any) -> str:
    """YAML text of anything: JSON is YAML."""
    return json.dumps(value, ensure_ascii=False)
