"""Choices about metrics in a scenario, and what a user may get wrong about them."""

import json

import pytest
from factories import small_vocabulary
from report_pages import payload

from sim import load_scenario as load
from sim import run
from sim.metrics import compute_metrics
from sim.metrics.settings import Settings
from sim.report.facts import Facts
from sim.report.page.page import report_markup
from sim.scenario import load_scenario, validate
from sim.scenario.chosen_afterwards import choices_afterwards
from sim.scenario.diagnostics import ScenarioErrors
from sim.scenario.dump import dump_scenario
from sim.scenario.metric_choices import INDEX_PARTS, IndexWeights, MetricChoices

VOCABULARY = small_vocabulary()
CHOSEN = "metrics: {economies: [VNM, USA], blocs: {west: [USA, EU], east: CHN}, weights: {trade: 2.0}}"
PLAIN = {
    "economies": ["VNM", "USA"],
    "blocs": {"west": ["USA", "EU"], "east": ["CHN"]},
    "weights": {"trade": 2.0},
}
NAMES = {"USA": "United States", "CHN": "China", "VNM": "Vietnam", "EU": "European Union"}


@pytest.fixture
def write(tmp_path):
    def written(text):
        path = tmp_path / "x.yaml"
        path.write_text(f"name: x\n{text}\n", encoding="utf-8")
        return path

    return written


def test_choices_are_read(write):
    assert load_scenario(write(CHOSEN), VOCABULARY).metrics.plain == PLAIN


def test_a_scenario_with_choices_reads_back_as_itself(write):
    first = load_scenario(write(CHOSEN), VOCABULARY)
    assert load_scenario(write(dump_scenario(first).removeprefix("name: x\n")), VOCABULARY) == first


def test_a_scenario_without_choices_is_written_without_them(write):
    asked = load_scenario(write(""), VOCABULARY)
    assert asked.metrics.plain == {"economies": [], "blocs": {}, "weights": {}}
    assert "metrics" not in dump_scenario(asked)
    only_blocs = load_scenario(write("metrics: {blocs: {west: USA}}"), VOCABULARY)
    assert dump_scenario(only_blocs).endswith("metrics:\n  blocs:\n    west: [USA]\n")


def test_a_child_adds_to_the_choices_of_its_parent(tmp_path, write):
    write(CHOSEN)
    (tmp_path / "child.yaml").write_text("name: child\nextends: ./x.yaml\nmetrics: {weights: {blocs: 0}}\n")
    child = load_scenario(tmp_path / "child.yaml", VOCABULARY)
    assert child.metrics.plain == PLAIN | {"weights": {"trade": 2.0, "blocs": 0.0}}


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        ("{economies: [USA, CHM]}", "2:28", "no economy `CHM` in this world", "`CHN`"),
        ("{economies: DEU}", "2:22", "no economy `DEU` in this world", "not kept apart"),
        ("{economies: [USA, USA]}", "2:22", "`USA` is listed twice", ""),
        ("{blocs: {west: [USA, CHM]}}", "2:31", "no economy `CHM` in this world", "`CHN`"),
        ("{blocs: {west: [USA, EU], east: [CHN, EU]}}", "2:48", "`EU` is in the bloc `west` already", "one"),
        ("{blocs: {CHN: [USA, EU]}}", "2:19", "`CHN` is the code of an economy", "another name"),
        ("{blocs: {west: []}}", "2:25", "too few entries for `west`", "at least 1"),
        ("{blocs: [USA]}", "2:18", "`blocs` should be a mapping", ""),
        ("{weights: {trad: 1.0}}", "2:21", "unknown key `trad`", "`trade`"),
        ("{weights: {trade: -1.0}}", "2:28", "`trade` is -1.0, below the smallest value", ""),
        ("{weights: {trade: much}}", "2:28", "`trade` should be a number", ""),
        ("{weights: {trade: .inf}}", "2:28", "`trade` should be a finite number", ""),
        ("{econmies: USA}", "2:11", "unknown key `econmies`", "`economies`"),
        (f"{{weights: {{{', '.join(f'{part}: 0' for part in INDEX_PARTS)}}}}}", "2:20", "weight zero", ""),
    ],
)
def test_wrong_choices_are_named_with_place_and_hint(write, text, place, message, hint):
    found = validate(write(f"metrics: {text}"), VOCABULARY)
    assert [f"{each.line}:{each.column}" for each in found] == [place], [str(each) for each in found]
    assert message in found[0].message
    assert hint in found[0].hint


