"""Several replications of a scenario: one in full, all in one table, and ranges over all of them."""

import json

import numpy as np
import polars as pl
import pytest
from command_line import call

from sim import load_scenario, read_run, replicating, run
from sim.ensemble.draws import StoredDraws, draws_beside
from sim.ensemble.execution.sweeping import Making
from sim.ensemble.models.agents import Agents
from sim.ensemble.study import read_study
from sim.metrics import compute_metrics
from sim.metrics.draws import QUANTILES, Draws
from sim.metrics.kept_draws import draw_of
from sim.records.results_folder import checksums
from sim.replicating import DrawsExistError, replicate
from sim.report.comparison import compare_runs
from sim.running import default_folder

TINY = {
    "horizon.weeks": "17",
    "population.producers": "500",
    "population.relationships": "10000",
    "world.economies": "[USA, CHN, MEX, VNM, EU, ROW]",
    "ensemble.replications": "3",
}
SERIAL = Making("serial")


def asked(name="impasse_145_125", **changed):
    return load_scenario(name, TINY | changed)


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return replicate(asked(), tmp_path_factory.mktemp("draws") / "all", making=SERIAL)


@pytest.fixture(scope="module")
def apart(tmp_path_factory):
    """The same draws, each in full in a folder of its own."""
    place = tmp_path_factory.mktemp("apart")
    return [
        run(asked(), place / f"replication-{number}", replication=number, report=False)
        for number in (1, 2, 3)
    ]


def table(found):
    return pl.read_parquet(found.folder / "runs.parquet")


def test_the_page_shows_the_range_over_all_draws(found):
    page = (found.first.folder / "report.html").read_text(encoding="utf-8")
    assert "3 draws of chance" in page
    assert (found.folder / "report.html").is_file()
    assert found.failed == 0


def test_ranges_are_quantiles_of_the_table_of_runs(found):
    rows = table(found)
    run_, reference = (np.array(rows[f"{arm}.trade"].to_list()) for arm in ("path", "reference"))
    spread = pl.read_csv(found.first.folder / "metrics" / "spread.csv").filter(
        pl.col("series") == "trade", pl.col("basis") == "change"
    )
    assert spread["low"].to_numpy() == pytest.approx(np.quantile(run_ / reference - 1.0, 0.05, axis=0))
    ends = run_[:, -4:].mean(axis=1) / reference[:, -4:].mean(axis=1) - 1.0
    assert rows["trade"].to_list() == pytest.approx(ends.tolist(), rel=1e-9)
    assert found.draws.closing("trade") == pytest.approx(np.quantile(ends, (0.05, 0.95)).tolist())


@pytest.mark.slow
def test_draws_in_a_table_are_those_of_runs_in_full(found, apart):
    full = Draws([draw_of(compute_metrics(each)) for each in apart])
    assert found.draws.chances == full.chances == ((1, 1), (1, 2), (1, 3))
    assert set(found.draws.series) == set(full.series)
    keys = ["series", "economy", "basis", "week"]
    both = found.draws.spread.join(full.spread, on=keys, suffix="_full")
    assert both.height == found.draws.spread.height
    for name in QUANTILES:
        assert both[name].to_numpy() == pytest.approx(both[f"{name}_full"].to_numpy(), rel=1e-9, abs=1e-9)


def test_manifest_has_the_checksum_of_everything_that_is_written(found):
    written = checksums(found.first.folder)
    del written["run.json"]
    assert read_run(found.first.folder).manifest["outputs"] == written


@pytest.mark.slow
def test_a_comparison_from_the_table_is_that_from_runs_in_full(found, apart, tmp_path):
    other = asked("status_quo_jan2025", **{"horizon.weeks": "17"})
    quiet = replicate(other, tmp_path / "quiet", making=SERIAL, report=False)
    full = [run(other, tmp_path / f"q{number}", replication=number, report=False) for number in (1, 2, 3)]
    stored = {each.first.folder: draws_beside(each.first) for each in (found, quiet)}
    table_, folders = compare_runs([found.first, quiet.first], stored), compare_runs([*apart, *full])
    assert table_.is_paired
    assert table_.pairs(table_.others[0]) == folders.pairs(folders.others[0]) == ((0, 0), (1, 1), (2, 2))
    for figure in Agents().figures(other):
        for one, two in zip(table_.competitors, folders.competitors, strict=True):
            for of in ("level", "long_run"):
                ours, theirs = (getattr(each, of)(figure.name) for each in (one, two))
                assert getattr(ours, "value", ours) == pytest.approx(
                    getattr(theirs, "value", theirs), abs=1e-9
                )
        ours, theirs = (each.difference(each.others[0], figure.name) for each in (table_, folders))
        assert (ours.low, ours.value, ours.high) == pytest.approx(
            (theirs.low, theirs.value, theirs.high), abs=1e-9
        )


