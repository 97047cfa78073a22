"""Trade as customs houses see it: goods that are passed on and not found out count as the connector's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from sim.metrics.axes import WEEKS_PER_YEAR, Axes, Floats, Integers, positions
from sim.metrics.evidence import Evidence
from sim.records.tables import ARMS

_KEYS = ("origin", "connector", "destination", "group")


def declared_exports(
    true: Floats,
    origin: Integers,
    connector: Integers,
    destination: Integers,
    group: Integers,
    hidden: Floats,
) -> Floats:
    """Return flows by the origin that they are declared as coming from.

    Equation (133). ``D_odg = M_odg - sum_c H_ocdg + sum_j H_jodg``: less its goods that pass as
    a connector's, plus the goods of others that pass as its own.

    Parameters
    ----------
    true : (N, N, G) float
        Flows by the origin that made the goods, in any unit.
    origin, connector, destination, group : (R,) int
        Positions of each route.
    hidden : (R,) float
        Goods on each route that customs does not find out, in the unit of the flows.

    Returns
    -------
    (N, N, G) float
        With the sum over origins of the true flows.
    """
    left = _added((origin, destination, group), hidden, true.shape)
    lent = _added((connector, destination, group), hidden, true.shape)
    return true - left + lent


def declared_imports(
    true: Floats, origin: Integers, connector: Integers, group: Integers, routed: Floats
) -> Floats:
    """Return flows by origin and the economy that they enter first, goods passed on included.

    Equation (134). ``I_ocg = M_ocg + sum_d R_ocdg``: what a connector buys for itself, plus
    what it takes in to pass it on, found out later or not.

    Parameters
    ----------
    true : (N, N, G) float
        Flows by the origin that made the goods, in any unit.
    origin, connector, group : (R,) int
        Positions of each route.
    routed : (R,) float
        Goods on each route, in the unit of the flows.

    Returns
    -------
    (N, N, G) float
        Index order origin, connector, group.
    """
    return true + _added((origin, connector, group), routed, true.shape)


@dataclass(frozen=True, eq=False)
class Declared:
    """Mean trade over some weeks in one arm, by true and by declared origin; USD million a year.

    Parameters
    ----------
    true : (N, N, G) float
        By the origin that made the goods.
    exports : (N, N, G) float
        By the origin that the destination believes in.
    imports : (N, N, G) float
        By origin and the economy that takes the goods in, its own imports and those that it passes on.
    origin, connector, destination, group : (R,) int
        Positions of each route.
    hidden, fee : (R,) float
        Goods on each route that are not found out; what their connector is paid.
    """

    true: Floats
    exports: Floats
    imports: Floats
    origin: Integers
    connector: Integers
    destination: Integers
    group: Integers
    hidden: Floats
    fee: Floats

    def passed_on(self, amounts: Floats, origin: int, destination: int) -> Floats:
        """(N, G) sums by connector and group of (R,) amounts on routes between two economies."""
        rows = (self.origin == origin) & (self.destination == destination)
        shape = (self.true.shape[0], self.true.shape[2])
        return _added((self.connector[rows], self.group[rows]), amounts[rows], shape)


def declared_trade(evidence: Evidence, weeks: slice) -> tuple[Declared, Declared]:
    """Return mean trade over some weeks, by true and by declared origin, in both arms."""
    panel, axes = evidence.panel, evidence.axes
    value = panel.weekly("customs_value")[..., weeks].mean(axis=2, dtype=np.float64)
    true = WEEKS_PER_YEAR * panel.cube(value)
    between = (axes.weeks[weeks][0], axes.weeks[weeks][-1])
    table = evidence.run.tables["routing"].filter(pl.col("week").is_between(*between)).collect()
    arm = positions(table["arm"], ARMS)
    scale = WEEKS_PER_YEAR / len(axes.weeks[weeks])
    scenario, reference = (
        _of_arm(true[place], axes, table.filter(pl.Series(arm == place, dtype=pl.Boolean)), scale)
        for place in range(len(ARMS))
    )
    return scenario, reference


def _of_arm(true: Floats, axes: Axes, table: pl.DataFrame, scale: float) -> Declared:
    route = {
        name: positions(table[name], axes.goods if name == "group" else axes.economies) for name in _KEYS
    }
    routed, detected, fee = (
        scale * table[name].to_numpy().astype(np.float64) for name in ("value", "detected", "fee")
    )
    return Declared(
        true=true,
        exports=declared_exports(true, hidden=routed - detected, **route),
        imports=declared_imports(true, route["origin"], route["connector"], route["group"], routed),
        hidden=routed - detected,
        fee=fee,
        **route,
    )


def _added(place: tuple[Integers, ...], amounts: Floats, shape: tuple[int, ...]) -> Floats:
    """Sums of amounts at places of an array; routes follow each other in their stored order."""
    cell = np.ravel_multi_index(place, shape)
    sums = np.bincount(cell, weights=amounts, minlength=int(np.prod(shape)))
    return sums.astype(np.float64, copy=False).reshape(shape)
