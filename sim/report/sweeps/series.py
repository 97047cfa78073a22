"""Figures by week: which are shown, what they are called, and what their axes count in."""

from __future__ import annotations

from dataclasses import dataclass

from sim.ensemble.analysis import series_of
from sim.ensemble.study import Study
from sim.metrics.draw_series import RELATIVE
from sim.report.drawing.wording import Names, billions, capitalised, percent, points
from sim.report.sweeps.amounts import plain_number

MOST_PANELS = 12
_MONEY = ("trade", "imports", "exports", "revenue")
_INDICES = ("consumer_prices", "welfare")
_FRACTIONS = (
    "share", "look_through", "tariff", "tariff_after_substitution", "decoupling_index", "gone", "probability",
)  # fmt: skip
_ORDER = (
    "trade", "decoupling_index", "share", "look_through", "tariff", "revenue", "consumer_prices", "welfare",
    "imports", "exports", "tariff_after_substitution", "gone", "channel",
)  # fmt: skip
"""The first dozen of these fill the panels: what a reader asks for first."""

_OF_THE_TWO = {
    "trade": "Goods trade of {first} and {second}",
    "imports": "Goods imports of {first} from {second}",
    "exports": "Goods exports of {first} to {second}",
    "share": "Share of {second} in goods imports of {first}",
    "look_through": "Share of {second} in what producers in {first} rely on abroad",
    "decoupling_index": "Index of decoupling",
}
_OF_ONE = {
    "tariff": "Average tariff of {owner} on {other}",
    "tariff_after_substitution": "Average tariff of {owner} on {other}, after substitution",
    "consumer_prices": "Consumer prices in {owner}",
    "welfare": "Real consumption in {owner}",
    "revenue": "Tariff revenue of {owner}",
    "channel": "Decoupling, {part}: level",
    "gone": "Decoupling, {part}: what is gone",
}


@dataclass(frozen=True)
class PathSeries:
    """A figure by week.

    Parameters
    ----------
    name : str
        As the sweep keeps it.
    heading : str
        For people.
    stem : str
        The name less whose it is.
    """

    name: str
    heading: str
    stem: str

    def scale(self, basis: str) -> tuple[float, str, str]:
        """Factor, suffix of the axis and unit in words."""
        if basis == "change":
            if self.stem in RELATIVE:
                return 100.0, "%", "percent"
            if self.stem in _FRACTIONS:
                return 100.0, "", "percentage points"
        if self.stem in _MONEY:
            return 1e-3, "", "USD billion a year"
        if self.stem in _INDICES:
            return 100.0, "", "index, 100 in the base"
        if self.stem in _FRACTIONS:
            return 100.0, "%", "percent"
        return 1.0, "", ""

    def written(self, value: float, basis: str) -> str:
        """Write a value within a sentence."""
        factor, suffix, words = self.scale(basis)
        if suffix:
            return percent(value, signed=basis == "change")
        if words == "percentage points":
            return f"{points(value, signed=True)} points"
        if words == "USD billion a year":
            return f"USD {billions(value, signed=basis == 'change')} bn a year"
        return plain_number(value * factor)


def shown_series(study: Study) -> list[PathSeries]:
    """Series that are drawn, those that readers ask for first, of the two before those of others."""
    names = sorted(series_of(study), key=lambda name: _rank(study, name))
    return [named_series(study, name) for name in names[:MOST_PANELS]]


def named_series(study: Study, name: str) -> PathSeries:
    """Name a series for people."""
    stem, _, owner = name.partition(".")
    names = Names(study.economies, {})
    figure = next((each.heading for each in study.figures if each.name == name), None)
    if figure is not None and not study.pair:
        return PathSeries(name, figure.split(", USD")[0], stem)
    if not owner and stem in _OF_THE_TWO:
        first, second = _two(study, names)
        return PathSeries(name, capitalised(_OF_THE_TWO[stem].format(first=first, second=second)), stem)
    if owner and stem in _OF_ONE:
        other = next((names.phrase(code) for code in study.pair if code != owner), "the other economy")
        words = {"owner": names.phrase(owner), "other": other, "part": owner.replace("_", " ")}
        return PathSeries(name, _OF_ONE[stem].format(**words), stem)
    words_of_name = capitalised(stem.replace("_", " "))
    if figure is not None:
        return PathSeries(name, figure.split(", USD")[0], stem)
    return PathSeries(name, f"{words_of_name}, {names.label(owner)}" if owner else words_of_name, stem)


def _two(study: Study, names: Names) -> tuple[str, str]:
    if len(study.pair) == 2:
        return names.phrase(study.pair[0]), names.phrase(study.pair[1])
    return "the first economy", "the second"


def _rank(study: Study, name: str) -> tuple[bool, int, int, str]:
    stem, _, owner = name.partition(".")
    place = _ORDER.index(stem) if stem in _ORDER else len(_ORDER)
    is_others = bool(owner) and stem in (*_INDICES, "revenue") and owner not in study.pair
    return is_others, place, study.pair.index(owner) if owner in study.pair else 0, owner
