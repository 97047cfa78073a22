"""Trade beside the tariff week by week, and the channels of decoupling in their own units."""

import numpy as np
import pytest
from hand_made import evidence

from sim.metrics import compute_metrics
from sim.metrics.decoupling.tariff_and_trade import TARIFF_AND_TRADE


def test_goods_that_set_out_are_set_against_the_reference_of_the_week():
    before = np.repeat(np.array([[90.0, 20.0], [40.0, 70.0]])[:, :, None, None], 4, axis=3)
    after = before.copy()
    after[1, 0, 0, 2:] = 10.0  # the USA buys a quarter from the third week
    frame = TARIFF_AND_TRADE.frame(evidence(("USA", "CHN"), ("toys",), after, before))
    usa, china = (frame.filter(importer=code) for code in ("USA", "CHN"))
    assert usa["trade"].to_list() == pytest.approx([1.0, 1.0, 0.25, 0.25])
    assert usa["shipped"].to_list() == pytest.approx([52 * 40.0] * 2 + [52 * 10.0] * 2)
    assert china["trade"].to_list() == pytest.approx([1.0] * 4)
    assert usa["tariff"].to_list() == pytest.approx([0.5] * 4)
    assert usa["benchmark"].to_list() == pytest.approx([1.0] * 4)


def test_channels_are_the_parts_of_the_index_week_by_week(war_run):
    metrics = compute_metrics(war_run)
    channels, index = metrics.frame("decoupling_channels"), metrics.frame("decoupling_index")
    for part in metrics.frame("decoupling_parts").iter_rows(named=True):
        path = channels.filter(part=part["part"])
        assert path["decoupled"].to_list() == pytest.approx(index[part["part"]].to_list())
        assert path["level"].tail(4).mean() == pytest.approx(part["level"])
        assert path["level_reference"].tail(4).mean() == pytest.approx(part["level_reference"])
        if part["benchmark"] is not None:
            assert path["benchmark_decoupled"][0] == pytest.approx(part["benchmark"])


def test_only_goods_count_as_they_do_in_trade_between_the_two(war_run):
    metrics = compute_metrics(war_run)  # what sets out arrives in the same week in this run
    shipped = metrics.frame("tariff_and_trade").filter(importer="USA")["shipped"]
    arrived = metrics.bilateral_trade.filter(direction="CHN to USA")["scenario"]
    assert shipped.to_list() == pytest.approx(arrived.to_list(), rel=1e-6)
