"""What governments did and what they said, apart: marks, legend, note and lists of the chart of tariffs."""

import re
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import polars as pl
import pytest

from sim.metrics import compute_metrics
from sim.records.tables import TABLES
from sim.report.drawing import plain
from sim.report.drawing.policy_marks import PolicyEvents, act_lines, policy_marks
from sim.report.facts import Facts
from sim.report.page.page import report_markup
from sim.report.policy.event_lists import event_lists

FEBRUARY, APRIL, MAY = date(2025, 2, 4), date(2025, 4, 22), date(2025, 5, 2)
DUTY, PAUSE, CALL, TALKS = "US taxes <all>", "US pauses", "US calls 145 high", "China weighs talks"


def events(*rows):
    filled = [
        {
            "date": day,
            "week": day,
            "event": event,
            "measure": title,
            "kind": "statement" if event == "said" else "tariff",
            "importer": "USA",
            "exporter": "CHN",
            "title": title,
            "source": None,
        }
        for day, event, title in rows
    ]
    return pl.DataFrame(filled, schema=TABLES["events"].schema)


ACTS = events((FEBRUARY, "announced", DUTY), (APRIL, "starts", DUTY), (APRIL, "announced", PAUSE))
STATEMENTS = events((APRIL, "said", CALL), (MAY, "said", TALKS))
BOTH = PolicyEvents.of(pl.concat([ACTS, STATEMENTS]).sort("date", maintain_order=True))
ONLY_ACTS, ONLY_STATEMENTS, NOTHING = (PolicyEvents.of(each) for each in (ACTS, STATEMENTS, events()))


def summaries(markup):
    return re.findall(r"<summary>(.*?)</summary>", markup)


def test_a_day_has_a_mark_for_acts_and_another_for_statements():
    acts, statements = plain.Figure(policy_marks(BOTH, 100.0), {}).checked().data
    assert (acts.name, list(acts.x)) == ("Act of policy", [FEBRUARY, APRIL])
    assert (statements.name, list(statements.x)) == ("Statement", [APRIL, MAY])
    assert acts.text[1] == f"Starts: {DUTY}<br>Announced: {PAUSE}"
    assert statements.text == (f"Statement: {CALL}", f"Statement: {TALKS}")
    assert acts.marker.symbol != statements.marker.symbol
    assert max(statements.y) < min(acts.y) < 100.0


def test_only_acts_have_lines_because_no_tariff_moves_on_a_statement():
    assert [line["x0"] for line in act_lines(BOTH)] == [FEBRUARY, APRIL]


@pytest.mark.parametrize(
    ("found", "keys"),
    [
        (BOTH, ["Act of policy", "Statement"]),
        (ONLY_ACTS, ["Act of policy"]),
        (ONLY_STATEMENTS, ["Statement"]),
        (NOTHING, []),
    ],
)
def test_legend_marks_and_note_name_what_there_is_and_nothing_else(found, keys):
    assert [key.text for key in found.keys] == keys
    assert [trace.name for trace in plain.Figure(policy_marks(found, 100.0), {}).checked().data] == keys
    assert ("riangles" in found.note) == ("Act of policy" in keys)
    assert ("ings mark" in found.note) == ("Statement" in keys)


def lists(found):
    return event_lists(SimpleNamespace(events=found))


def test_lists_count_measures_and_statements_each_for_itself():
    markup = lists(BOTH)
    assert summaries(markup) == ["Acts of policy (2)", "Statements (2)"]
    acts, statements = markup.split("</details>")[:2]
    assert "US taxes &lt;all&gt;" in acts
    assert CALL not in acts
    assert CALL in statements
    assert TALKS in statements
    assert "Said" not in markup
    assert summaries(lists(ONLY_ACTS)) == ["Acts of policy (2)"]
    assert lists(NOTHING) == ""


def test_page_of_a_run_shows_statements_apart_from_acts(war_run):
    acts = war_run.tables["events"].collect()
    told = pl.concat([acts, STATEMENTS]).lazy()
    run = replace(war_run, tables={**war_run.tables, "events": told})
    page = report_markup(Facts(compute_metrics(run)))
    listed = [each for each in summaries(page) if each != "Table"]
    assert f"Acts of policy ({acts['measure'].n_unique()})" in listed
    assert "Statements (2)" in listed
    assert "ings mark statements" in page