def test_a_bloc_may_have_the_name_of_a_member(write):
    assert validate(write("metrics: {blocs: {USA: [USA, EU]}}"), VOCABULARY) == []


def test_weights_made_in_python_keep_the_same_rules():
    assert IndexWeights(trade=1.0).given == {"trade": 1.0}
    with pytest.raises(ValueError, match="weight zero"):
        IndexWeights(**dict.fromkeys(INDEX_PARTS, 0.0))
    with pytest.raises(ValueError, match="weigth"):
        MetricChoices(weigths={})


def test_choices_about_a_finished_run_are_laid_over_its_own():
    after = choices_afterwards(PLAIN, {"weights.blocs": "3", "economies": "CHN"}, NAMES)
    assert after.plain == PLAIN | {"economies": ["CHN"], "weights": {"trade": 2.0, "blocs": 3.0}}
    assert choices_afterwards({}, {"blocs": "{west: [USA]}"}, NAMES).plain["blocs"] == {"west": ["USA"]}


def test_all_that_is_wrong_with_choices_about_a_finished_run_is_told_at_once():
    wrong = {"economies": "[XYZ]", "blocs.east": "[USA]"}
    with pytest.raises(ScenarioErrors) as told:
        choices_afterwards(PLAIN, wrong, NAMES)
    assert [str(each) for each in told.value.diagnostics] == [
        "--set economies: no economy `XYZ` in this world (hint: economies of the run: USA, CHN, VNM, EU)",
        "--set blocs.east: `USA` is in the bloc `west` already (hint: an economy is in one bloc at most)",
    ]


def test_a_run_keeps_choices_elasticities_and_sources(tmp_path):
    small = {
        "horizon.weeks": "2",
        "population.producers": "600",
        "population.relationships": "10000",
        "world.economies": "[USA, CHN, VNM, ROW]",
        "metrics.economies": "[VNM]",
        "metrics.blocs.west": "[USA]",
    }
    done = run(load("status_quo_jan2025", small), tmp_path / "run", report=False)
    assert done.manifest["metrics"] == {"economies": ["VNM"], "blocs": {"west": ["USA"]}, "weights": {}}
    theta = done.manifest["world"]["theta"]
    assert list(theta) == list(done.manifest["world"]["groups"])
    assert min(theta.values()) > 0.0
    told = json.loads((done.folder / "metrics" / "direct_share.json").read_text(encoding="utf-8"))
    titles = [each["title"] for each in told["sources"]]
    assert [title for title in titles if title.startswith("OECD (2025). Inter-Country Input-Output")]
    assert not [title for title in titles if "Comtrade" in title]  # of the accounts of 2017 alone
    assert len(titles) == len(set(titles))
    assert told["choices"]["economies"] == ["VNM"]


@pytest.mark.parametrize("asked", [("ROW",), ("USA",), ("VNM", "CHN")])
def test_pages_have_the_tables_of_the_two_at_war_whichever_economies_were_asked_for(war_run, asked):
    metrics = compute_metrics(war_run, Settings(economies=asked))
    assert set(metrics.frame("direct_share")["importer"]) == set(asked)
    shown = metrics.with_the_pair
    assert set(shown.frame("direct_share")["importer"]) == {"USA", "CHN", *asked}
    assert shown.with_the_pair is shown


@pytest.mark.slow
@pytest.mark.parametrize("asked", [("ROW",), ("USA",)])
def test_a_page_is_drawn_whichever_economies_were_asked_for(war_run, asked):
    metrics = compute_metrics(war_run, Settings(economies=asked))
    assert payload(report_markup(Facts(metrics)))["charts"]
