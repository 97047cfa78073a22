"""Trade elasticities: published sets, scaled as a whole."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.world import build_world, construction, elasticity
from sim.world.accounts_check import BadAccountsError
from sim.world.elasticity import elasticity_sets


def goods_mean(world):
    abroad = ~np.eye(len(world.economies), dtype=bool)
    imports = np.where(world.is_goods, world.customs_value[abroad].sum(axis=0), 0.0)
    return float((world.theta * imports).sum() / imports.sum())


def test_eight_published_sets_are_shipped():
    assert sorted(elasticity_sets()) == ["BSY", "CP", "FGO", "GYY", "IS", "LL", "Shap", "U4"]


@pytest.mark.parametrize("name", sorted(elasticity_sets()))
def test_every_set_can_be_scaled_to_any_mean(name):
    world = build_world(2024, elasticities=name, mean_elasticity=2.0)
    assert goods_mean(world) == pytest.approx(2.0, rel=1e-12)
    assert (world.theta > 0.0).all()


def test_default_is_the_long_run_evidence():
    assert goods_mean(build_world(2024)) == pytest.approx(1.25, rel=1e-12)


def test_scaling_keeps_the_ranking_of_sectors():
    published = build_world(2024, mean_elasticity=None).theta
    scaled = build_world(2024).theta
    np.testing.assert_allclose(scaled / scaled[0], published / published[0], rtol=1e-12)


def test_unscaled_set_is_as_published():
    world = build_world(2017, elasticities="CP", mean_elasticity=None)
    published = elasticity_sets()["CP"]
    assert world.theta[world.groups.index("phones")] == published["C26"] == 8.5367


def test_unknown_set_is_suggested():
    with pytest.raises(ValueError, match="did you mean FGO"):
        build_world(2024, elasticities="FG0")


@pytest.mark.parametrize("mean", [0.0, -1.0, float("nan")])
def test_mean_must_be_positive(mean):
    with pytest.raises(ValueError, match="positive"):
        build_world(2024, mean_elasticity=mean)


@pytest.mark.parametrize("hole", [None, 0.0, -2.0, float("nan")])
def test_a_set_with_holes_is_refused_by_sector(monkeypatch, hole):
    published = dict(elasticity_sets()["FGO"])
    if hole is None:
        del published["C26"]
    else:
        published["C26"] = hole
    monkeypatch.setattr(elasticity, "elasticity_sets", lambda: {"FGO": published})
    with pytest.raises(ValueError, match="FGO has no positive value for C26"):
        build_world(2024)


def test_tables_with_negative_entries_are_refused_by_name(monkeypatch):
    base = construction.load_base(2024)
    expenditure = base.expenditure.copy()
    expenditure[0, 1, 2] = -1.0
    broken = replace(base, expenditure=expenditure)
    monkeypatch.setattr(construction, "load_base", lambda year: broken)
    monkeypatch.setattr(construction, "_merged", {})
    place = f"{base.economies[0]} to {base.economies[1]}, {base.groups[2]}"
    with pytest.raises(BadAccountsError, match=f"negative expenditure: {place}"):
        build_world(2024, "all")
