"""The figures by which scenarios are held side by side, each worked out as in the report of a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from sim.metrics.computing import Metrics
from sim.metrics.headline import Change, decoupled, price_change, trade_change, welfare_change
from sim.metrics.tariffs import ALL
from sim.metrics.trade_patterns.bilateral import BOTH

Unit: TypeAlias = Literal["change", "share", "money"]
"""A change from the run without the measures or a share, both fractions, or USD million a year."""


@dataclass(frozen=True)
class KeyFigure:
    """One figure of a run at its end.

    Parameters
    ----------
    name : str
        Name in files.
    part : str
        What it belongs to.
    heading : str
        What it is, with ``{first}`` and ``{second}`` for the names of the two economies.
    unit : {"change", "share", "money"}
        Its unit.
    of : callable
        Its value in the run and in the long run without frictions; None where there is none.
    """

    name: str
    part: str
    heading: str
    unit: Unit
    of: Callable[[Metrics], Change]

    @property
    def long_run(self) -> bool:
        """Whether the long run without frictions has it."""
        return self.name not in _WITHOUT_LONG_RUN


def key_values(metrics: Metrics) -> Mapping[str, Change]:
    """Work out every key figure of a run, by name."""
    return {figure.name: figure.of(metrics) for figure in KEY_FIGURES}


def _trade(metrics: Metrics) -> Change:
    return trade_change(metrics, BOTH)


def _index(metrics: Metrics) -> Change:
    found = decoupled(metrics)
    return Change(None if found is None else found.index, None)


def _share(metrics: Metrics) -> Change:
    rows = metrics.import_sources_first.filter(economy=metrics.focus.second)
    return Change(*rows.select("scenario_share", "benchmark_share").row(0))


def _look_through(metrics: Metrics) -> Change:
    found = decoupled(metrics)
    return Change(None if found is None or found.look_through is None else found.look_through[1], None)


def _tariff(column: str, importer: str, exporter: str = "") -> Callable[[Metrics], Change]:
    """Average at the end; the long run has weights of its own, which are those after substitution."""

    def of(metrics: Metrics) -> Change:
        codes = {"first": metrics.focus.first, "second": metrics.focus.second, "": ALL}
        path = metrics.tariff_paths.filter(importer=codes[importer], exporter=codes[exporter]).sort("week")
        last = path.row(-1, named=True)
        return Change(last[column], last["benchmark"] if column == "current_weights" else None)

    return of


def _prices(place: int) -> Callable[[Metrics], Change]:
    return lambda metrics: price_change(metrics, _economy(metrics, place))


def _welfare(place: int, column: str) -> Callable[[Metrics], Change]:
    return lambda metrics: welfare_change(metrics, _economy(metrics, place), column)


def _economy(metrics: Metrics, place: int) -> str:
    return (metrics.focus.first, metrics.focus.second)[place]


def _revenue(metrics: Metrics) -> Change:
    rows = metrics.revenue.filter(economy=metrics.focus.first)
    return Change(*rows.select("last_4_weeks", "benchmark").row(0))


_TIES, _TARIFFS, _HOUSEHOLDS, _GOVERNMENT = (
    "Trade and ties",
    "Average tariffs",
    "Prices and incomes",
    "Government",
)
_BEFORE, _AFTER = "fixed_weights", "current_weights"

_WITHOUT_LONG_RUN = frozenset(
    {
        "decoupling_index",
        "look_through",
        "tariff_of_first",
        "tariff_of_second",
        "tariff_of_first_on_all",
    }
)

KEY_FIGURES: tuple[KeyFigure, ...] = (
    KeyFigure("trade", _TIES, "Goods trade, {first} and {second}", "change", _trade),
    KeyFigure("decoupling_index", _TIES, "Index of decoupling", "share", _index),
    KeyFigure("share", _TIES, "{second} in goods imports of {first}", "share", _share),
    KeyFigure(
        "look_through", _TIES, "{second} in what producers in {first} rely on abroad", "share", _look_through
    ),
    KeyFigure("consumer_prices_first", _HOUSEHOLDS, "{first} consumer prices", "change", _prices(0)),
    KeyFigure("consumer_prices_second", _HOUSEHOLDS, "{second} consumer prices", "change", _prices(1)),
    KeyFigure("welfare_first", _HOUSEHOLDS, "{first} real consumption", "change", _welfare(0, "change")),
    KeyFigure("welfare_second", _HOUSEHOLDS, "{second} real consumption", "change", _welfare(1, "change")),
    KeyFigure("real_wage_first", _HOUSEHOLDS, "{first} real wage", "change", _welfare(0, "real_wage_change")),
    KeyFigure(
        "real_wage_second", _HOUSEHOLDS, "{second} real wage", "change", _welfare(1, "real_wage_change")
    ),
    KeyFigure("revenue", _GOVERNMENT, "{first} tariff revenue, USD bn a year", "money", _revenue),
    KeyFigure(
        "tariff_of_first", _TARIFFS, "{first} on {second}", "share", _tariff(_BEFORE, "first", "second")
    ),
    KeyFigure(
        "tariff_of_first_after_substitution",
        _TARIFFS,
        "{first} on {second}, after substitution",
        "share",
        _tariff(_AFTER, "first", "second"),
    ),
    KeyFigure(
        "tariff_of_second", _TARIFFS, "{second} on {first}", "share", _tariff(_BEFORE, "second", "first")
    ),
    KeyFigure(
        "tariff_of_second_after_substitution",
        _TARIFFS,
        "{second} on {first}, after substitution",
        "share",
        _tariff(_AFTER, "second", "first"),
    ),
    KeyFigure(
        "tariff_of_first_on_all", _TARIFFS, "{first} on all imports", "share", _tariff(_BEFORE, "first")
    ),
    KeyFigure(
        "tariff_of_first_on_all_after_substitution",
        _TARIFFS,
        "{first} on all imports, after substitution",
        "share",
        _tariff(_AFTER, "first"),
    ),
)
"""In the order of the table that ranks scenarios."""
