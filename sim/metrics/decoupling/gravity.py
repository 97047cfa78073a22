"""How far each flow is from what gravity expects, and what is missing between blocs.

Gravity has effects of exporter and week, importer and week, and pair. With the effects of pairs taken from
the base, its Poisson fit is the base scaled by rows and columns to what each economy sells and buys.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from sim.metrics.axes import Floats, over
from sim.metrics.declaration import EXPORTER, IMPORTER, WEEK, Metric, arms, number
from sim.metrics.decoupling.no_war import log_gap, pairs_of_subjects, weekly_rows
from sim.metrics.evidence import Evidence
from sim.metrics.network.blocs import Booleans, abroad, blocs_of, has_rivals, share_between, weekly_abroad
from sim.records.columns import Table

MOST_SWEEPS = 5000
CLOSE_ENOUGH = 1e-10
"""Gap between fitted and actual totals at which a fit is done, relative to each total."""


def gravity_flows(flows: Floats, base: Floats) -> Floats:
    """Return the flows that gravity expects of economies that sell and buy as much as they do.

    Equation (119). ``F_od = a_o b_d M0_od`` with ``a`` and ``b`` such that
    ``sum_d F_od = sum_d M_od`` and ``sum_o F_od = sum_o M_od``: the Poisson maximum likelihood of ``M`` on
    effects of exporters and importers with the log of the base as offset, whose first-order conditions are
    these totals (Fally 2015).

    Parameters
    ----------
    flows : (..., N, N) float
        Goods by origin and destination, in any unit; sales at home are left out.
    base : (N, N) float
        The same in the base, in any unit.

    Returns
    -------
    (..., N, N) float
        Expected flows, in the unit of ``flows``; zero at home and for an economy that sells or buys nothing,
        NaN where no finite effects give the totals.

    Raises
    ------
    ValueError
        If there is a flow that the base does not have.
    """
    return _fitted(flows, base, ()).expected


def gravity_residual(flows: Floats, base: Floats) -> Floats:
    """Return the log of flows over what gravity expects.

    Equation (120). ``e_od = ln M_od - ln F_od``. It is zero when economies only grow or shrink,
    each alike towards everyone: what remains is particular to the pair. Pairs against each other,
    ``e_od - e_ok - e_nd + e_nk``, are those of ``ln M - ln M0``, whatever economies sell and buy in all.

    Parameters
    ----------
    flows, base
        As in :func:`gravity_flows`.

    Returns
    -------
    (..., N, N) float
        Log points; NaN for flows that are zero.
    """
    return log_gap(abroad(flows), gravity_flows(flows, base))


def between_blocs_effect(flows: Floats, base: Floats, between: Booleans, outside: Booleans) -> Floats:
    """Return by how much trade between blocs is off what gravity expects, relative to trade within them.

    Equation (121). The Poisson fit of ``M_od`` to ``a_o b_d M0_od exp(beta B_od + gamma N_od)``,
    with ``B`` one for pairs in different blocs and ``N`` one for pairs with an economy in no bloc. Its
    first-order conditions are that the totals of exporters, importers, ``B`` and ``N`` are those of ``M``;
    scaling to each in turn leads there (Darroch and Ratcliff 1972).

    Parameters
    ----------
    flows, base
        As in :func:`gravity_flows`.
    between, outside : (N, N) bool
        ``B`` and ``N``.

    Returns
    -------
    (...) float
        ``beta`` in log points, zero in the base; minus infinity where nothing is traded between blocs, NaN
        where the effects of exporters and importers leave it undetermined.

    Raises
    ------
    ValueError
        If there is a flow that the base does not have.
    """
    traded = abroad(base) > 0.0
    marked = tuple(mark for mark in (between, outside) if (mark & traded).any())
    if not marked or marked[0] is not between:
        return np.full(flows.shape[:-2], np.nan)
    fit = _fitted(flows, base, marked)
    known = _is_determined(abroad(flows), traded, marked)
    with np.errstate(divide="ignore"):
        effect: Floats = np.where(known, np.log(fit.factor[..., 0]), np.nan)
    return effect


@dataclass(frozen=True)
class _Fit:
    """Expected flows (..., N, N) and the factors (..., P) of marked pairs."""

    expected: Floats
    factor: Floats


def _fitted(flows: Floats, base: Floats, marked: tuple[Booleans, ...]) -> _Fit:
    """Scale the base to the totals of economies and marked pairs; NaN where that does not come to rest."""
    actual, usual = abroad(flows), abroad(base)
    if (actual[..., usual <= 0.0] > 0.0).any():
        raise ValueError("there is a flow that the base does not have")
    weeks = actual.reshape(-1, *usual.shape)
    marks = np.array(marked, dtype=np.float64).reshape(-1, *usual.shape)
    sold, bought, wanted = weeks.sum(axis=2), weeks.sum(axis=1), _of_marked(weeks, marks)
    expected, factor = np.full_like(weeks, np.nan), np.full_like(wanted, np.nan)
    left = np.arange(len(weeks))
    buying, scale = np.ones_like(bought), np.ones_like(wanted)
    for _ in range(MOST_SWEEPS):
        seed = usual * (1.0 + np.einsum("wp,pod->wod", scale - 1.0, marks))
        selling = over(sold[left], np.einsum("wod,wd->wo", seed, buying), 0.0)
        buying = over(bought[left], np.einsum("wod,wo->wd", seed, selling), 0.0)
        found = selling[:, :, None] * seed * buying[:, None, :]
        of_marked = _of_marked(found, marks)
        trade = sold[left].sum(axis=1, keepdims=True)
        gap = np.maximum(_gap(found.sum(axis=2), sold[left], trade), _gap(of_marked, wanted[left], trade))
        done = gap < CLOSE_ENOUGH
        expected[left[done]], factor[left[done]] = found[done], scale[done]
        scale = (scale * over(wanted[left], of_marked, 0.0))[~done]
        left, buying = left[~done], buying[~done]
        if not left.size:
            break
    return _Fit(expected.reshape(flows.shape), factor.reshape(*flows.shape[:-2], len(marked)))


def _of_marked(weeks: Floats, marks: Floats) -> Floats:
    """(W, P) trade of each set of marked pairs."""
    trade: Floats = np.einsum("wod,pod->wp", weeks, marks)
    return trade


def _gap(found: Floats, wanted: Floats, trade: Floats) -> Floats:
    """(W,) largest gap between totals, relative to each; to all trade for those that are zero."""
    size = np.where(wanted > 0.0, wanted, trade)
    gap: Floats = over(np.abs(found - wanted), size, 0.0).max(axis=1, initial=0.0)
    return gap


def _is_determined(flows: Floats, traded: Booleans, marked: tuple[Booleans, ...]) -> Booleans:
    """(...) whether trade of the first marked pairs tells of more than what economies sell and buy."""
    weeks = flows.reshape(-1, *traded.shape)
    totals = _of_marked(weeks, np.array(marked, dtype=np.float64))
    present = np.concatenate([weeks.sum(axis=2), weeks.sum(axis=1), totals], axis=1) > 0.0
    patterns, pattern = np.unique(present, axis=0, return_inverse=True)
    found = np.array([_tells(each, traded, marked) for each in patterns], dtype=bool)
    return found[pattern.ravel()].reshape(flows.shape[:-2])


def _tells(present: Booleans, traded: Booleans, marked: tuple[Booleans, ...]) -> bool:
    economies = len(traded)
    sells, buys, has_trade = np.split(present, [economies, 2 * economies])
    pairs = traded & sells[:, None] & buys
    for mark, some in zip(marked[1:], has_trade[1:], strict=True):
        pairs = pairs if some else pairs & ~mark
    if not has_trade[0]:
        return bool((pairs & marked[0]).any())
    origin, destination = np.nonzero(pairs)
    each = np.eye(economies)
    others = [each[origin], each[destination], *(mark[pairs][:, None] for mark in marked[1:])]
    without = np.concatenate(others, axis=1)
    design = np.concatenate([without, marked[0][pairs][:, None]], axis=1)
    rank, least = (np.linalg.matrix_rank(of.T @ of, hermitian=True) for of in (design, without))
    return bool(rank > least)


def gravity_residuals(evidence: Evidence) -> pl.DataFrame:
    """Tabulate what gravity expects of the flows of the economies that the run is about."""
    pairs = pairs_of_subjects(evidence)
    importer, exporter = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    flows, base = weekly_abroad(evidence), evidence.flows.base_total
    expected = gravity_flows(flows, base)
    long_run = gravity_residual(evidence.flows.benchmark_total, base)[exporter, importer]
    shown = {"actual": flows, "predicted": expected, "residual": log_gap(flows, expected)}
    columns = {
        name + ending: values[arm][:, exporter, importer].T.ravel()
        for name, values in shown.items()
        for arm, ending in enumerate(("", "_reference"))
    }
    columns["benchmark_residual"] = np.repeat(long_run, len(evidence.axes.weeks))
    return pl.DataFrame(weekly_rows(evidence, pairs) | columns)


def bloc_gravity(evidence: Evidence) -> pl.DataFrame:
    """Tabulate trade between blocs against what gravity expects, week by week."""
    blocs, base = blocs_of(evidence), evidence.flows.base_total
    flows, long_run = weekly_abroad(evidence), evidence.flows.benchmark_total
    effect = between_blocs_effect(flows, base, blocs.between, blocs.outside)
    at_rest = _finite(between_blocs_effect(long_run, base, blocs.between, blocs.outside))
    share = share_between(flows, blocs.between)
    columns: dict[str, object] = {"week": evidence.axes.weeks}
    for arm, ending in enumerate(("", "_reference")):
        columns[f"between_blocs{ending}"] = _finite(effect[arm])
        columns[f"factor{ending}"] = np.expm1(effect[arm])
        columns[f"share_between{ending}"] = share[arm]
    columns["benchmark_between_blocs"] = np.full(len(evidence.axes.weeks), at_rest)
    return pl.DataFrame(columns)


def _finite(effect: Floats) -> Floats:
    return np.where(np.isfinite(effect), effect, np.nan)


_SOURCES = (
    "Gopinath, Gourinchas, Presbitero and Topalova (2024), Changing global linkages: a new Cold War?, "
    "IMF Working Paper 24/76",
    "Santos Silva and Tenreyro (2006), The log of gravity, Review of Economics and Statistics 88(4)",
    "Fally (2015), Structural gravity and fixed effects, Journal of International Economics 97(1)",
)

GRAVITY = Metric(
    question="Is a pair's trade low for the two, or do they trade less with everyone?",
    table=Table(
        "gravity",
        "Flows of goods against what gravity expects of economies that sell and buy as much as they do.",
        (
            IMPORTER,
            EXPORTER,
            WEEK,
            *arms("actual", "USD mn a year", "Customs value of goods"),
            *arms(
                "predicted",
                "USD mn a year",
                "The base scaled to what each economy sells and buys",
            ),
            *arms("residual", "log points", "Log of actual over predicted; empty where the flow is gone"),
            number("benchmark_residual", "log points", "The same in the long run without frictions"),
        ),
    ),
    compute=gravity_residuals,
    equations=(119, 120),
    sources=_SOURCES,
    on_request=True,
)

BLOC_GRAVITY = Metric(
    question="How much less do blocs trade with each other than gravity expects?",
    table=Table(
        "bloc_gravity",
        "Trade in goods between blocs relative to that within them, given what every economy sells and buys.",
        (
            WEEK,
            *arms(
                "between_blocs",
                "log points",
                "Coefficient of pairs in different blocs; empty without trade",
            ),
            *arms("factor", "fraction", "The same as a change: its exponential less one"),
            *arms("share_between", "fraction", "Goods that pass between blocs over all that cross a border"),
            number("benchmark_between_blocs", "log points", "The same in the long run without frictions"),
        ),
    ),
    compute=bloc_gravity,
    equations=(121, 122),
    sources=_SOURCES,
    applies=has_rivals,
    on_request=True,
)
