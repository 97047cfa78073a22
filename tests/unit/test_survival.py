"""How many relationships of the base still stand, and how long chains are."""

import itertools

import numpy as np
import pytest
from hand_made import evidence, filled, mondays

from sim.metrics.decoupling.survival import RELATIONSHIP_SURVIVAL, annual_survival, surviving_part
from sim.metrics.network.chains import CHAIN_LENGTH, duty_in_spending

ECONOMIES = ("USA", "CHN", "MEX")
FLOWS = np.full((3, 3, 1), 5.0)


def test_surviving_part_by_hand_and_none_where_there_were_none():
    found = surviving_part(np.array([30.0, 0.0, 0.0]), np.array([40.0, 10.0, 0.0]))
    assert found[:2] == pytest.approx([0.75, 0.0])
    assert np.isnan(found[2])


def test_half_in_half_a_year_is_a_quarter_a_year():
    assert annual_survival(np.array([0.5, 0.5]), np.array([26.0, 52.0])) == pytest.approx([0.25, 0.5])


def test_table_of_survival():
    rows = list(itertools.product(("scenario", "reference"), ECONOMIES, ECONOMIES, mondays(2)))
    rows = [row for row in rows if row[1] != row[2] and "MEX" not in row[1:3]]
    broken = [arm == "scenario" and origin == "CHN" for arm, origin, *_ in rows]
    columns = dict(zip(("arm", "origin", "destination", "week"), zip(*rows, strict=True), strict=True))
    columns |= {
        "base_relationships": [200] * len(rows),
        "surviving": [150 if each else 200 for each in broken],
        "surviving_value": [0.9 if each else 1.0 for each in broken],
    }
    tables = {"extensive_margin": filled("extensive_margin", columns)}
    frame = RELATIONSHIP_SURVIVAL.frame(evidence(ECONOMIES, ("toys",), FLOWS, FLOWS, tables=tables))
    row = frame.filter(importer="USA", partner="CHN").row(-1, named=True)
    assert row["base_relationships"] == 200
    assert (row["survival"], row["survival_reference"]) == pytest.approx((0.75, 1.0))
    assert (row["survival_by_value"], row["survival_by_value_reference"]) == pytest.approx((0.9, 1.0))
    assert row["annual"] == pytest.approx(0.75**26)
    stranger = frame.filter(importer="USA", partner="MEX").row(-1, named=True)
    assert stranger["survival"] is None
    assert stranger["base_relationships"] == 0


def test_duty_in_a_dollar_of_spending_and_chains_of_both_arms():
    assert duty_in_spending(np.array([4.0]), np.array([200.0])) == pytest.approx([0.02])
    rows = list(itertools.product(("scenario", "reference"), ECONOMIES, mondays(2)))
    columns = dict(zip(("arm", "economy", "week"), zip(*rows, strict=True), strict=True))
    war = [arm == "scenario" for arm, *_ in rows]
    columns |= {
        "final_spending": [200.0] * len(rows),
        "embodied_duty": [8.0 if each else 4.0 for each in war],
        "stages": [1.7 if each else 1.8 for each in war],
        "borders": [0.1 if each else 0.2 for each in war],
    }
    tables = {"supply_chains": filled("supply_chains", columns)}
    frame = CHAIN_LENGTH.frame(evidence(ECONOMIES, ("toys",), FLOWS, FLOWS, tables=tables))
    row = frame.filter(economy="CHN").row(0, named=True)
    assert frame.height == 6
    assert (row["stages"], row["stages_reference"]) == pytest.approx((1.7, 1.8))
    assert (row["borders"], row["borders_reference"]) == pytest.approx((0.1, 0.2))
    assert (row["duty"], row["duty_reference"]) == pytest.approx((0.04, 0.02))
