"""The page of a sweep: its numbers are those of the analyses, and it holds whatever the design."""

import re
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from command_line import call
from report_pages import payload, visible_text, without_library
from sweep_studies import chance, chosen, discovered, failed, laffer, plane, sampled, still
from synthetic_study import choice, lever, write_study

from sim.ensemble import analysis
from sim.ensemble.study import Figure, Marker
from sim.records.results_folder import OutputExistsError
from sim.report.sweeps import sweep_document, write_sweep_page
from sim.report.sweeps.charts import PARTS
from sim.report.sweeps.curve_chart import lever_curves
from sim.report.sweeps.difference_chart import case_differences
from sim.report.sweeps.enough_chart import enough_runs
from sim.report.sweeps.map_chart import lever_maps
from sim.report.sweeps.rule_scatter import rule_scatter
from sim.report.sweeps.rules_chart import discovered_rules
from sim.report.sweeps.sensitivity_chart import effects_map, sensitivity_bars
from sim.report.sweeps.spread_chart import figure_spread
from sim.report.sweeps.weeks_chart import paths_by_week

DESIGNS = {
    "laffer": laffer,
    "plane": plane,
    "chance": chance,
    "still": still,
    "chosen": chosen,
    "failed": failed,
    "discovered": discovered,
    "sobol": lambda folder: sampled(folder, "sobol", samples=64, second_order=False),
    "morris": lambda folder: sampled(folder, "morris", levers=12, trajectories=8, levels=4),
}


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    made = {}

    def of(name):
        if name not in made:
            made[name] = DESIGNS[name](tmp_path_factory.mktemp(name))
        return made[name]

    return of


def view(chart, label):
    return next(each for each in chart.views if each.label == label)


def test_a_curve_is_the_median_of_its_cases_and_its_title_names_the_peak(study):
    chart = lever_curves(study("laffer"))
    shown = view(chart, "US tariff revenue")
    rows = analysis.spread(study("laffer")).filter(figure="revenue", answer="in_kind").sort("us")
    line = next(trace for trace in shown.drawn.data if "in kind" in trace.get("hovertemplate", ""))
    assert line["x"] == [0.0, 25.0, 50.0, 100.0, 150.0, 200.0]
    assert line["y"] == pytest.approx((rows["middle"] / 1000.0).to_list(), rel=1e-5)
    assert shown.title.startswith("US tariff revenue is highest with a US tariff on China of 50%")
    assert "lower at 200% (China's answer: in kind); highest with a US tariff on China of 100%" in shown.title
    assert view(chart, "Goods trade, US and China").title.startswith(
        "Goods trade, US and China is unchanged with"
    )


def test_a_map_holds_every_case_and_its_long_run_and_marks_only_rates_inside(study):
    inside, outside = Marker("now", {"us": 1.0, "cn": 0.5}), Marker("far", {"us": 3.0, "cn": 0.5})
    chart = lever_maps(replace(study("plane"), markers=(inside, outside)))
    now, rest = (each for each in chart.views if each.label == "Goods trade, US and China")
    heat, lines, marks = now.drawn.data
    assert heat["z"][4][0] == pytest.approx(-20.0)
    assert heat["z"][0][4] == pytest.approx(-60.0)
    assert heat["zmin"] == -heat["zmax"] == pytest.approx(-85.0)
    assert lines["type"] == "contour"
    assert marks["text"] == ["now"]
    assert rest.drawn.data[0]["z"][4][0] == pytest.approx(-25.0)
    assert (now.basis, rest.basis) == ("level", "change")
    assert "highest with a US tariff on China of 0% and a Chinese tariff of 0%: 0%" in now.title


def test_bars_are_the_indices_with_the_strongest_lever_on_top_and_named(study):
    for name, index, scale in (("sobol", "total", 100.0), ("morris", "mean_absolute", 100.0)):
        chart = sensitivity_bars(study(name))
        shown = chart.views[0]
        expected = analysis.sensitivity(study(name), "trade").filter(index=index)
        words = {"total": "Total, with all interactions", "mean_absolute": "Mean absolute effect"}[index]
        bars = next(trace for trace in shown.drawn.data if trace["name"] == words)
        assert bars["x"] == pytest.approx((expected["value"] * scale).to_list(), rel=1e-4)
        assert bars["y"][:2] == ["Lever 1", "Lever 2"]
        assert shown.title.startswith("The lever 1 ")
        assert "not vary" in chart.views[1].title
    assert effects_map(study("sobol")) is None
    dots = effects_map(study("morris")).views[0].drawn.data[1]
    assert max(dots["x"]) == pytest.approx(90.0)


def test_the_first_rule_is_told_and_drawn(study):
    chart = discovered_rules(study("discovered"))
    found = analysis.discover(study("discovered"), study("discovered").discoveries[0])
    assert chart.data.row(0, named=True)["coverage"] == found.rules[0].coverage
    title = chart.views[0].title
    assert title.startswith("Goods trade, US and China is below \u221250% in 100% of the runs in which")
    assert "China's answer is in kind" in title
    assert "US tariff on China is above" in title
    assert "in none of 200 runs" in chart.views[1].title
    scatter = rule_scatter(study("discovered")).views
    others, hits = scatter[0].drawn.data
    assert len(hits["x"]) == found.hits
    assert len(others["x"]) == found.runs - found.hits
    assert set(hits["marker"]["symbol"]) == {"circle"}
    assert len(scatter) == 1


