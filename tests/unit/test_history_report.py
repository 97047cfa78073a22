"""A run that replays history carries the records, and its page holds the two side by side."""

import numpy as np
import pytest

from sim import load_scenario, run
from sim.economy.base import build_base
from sim.metrics import compute_metrics
from sim.metrics.axes import read_axes
from sim.metrics.replay.reading import read_recorded, read_replay
from sim.metrics.replay.targets import REPLAY_MOMENTS, measure_replay
from sim.records.history_frames import replays_history
from sim.report.facts import Facts
from sim.report.trust.history_card import history_table, history_words
from sim.report.trust.history_chart import replayed_history
from sim.validation.history.replaying import recorded_on, replay_by_agents

SMALL = {
    "world.economies": "[USA, CHN, VNM, MEX, TWN, EU, ROW]",
    "population.producers": "1000",
    "population.relationships": "20000",
    "horizon.weeks": "113",
}


@pytest.fixture(scope="module")
def scenario():
    return load_scenario("trade_war_one", SMALL)


@pytest.fixture(scope="module")
def finished(scenario, tmp_path_factory):
    return run(scenario, tmp_path_factory.mktemp("history") / "run")


def test_tables_tell_what_the_model_did(scenario, finished):
    axes, world = read_axes(finished), build_base(scenario)
    read, direct = read_replay(finished, axes), replay_by_agents(scenario, world).replay
    for name in (
        "imports",
        "exports",
        "duties",
        "china_value",
        "base_imports",
        "real_consumption",
    ):
        np.testing.assert_allclose(getattr(read, name), getattr(direct, name), rtol=2e-6, err_msg=name)
    # the table of routes leaves out those that never carry anything to speak of
    assert read.via_vietnam.sum() == pytest.approx(direct.via_vietnam.sum(), rel=0.02)
    recorded = read_recorded(finished, axes)
    assert recorded.months == recorded_on(world).months
    np.testing.assert_allclose(recorded.imports, recorded_on(world).imports)
    ours, theirs = measure_replay(read, recorded), measure_replay(direct, recorded_on(world))
    for name, value in ours.items():
        assert value == pytest.approx(theirs[name], abs=5e-3), name


def test_the_page_shows_every_moment_and_the_share_by_month(finished):
    found = compute_metrics(finished).against_records
    assert [moment.name for moment, _ in found.moments] == list(REPLAY_MOMENTS)
    page = (finished.folder / "report.html").read_text(encoding="utf-8")
    assert history_table(found) in page
    assert history_words(found) in page
    assert 'data-chart="replayed-history"' in page
    chart = replayed_history(Facts(compute_metrics(finished)))
    assert chart.data.height == 38
    assert chart.data["model"].null_count() == 12
    first = found.china_share.filter(found.china_share["month"].dt.year() == 2017)
    assert np.ptp(first["season_taken_out"].to_numpy()) < 1e-12  # the season is that of 2017
    assert {"history_moments.csv", "history_path.csv"} <= {
        path.name for path in (finished.folder / "metrics").iterdir()
    }


def test_what_might_have_been_is_not_held_against_what_was(scenario):
    world = build_base(scenario)
    assert replays_history(scenario, world)
    fewer = scenario.model_copy(update={"measures": scenario.measures[1:]})
    assert not replays_history(fewer, world)
    for weeks, enough in ((104, False), (105, True)):
        horizon = scenario.horizon.model_copy(update={"weeks": weeks})
        assert replays_history(scenario.model_copy(update={"horizon": horizon}), world) is enough
    assert not replays_history(load_scenario("impasse_145_125"), world)
    reversed_order = scenario.model_copy(update={"measures": scenario.measures[::-1]})
    assert replays_history(reversed_order, world)
