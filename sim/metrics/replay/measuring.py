"""How each moment of a replay is worked out, from the model and from what was recorded.

The model has neither growth nor a business cycle: the value of all US imports grew by 6.5 % from 2017 to
2019, the model's falls by the little that the tariffs do. So moments are shares, rates and indices, in
which growth that is common to all partners drops out.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.metrics.replay.recorded import Recorded
from sim.metrics.replay.weekly import CHINA, VIETNAM, Replay

Floats = NDArray[np.float64]

NO_PARTNERS = frozenset({"USA", "CHN", "ROW"})
"""Not ranked among the partners that gain: the two themselves, and the rest of the world, which is nobody."""

TAXED_RATE_2018 = 0.13
"""Mean additional tariff on the Chinese goods taxed in 2018: 25 % on USD 50 bn, 10 % on USD 200 bn."""

PAID_A_MONTH_LATER = 0.85
"""Share of duties paid with the periodic monthly statement, on the 15th working day of the month after
entry: "more than 85 percent", US Customs and Border Protection, as brokers quote it."""


def year_share(replay: Replay, year: str, partner: str) -> float:
    """Share of a partner in US goods imports of a year, per cent."""
    imports = _of_year(replay, replay.imports, year)
    return float(100.0 * imports[replay.position(partner)] / imports.sum())


def share_gains(replay: Replay, year: str) -> Floats:
    """(N,) change of each partner's share of US goods imports from the base to a year, points."""
    imports = _of_year(replay, replay.imports, year)
    base = replay.base_imports
    return np.asarray(100.0 * (imports / imports.sum() - base / base.sum()))


def recorded_gains(recorded: Recorded, year: str) -> Floats:
    """(N,) change of each partner's recorded share of US goods imports from 2017 to a year, points."""
    after, before = (recorded.imports[recorded.rows_of(each)].sum(axis=0) for each in (year, "2017"))
    return np.asarray(100.0 * (after / after.sum() - before / before.sum()))


def rank_correlation(replay: Replay, recorded: Recorded, year: str) -> float:
    """Rank correlation (Spearman) of partners' gains in share, model and recorded."""
    kept = [place for place, code in enumerate(replay.economies) if code not in NO_PARTNERS]
    return correlation_of_ranks(share_gains(replay, year)[kept], recorded_gains(recorded, year)[kept])


def correlation_of_ranks(first: Floats, second: Floats) -> float:
    """Spearman's correlation of values without ties."""
    ranks = np.array([np.argsort(np.argsort(values)) for values in (first, second)], dtype=float)
    return float(np.corrcoef(ranks)[0, 1])


def rerouted(replay: Replay, year: str) -> float:
    """Chinese goods among what the US took for Vietnam's in a year, per cent."""
    if VIETNAM not in replay.economies:
        return float("nan")
    declared = _of_year(replay, replay.imports, year)[replay.position(VIETNAM)]
    return float(100.0 * _of_year(replay, replay.via_vietnam, year) / declared)


def duty_rates(replay: Replay) -> Floats:
    """(M,) US duties over goods imports by month, per cent."""
    return np.asarray(100.0 * (replay.days @ replay.duties) / (replay.days @ replay.imports.sum(axis=1)))


def duties_paid(replay: Replay, recorded: Recorded) -> Floats:
    """(M,) what the model's rates bring in on the imports recorded, by the month of payment, USD mn.

    Most duties are not paid on entry but with the monthly statement, in the month that follows
    (``PAID_A_MONTH_LATER``). No measure is in force in the first month, so what is paid in it has its rate.
    """
    rows = recorded.rows(replay.months)
    rate = duty_rates(replay) / 100.0
    entered = recorded.imports.sum(axis=1)
    owed = rate * entered[rows]
    owed_before = np.concatenate((rate[:1], rate[:-1])) * entered[[row - 1 for row in rows]]
    return np.asarray((1.0 - PAID_A_MONTH_LATER) * owed + PAID_A_MONTH_LATER * owed_before)


