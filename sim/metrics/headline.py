"""The figures that the report's text quotes, each worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from sim.metrics.published import PublishedFigure
from sim.metrics.tariffs import ALL, REST
from sim.metrics.trade_patterns.bilateral import BOTH, direction

if TYPE_CHECKING:
    from sim.metrics.computing import Metrics

_LEADERS = 3


@dataclass(frozen=True)
class Change:
    """A change at the end of the run and in the long run without frictions; None where undefined."""

    run: float | None
    benchmark: float | None


@dataclass(frozen=True)
class TariffLevel:
    """Average tariff of one economy on another's goods, fixed weights unless said; fractions.

    ``benchmark`` has the trade of the long run without frictions as weights.
    """

    base: float
    highest: float
    end: float
    end_current_weights: float
    benchmark: float
    barred: float


@dataclass(frozen=True)
class Lost:
    """What became of the imports that the first economy no longer buys from the second; USD mn a year.

    ``benchmark`` is the total in the long run without frictions.
    """

    total: float
    diverted: float
    replaced_at_home: float
    not_bought: float
    benchmark: float


@dataclass(frozen=True)
class ThirdGain:
    """Long-run change of what all third economies sell to the first economy; USD mn a year.

    ``bilateral`` if only the two main belligerents taxed each other, ``benchmark`` with all tariffs.
    """

    bilateral: float
    benchmark: float


@dataclass(frozen=True)
class Decoupled:
    """How far the first and the second have come apart; fractions.

    ``index`` has its parts between ``least`` and ``most``, each with its name. ``look_through`` is the
    second's share of all that the first's producers rely on abroad, suppliers of suppliers included, without
    the measures and at the end.
    """

    index: float
    least: tuple[str, float]
    most: tuple[str, float]
    look_through: tuple[float, float] | None


@dataclass(frozen=True)
class WelfareParts:
    """Where the change of the first's real consumption comes from; fractions of it without the measures.

    ``trade`` is terms and volume of trade, ``matches`` what relationships are worth that have moved and not
    settled, ``rest`` all else.
    """

    trade: float
    matches: float
    rest: float


@dataclass(frozen=True)
class Headline:
    """Everything that the text of the page says in numbers.

    ``first`` and ``second`` are the pair of ``Metrics.focus``. Changes are fractions of the reference
    (run, mean of the last four weeks) or of the base (benchmark: the long run without frictions);
    money is USD million a year.
    ``share_of_second`` is the second's share of the first's goods imports in the base and at the end;
    ``share_gains`` names the third economies that gain most in that share, ``gains`` and ``losses``
    those whose exports to the first change most in value;
    ``dearer`` names product groups with the largest rise at retail in the first economy.
    """

    first: str
    second: str
    at_war: bool
    weeks: int
    trade: Change
    imports: Change
    exports: Change
    published_trade: PublishedFigure | None
    tariff_of_first: TariffLevel
    tariff_of_second: TariffLevel
    tariff_of_first_on_all: TariffLevel
    tariff_of_first_on_rest: TariffLevel
    consumer_prices: tuple[Change, Change]
    welfare: tuple[Change, Change]
    welfare_parts: WelfareParts | None
    real_wage: tuple[Change, Change]
    revenue: float
    revenue_reference: float
    revenue_benchmark: float
    lost: Lost
    decoupled: Decoupled | None
    share_of_second: tuple[float, float] | None
    share_gains: tuple[tuple[str, float], ...]
    third: ThirdGain
    gains: tuple[tuple[str, float], ...]
    losses: tuple[tuple[str, float], ...]
    dearer: tuple[tuple[str, float], ...]
    largest_welfare_gain: tuple[str, float] | None
    largest_welfare_loss: tuple[str, float] | None


def headline(metrics: Metrics) -> Headline:
    """Pick the headline figures out of a run's metrics."""
    first, second = metrics.focus.first, metrics.focus.second
    revenue = metrics.revenue.filter(pl.col("economy") == first).row(0, named=True)
    parts = ("lost", "diverted", "replaced_at_home", "not_bought", "benchmark_lost")
    totals = metrics.diversion.select(parts).sum().row(0)
    third = metrics.import_sources_first.filter(pl.col("economy") != second).sort("gain", "economy")
    ranked = [(economy, gain) for economy, gain in third.select("economy", "gain").rows() if gain is not None]
    dearer = metrics.retail.filter(pl.col("retail_change") > 0.0).head(_LEADERS)
    welfare = (
        metrics.welfare.drop_nulls("change").sort("change", "economy").select("economy", "change").rows()
    )
    return Headline(
        first=first,
        second=second,
        at_war=metrics.focus.at_war,
        weeks=len(metrics.axes.weeks),
        trade=trade_change(metrics, BOTH),
        imports=trade_change(metrics, direction(second, first)),
        exports=trade_change(metrics, direction(first, second)),
        published_trade=metrics.published_trade,
        tariff_of_first=_tariff_level(metrics.tariff_paths, first, second),
        tariff_of_second=_tariff_level(metrics.tariff_paths, second, first),
        tariff_of_first_on_all=_tariff_level(metrics.tariff_paths, first, ALL),
        tariff_of_first_on_rest=_tariff_level(metrics.tariff_paths, first, REST),
        consumer_prices=(price_change(metrics, first), price_change(metrics, second)),
        welfare=(welfare_change(metrics, first, "change"), welfare_change(metrics, second, "change")),
        welfare_parts=_welfare_parts(metrics),
        real_wage=(
            welfare_change(metrics, first, "real_wage_change"),
            welfare_change(metrics, second, "real_wage_change"),
        ),
        revenue=revenue["last_4_weeks"],
        revenue_reference=revenue["last_4_weeks_reference"],
        revenue_benchmark=revenue["benchmark"],
        lost=Lost(*totals),
        decoupled=decoupled(metrics),
        share_of_second=_share_of(metrics.import_sources_first, second),
        share_gains=_share_gains(third),
        third=ThirdGain(
            *(float(third[name].to_numpy().sum()) for name in ("bilateral_gain", "benchmark_gain"))
        ),
        gains=tuple(item for item in ranked[::-1][:_LEADERS] if item[1] > 0.0),
        losses=tuple(item for item in ranked[:_LEADERS] if item[1] < 0.0),
        dearer=tuple(dearer.select("group", "retail_change").rows()),
        largest_welfare_gain=welfare[-1] if welfare and welfare[-1][1] > 0.0 else None,
        largest_welfare_loss=welfare[0] if welfare and welfare[0][1] < 0.0 else None,
    )


