from datetime import date

import polars as pl
import pytest
from synthetic_standoff import FIRST_DRAWN

from sim.agents.negotiation.states import TRANSITIONS
from sim.metrics import compute_metrics, write_metrics
from sim.metrics.negotiation.acts import CANCELS, DROPS, MEETINGS
from sim.metrics.negotiation.endings import SETTLED, interval
from sim.model import bargains


@pytest.fixture(scope="module")
def standoff(standoff_run):
    return compute_metrics(standoff_run).standoff


def test_scripted_runs_have_no_standoff_and_no_files_of_one(war_run):
    metrics = compute_metrics(war_run)
    assert metrics.standoff is None
    assert not [name for name in metrics.files if name.startswith("standoff")]


def test_words_are_held_against_the_facts_at_the_end_of_their_week(standoff):
    said = standoff.weeks.filter(pl.col("said") != "").select("economy", "week", "said", "true")
    assert said.rows() == [
        ("USA", date(2025, 4, 21), "claims", False),
        ("USA", date(2025, 4, 28), "claims", False),
        ("USA", date(2025, 5, 5), "claims", True),
        ("CHN", date(2025, 4, 21), "denies", True),
        ("CHN", date(2025, 5, 5), "denies", False),
    ]
    assert (standoff.words, standoff.false_words, standoff.contradictions) == (5, 3, 2)
    assert standoff.weeks.filter(pl.col("said") == "")["true"].null_count() == 75


def test_sides_are_named_in_what_happened(standoff):
    assert "CHN drops its precondition" in standoff.weeks["what"].to_list()
    assert not standoff.weeks["what"].str.contains("second").any()


def test_acts_are_those_that_move_a_tariff_free_goods_or_give_way(standoff):
    found = standoff.acts.select("economy", "date", "act").rows()
    assert found == [
        ("USA", date(2025, 2, 4), "raised"),
        ("CHN", date(2025, 2, 10), "raised"),
        ("USA", date(2025, 3, 4), "raised"),
        ("USA", date(2025, 4, 5), "raised"),
        ("CHN", date(2025, 4, 10), "raised"),
        ("USA", date(2025, 4, 10), "raised"),
        ("USA", date(2025, 4, 15), "exempted"),
        ("CHN", date(2025, 4, 20), "exempted_quietly"),
        ("CHN", date(2025, 4, 28), "dropped"),
    ]
    detail = dict(standoff.acts.select("act", "detail").rows())
    assert detail["exempted"] == "phones; toys_games"


def test_shares_of_draws_by_week_are_counted(standoff):
    endings = standoff.endings
    assert (endings.draws, endings.first_drawn, endings.horizon) == (4, FIRST_DRAWN, 25)
    rows = endings.by_week.select("week", "truce", "deal").rows()
    assert rows[1:6] == [(1, 0, 0), (2, 0.25, 0), (3, 0.25, 0), (4, 0.75, 0), (5, 0.75, 0)]
    assert rows[10] == (10, 0.75, 0.25)
    assert rows[25] == (25, 0.75, 0.5)
    assert (endings.reached("truce"), endings.reached("deal")) == (3, 2)
    assert (endings.half_by("truce"), endings.half_by("deal")) == (4, 10)


def test_shares_of_answers_add_up_and_have_their_interval(standoff):
    endings = standoff.endings
    assert endings.shares.select("question", "answer", "draws").rows() == [
        ("first_mover", "USA", 1),
        ("first_mover", "CHN", 2),
        ("first_mover", "together", 0),
        ("first_mover", "nobody", 1),
        ("on_terms_of", "USA", 0),
        ("on_terms_of", "CHN", 1),
        ("on_terms_of", "both", 2),
        ("on_terms_of", "nobody", 1),
    ]
    assert endings.share("on_terms_of", "both") == 0.5
    row = endings.shares.row(1, named=True)
    assert (row["low"], row["high"]) == interval(2, 4)


def test_interval_is_that_of_clopper_and_pearson():
    assert interval(0, 4) == pytest.approx((0.0, 1 - 0.05**0.25))
    assert interval(4, 4) == pytest.approx((0.05**0.25, 1.0))
    low, high = interval(1, 2)
    assert 1 - (1 - low) ** 2 == pytest.approx(0.05)  # at least one of two
    assert 1 - high**2 == pytest.approx(0.05)  # at most one of two


def test_files_hold_what_the_page_draws(standoff_run, standoff):
    paths = {path.stem: path for path in write_metrics(standoff_run)}
    endings = pl.read_csv(paths["standoff_endings"])
    assert endings["share"].to_list() == standoff.endings.shares["share"].to_list()
    assert pl.read_csv(paths["standoff_weeks"]).height == 80
    assert {"standoff_acts", "standoff_exemptions", "standoff_by_week"} <= set(paths)


def test_words_of_the_state_machine_are_those_that_metrics_look_for():
    said = {way.what for way in TRANSITIONS}
    assert {f"{who} {words}" for who in ("first", "second") for words in (DROPS, CANCELS)} <= said
    assert all(any(what.startswith(words) for what in said) for words in MEETINGS)
    assert set(SETTLED) == bargains.SETTLED
