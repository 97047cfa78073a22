"""The long form of IAMC: every number in a row, worked out by hand, and read by pyam."""

import json
from datetime import date

import polars as pl
import pytest
from hand_made import evidence

from sim.metrics import Metrics, compute_metrics
from sim.metrics.catalogue import METRICS
from sim.metrics.declaration import GROUP, IMPORTER, Metric, arms, number
from sim.metrics.exchange.iamc import COLUMNS, arm_of, iamc_table, title, write_iamc
from sim.records.columns import Table
from sim.records.results_folder import OutputExistsError

BEFORE = [[[50.0], [4.0], [1.0]], [[10.0], [90.0], [5.0]], [[30.0], [6.0], [6.0]]]
AFTER = [[[50.0], [4.0], [1.0]], [[0.0], [90.0], [5.0]], [[30.0], [6.0], [6.0]]]
LAST_WEEK = date(2025, 1, 27)


@pytest.fixture
def metrics():
    return Metrics(evidence(("USA", "CHN", "VNM"), ("toys",), AFTER, BEFORE))


def made_up(metrics, metric, rows):
    """The metrics with one more, whose table is given."""
    vars(metrics)["applicable"] = {metric.name: metric}
    metrics._frames[metric.name] = pl.DataFrame(rows, schema=metric.table.schema, orient="row")
    return metrics


@pytest.mark.parametrize(
    ("column", "figure", "arm"),
    [
        ("share_of_imports", "share_of_imports", "scenario"),
        ("share_of_imports_reference", "share_of_imports", "reference"),
        ("benchmark_change", "change", "benchmark"),
        ("scenario_share", "share", "scenario"),
        ("reference", "", "reference"),
        ("scenario", "", "scenario"),
        ("base", "", "base"),
        ("based_on", "based_on", "scenario"),
    ],
)
def test_a_column_is_a_figure_of_an_arm(column, figure, arm):
    assert arm_of(column) == (figure, arm)


def test_names_are_written_as_titles():
    assert title("share_of_imports") == "Share of Imports"
    assert title("by_pair") == "By Pair"


def test_weekly_shares_by_hand(metrics):
    table = iamc_table(metrics, ["direct_share"])
    assert tuple(table.columns) == COLUMNS
    variable = "Direct Share|Share of Imports|Partner CHN"
    chosen = table.filter(variable=variable, region="USA", time=LAST_WEEK)
    program = "tradewar-sim (unknown version)"
    assert chosen.rows() == [
        (program, "hand_made", "USA", variable, "fraction", LAST_WEEK, 0.0),  # 0 of 0 + 30
        (program, "hand_made (reference)", "USA", variable, "fraction", LAST_WEEK, 0.25),  # 10 of 10 + 30
    ]
    assert table["time"].unique().sort().to_list() == [date(2025, 1, 6 + 7 * week) for week in range(4)]
    assert table.height == 2 * 2 * 4 * 4  # importers, partners, weeks, columns of numbers


def test_what_is_about_the_end_has_the_last_week_and_arms_are_scenarios(metrics):
    table = iamc_table(metrics, ["import_sources_first"])
    here = table.filter(region="USA", time=LAST_WEEK)
    assert here.height == table.height
    sold = here.filter(variable="Import Sources|Economy CHN").select("scenario", "value")
    assert dict(sold.rows()) == {
        "hand_made": 0.0,
        "hand_made (reference)": 520.0,  # 10 a week
        "hand_made (long run)": 520.0,
        "hand_made (base)": 520.0,
    }


def test_table_of_pairs_is_of_the_buyer_and_one_without_economies_of_the_world(metrics):
    table = iamc_table(metrics, ["bilateral_means"])
    row = table.filter(region="USA", scenario="hand_made", variable="Bilateral Means|Last 4 Weeks|From VNM")
    assert row["value"].to_list() == [1560.0]  # 30 a week
    plain = Metric("?", Table("gap", "Gap.", (GROUP, number("gap", "log", "Gap"))), compute=pl.DataFrame)
    found = iamc_table(made_up(metrics, plain, [("toys", 0.5)]))
    assert found.select("region", "variable", "unit", "value").rows() == [
        ("World", "Gap|Gap|Group toys", "log", 0.5)
    ]


def test_long_run_of_the_only_figure_with_a_reference_is_that_figure(metrics):
    columns = (IMPORTER, *arms("spread", "1", "Spread"), number("benchmark", "1", "Long run"))
    metric = Metric("?", Table("spread_of", "Spread.", columns), compute=pl.DataFrame)
    found = iamc_table(made_up(metrics, metric, [("USA", 1.0, 2.0, 3.0)]))
    assert set(found["variable"]) == {"Spread of|Spread"}
    assert dict(found.select("scenario", "value").rows()) == {
        "hand_made": 1.0,
        "hand_made (reference)": 2.0,
        "hand_made (long run)": 3.0,
    }


def test_what_has_no_value_has_no_row_and_words_have_no_place(metrics):
    columns = (IMPORTER, number("one", "1", "One"), number("other", "1", "Other"))
    metric = Metric("?", Table("half", "Half.", columns), compute=pl.DataFrame)
    assert iamc_table(made_up(metrics, metric, [("USA", None, 2.0)]))["variable"].to_list() == ["Half|Other"]


def test_unit_of_a_row_comes_before_that_of_its_column(metrics):
    metric = METRICS["history_moments"]
    row = ("share", "China's share", "per cent", "T", 18.5, 18.0, "hit", "Census")
    found = iamc_table(made_up(metrics, metric, [row]))
    assert set(found["unit"]) == {"per cent"}


@pytest.mark.parametrize("fixture", ["war_run", "standoff_run", "quiet_run"])
def test_no_two_numbers_are_of_the_same_thing_and_a_variable_has_one_unit(request, fixture):
    table = iamc_table(compute_metrics(request.getfixturevalue(fixture)))
    assert not table.select(COLUMNS[:-1]).is_duplicated().any()
    units = table.group_by("variable").agg(pl.col("unit").n_unique())
    assert units.filter(pl.col("unit") > 1).is_empty()
    assert not any(table.null_count().row(0))


def test_file_stands_beside_the_meaning_of_its_variables(war_run, tmp_path):
    metrics = compute_metrics(war_run)
    path = write_iamc(metrics, tmp_path, ["welfare", "direct_share"])
    told = json.loads((tmp_path / "iamc.json").read_text(encoding="utf-8"))
    assert told["variables"]["Direct Share|Share of Imports"]["unit"] == "fraction"
    assert "tables welfare, direct_share" in told["citation"]
    again = pl.read_csv(path, try_parse_dates=True)
    assert again.equals(iamc_table(metrics, ["welfare", "direct_share"]))
    with pytest.raises(OutputExistsError):
        write_iamc(metrics, tmp_path)
    write_iamc(metrics, tmp_path, force=True)


@pytest.mark.filterwarnings("ignore")  # pyam's own
def test_pyam_reads_the_file(war_run, tmp_path):
    pyam = pytest.importorskip("pyam", exc_type=ImportError)
    read = pyam.IamDataFrame(write_iamc(compute_metrics(war_run), tmp_path))
    assert read.time_domain == "datetime"
    assert set(read.scenario) == {f"synthetic{arm}" for arm in ("", " (reference)", " (long run)", " (base)")}
    shares = read.filter(variable="Direct Share|Share of Imports|*", region="USA", scenario="synthetic")
    assert shares.aggregate("Direct Share|Share of Imports").data["value"].to_numpy() == pytest.approx(1.0)
