"""The moments that experiments and agents yield, beside those of the replay, and all of them in order."""

from __future__ import annotations

from collections.abc import Mapping

from sim.metrics.replay.moment import Moment, around
from sim.metrics.replay.targets import REPLAY_MOMENTS

_BOEHM = "Boehm, Levchenko, Pandalai-Nayar 2023"
_FAJGELBAUM = "Fajgelbaum et al. 2020"

EXPERIMENT_MOMENTS: Mapping[str, Moment] = {
    moment.name: moment
    for moment in (
        Moment(
            "industry_falls", "Correlation over industries of the change of imports from China, 2017 to 2019",
            "1", "C", 1.0, (0.6, 1.0), (0.3, 1.0), "US Census Bureau",
        ),
        Moment(
            "elasticity_year_1", "Trade elasticity of small tariffs, mean over the first year", "1", "T",
            -0.76, *around(-0.76, 0.15, 0.30), _BOEHM,
        ),
        Moment(
            "elasticity_year_8", "Trade elasticity of small tariffs, mean over the eighth year", "1", "T",
            -2.0, (-2.25, -1.75), (-2.5, -1.5), _BOEHM,
        ),
        Moment(
            "taxed_imports", "Imports of varieties taxed at 20 %, after twelve months", "per cent", "T",
            -31.7, *around(-31.7, 5.0, 10.0), _FAJGELBAUM, from_memory=True,
        ),
        Moment(
            "variety_elasticity", "Elasticity between taxed and other foreign varieties, same", "1", "T",
            2.53, *around(2.53, 0.5, 1.0), _FAJGELBAUM, from_memory=True,
        ),
        Moment(
            "retail_pass_through", "Pass-through to retail prices after six months", "1", "T",
            0.20, (0.15, 0.35), (0.10, 0.45), "Cavallo et al. 2021; Cavallo, Llamas, Vazquez 2025",
        ),
        Moment(
            "pulled_forward", "List 3 imports pulled forward, October to December 2018", "per cent", "T",
            15.0, (5.0, 25.0), (2.0, 35.0), "trade press: containers before 1 January 2019",
        ),
        Moment(
            "flow_over_use", "Elasticity of flows over that of use, cuts announced, less one", "per cent",
            "T", 56.0, *around(56.0, 25.0, 50.0), "Khan, Khederlarian 2021",
        ),
        Moment(
            "links_kept", "Supplier links that survive a year, by value", "1", "T",
            0.93, *around(0.93, 0.02, 0.05), "Mizuno, Souma, Watanabe (Japan)",
        ),
    )
}  # fmt: skip
"""By name, in the order in which they are shown."""

MOMENTS: Mapping[str, Moment] = {**REPLAY_MOMENTS, **EXPERIMENT_MOMENTS}
"""Every moment that history is checked by."""
