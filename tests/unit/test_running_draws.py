"""Several replications of a scenario: pages and the terminal show the range over all of them."""

import pytest
from command_line import call

from sim import load_scenario, read_run
from sim.metrics import compute_metrics
from sim.metrics.draws import Draws
from sim.metrics.kept_draws import draw_of
from sim.records.results_folder import checksums
from sim.running import run_all

TINY = {
    "horizon.weeks": "17",
    "population.producers": "500",
    "population.relationships": "10000",
    "world.economies": "[USA, CHN, MEX, VNM, EU, ROW]",
    "ensemble.replications": "3",
}


@pytest.fixture(scope="module")
def drawn():
    return []


@pytest.fixture(scope="module")
def finished(tmp_path_factory, drawn):
    scenario = load_scenario("impasse_145_125", TINY)
    return run_all(scenario, tmp_path_factory.mktemp("draws") / "all", drawn=drawn.append)


def test_every_page_shows_the_range_over_all_draws(finished):
    for run in finished:
        page = (run.folder / "report.html").read_text(encoding="utf-8")
        assert "3 draws of chance" in page


def test_spread_stands_beside_the_metrics_of_each_draw(finished, drawn):
    texts = {(run.folder / "metrics" / "spread.csv").read_text(encoding="utf-8") for run in finished}
    assert texts == {drawn[0].spread.write_csv()}


def test_manifest_has_the_checksum_of_everything_that_is_written(finished):
    for run in finished:
        found = checksums(run.folder)
        del found["run.json"]
        assert read_run(run.folder).manifest["outputs"] == found


def test_what_is_kept_of_a_draw_gives_the_same_range_as_its_metrics(finished, drawn):
    again = Draws([compute_metrics(run) for run in finished])
    assert again.spread.equals(drawn[0].spread)
    kept = draw_of(compute_metrics(finished[0]))
    assert [each.chance for each in drawn[0].draws] == [(1, 1), (1, 2), (1, 3)]
    assert Draws([kept]).closing("trade") is not None


def test_summary_names_the_range_over_draws_with_or_without_a_page(capsys, tmp_path):
    overrides = [f"--set={key}={value}" for key, value in TINY.items()]
    code, out, _ = call(
        capsys, "run", "impasse_145_125", *overrides, "--no-report", "--out", str(tmp_path / "r")
    )
    assert code == 0
    assert "Draws: in 90% of 3 draws of chance goods trade between the US and China changes by" in out
    assert (tmp_path / "r" / "replication-3" / "metrics" / "spread.csv").is_file()
    assert not (tmp_path / "r" / "replication-3" / "report.html").exists()
