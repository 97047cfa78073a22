"""On how few origins an economy's imports rest, and how many firms deal with each other across a border."""

from __future__ import annotations

import numpy as np
import polars as pl

from sim.metrics.axes import CLOSING_WEEKS, Floats, over, positions
from sim.metrics.declaration import EXPORTER, GROUP, IMPORTER, WEEK, Metric, arms, number, word
from sim.metrics.evidence import Evidence
from sim.metrics.trade_patterns.one_economy import purchases
from sim.records.columns import Table
from sim.records.tables import ARMS

MOST_OF_IMPORTS = 0.9
"""Part of an economy's imports that its main origins make up together."""

_ROUNDING = 1e-9


def herfindahl(imports: Floats) -> Floats:
    """Return the concentration of suppliers: the sum of their squared shares.

    Equation (126). ``HHI = sum_o (M_o / sum_k M_k) ** 2``; one for a single supplier, ``1/n`` for
    ``n`` equal ones.

    Parameters
    ----------
    imports : (N, ...) float
        Imports by origin, the home economy's own goods at zero, in any unit.

    Returns
    -------
    (...) float
        Between ``1/N`` and one; NaN where nothing is imported.
    """
    total = imports.sum(axis=0)
    squares = (imports**2).sum(axis=0)
    return over(squares, total**2)


def mean_concentration(imports: Floats) -> Floats:
    """Return the concentration of suppliers within groups of goods, mean over groups.

    Equation (127). ``sum_g M_g HHI_g / sum_g M_g``: each group counts as much as is imported
    of it, since wheat does not replace chips. It is never below the concentration over all goods together.

    Parameters
    ----------
    imports : (N, G, ...) float
        Imports by origin and group, the home economy's own goods at zero, in any unit.

    Returns
    -------
    (...) float
        Between ``1/N`` and one; NaN where nothing is imported.
    """
    of_group = imports.sum(axis=0)
    squares = (imports**2).sum(axis=0)
    spread = np.divide(squares, of_group, out=np.zeros_like(squares), where=of_group > 0.0)
    return over(spread.sum(axis=0), of_group.sum(axis=0))


def effective_suppliers(concentration: Floats) -> Floats:
    """Return how many equal suppliers would be as concentrated.

    Equation (128). ``1 / HHI``.

    Parameters
    ----------
    concentration : (...) float
        Herfindahl indices, or means of them.

    Returns
    -------
    (...) float
        One or more; NaN where there is no concentration.
    """
    return over(np.ones_like(concentration), concentration)


def main_origins(imports: Floats, part: float = MOST_OF_IMPORTS) -> Floats:
    """Return the least number of origins that make up a part of imports.

    Parameters
    ----------
    imports : (N, ...) float
        Imports by origin, the home economy's own goods at zero, in any unit.
    part : float
        Fraction of imports.

    Returns
    -------
    (...) float
        Whole numbers; NaN where nothing is imported.
    """
    largest_first = np.sort(imports, axis=0)[::-1]
    reached = np.cumsum(largest_first, axis=0)
    # A sum of shares that meets the part exactly must not miss it by a rounding error.
    short = (reached < part * (1.0 - _ROUNDING) * reached[-1]).sum(axis=0)
    return np.where(reached[-1] > 0.0, short + 1.0, np.nan)


def _measures(imports: Floats) -> dict[str, Floats]:
    """Measures of (N, G, ...) imports by origin and group, each (...)."""
    together = imports.sum(axis=1)
    mean = mean_concentration(imports)
    return {
        "concentration": mean,
        "effective_suppliers": effective_suppliers(mean),
        "concentration_all_goods": herfindahl(together),
        "main_origins": main_origins(together),
        "partners": (together > 0.0).sum(axis=0).astype(np.float64),
    }


def _closing_imports(flows: Floats) -> Floats:
    """(N, G, N) imports by origin, group and destination of (N, N, G) flows, nothing at home."""
    abroad = flows.copy()
    home = np.arange(len(flows))
    abroad[home, home] = 0.0
    return abroad.swapaxes(1, 2)


def weekly_concentration(evidence: Evidence) -> pl.DataFrame:
    """Tabulate the concentration of the subjects' imports, week by week, in both arms."""
    frames = []
    for importer in evidence.subjects:
        imports = purchases(evidence, importer)
        imports[:, evidence.axes.economy(importer)] = 0.0
        columns = {"importer": [importer] * len(evidence.axes.weeks), "week": evidence.axes.weeks}
        frames.append(pl.DataFrame(columns | _side_by_side(imports[0], imports[1])))
    return pl.concat(frames)


def closing_concentration(evidence: Evidence) -> pl.DataFrame:
    """Tabulate the concentration of every economy's imports, last four weeks, both arms and the long run."""
    flows = evidence.flows
    scenario, reference, benchmark = map(_closing_imports, (*flows.closing, flows.benchmark))
    rest = {f"benchmark_{name}": values for name, values in _measures(benchmark).items()}
    return pl.DataFrame(
        {"importer": evidence.axes.economies} | _side_by_side(scenario, reference) | rest,
    )


