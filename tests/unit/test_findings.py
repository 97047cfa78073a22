"""Findings on decoupling and on what welfare is made of."""

from dataclasses import replace

import pytest

from sim.metrics import compute_metrics
from sim.metrics.headline import WelfareParts
from sim.report.drawing.wording import Names, percent
from sim.report.glance.findings import findings


def test_decoupling_is_told_with_its_largest_and_smallest_part(war_run):
    metrics = compute_metrics(war_run)
    head, parts = (
        metrics.headline,
        metrics.frame("decoupling_parts").drop_nulls("decoupled").sort("decoupled"),
    )
    names = Names(war_run.manifest["world"]["economies"], war_run.manifest["world"]["groups"])
    assert head.decoupled.index == pytest.approx(parts["decoupled"].mean())
    assert head.decoupled.least == (parts["part"][0], parts["decoupled"][0])
    text = findings(head, names)[3].text
    assert f"{percent(head.decoupled.index)} are gone on average (index of decoupling)" in text
    before, after = (percent(share) for share in head.decoupled.look_through)
    assert f"China makes {after}; without the measures it would be {before}." in text
    closer = replace(head, decoupled=replace(head.decoupled, least=("trade", -0.08)))
    assert "What has grown most: trade in goods (+8.0%)." in findings(closer, names)[3].text
    still = replace(head, decoupled=replace(head.decoupled, index=0.0))
    assert findings(still, names)[3].text == "The US and China are tied as closely as without the measures."
    apart = replace(head, decoupled=None)
    assert findings(apart, names)[3].text == "Nothing tied the US and China to begin with."


def test_welfare_says_what_of_it_will_fade(war_run):
    head = replace(compute_metrics(war_run).headline, welfare_parts=WelfareParts(-0.001, 0.0057, -0.0004))
    names = Names(war_run.manifest["world"]["economies"], war_run.manifest["world"]["groups"])
    said = (
        "Of the change in the US, terms and volume of trade make \u22120.10 points, relationships that have "
        "moved and not settled yet +0.57, which fade with time, all else \u22120.040."
    )
    assert said in findings(head, names)[5].text
    for parts in (None, WelfareParts(-0.001, 0.0, 0.0)):
        assert "points, rel" not in findings(replace(head, welfare_parts=parts), names)[5].text
