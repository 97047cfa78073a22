"""Who bears an extra dollar of duty: exporters abroad, importers, shops, or those who buy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from sim.metrics.axes import CLOSING_WEEKS, Floats, over
from sim.metrics.declaration import IMPORTER, WEEK, Metric, number
from sim.metrics.evidence import Evidence
from sim.metrics.incidence.border import imports, read_border
from sim.metrics.incidence.partners import PARTNER_OR_ALL, each_and_all, tabulated, total
from sim.metrics.incidence.profits import gains
from sim.records.columns import Table

NOTHING = 1e-3
"""Part of base imports below which extra duty is not split: general equilibrium would swamp the parts."""


def extra_duty(rate: Floats, rate_reference: Floats, value: Floats) -> Floats:
    """Return the duty that the scenario's measures add on the goods that are imported.

    Equation (151). ``T = sum_og (t - t_ref) M``: duty less what the reference's rates would bring.

    Parameters
    ----------
    rate, rate_reference : (N, ..., G, T) float
        Rates paid by origin and product group, fractions.
    value : (N, ..., G, T) float
        Customs values, in any unit.

    Returns
    -------
    (..., T) float
        In the unit of the values.
    """
    return total(value * (rate - rate_reference))


def borne_by_exporters(charged: Floats, charged_reference: Floats, value: Floats) -> Floats:
    """Return what exporters forgo on the goods that they sell, against what they would have charged.

    Equation (152) with prices before duty: ``X = sum_og M (p_ref / p - 1)``, quantity times the
    fall of the price. Equation (153) with what exporters charge over their list price
    alone, which needs no numeraire.

    Parameters
    ----------
    charged, charged_reference : (N, ..., G, T) float
        Price charged, any index; zero where nothing is sold.
    value : (N, ..., G, T) float
        Customs values, in any unit.

    Returns
    -------
    (..., T) float
        In the unit of the values, negative where they charge more than in the reference; a flow without
        a price in either run counts for nothing.
    """
    known = (charged > 0.0) & (charged_reference > 0.0)
    return total(value * (over(charged_reference, np.where(known, charged, 0.0), 1.0) - 1.0))


def log_pass_through(
    price: Floats, price_reference: Floats, factor: Floats, factor_reference: Floats, weight: Floats
) -> Floats:
    """Return the rise of landed prices over what the duty adds to them, in logs.

    Equation (154). ``sum_og w dlog(p (1 + t)) / sum_og w dlog(1 + t)``, changes against the
    reference.

    Parameters
    ----------
    price, price_reference : (N, ..., G, T) float
        Price before duty, any index; zero where nothing is sold.
    factor, factor_reference : (N, ..., G, T) float
        One plus the rate paid.
    weight : (N, ..., G, T) float
        Customs values in the base.

    Returns
    -------
    (..., T) float
        One where exporters leave their prices alone, less where they lower them; flows without a price in
        either run are left out; NaN where the duty adds less than ``NOTHING``.
    """
    known = (price > 0.0) & (price_reference > 0.0)
    added = np.where(known, np.log(factor / factor_reference), 0.0)
    forgone = np.log(over(price, np.where(known, price_reference, 0.0), 1.0))
    duty, landed, whole = (total(weight * each) for each in (added, added + forgone, known))
    return over(landed, np.where(np.abs(duty) < NOTHING * whole, 0.0, duty))


def parts_at_home(
    extra: Floats, exporters: Floats, importers_gain: Floats, shops_profit: Floats, as_services: Floats
) -> dict[str, Floats]:
    """Split what exporters do not bear of an extra dollar of duty.

    Equation (155). ``1 = x - (G - G_ref) / T + s + buyers``: buyers bear what nobody else does.
    Equation (156). ``s = -((F - F_ref) - (F_s - F_s_ref)) / T``: posted prices of services, on which
    no duty is, lag wages as well, and that is not the duty's doing.

    Parameters
    ----------
    extra : (...) float
        Extra duty.
    exporters : (...) float
        Part of it that exporters bear, fractions.
    importers_gain, shops_profit, as_services : (...) float
        What importers gain by the time between paying duty and passing it on; what shops earn between posted
        prices and cost, and what they would if all posted prices lagged cost as those of services do.
        All less that of the reference, in the unit of the duty.

    Returns
    -------
    dict of str to (...) float
        ``importers``, ``shops`` and ``buyers``, which with exporters sum to one, negative for who gains;
        ``shops_with_services``, where nothing is left out. NaN where the extra duty is zero.
    """
    importers, shops, whole = (
        over(-each, extra) for each in (importers_gain, shops_profit - as_services, shops_profit)
    )
    buyers = 1.0 - exporters - importers - shops
    return {"importers": importers, "shops": shops, "buyers": buyers, "shops_with_services": whole}


def weekly_parts(evidence: Evidence) -> pl.DataFrame:
    """Tabulate who pays the duties of the economies asked for, week by week."""
    weeks = evidence.axes.weeks
    importers = [evidence.axes.economy(code) for code in evidence.subjects]
    return tabulated(evidence, importers, _parts(evidence, importers, slice(0, len(weeks)), 1), weeks)


def closing_parts(evidence: Evidence) -> pl.DataFrame:
    """Tabulate who pays the duties of every economy at the end of a run."""
    importers, late = range(len(evidence.axes.economies)), evidence.axes.closing(CLOSING_WEEKS)
    return tabulated(evidence, importers, _parts(evidence, importers, late, late.stop - late.start))


def _parts(evidence: Evidence, importers: Sequence[int], weeks: slice, together: int) -> dict[str, Floats]:
    """(N + 1, I, T / together) every column; so many weeks are added up before anything is divided."""
    border = read_border(evidence, importers, weeks)
    quantity, margin = (
        imports(evidence, name, importers, weeks) for name in ("quantity_index", "exporter_margin")
    )
    usual = np.broadcast_to(border.base[..., None], border.value.shape[1:])
    price = over(border.value, usual * quantity, 0.0)

    def flows(each: Floats) -> Floats:  # weeks that are taken together become so many more product groups
        return each.reshape(*each.shape[:-2], -1, each.shape[-1] // together)

    base, value, paid, price, charged = (
        flows(each) for each in (usual, border.value[0], border.paid, price, 1.0 + margin)
    )
    extra = each_and_all(extra_duty, paid[0], paid[1], value)
    divisor = np.where(np.abs(extra) < NOTHING * each_and_all(total, base), 0.0, extra)
    exporters = over(each_and_all(borne_by_exporters, price[0], price[1], value), divisor)
    margins = over(each_and_all(borne_by_exporters, charged[0], charged[1], value), divisor)
    columns = {
        "extra_duty": extra / together,
        "exporters": exporters,
        "exporter_margins": margins,
        "border_pass_through": 1.0 - exporters,
        "log_pass_through": each_and_all(log_pass_through, *price, 1.0 + paid[0], 1.0 + paid[1], base),
    }
    gain, profit, pace = (
        each[importers, weeks].reshape(len(importers), -1, together).sum(axis=-1) for each in gains(evidence)
    )
    for name, part in parts_at_home(divisor[-1], exporters[-1], gain, profit, pace).items():
        columns[name] = np.full(extra.shape, np.nan)
        columns[name][-1] = part
    return columns


_OF_DUTY = "fraction of extra duty"
_PARTS = (
    number(
        "extra_duty", "USD mn a year", "Duty less what rates of the reference would bring on the same goods"
    ),
    number("exporters", _OF_DUTY, "Borne abroad: price before duty below that of the reference"),
    number("exporter_margins", _OF_DUTY, "Of which by exporters' margins, whatever the numeraire"),
    number("border_pass_through", "fraction", "One less the exporters' part"),
    number("log_pass_through", "fraction", "Log rise of landed prices over that of one plus the rate"),
    number("importers", _OF_DUTY, "Paid on arrival and not yet passed on, negative for a gain"),
    number("shops", _OF_DUTY, "Cost that posted prices do not cover, beyond the lag of services"),
    number("buyers", _OF_DUTY, "The rest: households, producers and their customers"),
    number("shops_with_services", _OF_DUTY, "Cost that posted prices do not cover, all of it"),
)
_NOTE = "The last four parts are known for all partners together only."
_SOURCES = (
    "Cavallo, Gopinath, Neiman and Tang (2021), Tariff pass-through at the border and at the store, American "
    "Economic Review: Insights 3(1)",
    "Amiti, Redding and Weinstein (2019), The impact of the 2018 tariffs on prices and welfare, Journal of "
    "Economic Perspectives 33(4)",
)

WHO_PAYS = Metric(
    question="Who bears an extra dollar of duty while tariffs are new?",
    table=Table(
        "who_pays",
        f"Parts of the duty that an economy levies more than in the reference, by partner and week. {_NOTE}",
        (IMPORTER, PARTNER_OR_ALL, WEEK, *_PARTS),
    ),
    compute=weekly_parts,
    equations=(151, 152, 153, 154, 155, 156),
    sources=_SOURCES,
    on_request=True,
)

CLOSING_WHO_PAYS = Metric(
    question="Who bears an extra dollar of duty at the end?",
    table=Table(
        "closing_who_pays",
        f"Parts of the duty that every economy levies more than in the reference, last four weeks. {_NOTE}",
        (IMPORTER, PARTNER_OR_ALL, *_PARTS),
    ),
    compute=closing_parts,
    equations=(151, 152, 153, 154, 155, 156),
    sources=_SOURCES,
    on_request=True,
)
