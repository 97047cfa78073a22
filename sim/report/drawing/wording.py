"""How the page writes numbers and names: one voice for text, tiles, titles and labels."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from sim.metrics.economy_names import economy_label, economy_phrase

_MINUS = "\u2212"
_SMALLEST = 5e-5
NO_VALUE = "\u2013"
LONG_RUN_PHRASE = "long run without frictions"
LONG_RUN = LONG_RUN_PHRASE.capitalize()
WITHOUT_FRICTIONS = "without frictions"
LONG_RUN_EXPLAINED = (
    f"Diamonds show the {LONG_RUN_PHRASE}: the Caliendo-Parro equilibrium at the last "
    "week's tariffs, what remains when every buyer has reconsidered and every price and wage has adjusted."
)


@dataclass(frozen=True)
class Names:
    """Names of a run's economies, product groups and sectors."""

    economies: Mapping[str, str]
    groups: Mapping[str, str]
    sectors: Mapping[str, str] = field(default_factory=dict)

    def label(self, code: str) -> str:
        """Name of an economy on an axis or in a table."""
        return economy_label(code, self.economies)

    def phrase(self, code: str) -> str:
        """Name of an economy within a sentence, with its article."""
        return economy_phrase(code, self.economies)

    def labels(self, codes: pl.Series) -> pl.Series:
        """Names of a column of economies, under the column's name."""
        return pl.Series(codes.name, [self.label(code) for code in codes], dtype=pl.String)

    def group_titles(self, codes: pl.Series) -> pl.Series:
        """Names of a column of product groups, under the column's name."""
        return pl.Series(codes.name, [self.group(code) for code in codes], dtype=pl.String)

    def group(self, code: str) -> str:
        """Name of a product group on an axis or in a table."""
        return self.groups.get(code, code.replace("_", " "))

    def group_phrase(self, code: str) -> str:
        """Name of a product group within a sentence."""
        title = self.group(code)
        return title[0].lower() + title[1:] if title[1:2].islower() else title

    def in_words(self, text: str) -> str:
        """Write the names of economies in a text in place of their codes."""
        codes = "|".join(re.escape(code) for code in self.economies)
        return re.sub(rf"\b({codes})\b", lambda found: self.phrase(found[0]), text) if codes else text


def possessive(phrase: str) -> str:
    """Write the possessive of a name: "China's", "the Philippines'"."""
    return f"{phrase}'" if phrase.endswith("s") else f"{phrase}'s"


def capitalised(text: str) -> str:
    """Write the first letter in upper case and leave the rest."""
    return text[:1].upper() + text[1:]


def listed(items: Sequence[str]) -> str:
    """Write items as an enumeration: "a", "a and b", "a, b and c"."""
    if len(items) <= 1:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def is_nothing(value: float | None) -> bool:
    """Tell whether a fraction is undefined or too small to be printed as anything but zero."""
    return value is None or abs(value) < _SMALLEST


def percent(value: float | None, *, signed: bool = False) -> str:
    """Write a fraction as percent with as many digits as a reader needs: 124%, 4.5%, 0.31%."""
    if value is None:
        return NO_VALUE
    if is_nothing(value):
        return "0%"
    points = abs(value) * 100.0
    digits = 0 if points >= 9.95 else 1 if points >= 0.995 else 2
    sign = _MINUS if value < 0 else "+" if signed else ""
    return f"{sign}{points:,.{digits}f}%"


def billions(value: float | None, *, signed: bool = False) -> str:
    """Write USD million as billion: 346, 8.2, 0.3."""
    if value is None:
        return NO_VALUE
    amount = abs(value) / 1000.0
    digits = 0 if amount >= 9.95 else 1
    if round(amount, digits) == 0.0:
        return "0"
    sign = _MINUS if value < 0 else "+" if signed else ""
    return f"{sign}{amount:,.{digits}f}"


def billions_apart(value: float | None, reference: float | None) -> str:
    """Write an amount a year beside that of the run without the measures: "184 bn a year, 429 without"."""
    run, without = billions(value), billions(reference)
    if run == without:
        return f"USD {run} bn a year, as much as without the measures"
    return f"USD {run} bn a year, {without} without the measures"


def comparison(value: float | None) -> str:
    """Write a change in words: "66% lower", "0.4% higher", "unchanged"."""
    if value is None or is_nothing(value):
        return "unchanged"
    return f"{percent(abs(value))} {'higher' if value > 0 else 'lower'}"


def points(value: float, *, signed: bool = False) -> str:
    """Write a fraction in percentage points with two significant digits: 0.0058, 0.70, 1.2, 35."""
    amount = abs(100.0 * value)
    if amount < 5e-4:
        return "0"
    digits = max(1 - math.floor(math.log10(float(f"{amount:.1e}"))), 0)
    sign = _MINUS if value < 0 else "+" if signed else ""
    return f"{sign}{amount:,.{digits}f}"


def day_in_words(day: date) -> str:
    """Write a day: 4 February 2025."""
    return f"{day.day} {day:%B %Y}"


def several(number: int, thing: str) -> str:
    """Write a number of things: "1 week", "5 weeks"."""
    return f"{number:,d} {thing}{'' if number == 1 else 's'}"


def count(value: int | float) -> str:
    """Write a whole number with separators."""
    return f"{value:,.0f}"
