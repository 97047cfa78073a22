"""The Trust chapter: parameters by mechanism, and what was switched off."""

import re

import pytest

from sim.metrics import compute_metrics
from sim.report.drawing.wording import Names
from sim.report.trust.trust import trust_markup


@pytest.fixture(scope="module")
def markup(war_run):
    def written(**changes):
        manifest = war_run.manifest | changes
        world = manifest["world"]
        names = Names(world["economies"], world["groups"])
        return re.sub(r"\s+", " ", trust_markup(manifest, compute_metrics(war_run), names))

    return written


def test_the_page_says_which_frictions_are_off(markup):
    assert "All frictions are on." in markup(frictions={"inventories": True, "beliefs": True})
    off = markup(frictions={"inventories": False, "exporter_margin": False, "beliefs": True})
    assert "Switched off in this run: inventories and exporter margin." in off


def test_parameters_stand_under_their_mechanism(markup):
    page = markup(
        parameters={"behaviour.inventories.carrying_cost": 0.27, "behaviour.short_run_elasticity": 0.6}
    )
    core, stocks = page.index("<summary>Behaviour</summary>"), page.index("<summary>Inventories (behaviour)")
    assert core < page.index("Short run elasticity") < stocks < page.index("Carrying cost")