def duty_gaps(replay: Replay, recorded: Recorded) -> Floats:
    """(M,) relative gap of the model's duties, at the imports recorded, to those collected, per cent."""
    collected = recorded.duties[recorded.rows(replay.months)]
    return np.asarray(100.0 * (duties_paid(replay, recorded) / collected - 1.0))


def share_index(replay: Replay, exports: bool) -> Floats:
    """(M,) index of China's share of US imports (or exports) by month, base = 100."""
    flows = replay.days @ (replay.exports if exports else replay.imports)
    base = replay.base_exports if exports else replay.base_imports
    here = replay.position(CHINA)
    return np.asarray(100.0 * flows[:, here] / flows.sum(axis=1) / (base[here] / base.sum()))


def recorded_index(recorded: Recorded, months: tuple[str, ...], exports: bool) -> Floats:
    """(M,) recorded index of China's share, the same month of 2017 = 100, which takes out the season."""
    flows = recorded.exports if exports else recorded.imports
    share = flows[:, recorded.economies.index(CHINA)] / flows.sum(axis=1)
    return np.asarray(100.0 * share[recorded.rows(months)] / share[recorded.year_before(months)])


def border_pass_through(replay: Replay, year: str) -> float:
    """Change of the duty-inclusive price of imports from China over the change of one plus the tariff.

    One plus the slope of log supplier prices on log tariff factors over product groups, mean of a year,
    base values as weights; a constant takes up what moves all of China's prices.
    """
    price = _of_year(replay, np.log(replay.china_price), year, mean=True)
    return 1.0 + _slope(price, _log_factor(replay, year), replay.base_china_value)


def taxed_exports(replay: Replay) -> float:
    """Change of China's exports of taxed goods to the US in 2018, per cent.

    Slope of log changes of values on log tariff factors over product groups, second half of the year, at
    the mean additional tariff on the taxed goods (:data:`TAXED_RATE_2018`).
    """
    half = np.array([week.year == 2018 and week.month > 6 for week in replay.weeks])
    traded = replay.base_china_value > 0.0
    value = replay.china_value[half].mean(axis=0)[traded] / replay.base_china_value[traded]
    factor = np.log((1.0 + replay.china_tariff) / (1.0 + replay.base_china_tariff))[half].mean(axis=0)
    slope = _slope(np.log(np.maximum(value, 1e-12)), factor[traded], replay.base_china_value[traded])
    return float(100.0 * np.expm1(slope * np.log1p(TAXED_RATE_2018)))


def welfare(replay: Replay) -> float:
    """Real consumption of US households at the end of 2018 against the base, per cent."""
    late = [rank for rank, week in enumerate(replay.weeks) if week.year == 2018 and week.month > 9]
    return float(100.0 * (replay.real_consumption[late].mean() - 1.0))


def _of_year(replay: Replay, values: Floats, year: str, mean: bool = False) -> Floats:
    """Sum, or mean, of weekly values over the days of a year."""
    rows = [rank for rank, month in enumerate(replay.months) if month.startswith(year)]
    days = replay.days[rows].sum(axis=0)
    total = np.asarray(days @ values)
    return total / days.sum() if mean else total


def _log_factor(replay: Replay, year: str) -> Floats:
    """(G,) log of one plus the tariff on China over one plus the base tariff, mean of a year."""
    factor = np.log((1.0 + replay.china_tariff) / (1.0 + replay.base_china_tariff))
    return _of_year(replay, factor, year, mean=True)


def _slope(outcome: Floats, cause: Floats, weight: Floats) -> float:
    """Slope of a weighted regression with a constant; not a number where the cause does not vary."""
    share = weight / weight.sum()
    spread = cause - share @ cause
    variance = float(share @ spread**2)
    return float(share @ (spread * outcome)) / variance if variance > 0.0 else float("nan")
