"""Cells, where a supplier is chosen, and markets, where relationships are reviewed, as Mesa agents."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import mesa

from plain_versions.draws import FIRM_STEP, MOST_TRIES, NO_MASS, ORIGIN_STEP, mixed

if TYPE_CHECKING:
    from plain_versions.mesa_agents import Account, Firm, Relationship


class Cell(mesa.Agent):
    """The firms of an economy that make a product group, for who looks for a supplier."""

    def __init__(self, model: Any, theta: float) -> None:
        super().__init__(model)
        self.theta = theta
        self.firms: list[Firm] = []
        self.running: list[float] = []
        self.price = self.congestion = 1.0

    def rank(self) -> None:
        """Running choice weights and the price of the cell, equations (17) and (18)."""
        if self.firms:
            running = list(accumulate(firm.choice_weight for firm in self.firms))
            self.running = [each / running[-1] for each in running]
            self.price = running[-1] ** (-1.0 / self.theta)

    def at(self, position: float) -> Firm:
        return self.firms[min(bisect_right(self.running, position), len(self.firms) - 1)]

    def preferred(self, destination: int, entry: float, position: float) -> Firm:
        """A firm, those that sell to the destination already before others, equation (65)."""
        firm, tries = self.at(position), 1
        while not firm.links[destination] and mixed(1.0 - position) >= entry and tries < MOST_TRIES:
            position = mixed(position)
            firm, tries = self.at(position), tries + 1
        return firm


class Market(mesa.Agent):
    """The buyers of a product group in an economy, where relationships are reviewed."""

    def __init__(self, model: Any, economy: int, group: int, cells: list[Cell]) -> None:
        super().__init__(model)
        self.economy = economy
        self.group = group
        self.cells = cells
        """Where the group is made, by economy."""
        self.accounts: list[Account] = []
        self.relationships: list[Relationship] = []
        none = [0.0] * len(cells)
        self.mass, self.use, self.review_carry, self.leave_carry = none, none, none, none
        self.sequence = [0.0, 0.0]
        self.spent = self.start = self.obtained_power = self.entry = self.churn = 0.0
        self.share = self.hazard = self.expected_power = none
        self.factor_power = self.customs_part = self.order = self.list_part = self.kept = none
        self.switches, self.buyers, self.exporters, self.held = ([0] * len(cells) for _ in range(4))
        self.found, self.lost, self.entered, self.left = ([0] * len(cells) for _ in range(4))

    def count_spending(self) -> None:
        self.spent = sum(account.spending for account in self.accounts) or 1.0

    def open(self) -> None:
        self.use = [0.0] * len(self.cells)
        self.mass = [0.0] * len(self.cells)

    def review(self) -> None:
        """A systematic sample of relationships; carries in place of coin flips, equations (19) to (21)."""
        for counts in (self.switches, self.found, self.lost, self.entered, self.left):
            counts[:] = [0] * len(counts)
        mass, share, hazard = self.mass, self.share, self.hazard
        highest = max((h for h, m in zip(hazard, mass, strict=True) if m > 0.0), default=0.0)
        if highest <= 0.0:
            return
        leave = [max(1.0 - s / m, 0.0) if m > 0.0 else 0.0 for s, m in zip(share, mass, strict=True)]
        gap = [max(s - m, 0.0) for s, m in zip(share, mass, strict=True)]
        stride = 1.0 / highest
        place = self.start * stride
        while place < len(self.relationships):
            each = self.relationships[int(place)]
            place += stride
            account, origin = each.account, each.supplier.origin
            size = each.weight * account.spending / (account.weight * self.spent)
            if size <= 0.0:
                continue
            self.review_carry[origin] += hazard[origin] / highest
            if self.review_carry[origin] < 0.5:
                continue
            self.review_carry[origin] -= 1.0
            self._leave_or_stay(each, size, leave[origin], gap)
            supplier = each.supplier
            landed = supplier.price_power * self.expected_power[supplier.origin]
            each.strength = each.weight * self.obtained_power / landed

    def _leave_or_stay(self, each: Relationship, size: float, leave: float, gap: list[float]) -> None:
        origin, total_gap, mass = each.supplier.origin, sum(gap), self.mass
        self.leave_carry[origin] += leave * size
        if self.leave_carry[origin] >= 0.5 * size and total_gap > 0.0:
            position = self._draw(1, FIRM_STEP)
            to = _pick(gap, self._draw(0, ORIGIN_STEP) * total_gap)
            if size < mass[origin] - self.share[origin] + self.share[to] - mass[to]:
                self.leave_carry[origin] -= size
                rest = mass[origin] - size
                mass[origin] = rest if rest > NO_MASS else 0.0
                mass[to] += size
                self.switches[to] += 1
                self._move(each, to, position)
            elif self.leave_carry[origin] > size:
                self.leave_carry[origin] = size
        elif self.churn > 0.0 and self._draw(1, FIRM_STEP) < self.churn:
            self._move(each, origin, self.sequence[1] / self.churn)

    def _draw(self, coordinate: int, step: float) -> float:
        self.sequence[coordinate] = (self.sequence[coordinate] + step) % 1.0
        return self.sequence[coordinate]

    def _move(self, each: Relationship, to: int, position: float) -> None:
        """Give a relationship another supplier; note who comes and who goes."""
        old, origins = each.supplier, each.account.origins
        new = self.cells[to].preferred(self.economy, self.entry, position)
        if not origins[to]:
            self.buyers[to] += 1
            self.found[to] += 1
        origins[to] += 1
        origins[old.origin] -= 1
        if not origins[old.origin]:
            self.buyers[old.origin] -= 1
            self.lost[old.origin] += 1
        self.held[old.origin] -= 1
        self.held[to] += 1
        old.links[self.economy] -= 1
        if not old.links[self.economy]:
            self.exporters[old.origin] -= 1
            self.left[old.origin] += 1
        if not new.links[self.economy]:
            self.exporters[to] += 1
            self.entered[to] += 1
        new.links[self.economy] += 1
        each.supplier = new


def _pick(gap: list[float], position: float) -> int:
    """First origin at which the running sum of the gaps exceeds the position."""
    running, last = 0.0, 0
    for origin, each in enumerate(gap):
        if each > 0.0:
            running += each
            last = origin
            if running > position:
                break
    return last
