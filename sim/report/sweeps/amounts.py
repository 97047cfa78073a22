"""How values of figures and levers are scaled on axes and written in words, by their unit."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sim.ensemble.jobs import Value
from sim.ensemble.study import Figure, Lever, Unit
from sim.report.drawing.wording import NO_VALUE, billions, capitalised, comparison, listed, percent, points

_MINUS = "\u2212"
_DIGITS = 6
_MOST_POWERS = 3


@dataclass(frozen=True)
class Scale:
    """From a unit to its axis.

    Parameters
    ----------
    factor : float
        From the unit to what the axis counts in.
    suffix : str
        Behind a number on the axis.
    words : str
        The unit in words, for subtitles and headings.
    kind : str
        How tables print it (``Field``).
    away : str
        Unit of a difference, in words.
    """

    factor: float
    suffix: str
    words: str
    kind: str
    away: str


_FRACTION = Scale(100.0, "%", "percent", "percent", "percentage points")
SCALES: Mapping[Unit, Scale] = {
    "change": _FRACTION,
    "share": _FRACTION,
    "probability": _FRACTION,
    "money": Scale(1e-3, "", "USD billion a year", "billions", "USD billion a year"),
    "number": Scale(1.0, "", "", "number", ""),
    "weeks": Scale(1.0, "", "weeks", "number", "weeks"),
    "percent": Scale(1.0, "%", "percent", "number", "percentage points"),
}
_HEADED = (", USD bn a year", ", USD billion a year", ", percent", ", weeks")


def scaled(values: Iterable[float | None], unit: Unit) -> list[float | None]:
    """Bring values to the scale of an axis; None where there is none."""
    factor = SCALES[unit].factor
    return [None if missing(value) else float(f"{value * factor:.{_DIGITS}g}") for value in values]  # type: ignore[operator]


def missing(value: float | None) -> bool:
    """Tell whether there is no value."""
    return value is None or math.isnan(value)


def plain_number(value: float, *, signed: bool = False) -> str:
    """Write a number with three digits: 0.0123, 4.5, 1,230."""
    if value == 0.0:
        return "0"
    short = float(f"{abs(value):.3g}")
    digits = max(2 - math.floor(math.log10(short)), 0)
    text = f"{short:,.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return (_MINUS if value < 0 else "+" if signed else "") + text


def written(value: float | None, unit: Unit) -> str:
    """Write a value with its unit: "−85%", "USD 120 bn a year", "12 weeks"."""
    if value is None or math.isnan(value):
        return NO_VALUE
    if unit == "money":
        return f"USD {billions(value)} bn a year"
    if unit in ("change", "share", "probability"):
        return percent(value, signed=unit == "change")
    if unit == "percent":
        return f"{plain_number(value)}%"
    if unit == "weeks":
        return f"{plain_number(value)} week{'' if value == 1.0 else 's'}"
    return plain_number(value)


def short(value: float | None, unit: Unit) -> str:
    """Write a value for a label in a chart whose axis has the unit."""
    if value is None or math.isnan(value):
        return NO_VALUE
    return billions(value) if unit == "money" else written(value, unit)


def difference_written(value: float | None, unit: Unit) -> str:
    """Write a difference with its unit: "+1.2 points", "−20 bn"."""
    if value is None or math.isnan(value):
        return NO_VALUE
    if unit == "money":
        return f"{billions(value, signed=True)} bn"
    if unit in ("change", "share", "probability"):
        return f"{points(value, signed=True)} points"
    if unit == "percent":
        return f"{plain_number(value, signed=True)} points"
    return plain_number(value, signed=True) + (" weeks" if unit == "weeks" else "")


def width_written(value: float, unit: Unit) -> str:
    """Write half the width of an interval: "0.3 points", "USD 2.1 bn a year"."""
    if math.isnan(value):
        return NO_VALUE
    if unit == "money":
        return f"USD {plain_number(float(f'{value / 1000.0:.2g}'))} bn a year"
    return difference_written(abs(value), unit).removeprefix("+")


def range_written(low: float, high: float, unit: Unit) -> str:
    """Write a range with its unit once: "USD 5.0 to 259 bn a year"."""
    if unit == "money":
        return f"USD {billions(low)} to {billions(high)} bn a year"
    return f"{written(low, unit)} to {written(high, unit)}"


def value_written(value: Value | None, lever: Lever) -> str:
    """Write a value of a lever: a number with its unit, or the words of a choice."""
    if value is None:
        return NO_VALUE
    return value.replace("_", " ") if isinstance(value, str) else written(value, lever.unit)


def point_written(values: Mapping[str, Value], levers: Iterable[Lever]) -> str:
    """Write a point among levers: "a US tariff of 45% and China's tariff at 20%"."""
    parts = [at_value(lever, values[lever.name]) for lever in levers if values.get(lever.name) is not None]
    return listed(parts)


def at_value(lever: Lever, value: Value) -> str:
    """Write a lever with a value: "a US tariff on China of 45%", "China's tariff at 45%"."""
    name, amount = phrase(lever.title), value_written(value, lever)
    if lever.is_choice:
        return f"{name}: {amount}"
    if is_plural(name) or has_owner(name):
        return f"{name} at {amount}"
    return f"{name} at {amount}" if " of " in name else f"{_article(name)} {name} of {amount}"


def told(value: float | None, unit: Unit) -> str:
    """Write a figure behind its verb: a change as "66% lower", anything else as it stands."""
    return comparison(value) if unit == "change" and not missing(value) else written(value, unit)


def definite(title: str) -> str:
    """Write a lever within a sentence: "the rate of a truce", "China's answer", "stocks of buyers"."""
    name = phrase(title)
    bare = is_plural(name) or has_owner(name) or name.split(maxsplit=1)[0].endswith("s")
    return name if bare else f"the {name}"


def log_ticks(lever: Lever) -> dict[str, Any]:
    """Ticks of an axis of logarithms at 1, 2 and 5 times powers of ten; nothing on other axes."""
    if not lever.logarithmic or not 0.0 < lever.low < lever.high:
        return {}
    ends = [end * SCALES[lever.unit].factor for end in (lever.low, lever.high)]
    first, last = (math.floor(math.log10(end)) for end in ends)
    steps = (1.0, 2.0, 5.0) if last - first < _MOST_POWERS else (1.0,)
    every = [float(f"{step * 10.0**power:.3g}") for power in range(first, last + 1) for step in steps]
    shown = [each for each in every if ends[0] * 0.999 <= each <= ends[1] * 1.001]
    suffix = SCALES[lever.unit].suffix
    return {
        "type": "log", "tickmode": "array", "tickvals": shown,
        "ticktext": [f"{plain_number(each)}{suffix}" for each in shown],
    }  # fmt: skip


def has_owner(name: str) -> bool:
    """Tell whether a title begins with whose it is, or with an article: "China's answer"."""
    return name.split(maxsplit=1)[0].lower() in ("the", "a", "an") or "'s" in name.split(maxsplit=2)[0]


def _article(name: str) -> str:
    first = name.split(maxsplit=1)[0]
    # "US" and "UK" begin with the sound of a consonant
    vowel = first[:1].lower() in "aeiou" and first not in ("US", "UK") and not first.startswith("uni")
    return "an" if vowel else "a"


def subject(figure: Figure) -> str:
    """Write a figure at the beginning of a sentence, less a unit that the sentence gives."""
    heading = figure.heading
    for ending in _HEADED:
        heading = heading.removesuffix(ending)
    return capitalised(heading)


def phrase(title: str) -> str:
    """Write a title within a sentence: in small letters where it begins with an ordinary word."""
    begins = title[1:2].islower() or title.startswith("A ")
    return title[0].lower() + title[1:] if begins and not _is_name(title) else title


def _is_name(title: str) -> bool:
    """Tell whether a title begins with a name: an economy's, or one that bears another's name."""
    first = title.split(maxsplit=1)[0].removesuffix(",")
    return first.endswith(("'s", "\u2019s", "ese", "ian", "ican")) or first in _NAMES


_NAMES = frozenset(
    {
        "China", "Mexico", "Canada", "Japan", "Korea", "Taiwan", "India", "Vietnam", "Thailand", "Brazil",
        "Germany", "France", "Russia", "Armington", "Washington", "Beijing", "Indonesia", "Malaysia",
        "Switzerland", "Australia", "Europe",
    }
)  # fmt: skip


def is_or_are(figure: Figure, singular: str = "is", plural: str = "are") -> str:
    """Choose the verb of a figure by the word that its heading is about."""
    return plural if is_plural(figure.heading) else singular


def is_plural(heading: str) -> bool:
    """Tell whether the word that a heading is about is a plural."""
    head = heading.split(",", maxsplit=1)[0]
    for ending in (" of ", " in ", " to ", " on ", " by ", " from ", " with "):
        head = head.split(ending)[0]
    last = head.split()[-1] if head.split() else head
    return last.endswith("s") and not last.endswith(("ss", "us", "is"))
