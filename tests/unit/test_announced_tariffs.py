"""The rate that is announced: the rise that most product groups share, held against what was announced."""

from datetime import date

import numpy as np
import polars as pl
import pytest
from hand_made import evidence, filled, mondays
from published_tariffs import schedule_of

from sim.metrics.incidence.announced_tariffs import ANNOUNCED_TARIFFS, common_addition
from sim.metrics.incidence.sector_tariffs import SECTOR_TARIFFS, weeks_of_change

GROUPS = ("toys", "phones", "shoes")
FLOWS = np.array([[[9.0, 9.0, 9.0], [5.0, 5.0, 5.0]], [[30.0, 60.0, 10.0], [9.0, 9.0, 9.0]]])


def taxed(rates):
    """A run in which the USA taxes toys, phones and shoes from China at some rates from the third week."""
    lines = {
        "importer": ["USA"] * 3,
        "exporter": ["CHN"] * 3,
        "group": GROUPS,
        "week": [mondays(4)[2]] * 3,
        "rate": rates,
    }
    run = evidence(
        ("USA", "CHN"), GROUPS, FLOWS, FLOWS, tables={"tariff_lines": filled("tariff_lines", lines)}
    )
    run.run.manifest["world"]["sectors"] = {group.upper(): group for group in GROUPS}
    return run


def test_addition_is_the_rise_that_most_groups_share():
    assert common_addition(np.array([1.45, 0.2, 1.45, 1.3])) == (1.45, 2)
    assert common_addition(np.array([0.25, 0.1, 0.1, 0.25])) == (0.25, 2)  # the larger of two


def test_addition_is_told_apart_by_hundredths_of_a_point_only():
    assert common_addition(np.array([0.1, 0.1 + 1e-7, 0.3])) == (0.1, 2)


def test_no_addition_where_hardly_any_group_shares_one():
    assert np.isnan(common_addition(np.linspace(0.1, 0.5, 5))[0])
    assert np.isnan(common_addition(np.append(np.linspace(0.1, 0.5, 30), [0.7, 0.7]))[0])
    assert np.isnan(common_addition(np.zeros(0))[0])
    assert common_addition(np.array([0.3])) == (0.3, 1)


def test_large_exempt_group_does_not_hide_what_was_announced():
    frame = ANNOUNCED_TARIFFS.frame(taxed([1.25, 0.0, 1.25])).filter(importer="USA", exporter="CHN")
    assert frame["added"].to_list() == [0.0, 0.0, 1.25, 1.25]
    assert frame["sharing"].to_list() == [3, 3, 2, 2]
    assert set(frame["flows"]) == {3}


def test_nobody_else_is_traded_with_so_that_nothing_is_announced_on_the_rest():
    frame = ANNOUNCED_TARIFFS.frame(taxed([1.25, 0.0, 1.25])).filter(exporter="rest")
    assert frame["added"].is_null().all()
    assert frame["flows"].to_list() == [0] * 8


@pytest.mark.parametrize(
    ("importer", "exporter", "day", "points"),
    [
        ("USA", "CHN", date(2025, 2, 5), 0.10),
        ("USA", "CHN", date(2025, 3, 5), 0.20),
        ("USA", "CHN", date(2025, 4, 9), 1.04),
        ("USA", "CHN", date(2025, 4, 14), 1.45),
        ("CHN", "USA", date(2025, 4, 10), 0.84),
        ("CHN", "USA", date(2025, 4, 14), 1.25),
    ],
)
def test_addition_is_what_was_announced_in_the_spring_of_2025(importer, exporter, day, points):
    schedule = schedule_of("impasse_145_125")
    world = schedule.world
    here, there = (world.economies.index(code) for code in (importer, exporter))
    rise = (schedule.at(day) - world.base_tariff)[there, here]
    traded = world.is_goods & (world.customs_value[there, here] > 0.0)
    assert common_addition(rise[traded])[0] == pytest.approx(points)


def test_weeks_of_change_begin_with_the_first():
    assert weeks_of_change(np.array([[0.1, 0.1, 0.3, 0.3], [0.0, 0.0, 0.0, 0.2]])) == [0, 2, 3]
    assert weeks_of_change(np.full((2, 3), 0.1)) == [0]
    assert weeks_of_change(np.full((2, 1), 0.1)) == [0]  # a run of one week


def test_sector_is_taxed_at_the_mean_of_its_groups():
    run = taxed([0.6, 0.3, 0.1])
    tables = dict(run.run.tables)
    renamed = (
        pl.when(pl.col("group").cast(pl.String) == "shoes").then(pl.lit("SHOES")).otherwise(pl.lit("GOODS"))
    )
    tables["benchmark_trade"] = tables["benchmark_trade"].with_columns(sector=renamed.cast(pl.Categorical))
    run.run.manifest["world"]["sectors"] = {"GOODS": "Goods", "SHOES": "Shoes"}
    object.__setattr__(run.run, "tables", tables)
    usa = SECTOR_TARIFFS.frame(run).filter(importer="USA")
    assert usa["week"].unique().sort().to_list() == [mondays(4)[0], mondays(4)[2]]
    goods = usa.filter(sector="GOODS", group="all")
    assert goods["rate"].to_list() == pytest.approx([0.0, (30 * 0.6 + 60 * 0.3) / 90])
    assert goods["base_value"].to_list() == pytest.approx([52 * 90.0] * 2)
    assert usa.filter(sector="SHOES", group="shoes")["rate"].to_list() == pytest.approx([0.0, 0.1])
