"""The tariffs that are best for a government, others' tariffs given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.economy.deficits import Closure
from sim.economy.equilibrium import Equilibrium, NoEquilibriumError, long_run
from sim.economy.equilibrium_gradient import welfare_gradient
from sim.economy.rate_search import best_in_box
from sim.economy.tariff_instruments import Instrument, TariffInstruments, tariff_instruments
from sim.world.accounts import Accounts

Floats = NDArray[np.float64]

LOWEST, HIGHEST = 0.0, 10.0
"""Default bounds of a rate, fractions: no subsidies, at most 1,000 %."""

SLOPE_LEFT = 1e-10
"""Default slope to leave, in the units of the search: about the error of log(1 + rate), times the root of the
rate's part of the taxed imports."""

EQUILIBRIUM_TOLERANCE = 1e-13
"""Tolerance of the equilibria, so that slopes are exact to about 1e-12."""


SAME_TARIFF = 1e-15
"""Tariffs this close are the same."""


class NoOptimumError(NoEquilibriumError):
    """The search for the best tariffs did not come to rest within the bounds."""


@dataclass(frozen=True)
class OptimalTariffs:
    """The best tariffs of a government, and the long run in which they are in force.

    Parameters
    ----------
    government : str
        Code of the economy that levies them.
    names : tuple of str
        Of each rate, as in :class:`sim.economy.tariff_instruments.TariffInstruments`.
    rates : (K,) float
        Ad-valorem rates, fractions.
    at_bound : (K,) bool
        Whether a rate is at a bound.
    tariff : (N, N, G) float
        All tariffs, others' unchanged.
    equilibrium : Equilibrium
        The long run at these tariffs.
    gain : float
        Rise of the objective over what the starting tariffs give, log points.
    slope : float
        Largest slope left, in the units of the search (:data:`SLOPE_LEFT`).
    evaluations : int
        Equilibria solved.
    """

    government: str
    names: tuple[str, ...]
    rates: Floats
    at_bound: NDArray[np.bool_]
    tariff: Floats
    equilibrium: Equilibrium
    gain: float
    slope: float
    evaluations: int

    @property
    def by_name(self) -> dict[str, float]:
        """Rates by name, fractions."""
        return dict(zip(self.names, self.rates.tolist(), strict=True))


def optimal_tariffs(
    accounts: Accounts,
    government: str,
    partners: Sequence[str] | None = None,
    instrument: Instrument = "uniform",
    weights: Floats | None = None,
    tariff: Floats | None = None,
    bounds: tuple[float, float] = (LOWEST, HIGHEST),
    deficits: Closure = "fixed",
    tolerance: float = SLOPE_LEFT,
    start: Floats | None = None,
) -> OptimalTariffs:
    """Return the tariffs of one government that maximise its objective in the long run.

    The objective is ``sum_n weights[n] log welfare[n]`` with the welfare of equation (51): its own
    alone unless weights say otherwise; a negative weight is a gain from a rival's loss. Only goods
    are taxed and never what is made at home; all tariffs outside the chosen rates stay. The rates
    replace the tariffs that they cover. A maximum is found by climbing, so it is local.

    Parameters
    ----------
    accounts : Accounts
        The base.
    government : str
        Code of the economy.
    partners : sequence of str, optional
        Codes of the economies taxed; all foreign ones where left out.
    instrument : str
        ``uniform``, ``partner``, ``sector`` or ``partner_sector``.
    weights : (N,) float, optional
        Weight of each economy's log welfare.
    tariff : (N, N, G) float, optional
        Tariffs in force, fractions: others' stay, and the gain is over these; the base's where left out.
    bounds : tuple of float
        Lowest and highest rate, fractions; a negative lowest rate allows subsidies.
    deficits : str
        Closure of trade deficits.
    tolerance : float
        Slope to leave, in the units of the search (:data:`SLOPE_LEFT`).
    start : (K,) float, optional
        Rates from which to search; the mean rates in force where left out.

    Raises
    ------
    ValueError
        If a code or an instrument is unknown, nothing is imported, or bounds are not such.
    NoEquilibriumError
        If there is no equilibrium at the starting tariffs.
    NoOptimumError
        If the search does not come to rest.

    References
    ----------
    Ossa (2014), American Economic Review 104(12), for optimal tariffs and tariff wars in such a model.
    """
    lowest, highest = bounds
    if not -1.0 < lowest < highest:
        raise ValueError(f"bounds {bounds} are not a lowest rate above -1 and a higher one")
    rates = tariff_instruments(accounts, government, partners, instrument)
    in_force = accounts.base_tariff if tariff is None else tariff
    values = np.eye(len(accounts.economies))[accounts.position(government)] if weights is None else weights
    climb = _Climb(accounts, rates, in_force, np.asarray(values, dtype=np.float64), deficits)
    before = climb.long_run(in_force)
    initial = rates.mean_rates(accounts, in_force) if start is None else start
    best = best_in_box(
        climb.objective,
        climb.point(initial),
        climb.point(np.full(len(rates.names), lowest)),
        climb.point(np.full(len(rates.names), highest)),
        tolerance,
    )
    if best.slope > tolerance:
        raise NoOptimumError(
            f"no best tariffs of {government} within {lowest:g} and {highest:g}: "
            f"after {climb.evaluations} equilibria a slope of {best.slope:.1e} is left"
            + (f"; at some tariffs tried there is {climb.failure}" if climb.failure else "")
        )
    found = np.clip(climb.rates_at(best.point), lowest, highest)
    after = climb.long_run(rates.tariff(in_force, found))
    return OptimalTariffs(
        government=government,
        names=rates.names,
        rates=found,
        at_bound=(found <= lowest) | (found >= highest),
        tariff=after.tariff,
        equilibrium=after,
        gain=climb.value(after) - climb.value(before),
        slope=best.slope,
        evaluations=climb.evaluations,
    )


