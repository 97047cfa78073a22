"""On how few origins an economy's imports rest."""

import numpy as np
import pytest
from hand_made import evidence, filled, mondays

from sim.metrics.network.concentration import (
    CLOSING_CONCENTRATION,
    CONCENTRATION_BY_GROUP,
    SUPPLIER_CONCENTRATION,
    TRADING_FIRMS,
    effective_suppliers,
    herfindahl,
    main_origins,
    mean_concentration,
)

# Rows are origins, columns groups: chips and wheat.
IMPORTS = np.array([[30.0, 0.0], [10.0, 20.0], [0.0, 20.0]])

# Rows sell to columns: USA, CHN, VNM. The United States imports 10 from China and 30 from Vietnam.
FLOWS = np.array([[50.0, 4.0, 1.0], [10.0, 90.0, 5.0], [30.0, 6.0, 6.0]])


def test_concentration_by_hand():
    assert herfindahl(np.array([50.0, 30.0, 20.0])) == pytest.approx(0.25 + 0.09 + 0.04)
    assert herfindahl(np.full(4, 7.0)) == pytest.approx(1 / 4)
    assert effective_suppliers(herfindahl(np.full(4, 7.0))) == pytest.approx(4.0)


def test_groups_count_by_their_imports():
    chips, wheat = 0.75**2 + 0.25**2, 0.5**2 + 0.5**2
    assert mean_concentration(IMPORTS) == pytest.approx((40 * chips + 40 * wheat) / 80)
    heavier = IMPORTS * [1.0, 3.0]
    assert mean_concentration(heavier) == pytest.approx((40 * chips + 120 * wheat) / 160)


def test_concentration_knows_no_unit_and_no_order():
    assert mean_concentration(1e6 * IMPORTS[[2, 0, 1]]) == pytest.approx(mean_concentration(IMPORTS))
    assert herfindahl(1e6 * IMPORTS[[2, 0, 1]]) == pytest.approx(herfindahl(IMPORTS))


def test_a_group_cut_into_two_alike_is_as_concentrated():
    halves = np.repeat(IMPORTS / 2.0, 2, axis=1)
    assert mean_concentration(halves) == pytest.approx(mean_concentration(IMPORTS))


def test_all_goods_together_are_never_more_concentrated_than_groups_on_average():
    imports = np.random.default_rng(5).pareto(1.0, (6, 9, 40))
    assert (herfindahl(imports.sum(axis=1)) <= mean_concentration(imports) + 1e-12).all()


def test_merged_origins_are_more_concentrated():
    merged = np.array([IMPORTS[0], IMPORTS[1] + IMPORTS[2]])
    assert (herfindahl(merged) >= herfindahl(IMPORTS)).all()
    assert herfindahl(merged)[1] == pytest.approx(1.0)


def test_main_origins_by_hand():
    assert main_origins(np.array([0.5, 0.4, 0.1])) == 2.0  # exactly 90 %
    assert main_origins(np.array([0.1, 0.3, 0.6]) * 7.0) == 2.0  # 0.6 + 0.3, again exactly
    assert main_origins(np.array([*(np.array([1, 4]) / 5 * 0.9), 0.1])) == 2.0  # but for rounding
    assert main_origins(np.array([0.5, 0.39, 0.11])) == 3.0
    assert main_origins(np.array([0.0, 3.0])) == 1.0


def test_nothing_imported_has_no_concentration():
    nothing = np.zeros((3, 2))
    for measure in (herfindahl(nothing), main_origins(nothing), effective_suppliers(herfindahl(nothing))):
        assert np.isnan(measure).all()
    assert np.isnan(mean_concentration(nothing))


def test_a_group_that_is_not_imported_counts_for_nothing():
    more = np.column_stack([IMPORTS, np.zeros(3)])
    assert mean_concentration(more) == pytest.approx(mean_concentration(IMPORTS))


def test_table_leaves_home_out_and_has_both_arms():
    after = FLOWS.copy()
    after[1, 0] = 0.0
    found = evidence(("USA", "CHN", "VNM"), ("toys",), after[..., None], FLOWS[..., None])
    frame = SUPPLIER_CONCENTRATION.frame(found)
    row = frame.filter(importer="USA").row(-1, named=True)
    assert frame.height == 2 * 4
    assert (row["concentration"], row["concentration_reference"]) == pytest.approx((1.0, 0.25**2 + 0.75**2))
    assert (row["partners"], row["partners_reference"]) == (1.0, 2.0)
    closing = CLOSING_CONCENTRATION.frame(found)
    assert closing["importer"].to_list() == ["USA", "CHN", "VNM"]
    assert closing["benchmark_concentration"][0] == pytest.approx(0.625)
    assert closing["concentration"][0] == pytest.approx(1.0)


def test_table_by_group_names_the_main_origin():
    base = np.stack([FLOWS, FLOWS[:, ::-1]], axis=2)
    base[:, 0, 1] = 0.0  # the United States buys no second good
    frame = CONCENTRATION_BY_GROUP.frame(evidence(("USA", "CHN", "VNM"), ("toys", "wheat"), base, base))
    toys, wheat = frame.filter(importer="USA").iter_rows(named=True)
    assert (toys["main_origin"], toys["main_share"]) == ("VNM", pytest.approx(0.75))
    assert toys["imports"] == pytest.approx(52 * 40.0)
    assert (wheat["main_origin"], wheat["main_share"], wheat["concentration"]) == (None, None, None)


def test_firms_are_means_of_the_last_four_weeks():
    weeks = mondays(6)
    columns = {
        "arm": ["scenario"] * 6 + ["reference"] * 6,
        "origin": ["CHN"] * 12,
        "destination": ["USA"] * 12,
        "week": weeks * 2,
        "buyers": [9, 9, 8, 6, 4, 2] + [9] * 6,
        "exporters": [7] * 6 + [8] * 6,
    }
    flows = np.repeat(FLOWS[..., None, None], 6, axis=3)
    tables = {"extensive_margin": filled("extensive_margin", columns)}
    found = evidence(("USA", "CHN", "VNM"), ("toys",), flows, flows, tables=tables)
    (row,) = TRADING_FIRMS.frame(found).iter_rows(named=True)
    assert (row["exporter"], row["importer"]) == ("CHN", "USA")
    assert (row["buyers"], row["buyers_reference"]) == ((8 + 6 + 4 + 2) / 4, 9.0)
    assert (row["exporters"], row["exporters_reference"]) == (7.0, 8.0)
