"""Tariffs as they are written, as they are paid, and as they are paid once buyers have turned elsewhere."""

from __future__ import annotations

import numpy as np
import polars as pl

from sim.metrics.axes import CLOSING_WEEKS, Floats, over
from sim.metrics.declaration import IMPORTER, WEEK, Metric, arms, number
from sim.metrics.evidence import Evidence
from sim.metrics.incidence.border import Border, abroad, read_border
from sim.metrics.incidence.partners import PARTNER_OR_ALL, each_and_all, tabulated, total
from sim.records.columns import Table

GAPS = ("evasion", "between_origins", "within_origins")


def average_tariff(rate: Floats, weight: Floats) -> Floats:
    """Return the average tariff on goods of some origins.

    Equation (144) with rates in force and trade of the base as weights.
    Equation (145) with rates that are paid and the same weights. Equation (146)
    with rates that are paid and trade of the week as weights, which is duty over customs value.

    Parameters
    ----------
    rate : (N, ..., G, T) float
        Tariff by origin and product group, fractions.
    weight : (N, ..., G, T) float
        Customs values, in any unit.

    Returns
    -------
    (..., T) float
        Fractions; NaN where the weights are zero.
    """
    return over(total(weight * rate), total(weight))


def tariff_gap(statutory: Floats, paid: Floats, base: Floats, value: Floats) -> tuple[Floats, Floats, Floats]:
    """Split the gap between the tariff as written and as paid after substitution; the parts add up to it.

    Equation (147): what routing through connectors saves at trade of the base.
    Equation (148): buyers turn to origins that are taxed less. Equation (149):
    within an origin they turn to products that are taxed less. An origin whose trade has ended counts as
    one that was left.

    Parameters
    ----------
    statutory, paid : (N, ..., G, T) float
        Tariff in force and tariff paid, by origin and product group, fractions.
    base, value : (N, ..., G, T) float
        Customs values in the base and in the week, in any units.

    Returns
    -------
    evasion, between_origins, within_origins : (..., T) float
        Fractions of the customs value, positive where they lower what is paid; NaN where nothing is
        traded in the base, the last two also where nothing is traded in the week.

    References
    ----------
    Bennet (1920), Journal of the Royal Statistical Society 83(3), for differences of sums of products.
    """
    base_of, value_of = base.sum(axis=-2), value.sum(axis=-2)
    before, after = (over(each, each.sum(axis=0)) for each in (base_of, value_of))
    written = over((base * statutory).sum(axis=-2), base_of, 0.0)
    pre = over((base * paid).sum(axis=-2), base_of, 0.0)
    post = over((value * paid).sum(axis=-2), value_of, pre)
    evasion = (before * (written - pre)).sum(axis=0)
    between = ((before - after) * (pre + post)).sum(axis=0) / 2.0
    within = ((before + after) * (pre - post)).sum(axis=0) / 2.0
    return evasion, between, within


def weekly_tariffs(evidence: Evidence) -> pl.DataFrame:
    """Tabulate the tariffs of the economies asked for on each partner and on all, week by week."""
    weeks = evidence.axes.weeks
    importers = [evidence.axes.economy(code) for code in evidence.subjects]
    border = read_border(evidence, importers, slice(0, len(weeks)))
    return tabulated(evidence, importers, _averages(border), weeks)


def closing_tariffs(evidence: Evidence) -> pl.DataFrame:
    """Tabulate the tariffs of every economy on each partner and on all, at the end of a run."""
    importers = list(range(len(evidence.axes.economies)))
    border = read_border(evidence, importers, evidence.axes.closing(CLOSING_WEEKS)).mean()
    columns = _averages(border)
    value, duty = (
        abroad(each, importers)[..., None]
        for each in (evidence.flows.benchmark, evidence.flows.benchmark_duty)
    )
    columns["post_substitution_benchmark"] = each_and_all(average_tariff, over(duty, value, 0.0), value)
    columns["duty_benchmark"] = each_and_all(total, duty)
    return tabulated(evidence, importers, columns)


def _averages(border: Border) -> dict[str, Floats]:
    """(N + 1, I, T) every column of the tables that a run of weeks has."""
    paid, base = border.paid, border.base[..., None]
    columns = {}
    for arm, suffix in enumerate(("", "_reference")):
        weight = np.broadcast_to(base, paid[arm].shape)
        columns[f"statutory{suffix}"] = each_and_all(average_tariff, border.statutory[arm], weight)
        columns[f"pre_substitution{suffix}"] = each_and_all(average_tariff, paid[arm], weight)
        columns[f"post_substitution{suffix}"] = each_and_all(average_tariff, paid[arm], border.value[arm])
        columns[f"duty{suffix}"] = each_and_all(total, border.duty[arm])
    flows = (border.statutory[0], paid[0], weight, border.value[0])
    for place, name in enumerate(GAPS):
        columns[name] = each_and_all(lambda *flow, at=place: tariff_gap(*flow)[at], *flows)
    columns["not_traded"] = each_and_all(average_tariff, np.where(border.value[0] > 0.0, 0.0, 1.0), weight)
    return columns


_RATES = (
    *arms("statutory", "fraction", "Rates in force by true origin, base-year customs values as weights"),
    *arms("pre_substitution", "fraction", "Rates paid after routing, the same weights"),
    *arms("post_substitution", "fraction", "Duty over customs value"),
    *arms("duty", "USD mn a year", "Duty collected on arrival"),
)
_GAP = (
    number(
        "evasion", "fraction", "Statutory rate less that paid at base weights: routing through connectors"
    ),
    number("between_origins", "fraction", "Of pre- less post-substitution: to origins that are taxed less"),
    number("within_origins", "fraction", "Of pre- less post-substitution: to products that are taxed less"),
    number("not_traded", "fraction", "Base trade of which nothing arrives: its statutory rate stands in"),
)
_SOURCES = (
    "The Budget Lab at Yale (2025), State of U.S. Tariffs: average rates before and after substitution",
    "Bennet (1920), The theory of measurement of changes in cost of living, Journal of the Royal Statistical "
    "Society 83(3)",
)

EFFECTIVE_TARIFFS = Metric(
    question="What do tariffs come to as written, as paid, and once buyers have turned elsewhere?",
    table=Table(
        "effective_tariffs",
        "Average tariff of an economy on goods of each partner and of all, and what lowers it, by week.",
        (IMPORTER, PARTNER_OR_ALL, WEEK, *_RATES, *_GAP),
    ),
    compute=weekly_tariffs,
    equations=(144, 145, 146, 147, 148, 149),
    sources=_SOURCES,
    on_request=True,
)

CLOSING_TARIFFS = Metric(
    question="What do tariffs of every economy come to at the end, and in the long run without frictions?",
    table=Table(
        "closing_tariffs",
        "Average tariff of every economy on goods of each partner and of all, mean of the last four weeks.",
        (
            IMPORTER,
            PARTNER_OR_ALL,
            *_RATES,
            number(
                "post_substitution_benchmark",
                "fraction",
                "Duty over customs value in the long run without frictions",
            ),
            number("duty_benchmark", "USD mn a year", "Duty collected in the long run without frictions"),
            *_GAP,
        ),
    ),
    compute=closing_tariffs,
    equations=(144, 145, 146, 147, 148, 149),
    sources=_SOURCES,
    on_request=True,
)
