"""The moments that any replay of the first trade war yields, with their bands."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.metrics.replay import measuring
from sim.metrics.replay.measuring import share_gains
from sim.metrics.replay.moment import ANY, Moment, around
from sim.metrics.replay.recorded import Recorded
from sim.metrics.replay.weekly import CHINA, Replay

_CENSUS = "US Census Bureau"
_PER_CENT = "per cent"

GAINERS = {"VNM": "Vietnam", "MEX": "Mexico", "TWN": "Taiwan"}
RECORDED_GAINS = {"VNM": 0.680, "MEX": 0.927, "TWN": 0.363}
"""Points of the US goods imports of 2019 over 2017; a test compares them with the shipped table."""

REPLAY_MOMENTS: Mapping[str, Moment] = {
    moment.name: moment
    for moment in (
        Moment(
            "china_share_2018", "China's share of US goods imports, 2018", _PER_CENT, "T",
            21.2, *around(21.2, 1.0, 2.0), _CENSUS,
        ),
        Moment(
            "china_share_2019", "China's share of US goods imports, 2019", _PER_CENT, "T",
            18.0, *around(18.0, 1.0, 2.0), _CENSUS,
        ),
        *(
            Moment(
                f"gain_{code}", f"Gain of {name} in share of US imports, 2017 to 2019", "points", "T",
                RECORDED_GAINS[code], (RECORDED_GAINS[code] / 2.0, RECORDED_GAINS[code] * 2.0), (0.0, ANY),
                _CENSUS,
            )
            for code, name in GAINERS.items()
        ),
        Moment(
            "gain_ranks", "Rank correlation of partners' gains in share, 2017 to 2019", "1", "T",
            1.0, (0.6, 1.0), (0.4, 1.0), _CENSUS,
        ),
        Moment(
            "rerouted_2019", "Chinese goods in Vietnam's US exports, 2019 (1.7 by firm, 16 by product)",
            _PER_CENT, "T", 1.7, (1.7, 16.0), (0.8, 24.0), "Iyoha et al. 2025",
        ),
        Moment(
            "duties_mean_gap", "Customs duties by month, mean gap from July 2018", _PER_CENT, "T",
            0.0, (0.0, 15.0), (0.0, 30.0), "US Treasury",
        ),
        Moment(
            "duties_worst_gap", "Customs duties by month, largest gap", _PER_CENT, "T",
            0.0, (0.0, 15.0), (0.0, 30.0), "US Treasury",
        ),
        Moment(
            "import_path", "China's share of US imports by month, mean gap of the index", "index points", "T",
            0.0, (0.0, 5.0), (0.0, 10.0), _CENSUS,
        ),
        Moment(
            "export_path", "China's share of US exports by month, mean gap of the index", "index points", "C",
            0.0, (0.0, 10.0), (0.0, 20.0), _CENSUS,
        ),
        Moment(
            "border_pass_through", "Pass-through to duty-inclusive import prices, 2019", "1", "T",
            0.95, (0.9, 1.0 + 1e-9), (0.8, 1.1), "Amiti, Redding, Weinstein 2019; Fajgelbaum et al. 2020",
        ),
        Moment(
            "taxed_exports_2018", "China's exports of taxed goods to the US, 2018", _PER_CENT, "T",
            -16.5, *around(-16.5, 5.0, 10.0), "Jiang et al. 2023",
        ),
        Moment(
            "us_welfare_2018", "US real consumption, end of 2018", _PER_CENT, "C",
            -0.04, *around(-0.04, 0.05, 0.10), "Fajgelbaum et al. 2020",
        ),
    )
}  # fmt: skip
"""By name, in the order in which they are shown."""


def measure_replay(replay: Replay, recorded: Recorded) -> dict[str, float]:
    """Work out every moment of a replay, by name.

    Parameters
    ----------
    replay : Replay
        What the model did; it covers January 2018 to December 2019 at least.
    recorded : Recorded
        What was recorded, on the same economies.
    """
    gains = share_gains(replay, "2019")
    late = [month >= "2018-07" for month in replay.months]
    duty = np.abs(measuring.duty_gaps(replay, recorded))
    index_gap = [
        np.abs(
            measuring.share_index(replay, exports)
            - measuring.recorded_index(recorded, replay.months, exports)
        ).mean()
        for exports in (False, True)
    ]
    return {
        "china_share_2018": measuring.year_share(replay, "2018", CHINA),
        "china_share_2019": measuring.year_share(replay, "2019", CHINA),
        **{
            f"gain_{code}": float(gains[replay.position(code)]) if code in replay.economies else float("nan")
            for code in GAINERS
        },
        "gain_ranks": measuring.rank_correlation(replay, recorded, "2019"),
        "rerouted_2019": measuring.rerouted(replay, "2019"),
        "duties_mean_gap": float(duty[late].mean()),
        "duties_worst_gap": float(duty.max()),
        "import_path": float(index_gap[0]),
        "export_path": float(index_gap[1]),
        "border_pass_through": measuring.border_pass_through(replay, "2019"),
        "taxed_exports_2018": measuring.taxed_exports(replay),
        "us_welfare_2018": measuring.welfare(replay),
    }
