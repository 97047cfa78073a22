"""The first page: tiles and findings quote the figures of the run."""

from dataclasses import replace

import polars as pl
import pytest
from report_pages import visible_text

from sim.metrics import compute_metrics
from sim.metrics.draws import Draws
from sim.metrics.headline import ThirdGain
from sim.report.drawing.wording import Names, billions, comparison, percent
from sim.report.facts import Facts
from sim.report.glance.findings import findings
from sim.report.page.page import report_markup


@pytest.fixture(scope="module")
def war_page(war_run):
    return report_markup(Facts(compute_metrics(war_run)))


def test_tiles_and_findings_quote_the_long_run(war_run, war_page):
    head, text = compute_metrics(war_run).headline, visible_text(war_page)
    ours, theirs = head.consumer_prices
    long_run = percent(ours.benchmark, signed=True)
    assert f"\u25c7 Long run {long_run}" in text
    assert f"(long run without frictions: {long_run} and {percent(theirs.benchmark, signed=True)})" in text
    assert f"\u25c7 Long run {billions(head.revenue_benchmark)}" in text
    assert f"(long run without frictions: USD {billions(head.revenue_benchmark)} bn)" in text
    after = percent(head.tariff_of_first.end_current_weights)
    assert f"After substitution {after}" in text
    assert f"\u25c7 Long run {percent(head.tariff_of_first.benchmark)}" in text


def test_tiles_give_the_range_of_the_weeks_or_of_the_draws(war_run, war_page):
    metrics = compute_metrics(war_run)
    path = metrics.consumer_prices.filter(economy="USA")["change"]
    weeks = f"{percent(path.min(), signed=True)} to {percent(path.max(), signed=True)}"
    assert f"Weeks {weeks}" in visible_text(war_page)
    draws = Draws([metrics] * 3)
    page = report_markup(Facts(metrics, draws))
    assert "3 draws within 0 points" in visible_text(page)
    assert "Ranges hold nine of ten draws" in visible_text(page)
    assert "nine of ten" not in visible_text(war_page)
    assert "3 draws of chance" in visible_text(page)


def test_findings_quote_the_figures_of_the_run(war_run):
    head = compute_metrics(war_run).headline
    names = Names(war_run.manifest["world"]["economies"], war_run.manifest["world"]["groups"])
    items = findings(head, names)
    assert [item.topic for item in items][2:4] == ["Sourcing", "Decoupling"]
    assert len(items) == 6
    assert comparison(head.trade.run) in items[1].text
    flat = replace(head, trade=replace(head.trade, run=0.25), published_trade=None)
    assert "25% higher" in findings(flat, names)[1].text


def test_what_is_barred_at_the_end_is_said(war_run):
    head = compute_metrics(war_run).headline
    names = Names(war_run.manifest["world"]["economies"], war_run.manifest["world"]["groups"])
    assert "may not go" not in findings(head, names)[0].text
    barred = replace(head, tariff_of_first=replace(head.tariff_of_first, barred=0.25))
    second, first = names.phrase(head.second), names.phrase(head.first)
    said = f"At the end 25% of the goods from {second} may not go to {first}."
    assert said in findings(barred, names)[0].text


def test_sourcing_speaks_of_shares_and_of_tariffs_on_third_economies(war_run):
    head = compute_metrics(war_run).headline
    names = Names(war_run.manifest["world"]["economies"], war_run.manifest["world"]["groups"])
    level = head.tariff_of_first_on_rest
    taxed = replace(
        head,
        share_of_second=(0.13, 0.06),
        share_gains=((head.gains[0][0], 0.0173),),
        tariff_of_first_on_rest=replace(level, base=0.011, end=0.094),
        third=ThirdGain(bilateral=70_000.0, benchmark=-40_000.0),
    )
    text = findings(taxed, names)[2].text
    assert "goes from 13% to 6.0%" in text
    assert "(+1.7 points)" in text
    assert "USD 70 bn a year more; as they pay 9.4% on average themselves, against 1.1%" in text
    assert "they sell USD 40 bn a year less" in text
    free = replace(
        taxed,
        share_gains=(),
        tariff_of_first_on_rest=replace(level, base=0.011, end=0.011),
        third=ThirdGain(70_000.0, 70_000.0),
    )
    text = findings(free, names)[2].text
    assert "points" not in text
    assert "third economies sell" in text
    assert "themselves" not in text


def test_third_economies_gain_is_summed_over_all_but_the_two(war_run):
    metrics = compute_metrics(war_run)
    third = metrics.import_sources_first.filter(pl.col("economy") != metrics.headline.second)
    base, benchmark = (third[column].to_numpy().sum() for column in ("base", "benchmark"))
    assert metrics.headline.third.benchmark == pytest.approx(benchmark - base)
    assert metrics.headline.third.bilateral == pytest.approx(1.1 * benchmark - base)
