"""The rates that a government can set: which tariffs each of them moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from sim.world.accounts import Accounts

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

Instrument = Literal["uniform", "partner", "sector", "partner_sector"]
"""One rate on all goods of the chosen partners; one for each; for each production sector; for both."""

INSTRUMENTS: tuple[Instrument, ...] = get_args(Instrument)


@dataclass(frozen=True)
class TariffInstruments:
    """The rates of one government and the tariffs that they set; goods only, never at home.

    Parameters
    ----------
    government : str
        Code of the economy that levies the tariffs.
    names : tuple of str
        Of each rate: ``all goods``, a partner, a sector, or a partner and a sector.
    number : (N, N, G) int
        Which rate sets a tariff; -1 where none does.
    imports : (K,) float
        Base imports that each rate falls on, USD mn a year before duty; positive.
    """

    government: str
    names: tuple[str, ...]
    number: Integers
    imports: Floats

    def tariff(self, others: Floats, rates: Floats) -> Floats:
        """Return (N, N, G) tariffs: these rates where they apply, ``others`` elsewhere."""
        return np.where(self.number >= 0, np.append(rates, 0.0)[self.number], others)

    def totals(self, by_tariff: Floats) -> Floats:
        """Return (K,) the sum over the tariffs that each rate sets of an (N, N, G) array."""
        mine = self.number >= 0
        totals = np.bincount(self.number[mine], weights=by_tariff[mine], minlength=len(self.names))
        return np.asarray(totals, dtype=np.float64)

    def mean_rates(self, accounts: Accounts, tariff: Floats) -> Floats:
        """Return (K,) the mean of tariffs under each rate, weighted by base imports before duty."""
        return np.asarray(self.totals(tariff * accounts.customs_value) / self.imports)


def tariff_instruments(
    accounts: Accounts,
    government: str,
    partners: Sequence[str] | None = None,
    instrument: Instrument = "uniform",
) -> TariffInstruments:
    """Return the rates of a government over the goods of some partners.

    A rate that would fall on no imports of the base is left out: flows that are zero stay zero.

    Parameters
    ----------
    accounts : Accounts
        The base.
    government : str
        Code of the economy that levies the tariffs.
    partners : sequence of str, optional
        Codes of the economies taxed; all foreign ones where left out.
    instrument : str
        One of :data:`INSTRUMENTS`.

    Raises
    ------
    ValueError
        If a code or an instrument is unknown, a government is to tax itself, or nothing is imported.
    """
    if instrument not in INSTRUMENTS:
        raise ValueError(f"unknown instrument {instrument!r}: one of {', '.join(INSTRUMENTS)}")
    home = _position(accounts, government)
    chosen = (
        [code for code in accounts.economies if code != government] if partners is None else list(partners)
    )
    if government in chosen:
        raise ValueError(f"{government} cannot levy tariffs on itself")
    names: list[str] = []
    imports: list[float] = []
    number = np.full(accounts.expenditure.shape, -1)
    for name, origins, groups in _reach(accounts, chosen, instrument):
        place = np.ix_(origins, [home], groups)
        value = float(accounts.customs_value[place].sum())
        if value > 0.0:
            number[place] = len(names)
            names.append(name)
            imports.append(value)
    if not names:
        raise ValueError(f"{government} imports no goods from {', '.join(chosen) or 'nobody'}")
    return TariffInstruments(government, tuple(names), number, np.array(imports))


def _reach(
    accounts: Accounts, partners: Sequence[str], instrument: Instrument
) -> list[tuple[str, list[int], list[int]]]:
    """Return the name, origins and product groups of each rate."""
    goods = [int(group) for group in np.flatnonzero(accounts.is_goods)]
    origins = [(code, [_position(accounts, code)]) for code in dict.fromkeys(partners)]
    sectors = [
        (accounts.sectors[sector], [group for group in goods if accounts.sector_of_group[group] == sector])
        for sector in sorted({int(accounts.sector_of_group[group]) for group in goods})
    ]
    everybody = [place for _, places in origins for place in places]
    if instrument == "uniform":
        return [("all goods", everybody, goods)]
    if instrument == "partner":
        return [(code, places, goods) for code, places in origins]
    if instrument == "sector":
        return [(sector, everybody, groups) for sector, groups in sectors]
    return [(f"{code} {sector}", places, groups) for code, places in origins for sector, groups in sectors]


def _position(accounts: Accounts, economy: str) -> int:
    if economy not in accounts.economies:
        raise ValueError(f"unknown economy {economy!r}: one of {', '.join(accounts.economies)}")
    return accounts.position(economy)
