"""The Trust chapter: parameters by mechanism, and what was switched off."""

import re
from dataclasses import replace

import pytest

from sim.metrics import compute_metrics
from sim.report.drawing.wording import Names
from sim.report.facts import Facts
from sim.report.trust.limit_card import limit_words
from sim.report.trust.trust import trust_markup


@pytest.fixture(scope="module")
def markup(war_run):
    def written(**changes):
        changed = replace(war_run, manifest=war_run.manifest | changes)
        return re.sub(r"\s+", " ", trust_markup(Facts(compute_metrics(changed))))

    return written


def test_the_page_says_which_frictions_are_off(markup):
    assert "All frictions are on." in markup(frictions={"inventories": True, "beliefs": True})
    off = markup(frictions={"inventories": False, "exporter_margin": False, "beliefs": True})
    assert "Switched off in this run: inventories and exporter margin." in off


def words(run):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", trust_markup(Facts(compute_metrics(run)))))


def test_card_of_the_limit_gives_gaps_and_says_what_they_are(war_run, quiet_run):
    text = words(war_run)
    assert "The agents against their limit" in text
    assert "sampling error, which falls as the number of relationships rises" in text
    assert "Gap in welfare, largest of any economy and week 0.080 points" in text
    assert "Gap in goods flows across borders, worst week 0.30%" in text
    assert "largest in the rest of the world in the week of 2025-01-13" in text
    assert "From the long run without frictions, largest: run" in text
    assert "From the long run" not in words(quiet_run)


@pytest.mark.parametrize(
    ("run", "limit", "said"),
    [
        (0.0001, 0.0001, "Run and limit have both come to rest"),
        (0.0010, 0.0001, "the run keeps a distance"),
        (0.0070, 0.0064, "still on its way to the long run without frictions, farthest in Japan"),
    ],
)
def test_card_says_whether_the_path_has_come_to_rest(war_run, run, limit, said):
    metrics = compute_metrics(war_run)
    against = replace(metrics.against_limit, distance=run, limit_distance=limit, farthest="JPN")
    vars(metrics)["against_limit"] = against  # as if it had come out so
    assert said in limit_words(metrics, Names(war_run.manifest["world"]["economies"], {}))
