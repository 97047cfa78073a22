"""Which reviewed relationships move, and where to: one after the other, since each move changes what is left.

The loop is over the week's reviewed relationships, some thousandth of all.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from plain_versions.draws import FIRM_STEP, MOST_TRIES, NO_MASS, ORIGIN_STEP, mixed
from plain_versions.terms import Floats, ReviewTerms

if TYPE_CHECKING:
    from sim.model.state import State


class Moves:
    """Who deals with whom, kept up to date by the moves of each week.

    Parameters
    ----------
    firms, relationships : DataFrame
        The frames of :class:`plain_versions.polars_version.PolarsFirms`.
    shape : tuple of int
        Number of economies and product groups.
    state : State
        Where buyers and exporters of each flow are counted.
    """

    def __init__(
        self, firms: pl.DataFrame, relationships: pl.DataFrame, shape: tuple[int, int], state: State
    ) -> None:
        self.economies, self.groups = shape
        self.markets = self.economies * self.groups
        self.origin = firms["economy"].to_list()
        cells = firms["cell"].to_numpy()
        self.bounds = np.searchsorted(cells, np.arange(self.markets + 1)).tolist()
        origin, destination = pl.col("flow") // self.markets, pl.col("market") // self.groups
        links = relationships.group_by("supplier", "flow", destination=destination).len()
        self.links: Counter[tuple[int, int]] = Counter(
            dict(zip(links.select("supplier", "destination").iter_rows(), links["len"], strict=True))
        )
        bought = relationships.group_by("account", "flow", origin=origin).len()
        self.origins: Counter[tuple[int, int]] = Counter(
            dict(zip(bought.select("account", "origin").iter_rows(), bought["len"], strict=True))
        )
        for counted, pairs in ((state.extensive.exporters, links), (state.extensive.buyers, bought)):
            count = np.bincount(pairs["flow"].to_numpy(), minlength=counted.size)
            counted[...] = count.reshape(counted.shape)
        held = np.bincount(relationships["flow"].to_numpy(), minlength=state.mass.size)
        state.extensive.relationships[...] = held.reshape(state.mass.shape)

    def new_week(self, state: State) -> None:
        """Nobody has come or gone yet."""
        margin = state.extensive
        for counts in (margin.found, margin.lost, margin.entered, margin.left, state.switches):
            counts[...] = 0

    def through(self, rows: pl.DataFrame, choice: pl.Series, terms: ReviewTerms, state: State) -> pl.Series:
        """Return the suppliers of the reviewed relationships after the week; the state has mass and carries.

        Equations (19), (20) and (65), with carries in place of coin flips; a move is accepted only if it
        lowers the squared gap between present and wanted shares.
        """
        self.choice = choice.to_numpy()
        gap = np.maximum(terms.share - state.mass, 0.0)
        supplier = rows["supplier"].to_list()
        total = gap.sum(axis=0)
        columns = rows.select("account", "market", "size", "leave").iter_rows()
        for row, (account, market, size, leave) in enumerate(columns):
            destination, group = divmod(market, self.groups)
            origin = self.origin[supplier[row]]
            here = origin, destination, group
            state.leave_carry[here] += leave * size
            if state.leave_carry[here] >= 0.5 * size and total[destination, group] > 0.0:
                position = _next(state, market, 1, FIRM_STEP)
                drawn = _next(state, market, 0, ORIGIN_STEP) * total[destination, group]
                to = _pick(gap[:, destination, group], drawn)
                there = to, destination, group
                excess = state.mass[here] - terms.share[here]
                if size < excess + terms.share[there] - state.mass[there]:
                    state.leave_carry[here] -= size
                    rest = state.mass[here] - size
                    state.mass[here] = rest if rest > NO_MASS else 0.0
                    state.mass[there] += size
                    state.switches[there] += 1
                    supplier[row] = self._moved(account, supplier[row], there, position, terms.entry, state)
                elif state.leave_carry[here] > size:
                    state.leave_carry[here] = size
            elif terms.churn > 0.0 and _next(state, market, 1, FIRM_STEP) < terms.churn:
                position = state.sequence[market, 1] / terms.churn
                supplier[row] = self._moved(account, supplier[row], here, position, terms.entry, state)
        return pl.Series("supplier", supplier, dtype=rows.schema["supplier"])

    def _moved(
        self, account: int, old: int, there: tuple[int, int, int], position: float, entry: float, state: State
    ) -> int:
        """The new supplier of a relationship; who comes and who goes is noted."""
        to, destination, group = there
        origin = self.origin[old]
        here = origin, destination, group
        margin = state.extensive
        if not self.origins[account, to]:
            margin.buyers[there] += 1
            margin.found[there] += 1
        self.origins[account, to] += 1
        self.origins[account, origin] -= 1
        if not self.origins[account, origin]:
            margin.buyers[here] -= 1
            margin.lost[here] += 1
        margin.relationships[here] -= 1
        margin.relationships[there] += 1
        new = self._preferred(to * self.groups + group, destination, entry, position)
        self.links[old, destination] -= 1
        if not self.links[old, destination]:
            margin.exporters[here] -= 1
            margin.left[here] += 1
        if not self.links[new, destination]:
            margin.exporters[there] += 1
            margin.entered[there] += 1
        self.links[new, destination] += 1
        return new

    def _preferred(self, cell: int, destination: int, entry: float, position: float) -> int:
        first, last = self.bounds[cell], self.bounds[cell + 1]
        firm, tries = _firm_at(self.choice, first, last, position), 1
        while not self.links[firm, destination] and mixed(1.0 - position) >= entry and tries < MOST_TRIES:
            position = mixed(position)
            firm, tries = _firm_at(self.choice, first, last, position), tries + 1
        return firm


def _firm_at(choice: Floats, first: int, last: int, position: float) -> int:
    return min(first + int(np.searchsorted(choice[first:last], position, side="right")), last - 1)


def _next(state: State, market: int, coordinate: int, step: float) -> float:
    state.sequence[market, coordinate] = (state.sequence[market, coordinate] + step) % 1.0
    return float(state.sequence[market, coordinate])


def _pick(gap: Floats, position: float) -> int:
    """First origin at which the running sum of the gaps exceeds the position."""
    some = np.flatnonzero(gap > 0.0)
    beyond = np.searchsorted(np.cumsum(gap[some]), position, side="right")
    return int(some[min(beyond, len(some) - 1)])
