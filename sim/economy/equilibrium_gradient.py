"""How welfare answers to every tariff at once: the exact gradient of the long run, by its adjoint.

The long run is the fixed point ``x = F(x, t)`` of the round of :func:`sim.economy.equilibrium.long_run`,
``x`` being log wages, log prices and log spending, and an objective is a function ``J(x, t)``. By the
implicit function theorem

    dJ/dt = J_t + F_t' y,    y = J_x + F_x' y,

so the slopes with respect to all tariffs cost one linear system in the transposed linearised round
(docs/decisions/optimal_tariffs.md).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.economy.deficits import Closure
from sim.economy.equilibrium import Equilibrium, NoEquilibriumError
from sim.world.accounts import Accounts

Floats = NDArray[np.float64]

ADJOINT_TOLERANCE = 1e-13
"""Residual of the adjoint system relative to its right-hand side."""

ADJOINT_DIRECTIONS = 150
"""Krylov directions before a restart."""

ADJOINT_RESTARTS = 10


def welfare_gradient(
    accounts: Accounts,
    equilibrium: Equilibrium,
    weights: Floats,
    deficits: Closure = "fixed",
    taste: Floats | None = None,
) -> Floats:
    """Return the slope of a weighted sum of log welfare with respect to every tariff.

    Equation (60): ``dJ/dt = J_t + F_t' y`` with ``y = J_x + F_x' y``.
    The derivative of ``sum_n weights[n] log welfare[n]``, welfare being that of equation (51), at
    :attr:`Equilibrium.tariff`, while wages, prices, spending, revenue and transfers all follow. Its
    error is of the size of the equilibrium's distance from the fixed point: solve with a tolerance
    well below the accuracy wanted.

    Parameters
    ----------
    accounts : Accounts
        The base.
    equilibrium : Equilibrium
        Solved from these accounts with the closure and tastes given here.
    weights : (N,) float
        Weight of each economy's log welfare.
    deficits : str
        Closure of the trade deficit.
    taste : (N, G) float, optional
        Shares in households' spending; the base's where left out.

    Returns
    -------
    (N, N, G) float
        Log points of the objective for a tariff that is higher by 1 (100 points).

    Raises
    ------
    NoEquilibriumError
        If the adjoint system cannot be solved: the equilibrium is about to vanish.

    References
    ----------
    Giles and Pierce (2000), Flow, Turbulence and Combustion 65, on adjoints.
    """
    transposed = _TransposedRound(accounts, equilibrium, deficits, accounts.taste if taste is None else taste)
    direct = transposed.of_objective(np.asarray(weights, dtype=np.float64))
    right = direct.to_state
    if not right.any():  # an objective that weighs nobody
        return np.zeros_like(equilibrium.tariff)
    from scipy.sparse.linalg import LinearOperator, gmres  # noqa: PLC0415 - takes long to import, and few runs need it

    system = LinearOperator(
        (right.size, right.size),
        matvec=lambda vector: vector - transposed.of_round(vector).to_state,
        dtype=np.float64,
    )
    adjoint, failure = gmres(
        system, right, rtol=ADJOINT_TOLERANCE, atol=0.0, restart=ADJOINT_DIRECTIONS, maxiter=ADJOINT_RESTARTS
    )
    if failure:
        raise NoEquilibriumError("the slope of welfare is not determined: its adjoint system was not solved")
    return np.asarray(transposed.to_tariff(direct) + transposed.to_tariff(transposed.of_round(adjoint)))


@dataclass(frozen=True)
class _Slopes:
    """Slopes of one number: what a round hands back, and what is needed to go on to tariffs.

    Parameters
    ----------
    to_state : (N + 2 N G,) float
        With respect to log wages, log prices and log spending before the round.
    per_sale : (N, G) float
        With respect to an origin's sales, USD mn a year.
    per_income : (N,) float
        With respect to income, USD mn a year.
    per_price : (N, G) float
        With respect to the log price of a market after the round.
    """

    to_state: Floats
    per_sale: Floats
    per_income: Floats
    per_price: Floats


class _TransposedRound:
    """Transpose of a round of the solver, linearised at its fixed point.

    Every step of the round is undone in the opposite order; a name such as ``per_output`` is the
    slope of the objective with respect to output. Wages move by the whole gap between labour demand
    and ``w L``: by how much does not matter where the gap is zero, which the formulas use.
    """

    def __init__(
        self, accounts: Accounts, equilibrium: Equilibrium, deficits: Closure, taste: Floats
    ) -> None:
        self.accounts, self.equilibrium, self.taste = accounts, equilibrium, taste
        self.deficits = deficits
        # (G, N, N): one product of a matrix and a vector a group
        self.value = np.ascontiguousarray(np.moveaxis(equilibrium.customs_value, 2, 0))
        self.duty = np.ascontiguousarray(np.moveaxis(equilibrium.customs_value * equilibrium.tariff, 2, 0))
        self.spending = (self.value + self.duty).sum(axis=1)
        safe = np.where(self.spending > 0.0, self.spending, 1.0)
        self.share = (self.value + self.duty) / safe[:, None, :]
        self.per_spending = np.where(self.spending > 0.0, 1.0 / safe, 0.0).T
        self.labour_income = equilibrium.wage * accounts.labour_income

    def of_objective(self, weights: Floats) -> _Slopes:
        """Return the slopes of ``sum weights (log income - log consumer price)``, equations (35) and (37)."""
        accounts = self.accounts
        goods = np.where(accounts.is_goods, self.taste, 0.0)
        margin = accounts.margin_share * goods.sum(axis=1)
        labour = accounts.margin_labour_share
        in_price = self.taste - accounts.margin_share[:, None] * goods
        in_price += np.where(accounts.is_goods, 0.0, ((1.0 - labour) * margin)[:, None])
        return self._to_before(
            per_wage=-weights * labour * margin,
            per_price_before=-weights[:, None] * in_price,
            per_price=np.zeros_like(self.taste),
            per_output=np.zeros_like(accounts.output),
            per_income=weights / self.equilibrium.income,
        )

    def of_round(self, vector: Floats) -> _Slopes:
        """Return the slopes with respect to the state before a round, given those after it, ``vector``."""
        accounts = self.accounts
        economies, groups = self.taste.shape
        per_wage = vector[:economies]
        per_price, per_log_spending = vector[economies:].reshape(2, economies, groups)
        # wages: scaled to the numeraire, moved by the gap between labour demanded and the labour force
        per_wage = per_wage - self.labour_income * (per_wage.sum() / self.labour_income.sum())
        per_labour = per_wage / self.labour_income
        # spending: inputs, final purchases, services of the margin; equations (27) and (48)
        per_market = per_log_spending * self.per_spending
        per_output = accounts.value_added_share * per_labour[:, None]
        per_output += np.matmul(per_market[:, None, :], accounts.input_share)[:, 0, :]
        services = np.where(accounts.is_goods, 0.0, per_market).sum(axis=1)
        labour, share = accounts.margin_labour_share, accounts.margin_share
        per_margin = labour * per_labour + (1.0 - labour) * services
        on_goods = (1.0 - share)[:, None] * per_market + (share * per_margin)[:, None]
        per_final = np.where(accounts.is_goods, on_goods, per_market)
        return self._to_before(
            per_wage=np.zeros_like(per_wage),  # the gap takes the wage off again
            per_price_before=np.zeros_like(per_price),
            per_price=per_price,
            per_output=per_output,
            per_income=(self.taste * per_final).sum(axis=1),
        )

    def to_tariff(self, slopes: _Slopes) -> Floats:
        """Return the (N, N, G) slopes with respect to tariffs at a given state before the round."""
        value, rate, theta = self.equilibrium.customs_value, self.equilibrium.tariff, self.accounts.theta
        per_log_value = value * (rate * slopes.per_income[:, None] + slopes.per_sale[:, None, :])
        per_log_pull = per_log_value - np.moveaxis(self.share, 0, 2) * (
            per_log_value.sum(axis=0) + slopes.per_price / theta
        )
        return np.asarray(
            value * slopes.per_income[:, None] - (per_log_value + theta * per_log_pull) / (1.0 + rate)
        )

    def _to_before(
        self,
        per_wage: Floats,
        per_price_before: Floats,
        per_price: Floats,
        per_output: Floats,
        per_income: Floats,
    ) -> _Slopes:
        """Go back from sales, income and market prices to the state before the round."""
        accounts, theta = self.accounts, self.accounts.theta
        per_sale = per_output[:, accounts.sector_of_group]
        per_wage = per_wage + self.labour_income * per_income + self._through_transfer(per_income)
        # sales are flows, flows are shares of spending: equations (12), (47) and (49)
        per_log_spending = per_income[:, None] * self.duty.sum(axis=1).T + _times(
            self.value.transpose(0, 2, 1), per_sale
        )
        from_pull = _times(self.duty, np.broadcast_to(per_income[:, None], per_sale.shape))
        from_pull = from_pull + self.value.sum(axis=2).T * per_sale
        from_pull = from_pull - _times(self.share, per_log_spending + per_price / theta)
        # unit costs, equation (5)
        per_cost = (-theta * from_pull) @ accounts.group_to_sector
        per_wage = per_wage + (accounts.value_added_share * per_cost).sum(axis=1)
        per_price_before = per_price_before + np.matmul(accounts.input_share, per_cost[:, :, None])[:, :, 0]
        state = np.concatenate((per_wage, per_price_before.ravel(), per_log_spending.ravel()))
        return _Slopes(state, per_sale, per_income, per_price)

    def _through_transfer(self, per_income: Floats) -> Floats:
        """Return the slope with respect to log wages by way of the transfers, equation (25)."""
        if self.deficits != "gdp_share":
            return np.zeros_like(per_income)  # transfers do not move
        # the transfer is D w less labour income times the sum of D w over world labour income
        world = self.labour_income.sum()
        own = self.accounts.deficit * self.equilibrium.wage
        relative = per_income - (per_income @ self.labour_income) / world
        return np.asarray((own - self.labour_income * (own.sum() / world)) * relative)


def _times(matrix: Floats, by_group: Floats) -> Floats:
    """Return (N, G): the matrix of each group, (G, N, N), times the column of that group."""
    return np.asarray(np.matmul(matrix, by_group.T[:, :, None])[:, :, 0].T)