def _welfare_parts(metrics: Metrics) -> WelfareParts | None:
    """Parts of the first's change; None where the tables do not hold them."""
    frame = metrics.frame("welfare_parts").filter(pl.col("economy") == metrics.focus.first)
    columns = ("change", "terms_of_trade", "volume_of_trade", "matches")
    change, terms, volume, matches = frame.select(columns).row(0)
    if None in {change, terms, volume, matches}:
        return None
    return WelfareParts(terms + volume, matches, change - terms - volume - matches)


def decoupled(metrics: Metrics) -> Decoupled | None:
    """Work out the index and the range of its parts at the end; None where no part has a value."""
    frame = metrics.frame("decoupling_parts").filter(pl.col("weight") > 0.0).drop_nulls("decoupled")
    if frame.is_empty():
        return None
    parts = sorted(frame.select("decoupled", "part").rows())
    weights, gone = frame["weight"].to_numpy(), frame["decoupled"].to_numpy()
    (least, at_least), (most, at_most) = parts[0], parts[-1]
    seen = metrics.frame("look_through").filter(
        pl.col("importer") == metrics.focus.first, pl.col("partner") == metrics.focus.second
    )
    last = seen.sort("week").tail(1).select("look_through_share_reference", "look_through_share").rows()
    share = None if not last or None in last[0] else last[0]
    return Decoupled(float((weights * gone).sum() / weights.sum()), (at_least, least), (at_most, most), share)


def _share_of(sources: pl.DataFrame, economy: str) -> tuple[float, float] | None:
    """Share of an origin in the base and at the end; None where there are no imports."""
    row = sources.filter(pl.col("economy") == economy).row(0, named=True)
    before, after = row["base_share"], row["scenario_share"]
    return None if before is None or after is None else (before, after)


def _share_gains(third: pl.DataFrame) -> tuple[tuple[str, float], ...]:
    """Third economies that gain most in share, largest first."""
    moved = third.with_columns(rise=pl.col("scenario_share") - pl.col("base_share")).drop_nulls("rise")
    largest = moved.sort("rise", "economy", descending=[True, False]).head(_LEADERS)
    return tuple(largest.filter(pl.col("rise") > 0.0).select("economy", "rise").rows())


def trade_change(metrics: Metrics, name: str) -> Change:
    """Work out the change of a flow of the focus pair: sums over directions, mean of the last four weeks."""
    first, second = metrics.focus.first, metrics.focus.second
    ways = {
        direction(second, first): [(second, first)],
        direction(first, second): [(first, second)],
        BOTH: [(first, second), (second, first)],
    }[name]
    chosen = metrics.bilateral_means.filter(
        pl.struct("origin", "destination").is_in([{"origin": o, "destination": d} for o, d in ways])
    )
    sums = chosen.select("last_4_weeks", "last_4_weeks_reference", "benchmark", "base").sum().row(0)
    return Change(_ratio(sums[0], sums[1]), _ratio(sums[2], sums[3]))


def _tariff_level(paths: pl.DataFrame, importer: str, exporter: str) -> TariffLevel:
    path = paths.filter(pl.col("importer") == importer, pl.col("exporter") == exporter).sort("week")
    rates = "fixed_weights", "current_weights", "base", "benchmark", "barred"
    filled = path.with_columns(pl.col(*rates).fill_null(0.0))
    last = filled.row(-1, named=True)
    highest = float(filled["fixed_weights"].to_numpy().max())
    return TariffLevel(
        last["base"],
        highest,
        last["fixed_weights"],
        last["current_weights"],
        last["benchmark"],
        last["barred"],
    )


def price_change(metrics: Metrics, economy: str) -> Change:
    """Work out the change of an economy's consumer prices, mean of the last four weeks."""
    chosen = metrics.closing_prices.filter(pl.col("economy") == economy)
    return (
        Change(*chosen.select("change", "benchmark_change").row(0)) if chosen.height else Change(None, None)
    )


def welfare_change(metrics: Metrics, economy: str, column: str) -> Change:
    """Pick an economy's change of real consumption (``change``) or real wage (``real_wage_change``)."""
    row = metrics.welfare.filter(pl.col("economy") == economy).row(0, named=True)
    return Change(row[column], row[f"benchmark_{column}"])


def _ratio(value: float, comparison: float) -> float | None:
    return value / comparison - 1.0 if comparison > 0.0 else None
