"""Words of a sweep's page: series, levers and endings as a reader would say them."""

from dataclasses import replace

import pytest
from sweep_studies import laffer
from synthetic_study import choice, lever, write_study

from sim.ensemble.analysis import MissingLibraryError
from sim.ensemble.study import Condition, Figure
from sim.report.drawing.theme import INK, MAP_FEWER, MAP_GAIN, MAP_LOSS, MAP_MORE
from sim.report.sweeps import analyses, archive, sweep_document
from sim.report.sweeps.amounts import at_value, definite, log_ticks, told
from sim.report.sweeps.curve_chart import lever_curves
from sim.report.sweeps.rule_words import happens
from sim.report.sweeps.series import MOST_PANELS, named_series, shown_series
from sim.report.sweeps.spread_chart import figure_spread

WAR = {"pair": ["USA", "CHN"], "economies": {"USA": "United States", "CHN": "China", "MEX": "Mexico"}}


@pytest.fixture(scope="module")
def weekly(tmp_path_factory):
    names = ["channel.trade", "trade", "share", "tariff.CHN", "tariff.USA", "revenue.USA", "imports"]
    names += [f"{stem}.{code}" for stem in ("consumer_prices", "welfare") for code in ("MEX", "CHN", "USA")]
    paths = {f"{arm}.{name}": [1.0, 2.0] for arm in ("path", "reference") for name in names}
    return write_study(
        tmp_path_factory.mktemp("weekly"), lambda values, replication: {"trade": 0.1, **paths}, weeks=2, **WAR
    )


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("trade", "Goods trade of the US and China"),
        ("share", "Share of China in goods imports of the US"),
        ("imports", "Goods imports of the US from China"),
        ("tariff.CHN", "Average tariff of China on the US"),
        ("consumer_prices.MEX", "Consumer prices in Mexico"),
    ],
)
def test_a_series_is_named_in_plain_words(weekly, name, heading):
    assert named_series(weekly, name).heading == heading


def test_trade_and_revenue_by_week_are_at_yearly_rates(weekly):
    for name in ("trade", "revenue.USA"):
        assert named_series(weekly, name).scale("run") == (1e-3, "", "USD billion a year")


def test_series_of_the_two_come_before_those_of_others(weekly):
    shown = [each.name for each in shown_series(weekly)]
    assert len(shown) == MOST_PANELS
    assert shown[:4] == ["trade", "share", "tariff.USA", "tariff.CHN"]
    assert "consumer_prices.USA" in shown
    assert shown[-1].endswith(".MEX")


def test_levers_take_the_article_that_they_need():
    share = {"unit": "share"}
    assert at_value(lever("x", title="US tariff on China", **share), 0.45) == "a US tariff on China of 45%"
    assert at_value(lever("x", title="EU tariff", **share), 0.1) == "an EU tariff of 10%"
    assert at_value(lever("x", title="China's tariff", **share), 0.1) == "China's tariff at 10%"
    assert definite("Rate of a truce") == "the rate of a truce"
    assert definite("China's patience") == "China's patience"


def test_a_change_is_told_as_higher_or_lower():
    assert told(-0.66, "change") == "66% lower"
    assert told(-0.00001, "change") == "unchanged"
    assert told(None, "change") == "\u2013"


def test_a_yes_or_no_is_told_as_a_part_of_the_runs(tmp_path):
    deal = Figure("deal", "A deal by the end", "probability")
    study = write_study(
        tmp_path, lambda values, replication: {"deal": float(replication > 2)}, replications=8, figures=[deal]
    )
    assert figure_spread(study).title == "A deal by the end in 75% of the runs"
    assert happens(study, Condition("deal", above=0.5)) == "there is a deal by the end"
    assert happens(study, Condition("deal", below=0.5)) == "there is no deal by the end"


def test_a_line_without_a_value_has_no_key(tmp_path):
    study = write_study(
        tmp_path,
        lambda values, replication: {"trade": -values["rate"]} if values["answer"] == "yes" else None,
        [lever("rate", values=(0.0, 0.5, 1.0)), choice("answer", "yes", "no")],
    )
    assert [key.text for key in lever_curves(study).views[0].keys] == ["Answer: yes"]


def test_an_axis_of_logarithms_has_round_ticks():
    shown = log_ticks(lever("x", 0.1, 4.0, unit="number", logarithmic=True))
    assert shown["tickvals"] == [0.1, 0.2, 0.5, 1.0, 2.0]
    assert shown["ticktext"] == ["0.1", "0.2", "0.5", "1", "2"]


def test_what_a_missing_library_leaves_out_is_said(tmp_path, monkeypatch):
    study = replace(laffer(tmp_path), discoveries=(Condition("trade", below=-0.5),))
    assert analyses.left_out(study) == ()

    def missing(name):
        raise MissingLibraryError("scikit-learn is not installed (hint: install it)")

    monkeypatch.setattr(analyses, "library", missing)
    told = analyses.left_out(study)
    assert told == ("Where it happens is left out: scikit-learn is not installed (hint: install it).",)


def test_data_that_are_cut_in_the_page_are_announced(tmp_path, monkeypatch):
    study = laffer(tmp_path)
    assert "The data to download hold" not in sweep_document(study)
    monkeypatch.setattr(archive, "_MOST_NUMBERS", 50)
    assert "The data to download hold the first" in sweep_document(study)


@pytest.mark.parametrize("shade", [MAP_LOSS, MAP_FEWER, MAP_MORE, MAP_GAIN])
def test_numbers_on_a_map_can_be_read_in_the_light_and_in_the_dark(shade):
    for paper, ink in ((shade.light, INK.light), (shade.dark, INK.dark)):
        bright, dim = sorted((_luminance(paper), _luminance(ink)), reverse=True)
        assert (bright + 0.05) / (dim + 0.05) > 4.0


def _luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255.0 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
