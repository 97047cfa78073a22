"""The catalogue: every metric declared, described and computed only when it is asked for."""

import gc
import pkgutil
import re
import weakref
from importlib import import_module
from pathlib import Path

import polars as pl
import pytest
from hand_made import evidence

import sim.metrics
from sim.metrics import compute_metrics, write_metrics
from sim.metrics.catalogue import METRICS
from sim.metrics.declaration import IMPORTER, WEEK, Metric, count, number, word
from sim.metrics.manual import HEADING, as_markdown
from sim.metrics.once import once
from sim.records.columns import Table
from sim.records.reading import Run

DOCS = Path(__file__).parents[2] / "docs"
PAGE = DOCS / "metrics.md"
FLOWS = [[[90.0], [20.0]], [[40.0], [70.0]]]  # origin, destination, group


def two_economies():
    return evidence(("USA", "CHN"), ("toys",), FLOWS, FLOWS)


def declared(name, *columns, compute=lambda found: pl.DataFrame(), **more):
    return Metric(question="?", table=Table(name, "Made up.", columns), compute=compute, **more)


@pytest.fixture(scope="module", params=["war_run", "standoff_run"])
def found(request):
    return compute_metrics(request.getfixturevalue(request.param))


def test_page_of_the_metrics_ends_with_the_declarations():
    page = PAGE.read_text(encoding="utf-8")
    assert page[page.index(f"\n{HEADING}\n") + 1 :] == as_markdown(), "python -m sim.metrics.manual prints it"


def test_every_declared_metric_is_in_the_catalogue():
    modules = [each.name for each in pkgutil.walk_packages(sim.metrics.__path__, "sim.metrics.")]
    constants = [each for name in modules for each in vars(import_module(name)).values()]
    written = {each.name for each in constants if isinstance(each, Metric)}
    assert written <= set(METRICS), "sim.metrics.catalogue.MODULES lacks a module"


@pytest.mark.parametrize("name", METRICS)
def test_every_metric_says_what_it_answers_and_what_its_columns_mean(name):
    metric = METRICS[name]
    assert metric.question.endswith("?")
    assert metric.table.description.endswith(".")
    assert metric.key_columns
    assert set(metric.keys) <= set(metric.table.schema)
    for column in metric.table.columns:
        assert column.description, column.name
        assert column.unit or not column.dtype.is_numeric(), column.name


def test_every_table_has_its_declared_columns_and_its_keys_tell_rows_apart(found):
    for name, metric in found.applicable.items():
        frame = found.frame(name)
        assert frame.schema == metric.table.schema, name
        keys = frame.select(each.name for each in metric.key_columns)
        assert not keys.is_duplicated().any(), name
        assert not any(keys.null_count().row(0)), name


def test_names_of_files_are_distinct_and_name_the_economy(found):
    assert len(found.files) == len(found.applicable)
    assert {"import_sources_USA", "import_sources_CHN", "retail_prices_USA", "welfare"} <= set(found.files)


def test_no_table_holds_what_is_not_a_number(found):
    for name in found.applicable:
        floats = found.frame(name).select(pl.selectors.float())
        assert not any(floats[column].is_nan().any() for column in floats.columns), name


def test_a_run_has_only_the_metrics_that_apply_to_it(war_run, standoff_run):
    scripted, negotiated = (set(compute_metrics(run).applicable) for run in (war_run, standoff_run))
    assert {name for name in METRICS if name.startswith("standoff")} == negotiated - scripted
    assert "history_path" not in scripted | negotiated
    assert "welfare" in scripted & negotiated


def test_nothing_is_read_before_it_is_asked_for():
    metrics = compute_metrics(Run(Path("nowhere"), {}, {}))
    with pytest.raises(KeyError):
        metrics.frame("welfare")


def test_a_table_is_computed_once(war_run):
    metrics = compute_metrics(war_run)
    assert metrics.frame("welfare") is metrics.frame("welfare")
    assert metrics.welfare is metrics.frame("welfare")


def test_choices_may_differ_from_those_of_the_run(war_run):
    from sim.metrics.settings import Settings

    chosen = compute_metrics(war_run, Settings(economies=("VNM",)))
    assert chosen.frame("direct_share")["importer"].unique().to_list() == ["VNM"]
    assert set(compute_metrics(war_run).frame("direct_share")["importer"]) == {"USA", "CHN"}


def test_metric_of_one_economy_is_named_alike_in_every_run_and_its_file_is_not():
    metric = declared("sources", IMPORTER, about="second", named_after=True)
    assert (metric.name, metric.file(two_economies())) == ("sources_second", "sources_CHN")
    plain = declared("diversion", IMPORTER, about="first")
    assert (plain.name, plain.file(two_economies())) == ("diversion", "diversion")
    assert plain.subject(two_economies()) == "USA"
    assert declared("welfare", IMPORTER).subject(two_economies()) is None


def test_keys_are_the_first_words_and_dates_unless_they_are_named():
    value, state = number("value", "1", "A number"), word("state", "A word")
    decile = count("decile", "A tenth")
    usual = declared("one", IMPORTER, WEEK, value, state)
    assert [each.name for each in usual.key_columns] == ["importer", "week"]
    named = declared("two", IMPORTER, decile, value, keys=("importer", "decile"))
    assert [each.name for each in named.key_columns] == ["importer", "decile"]


def test_a_table_without_a_declared_column_is_an_error_and_another_column_is_left_out():
    columns = (IMPORTER, number("value", "1", "A number"))
    rows = pl.DataFrame({"importer": ["USA"], "value": [float("nan")], "more": [1]})
    right = declared("right", *columns, compute=lambda found: rows)
    assert right.frame(two_economies()).rows() == [("USA", None)]
    wrong = declared("wrong", *columns, compute=lambda found: rows.drop("value"))
    with pytest.raises(pl.exceptions.ColumnNotFoundError):
        wrong.frame(two_economies())


def test_what_metrics_share_is_read_once_and_goes_with_its_evidence():
    read = []

    @once
    def economies_of(found):
        read.append(found.axes.economies)
        return len(found.axes.economies)

    first, second = two_economies(), two_economies()
    assert [economies_of(each) for each in (first, first, second)] == [2, 2, 2]
    assert len(read) == 2
    gone = weakref.ref(first)
    del first
    gc.collect()
    assert gone() is None


def test_every_equation_of_the_metrics_is_that_of_a_metric():
    model = (DOCS / "model.md").read_text(encoding="utf-8")
    section = model[model.index("## 13. Metrics") : model.index("## 14. Selection")]
    stated = {int(number) for number in re.findall(r"\\tag\{(\d+)\}", section)}
    told = {number for metric in METRICS.values() for number in metric.equations}
    assert stated <= told
    everything = {int(number) for number in re.findall(r"\\tag\{(\d+)\}", model)}
    assert told <= everything


def test_a_run_leaves_large_tables_to_the_command(war_run):
    metrics = compute_metrics(war_run)
    left = {name for name, each in metrics.applicable.items() if each.on_request}
    assert {"communities", "gravity", "transit_by_group"} <= left
    assert left.isdisjoint(metrics.usual)
    assert {path.stem for path in write_metrics(war_run)} == {
        metrics.applicable[name].file(metrics.evidence) for name in metrics.usual
    }