def test_fans_are_the_quantiles_of_all_runs(study):
    chart = paths_by_week(study("discovered"))
    expected = analysis.fan(study("discovered"), "trade").filter(basis="change")
    middle = view(chart, "Change").drawn.data[-1]
    assert middle["y"] == pytest.approx((expected["middle"] * 100.0).to_list(), rel=1e-5)
    assert chart.title.startswith(
        "In the last week goods trade, US and China is \u221220% against no measures"
    )


def test_differences_are_paired_with_the_first_case(study):
    chart = case_differences(study("chosen"))
    dots = next(trace for trace in chart.views[0].drawn.data if trace.get("name") == "Run")
    assert dots["x"] == pytest.approx([20.0])
    assert "differs from \u201cin kind\u201d by +20 points" in chart.title.lower()


def test_enough_or_not_is_said_with_the_runs_that_are_missing(study):
    verdict = analysis.enough(study("chance"), "trade")
    chart = enough_runs(study("chance"))
    assert ("are enough" in chart.title) == verdict.is_enough
    if verdict.more:
        assert "more are needed" in chart.title
    assert "has no width" in chart.views[1].title


def test_a_spread_counts_every_run(study):
    shown = figure_spread(study("chance")).views[0]
    assert sum(shown.drawn.data[0]["y"]) == 12
    assert "in nine of ten" in shown.title


@pytest.mark.parametrize("name", DESIGNS)
def test_every_design_has_a_page_that_fetches_nothing_and_every_figure_is_one_of_plotlys(study, name):
    text = sweep_document(study(name))
    assert text == sweep_document(study(name))
    assert len(text.encode()) < 7_000_000
    assert not re.search(r"https?://(?!www\.w3\.org)", without_library(text))
    assert not re.search(r"\bnan\b|NaN|None|inf%", visible_text(text))
    for part in PARTS:
        for chart in (draw(study(name)) for draw in part.drawings):
            for each in chart.views if chart else ():
                assert each.figure.data is not None
                assert each.title[-1] != "."
                assert not re.search(r"\bnan\b|None", each.title + each.subtitle)
            if chart:
                assert set(chart.fields) <= set(chart.data.columns)


def test_nothing_happens_is_said_in_plain_words(study):
    shown = {each.label: each.title for each in lever_curves(study("still")).views}
    assert shown["Goods trade, US and China"].endswith("is unchanged at every US tariff on China")
    assert shown["US tariff revenue"] == "US tariff revenue has no value in these runs"


def test_failed_runs_are_counted_by_their_error(study):
    text = visible_text(sweep_document(study("laffer")))
    assert "2 runs failed and are left out" in text
    assert "no convergence 2 2" in text


def test_the_table_of_cases_is_the_spread(study):
    table = payload(sweep_document(study("laffer")))["cases"]
    column = table["data"][table["columns"].index("revenue")]
    expected = analysis.spread(study("laffer")).filter(figure="revenue")["middle"].round_sig_figs(6)
    assert column == expected.to_list()
    assert len(table["data"][0]) == 12


def test_a_grid_of_forty_by_forty_stays_within_seven_megabytes(tmp_path):
    assert len(sweep_document(plane(tmp_path, size=40)).encode()) < 7_000_000


def test_another_page_is_replaced_only_on_demand(study, tmp_path):
    path = tmp_path / "page.html"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(OutputExistsError):
        write_sweep_page(study("still"), path)
    write_sweep_page(study("still"), path, force=True)
    write_sweep_page(study("still"), path)
    assert path.read_text(encoding="utf-8") == sweep_document(study("still"))


def test_the_command_writes_the_page_into_the_folder(tmp_path, capsys):
    made = still(tmp_path / "sweep")
    code, out, _ = call(capsys, "report", str(made.folder))
    assert code == 0
    assert Path(out.strip()) == made.folder / "report.html"
    assert (made.folder / "report.html").read_text(encoding="utf-8") == sweep_document(made)


def test_the_manual_lists_every_chart_of_the_page():
    text = (Path(__file__).parents[2] / "docs" / "report.md").read_text(encoding="utf-8")
    rows = []
    for part in PARTS:
        for drawing in part.drawings:
            says = drawing.__doc__.strip().splitlines()[0].rstrip(".")
            rows.append(f"| {part.heading} | `{drawing.__name__}` | {says[0].upper()}{says[1:]} |")
    assert "\n".join(rows) in text


def test_tables_of_charts_have_no_empty_columns_of_levers(study):
    data = lever_curves(study("laffer")).data
    assert data["answer"].unique().sort().to_list() == ["in kind", "none"]
    assert data.select(pl.col("us").null_count()).item() == 0


def test_of_peaks_that_are_close_one_has_a_label(tmp_path):
    def outcome(values, draw):
        less = 0.01 * (values["answer"] == "second")
        return {"revenue": 1e5 * (1.0 - (values["rate"] - 0.5) ** 2 - less)}

    rates = lever("rate", values=(0.0, 0.25, 0.5, 0.75, 1.0))
    money = (Figure("revenue", "Tariff revenue", "money"),)
    near = write_study(tmp_path, outcome, [rates, choice("answer", "first", "second")], figures=money)
    labels = lever_curves(near).views[0].drawn.layout["annotations"]
    peaks = [each for each in labels if str(each["text"]).startswith("50%")]
    assert len(peaks) == 1
