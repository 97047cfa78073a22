"""Many endings as a few figures, the page of findings, and the command that prints them."""

import json
import math

import pytest
from command_line import call
from standoffs import WORLD, staff_of, standoff

from sim.ensemble.standoff.dominated import dominated_demands
from sim.ensemble.standoff.experiments import ASSUMPTIONS, EXPERIMENTS, GAME, Experiment, Variant
from sim.ensemble.standoff.findings import findings_page
from sim.ensemble.standoff.outcomes import outcomes, paired_difference, share
from sim.model.bargains import Ending, play
from sim.scenario.loader import load_scenario
from sim.world.vocabulary import vocabulary


def ending(draw, weeks=4, mover="CHN", terms="both", embargo=5, cost=(1.0, 10.0), deal=None):
    return Ending(
        draw=draw,
        between=("USA", "CHN"),
        state="truce",
        weeks_to_truce=weeks,
        weeks_to_deal=deal,
        first_mover=mover,
        on_terms_of=terms,
        weeks_at_embargo=embargo,
        snap_backs=0,
        crises=1,
        exempted_first=(False, True),
        false_words=2,
        contradictions=1,
        cost=cost,
        welfare=(1.001, 0.995),
        trade=(0.5, 0.75),
        credibility=(0.5, 0.4),
    )


FOUR = [
    ending(1, 2),
    ending(2, 4, mover="USA", terms="CHN", deal=9),
    ending(3, 8),
    ending(4, None, mover="", terms="", embargo=9),
]


def test_shares_have_exact_intervals():
    half = share([True, False, True, False])
    assert half.value == 0.5
    assert (half.low, half.high) == pytest.approx((0.0976, 0.9024), abs=1e-4)  # Clopper and Pearson, 90 %
    assert str(half) == "50 (10-90)"
    assert share([True] * 10).high == 1.0


def test_endings_are_counted_and_averaged():
    found = outcomes("four", FOUR)
    assert (found.draws, found.truce.value, found.deal.value) == (4, 0.75, 0.25)
    assert found.weeks_to_truce == (2.0, 4.0, 8.0)
    assert [each.value for each in found.moves_first] == [0.25, 0.5]
    assert [each.value for each in found.gets_terms] == [0.0, 0.25]
    assert found.weeks_at_embargo == 6.0
    assert found.welfare == pytest.approx((0.1, -0.5))
    assert found.trade == (0.5, 0.75)


def test_a_draw_that_never_ends_has_no_week():
    assert outcomes("none", [ending(1, None)]).weeks_to_truce == (math.inf,) * 3


def test_outcomes_are_those_of_one_pair():
    with pytest.raises(ValueError, match="at least one draw"):
        outcomes("nothing", [])


def test_differences_are_paired():
    assert paired_difference([1.0, 5.0, 9.0], [2.0, 6.0, 10.0]) == (1.0, 0.0)
    mean, error = paired_difference([0.0, 0.0], [1.0, 3.0])
    assert (mean, error) == pytest.approx((2.0, 1.0))


def test_the_page_compares_every_line_with_the_first():
    asked = Experiment("x", "What if?", (Variant("as it is"), Variant("dearer", GAME, {"a.b": "1"})))
    dearer = [ending(each.draw, embargo=each.weeks_at_embargo + 3, cost=(1.0, 12.0)) for each in FOUR]
    page = findings_page((asked,), dict(zip(asked.variants, (FOUR, dearer), strict=True)), 4, 60)
    assert "## What if?" in page
    assert "trade at embargo level rises by 3.0 weeks (standard error 0.0)" in page
    assert "Washington's cost does not change beyond chance" in page
    assert "Beijing's cost rises by 2.0" in page
    assert "| as it is | 2 / **4** / 8 | 25 (" in page
    assert "`tradewar outcomes standoff_game --set a.b=1 --draws 4`" in page


def test_a_demand_is_never_worth_it_where_another_costs_less_against_all():
    def cells(usa, china):
        return Variant(
            "x", GAME, {f"negotiations.0.preconditions.{a}": b for a, b in (("USA", usa), ("CHN", china))}
        )

    costs = {
        ("none", "none"): 1.0,
        ("mutual", "none"): 2.0,
        ("none", "mutual"): 3.0,
        ("mutual", "mutual"): 5.0,
    }
    played = {
        cells(*demands): [ending(draw, cost=(cost + draw, 1.0)) for draw in range(3)]
        for demands, cost in costs.items()
    }
    assert dominated_demands(played) == [("USA", "mutual", "none")]
    turned = costs | {("mutual", "mutual"): 2.0}
    played = {
        cells(*demands): [ending(draw, cost=(cost, 1.0)) for draw in range(3)]
        for demands, cost in turned.items()
    }
    assert dominated_demands(played) == []


def test_every_variant_of_every_experiment_is_a_sound_scenario():
    variants = {each for one in EXPERIMENTS + ASSUMPTIONS for each in one.variants}
    assert len(variants) > 15
    for each in variants:
        assert load_scenario(each.scenario, vocabulary(), each.overrides).negotiations


def test_a_play_is_summed_up_as_it_went():
    asked = standoff()
    found = play(asked, WORLD, 3, staff_of(asked))[0]
    assert found.between == ("USA", "CHN")
    assert found.weeks_to_truce is None or found.weeks_to_truce >= 0
    assert 0.0 < found.credibility[0] < 1.0
    assert found == play(asked, WORLD, 3)[0]


def test_the_command_prints_and_writes_json(capsys):
    words = ("outcomes", "standoff_game", "--draws", "2", "--workers", "1", "--set", "horizon.weeks=18")
    code, out, _ = call(capsys, *words)
    assert code == 0
    assert "CHN gives way first, %" in out
    code, out, _ = call(capsys, *words, "--json")
    assert json.loads(out)[0]["draws"] == 2


def test_the_command_wants_somebody_to_negotiate(capsys):
    code, _, err = call(capsys, "outcomes", "impasse_145_125")
    assert code == 2
    assert "nobody negotiates" in err
    code, _, err = call(capsys, "outcomes", "standoff_game", "--draws", "0")
    assert code == 2
    assert "at least 1" in err