def test_draws_that_are_there_are_not_run_again(found, monkeypatch, tmp_path):
    before = {name: (found.folder / name).read_bytes() for name in ("runs.parquet", "runs.csv")}
    numbers = []
    single = Agents.run

    def counted(self, scenario, replication, paths):
        numbers.append(replication)
        return single(self, scenario, replication, paths)

    monkeypatch.setattr(Agents, "run", counted)
    place = tmp_path / "some"

    def stop(tally):
        if tally.made == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        replicate(asked(), place, making=SERIAL, report=False, told=stop)
    with pytest.raises(DrawsExistError, match="--resume"):
        replicate(asked(), place, making=SERIAL)
    first = read_run(place / "replication-1").manifest["started"]
    again = replicate(asked(), place, making=SERIAL, report=False, resume=True)
    assert sorted(numbers) == [1, 2, 3]
    assert again.first.manifest["started"] == first
    assert {name: (again.folder / name).read_bytes() for name in before} == before


def test_a_draw_that_fails_is_a_row_and_the_command_says_so(capsys, monkeypatch, tmp_path):
    single = Agents.run

    def failing(self, scenario, replication, paths):
        if replication == 2:
            raise ArithmeticError("no luck")
        return single(self, scenario, replication, paths)

    monkeypatch.setattr(Agents, "run", failing)
    sets = [f"--set={key}={value}" for key, value in (TINY | {"horizon.weeks": "5"}).items()]
    words = ("run", "impasse_145_125", *sets, "--workers=1", "--no-report", f"--out={tmp_path / 'r'}")
    code, out, err = call(capsys, *words)
    assert code == 1
    assert "1 of 3 draws failed" in err
    assert "Draws: in 90% of 2 draws of chance goods trade between the US and China changes by" in out
    rows = pl.read_csv(tmp_path / "r" / "draws" / "runs.csv")
    assert rows["status"].to_list() == ["done", "failed", "done"]
    assert (tmp_path / "r" / "replication-1" / "metrics" / "spread.csv").is_file()
    assert not (tmp_path / "r" / "replication-1" / "report.html").exists()
    assert call(capsys, *words)[0] == 3
    monkeypatch.setattr(Agents, "run", single)
    assert call(capsys, *words, "--resume")[0] == 0
    assert call(capsys, *words, "--resume", "--force")[0] == 2


def test_a_run_that_draws_replace_stays_until_the_first_of_them_is_whole(monkeypatch, tmp_path):
    target = tmp_path / "r"
    before = {"run.json", "report.html", "tables"}
    (target / "tables").mkdir(parents=True)
    for name in ("run.json", "report.html"):
        (target / name).write_text("{}")

    def interrupted(*words, **options):
        raise KeyboardInterrupt

    short = asked(**{"horizon.weeks": "2"})
    for fails, left in (("run", before), ("make", {"replication-1"})):
        with monkeypatch.context() as patched:
            patched.setattr(replicating, fails, interrupted)
            with pytest.raises(KeyboardInterrupt):
                replicate(short, target, making=SERIAL, report=False, force=True)
        assert {path.name for path in target.iterdir()} == left


def test_what_is_drawn_is_said(tmp_path):
    drawn = asked(
        **{"horizon.weeks": "3", "ensemble.parameters": "all", "ensemble.elasticities": "[FGO, CP]"}
    )
    found = replicate(drawn, tmp_path / "r", making=SERIAL, report=False)
    values = set(table(found)["drawn.world.elasticities.set"])
    assert found.draws.uncertain.elasticities == values
    first = {name for name in found.first.manifest["drawn"] if name != "world.elasticities.set"}
    assert found.draws.uncertain.figures == first


def test_draws_of_another_question_beside_a_run_are_not_its_own(found, tmp_path):
    manifest = json.loads((found.first.folder / "run.json").read_text(encoding="utf-8"))
    assert StoredDraws(read_study(found.folder)).pair == ("USA", "CHN")
    other = type(found.first)(found.first.folder, manifest | {"question_hash": "another"}, found.first.tables)
    assert draws_beside(found.first) is not None
    assert draws_beside(other) is None


def test_all_draws_land_in_one_folder_named_by_the_question():
    several, more = asked(), asked(**{"ensemble.replications": "5"})
    assert default_folder(several).name.endswith("-seed1-x3")
    assert default_folder(several).name.removesuffix("-x3") == default_folder(more).name.removesuffix("-x5")
