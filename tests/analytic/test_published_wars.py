"""Wars of 2025 on the world of 2022 in the plainest model, against published figures."""

import os
from pathlib import Path

import numpy as np
import pytest

from sim.economy.equilibrium import long_run
from sim.economy.rebasing import rebased
from sim.world.elasticity import elasticity_sets
from sim.world.plain_accounts import caliendo_parro

RAW = Path(os.environ.get("TRADEWAR_RAW_DATA", Path(__file__).parents[3] / "shared" / "data"))
FLOWS = RAW / "world" / "oecd_icio" / "icio2022_81x81x28.npz"
IN_SAMPLE = "IS"

pytestmark = [
    pytest.mark.raw,
    pytest.mark.skipif(not FLOWS.is_file(), reason="the raw data folder is not here"),
]


@pytest.fixture(scope="module")
def war():
    """Solve a war: no inputs, flows read as spending with duty, trade balanced first, rates in place of the
    base tariffs and on services too."""
    with np.load(FLOWS) as stored:
        flows, tariff = stored["flows"].astype(np.float64), stored["tariffs"].astype(np.float64)
        economies = tuple(str(code) for code in stored["countries"])
        sectors = tuple(str(code) for code in stored["sectors"])
    in_sample = elasticity_sets()[IN_SAMPLE]
    assert tuple(in_sample)[:-1] == sectors[:-1]  # the last is services, under another name
    no_inputs = np.zeros((len(economies), len(sectors), len(sectors)))
    observed = caliendo_parro(flows, list(in_sample.values()), tariff, no_inputs, economies)
    base = rebased(observed, long_run(observed, tariff, "balanced", tolerance=1e-12, most_rounds=1000))

    def solve(rates):
        changed = base.base_tariff.copy()
        for (origin, destination), rate in rates.items():
            changed[economies.index(origin), economies.index(destination)] = rate
        after = long_run(base, changed, "balanced")
        gain = dict(zip(economies, 100.0 * (after.welfare - 1.0), strict=True))
        value = [each.customs_value.sum(axis=2) for each in (base, after)]
        return gain, 100.0 * (value[1] / value[0] - 1.0), value, economies

    return solve


@pytest.mark.parametrize(
    ("on_china", "on_united_states", "gains", "trade"),
    [(1.45, 1.25, (-0.25, -0.21), -97.0), (0.30, 0.10, (-0.03, -0.08), -61.0)],
)
def test_war_of_two(war, on_china, on_united_states, gains, trade):
    gain, growth, _, economies = war({("CHN", "USA"): on_china, ("USA", "CHN"): on_united_states})
    assert (gain["USA"], gain["CHN"]) == pytest.approx(gains, abs=0.01)
    assert growth[economies.index("CHN"), economies.index("USA")] == pytest.approx(trade, abs=0.5)


def test_ten_percent_on_all_helps_who_levies_it(war):
    with np.load(FLOWS) as stored:
        others = [str(code) for code in stored["countries"] if code != "USA"]
    gain, _, (before, after), economies = war({(other, "USA"): 0.10 for other in others})
    assert gain["USA"] == pytest.approx(0.26, abs=0.01)
    united_states = economies.index("USA")
    foreign = np.arange(len(economies)) != united_states
    imports = after[foreign, united_states].sum() / before[foreign, united_states].sum()
    assert 100.0 * (imports - 1.0) == pytest.approx(-16.0, abs=0.5)
