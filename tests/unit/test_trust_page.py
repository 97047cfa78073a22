"""The page on trust: checks with their version, assumptions, sources, manifest, how to repeat and cite."""

import re
from dataclasses import replace
from html import unescape

import pytest

from sim.metrics import compute_metrics
from sim.records.checks.shipped import shipped_check
from sim.report.facts import Facts
from sim.report.trust.assumptions_card import assumptions_card, ordered
from sim.report.trust.checks_card import history_card, theory_card
from sim.report.trust.limit_card import limit_card
from sim.report.trust.reproduce_card import bibtex, citation, python_lines
from sim.report.trust.sources_card import sources_card
from sim.report.trust.trust import trust_markup
from sim.report.trust.versions_card import versions_card


def facts_of(run, **changes):
    return Facts(compute_metrics(replace(run, manifest={**run.manifest, **changes})))


def text(markup):
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup)))


@pytest.mark.parametrize("name", ["war_run", "quiet_run", "other_war_run", "standoff_run"])
def test_every_run_has_every_card_once(request, name):
    markup = trust_markup(Facts(compute_metrics(request.getfixturevalue(name))))
    assert re.findall(r"<h3>(.*?)</h3>", markup) == [
        "The agents against their limit",
        "Held against history",
        "Held against theory",
        "The books balance",
        "Assumptions",
        "Data sources and licences",
        "What happens in a week",
        "Versions and hashes",
        "Reproduce",
        "Cite",
    ]
    assert markup.count("<section") == markup.count("</section>")
    assert markup.count("<table") == markup.count("</table>")


def test_a_check_says_of_which_program_and_data_it_is(war_run):
    found = shipped_check("theory")
    own = facts_of(war_run, versions={"tradewar-sim": found.version}, data_hash=found.data_hash)
    assert "those of this run; " in text(theory_card(own))
    assert "not those of this run" not in text(theory_card(own))
    assert "not those of this run" in text(theory_card(facts_of(war_run, data_hash="other")))
    assert found.version in text(theory_card(own))


def test_history_counts_are_those_of_the_record(war_run):
    found = shipped_check("history")
    said = text(history_card(facts_of(war_run)))
    for verdict in ("hit", "near", "miss"):
        assert f"{sum(row['verdict'] == verdict for row in found.rows)} {verdict}" in said
    for row in found.rows:
        if row["verdict"] == "miss":
            assert row["what"][1:] in said.split("Nothing was tuned")[0]
    assert history_card(facts_of(war_run)).count('class="verdict ') == len(found.rows)


def test_a_figure_outside_its_bound_is_named(war_run, monkeypatch):
    found = shipped_check("theory")
    rows = ({**found.rows[0], "passed": False}, *found.rows[1:])
    monkeypatch.setattr("sim.report.trust.checks_card.shipped_check", lambda _: replace(found, rows=rows))
    said = text(theory_card(facts_of(war_run)))
    assert f"{len(rows) - 1} of {len(rows)} figures" in said
    assert f"Outside: {rows[0]['check']}." in said


def test_assumed_figures_stand_first_and_what_was_set_is_marked(war_run):
    markup = assumptions_card(facts_of(war_run))
    assert markup.index("<wbr>fastest_resourcing</code>") < markup.index("<wbr>resourcing_hazard</code>")
    assert "<b>8 per year</b> (default 4)" in markup
    assert "The scenario sets behaviour.fastest_resourcing (8)." in text(markup)
    assert "Of 2 adjustable figures 1 are assumed" in text(markup)
    assert [each["tag"] for each in ordered(war_run.manifest["assumptions"])] == ["assumed", "from evidence"]


def test_drawn_figures_are_marked_with_what_is_plausible_of_them(war_run):
    prior = {"kind": "uniform", "low": 2.0, "high": 9.0, "mode": None, "source": "found by Nobody (2020)"}
    figures = [dict(each, prior=None) for each in war_run.manifest["assumptions"]]
    figures[1] |= {"prior": prior, "value": 8.012345}
    drawn = {figures[1]["name"]: figures[1]["value"]}
    markup = assumptions_card(facts_of(war_run, assumptions=figures, drawn=drawn))
    assert "<b>8.01 per year</b>, drawn (default 4)" in markup
    assert "<td>2 to 9</td>" in markup
    assert "Plausible range: found by Nobody (2020)" in markup
    assert "1 figure is drawn for this run" in text(markup)
    assert "The scenario sets" not in text(markup)
    kept = assumptions_card(facts_of(war_run, assumptions=figures))
    assert "drawn" not in text(kept)


def test_runs_written_before_assumptions_were_kept_show_their_parameters(war_run):
    said = text(assumptions_card(facts_of(war_run, assumptions=())))
    assert "without the evidence for its parameters" in said
    assert "short_run_elasticity" in said


def test_the_page_says_which_frictions_are_off(war_run):
    on = facts_of(war_run, frictions={"inventories": True, "beliefs": True})
    off = facts_of(war_run, frictions={"inventories": False, "exporter_margin": False, "beliefs": True})
    assert "All frictions are on." in text(assumptions_card(on))
    assert "Switched off in this run: inventories and exporter margin." in text(assumptions_card(off))


def test_every_source_stands_with_its_terms(war_run):
    sources = [
        {"organisation": "Zoo", "title": "Beasts <1>", "year": "2020", "terms": "CC BY 4.0", "url": ""},
        {
            "organisation": "Ark",
            "title": "Pairs",
            "year": "1",
            "terms": "cite",
            "url": "https://ark.example/",
        },
    ]
    markup = sources_card(facts_of(war_run, data_sources=sources))
    assert markup.index("Ark") < markup.index("Zoo")
    assert "Beasts &lt;1&gt;" in markup
    assert '<a href="https://ark.example/" rel="noreferrer">Pairs</a>' in markup
    assert "CC BY 4.0" in markup
    assert "2 publications" in markup


def test_versions_and_hashes_are_those_of_the_manifest(war_run):
    said = text(versions_card(facts_of(war_run, replication=4)))
    for value in (*war_run.manifest["versions"].values(), war_run.manifest["scenario_hash"], "replication 4"):
        assert value in said
    assert "Versions of 1 package " in said
    assert "run.json" in said


def test_gaps_by_economy_are_those_of_the_limit(war_run):
    facts = facts_of(war_run)
    frame, limit = facts.metrics.frame("limit_gaps_by_economy"), facts.metrics.against_limit
    assert frame["largest_gap"].max() == limit.welfare_gap
    assert frame["mean_gap"].mean() == pytest.approx(limit.mean_welfare_gap)
    assert frame["distance"].max() == limit.distance
    assert frame.sort("distance")["economy"][-1] == limit.farthest
    assert limit_card(facts).count("<tr><td>") == frame.height


def test_a_citation_tells_program_scenario_seed_and_data(war_run):
    manifest = {**war_run.manifest, "replication": 3}
    for words in (citation(manifest), bibtex(manifest)):
        for part in ("tradewar-sim 0.1.0", "seed 1", "replication 3", manifest["data_hash"][:10]):
            assert part in words
    entry = bibtex({**manifest, "name": "a_b"})
    assert entry.startswith("@misc{tradewar_a_b,")
    assert r"scenario a\_b" in entry
    assert entry.count("{") == entry.count("}")


def test_the_lines_of_python_run_the_same_seed(war_run):
    lines = python_lines({**war_run.manifest, "seed": 7, "replication": 2})
    compile(lines, "page", "exec")
    assert '"ensemble.seed": "7"' in lines
    assert "replication=2" in lines
