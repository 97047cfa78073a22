"""A trade war at rest: every government's tariffs are the best answer to all others'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.economy.deficits import Closure
from sim.economy.equilibrium import Equilibrium, NoEquilibriumError
from sim.economy.optimal_tariffs import HIGHEST, LOWEST, OptimalTariffs, optimal_tariffs
from sim.economy.tariff_instruments import Instrument
from sim.world.accounts import Accounts

Floats = NDArray[np.float64]

AT_REST = 1e-9
"""Default change of log(1 + rate) in a round at which governments have come to rest."""

MOST_ROUNDS = 60

RECURRENCE = 1e-3
"""Profiles count as the same if they differ by less than this part of the change in a round."""

WORTH_DEVIATING = 1e-9
"""A gain, log points of the objective, above which tariffs are not an equilibrium of governments."""


class NoNashTariffsError(NoEquilibriumError):
    """Best answers of governments did not come to rest, go round in a cycle, or leave a gain."""


@dataclass(frozen=True)
class NashTariffs:
    """Tariffs from which no government gains by departing alone.

    Parameters
    ----------
    answers : dict of str to OptimalTariffs
        Each government's best answer, by code: names of its rates, the rates, whether at a bound.
    tariff : (N, N, G) float
        All tariffs, fractions.
    equilibrium : Equilibrium
        The long run at these tariffs.
    rounds : int
        Rounds of best answers.
    gain_from_deviating : float
        Largest rise of an objective that a government finds by departing alone, log points: searched
        from the equilibrium and from the lowest rates.
    """

    answers: dict[str, OptimalTariffs]
    tariff: Floats
    equilibrium: Equilibrium
    rounds: int
    gain_from_deviating: float


def nash_tariffs(
    accounts: Accounts,
    governments: Sequence[str],
    partners: Mapping[str, Sequence[str]] | None = None,
    instrument: Instrument = "uniform",
    weights: Mapping[str, Floats] | None = None,
    tariff: Floats | None = None,
    bounds: tuple[float, float] = (LOWEST, HIGHEST),
    deficits: Closure = "fixed",
    tolerance: float = AT_REST,
    most_rounds: int = MOST_ROUNDS,
) -> NashTariffs:
    """Return tariffs at which every named government does the best it can, given all others'.

    Governments answer in turn until no rate moves; then each looks for a gain from departing
    alone, also from the other end of its rates.

    Parameters
    ----------
    accounts : Accounts
        The base.
    governments : sequence of str
        Codes of the economies that play; all others keep their tariffs.
    partners : mapping of str to sequence of str, optional
        Whom a government taxes; all foreign economies where it is left out.
    instrument : str
        ``uniform``, ``partner``, ``sector`` or ``partner_sector``.
    weights : mapping of str to (N,) float, optional
        A government's weights on log welfare; its own alone where it is left out.
    tariff : (N, N, G) float, optional
        Tariffs to start from, fractions; the base's where left out.
    bounds : tuple of float
        Lowest and highest rate, fractions.
    deficits : str
        Closure of trade deficits.
    tolerance : float
        Change of log(1 + rate) in a round at which to stop.
    most_rounds : int
        Rounds after which to give up.

    Raises
    ------
    ValueError
        As :func:`sim.economy.optimal_tariffs.optimal_tariffs`, or if no or the same government is named.
    NoNashTariffsError
        If answers go round in a cycle or do not come to rest, or a gain from departing is found.

    References
    ----------
    Johnson (1953), Review of Economic Studies 21(2); Ossa (2014), American Economic Review 104(12).
    """
    if not governments or len(set(governments)) < len(governments):
        raise ValueError(f"governments {', '.join(governments) or '(none)'}: name at least one, each once")
    partners, weights = partners or {}, weights or {}

    def answer(government: str, tariffs: Floats, start: Floats | None = None) -> OptimalTariffs:
        return optimal_tariffs(
            accounts,
            government,
            partners.get(government),
            instrument,
            weights.get(government),
            tariffs,
            bounds,
            deficits,
            start=start,
        )

    in_force = accounts.base_tariff if tariff is None else tariff
    answers: dict[str, OptimalTariffs] = {}
    seen: list[Floats] = []
    for rounds in range(1, most_rounds + 1):  # noqa: B007 - the result reports it
        for government in governments:
            before = answers.get(government)
            answers[government] = answer(government, in_force, None if before is None else before.rates)
            in_force = answers[government].tariff
        seen.append(np.concatenate([np.log1p(answers[government].rates) for government in governments]))
        if len(seen) > 1 and np.abs(seen[-1] - seen[-2]).max() <= tolerance:
            break
        _refuse_cycle(governments, seen)
    else:
        moved = np.abs(seen[-1] - seen[-2]).max() if len(seen) > 1 else np.inf
        raise NoNashTariffsError(
            f"best answers of {', '.join(governments)} do not come to rest within {most_rounds} rounds: "
            f"in the last one a rate moved by {moved:.1e}"
        )
    gain = dict.fromkeys(governments, 0.0)
    for government in governments:
        rates = answers[government].rates
        for start in (rates, np.full_like(rates, bounds[0])):
            gain[government] = max(gain[government], answer(government, in_force, start).gain)
    tempted = max(governments, key=lambda government: gain[government])
    if gain[tempted] > WORTH_DEVIATING:
        raise NoNashTariffsError(
            f"no equilibrium of {', '.join(governments)}: "
            f"{tempted} gains {gain[tempted]:.1e} log points by departing"
        )
    last = answers[governments[-1]].equilibrium
    return NashTariffs(answers, in_force, last, rounds, gain[tempted])


def _refuse_cycle(governments: Sequence[str], seen: Sequence[Floats]) -> None:
    """Stop where the last profile of rates is an earlier one, left in between."""
    for back in range(2, len(seen)):
        moved = np.abs(seen[-1] - seen[-2]).max()
        if np.abs(seen[-1] - seen[-1 - back]).max() <= RECURRENCE * moved:
            raise NoNashTariffsError(
                f"best answers of {', '.join(governments)} go round in a cycle of {back} rounds, "
                f"in which rates move by {moved:.1e}"
            )
