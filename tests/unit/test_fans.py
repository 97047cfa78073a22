"""Fans hold what they say: nine of ten draws and half of them, paired with each draw's own reference."""

from dataclasses import replace

import numpy as np
import pytest

from sim.metrics import compute_metrics
from sim.metrics.draws import Draws
from sim.metrics.kept_draws import Uncertain, draw_of
from sim.report.drawing.fans import fan, fan_keys, fan_note, gaps_note

SHADE = "#0072b2"


@pytest.fixture(scope="module")
def one(war_run):
    return draw_of(compute_metrics(war_run))


def drawn(one, number):
    """Draws whose trade is the run's times 1.00, 1.01 ..., and whose reference is times 1.00, 1.02 ..."""
    run, reference = one.paths["trade", ""]
    return Draws(
        [
            replace(one, paths={("trade", ""): (run * (1 + 0.01 * k), reference * (1 + 0.02 * k))})
            for k in range(number)
        ]
    )


def test_bands_are_quantiles_over_the_draws(one):
    traces = fan(drawn(one, 21), "trade", basis="run", shade=SHADE, scale=1e-3)
    run = one.paths["trade", ""][0] * 1e-3
    for trace, quantile in zip(traces, (0.05, 0.95, 0.25, 0.75), strict=True):
        assert np.array(trace["y"]) == pytest.approx(run * (1 + 0.2 * quantile), rel=1e-5)
    assert [trace.get("fill") for trace in traces] == [None, "tonexty", None, "tonexty"]
    assert len({trace.get("fillcolor") for trace in traces}) == 3


def test_changes_are_taken_within_each_draw(one):
    low, *_ = fan(drawn(one, 21), "trade", basis="change", shade=SHADE)
    run, reference = one.paths["trade", ""]
    factors = [(1 + 0.01 * k) / (1 + 0.02 * k) for k in range(21)]
    assert low["y"][-1] == pytest.approx(run[-1] / reference[-1] * np.quantile(factors, 0.05) - 1, rel=1e-5)


def test_two_draws_have_no_bands_and_the_note_says_how_to_have_them(one):
    for draws in (None, drawn(one, 2)):
        assert fan(draws, "trade", shade=SHADE) == []
        assert fan_keys(draws, SHADE) == []
        assert "--replications" in fan_note(draws)
    assert fan(drawn(one, 3), "no such series", shade=SHADE) == []
    assert [key.text for key in fan_keys(drawn(one, 3), SHADE)] == ["Half of 3 draws", "90% of 3 draws"]
    assert "3 draws of chance" in fan_note(drawn(one, 3))


def test_the_note_says_what_is_drawn(one):
    assert "3 draws of chance, which firms" in fan_note(drawn(one, 3))
    uncertain = Uncertain(frozenset({"behaviour.a", "behaviour.b"}), frozenset({"CP", "FGO"}))
    said = fan_note(drawn(replace(one, uncertain=uncertain), 3))
    assert "3 draws of 2 uncertain figures, 2 sets of trade elasticities and the firms." in said
    of_one = replace(one, uncertain=Uncertain(frozenset({"behaviour.a"}), frozenset({"CP"})))
    assert "3 draws of 1 uncertain figure and the firms." in fan_note(drawn(of_one, 3))


def test_weeks_in_which_no_draw_was_looked_at_are_left_out(one):
    run, reference = (path.copy() for path in one.paths["trade", ""])
    run[1::2] = np.nan
    gaps = replace(one, paths={("trade", ""): (run, reference)})
    low, *_ = fan(Draws([gaps, gaps, gaps]), "trade", basis="run", shade=SHADE)
    assert list(low["y"]) == pytest.approx(run[::2], rel=1e-4)
    assert len(fan(Draws([gaps] * 3), "trade", basis="reference", shade=SHADE)[0]["y"]) == len(reference)
    assert f"join the {len(run[::2])} weeks" in gaps_note(Draws([gaps] * 3), "trade")
    assert gaps_note(drawn(one, 3), "trade") == ""