def concentration_by_group(evidence: Evidence) -> pl.DataFrame:
    """Tabulate the concentration of the subjects' imports of each group of goods, last four weeks."""
    flows, axes = evidence.flows, evidence.axes
    scenario, reference, benchmark = map(_closing_imports, (*flows.closing, flows.benchmark))
    frames = []
    for importer in evidence.subjects:
        here = axes.economy(importer)
        largest = scenario[..., here].argmax(axis=0)
        imported = scenario[..., here].sum(axis=0)
        names = [axes.economies[place] for place in largest]
        frames.append(
            pl.DataFrame(
                {
                    "importer": [importer] * len(axes.goods),
                    "group": axes.goods,
                    "imports": imported,
                    "main_origin": [n if m > 0.0 else None for n, m in zip(names, imported, strict=True)],
                    "main_share": over(scenario[..., here].max(axis=0), imported),
                    "concentration": herfindahl(scenario[..., here]),
                    "concentration_reference": herfindahl(reference[..., here]),
                    "benchmark": herfindahl(benchmark[..., here]),
                }
            )
        )
    return pl.concat(frames)


def trading_firms(evidence: Evidence) -> pl.DataFrame:
    """Tabulate buyers and exporters of every pair of economies, mean of the last four weeks, in both arms."""
    axes = evidence.axes
    economies = len(axes.economies)
    table = evidence.run.tables["extensive_margin"].collect()
    closing = axes.closing(CLOSING_WEEKS)
    late = table.filter(pl.Series(axes.week_positions(table["week"]) >= closing.start, dtype=pl.Boolean))
    origin, destination = (positions(late[name], axes.economies) for name in ("origin", "destination"))
    pair = origin * economies + destination
    cell = positions(late["arm"], ARMS) * economies**2 + pair
    found = np.unique(pair)
    columns: dict[str, Floats | list[str]] = {
        "exporter": [axes.economies[each] for each in found // economies],
        "importer": [axes.economies[each] for each in found % economies],
    }
    for name in ("buyers", "exporters"):
        sums = np.bincount(cell, weights=late[name].to_numpy(), minlength=2 * economies**2)
        mean = sums / (closing.stop - closing.start)
        columns |= {name: mean[found], f"{name}_reference": mean[economies**2 + found]}
    return pl.DataFrame(columns)


def _side_by_side(scenario: Floats, reference: Floats) -> dict[str, Floats]:
    after, before = _measures(scenario), _measures(reference)
    return after | {f"{name}_reference": values for name, values in before.items()}


_MEANING = {
    "concentration": (
        "1",
        "Sum of squared shares of foreign origins, mean over groups by imports",
    ),
    "effective_suppliers": ("count", "Equal suppliers that would be as concentrated: one over the mean"),
    "concentration_all_goods": ("1", "Sum of squared shares of foreign origins in all goods together"),
    "main_origins": ("count", "Least number of origins that make up 90 % of imports"),
    "partners": ("count", "Origins from which anything is imported"),
}
_COLUMNS = tuple(column for name, meaning in _MEANING.items() for column in arms(name, *meaning))
_SOURCES = (
    "Herfindahl (1950), Concentration in the steel industry, Columbia University",
    "Hirschman (1964), The paternity of an index, American Economic Review 54(5)",
)

SUPPLIER_CONCENTRATION = Metric(
    question="On how few origins do an economy's imports rest?",
    table=Table(
        "supplier_concentration",
        "Concentration of the origins of an economy's imports of goods, week by week.",
        (IMPORTER, WEEK, *_COLUMNS),
    ),
    compute=weekly_concentration,
    equations=(126, 127, 128),
    sources=_SOURCES,
)

CLOSING_CONCENTRATION = Metric(
    question="Whose imports rest on few origins at the end?",
    table=Table(
        "supplier_concentration_closing",
        "Concentration of the origins of every economy's imports of goods, last four weeks.",
        (
            IMPORTER,
            *_COLUMNS,
            *(
                number(f"benchmark_{name}", unit, f"{what}: long run without frictions")
                for name, (unit, what) in _MEANING.items()
            ),
        ),
    ),
    compute=closing_concentration,
    equations=(126, 127, 128),
    sources=_SOURCES,
)

CONCENTRATION_BY_GROUP = Metric(
    question="In which goods does an economy depend on few origins?",
    table=Table(
        "supplier_concentration_by_group",
        "Concentration of the origins of an economy's imports of each group, last four weeks.",
        (
            IMPORTER,
            GROUP,
            number("imports", "USD mn a year", "Customs value of imports of the group"),
            word("main_origin", "Foreign origin that sells most of it", "code"),
            number("main_share", "fraction", "Its share in imports of the group"),
            *arms("concentration", "1", "Sum of squared shares of foreign origins"),
            number("benchmark", "1", "The same in the long run without frictions"),
        ),
    ),
    compute=concentration_by_group,
    equations=(126,),
    sources=_SOURCES,
    on_request=True,
)

TRADING_FIRMS = Metric(
    question="How many firms deal with each other across each border?",
    table=Table(
        "trading_firms",
        "Buyers and exporters of every pair, counted in each product group, mean of the last four weeks.",
        (
            EXPORTER,
            IMPORTER,
            *arms("buyers", "count", "Buyers of the importer with a supplier in the exporter"),
            *arms("exporters", "count", "Producers of the exporter with a buyer in the importer"),
        ),
    ),
    compute=trading_firms,
    on_request=True,
)