class _Climb:
    """The objective in the units of the search.

    Coordinates are log(1 + rate) times the root of the rate's part of the taxed imports and of their
    trade elasticity, values are per dollar of taxed imports: then the curvature in every direction is
    of the size of one.
    """

    def __init__(
        self,
        accounts: Accounts,
        rates: TariffInstruments,
        in_force: Floats,
        weights: Floats,
        deficits: Closure,
    ) -> None:
        self.accounts, self.rates, self.in_force = accounts, rates, in_force
        self.weights, self.deficits = weights, deficits
        responsive = rates.totals(accounts.customs_value * accounts.theta)
        self.stretch = np.sqrt(responsive / rates.imports.sum())
        home = accounts.position(rates.government)
        self.scale = float(accounts.consumption[home] / rates.imports.sum())
        self.evaluations = 0
        self.solved: list[Equilibrium] = []  # the last few
        self.best: tuple[float, Floats] | None = None
        self.failure = ""  # why the last tariffs without an equilibrium had none

    def point(self, rates: Floats) -> Floats:
        """Return the coordinates of rates."""
        return np.asarray(np.log1p(rates) * self.stretch)

    def rates_at(self, point: Floats) -> Floats:
        """Return the rates at a point."""
        return np.asarray(np.expm1(point / self.stretch))

    def value(self, equilibrium: Equilibrium) -> float:
        """Return the government's objective, log points."""
        return float(self.weights @ np.log(equilibrium.welfare))

    def long_run(self, tariff: Floats) -> Equilibrium:
        """Return the equilibrium at these tariffs, solved unless it is among the last few."""
        for known in self.solved:
            if np.abs(known.tariff - tariff).max() < SAME_TARIFF:
                return known
        self.evaluations += 1
        new = long_run(self.accounts, tariff, self.deficits, tolerance=EQUILIBRIUM_TOLERANCE)
        self.solved = [new, *self.solved[:3]]
        return new

    def objective(self, point: Floats) -> tuple[float, Floats]:
        """Return value and slopes in the units of the search.

        Where there is no equilibrium the value is below the best so far and slopes lead back to it,
        so that the search takes a shorter step.
        """
        rates = self.rates_at(point)
        try:
            equilibrium = self.long_run(self.rates.tariff(self.in_force, rates))
            by_tariff = welfare_gradient(self.accounts, equilibrium, self.weights, self.deficits)
        except NoEquilibriumError as error:
            if self.best is None:
                raise
            self.failure = str(error)
            value, place = self.best
            return value - 1.0 - float((point - place) @ (point - place)), 2.0 * (place - point)
        value = self.value(equilibrium) * self.scale
        if self.best is None or value > self.best[0]:
            self.best = (value, point.copy())
        slopes = self.rates.totals(by_tariff) * (1.0 + rates) / self.stretch
        return value, np.asarray(slopes * self.scale)
