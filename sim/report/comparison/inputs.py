"""The page on what differs: measures, statements, other values, runs, and how to repeat them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from sim.report.comparison.cautions import MANIFEST_LINES
from sim.report.comparison.comparison import Comparison
from sim.report.comparison.competitors import Competitor
from sim.report.comparison.questions import Item, differing_items, differing_values
from sim.report.drawing.draw_words import draws_in_words
from sim.report.drawing.tables import scrolling_region
from sim.report.drawing.wording import NO_VALUE, capitalised, listed, several

_VERSIONS = {0: NO_VALUE, 1: "yes"}


def inputs_markup(comparison: Comparison) -> str:
    """Write the cards of the page."""
    cards = [
        _items(comparison, "measures", "Measures that differ", "measure"),
        _items(comparison, "statements", "Statements that differ", "statement"),
        _values(comparison),
        _runs(comparison),
        _reproduce(comparison),
    ]
    return "".join(cards)


def _card(title: str, words: str, body: str) -> str:
    return f'<section class="card inputs"><h3>{escape(title)}</h3><p>{escape(words)}</p>{body}</section>'


def _table(first: str, comparison: Comparison, rows: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Write a table with a column for each scenario; the first cell of a row is markup."""
    headings = "".join(f'<th scope="col">{escape(each.label)}</th>' for each in comparison.competitors)
    body = "".join(
        f"<tr><td>{name}</td>{''.join(f'<td>{escape(value)}</td>' for value in values)}</tr>"
        for name, values in rows
    )
    return scrolling_region(
        first,
        f'<table><thead><tr><th scope="col">{escape(first)}</th>{headings}</tr></thead>'
        f"<tbody>{body}</tbody></table>",
    )


def _items(comparison: Comparison, part: str, title: str, thing: str) -> str:
    found = differing_items(comparison, part)
    if not found.differing and not found.same:
        return ""
    none = (
        f" {capitalised(listed(found.without))} {_verb(found.without, 'has')} none." if found.without else ""
    )
    if not found.differing:
        words = f"The {several(found.same, thing)} {'is' if found.same == 1 else 'are'} the same"
        return _card(title, f"None. {words} in all scenarios that have any.{none}", "")
    words = f"{several(len(found.differing), thing)} of some scenarios and not of others, or in another form."
    others = f"{several(found.same, f'other {thing}')} {'is' if found.same == 1 else 'are'} the same in all"
    table = _table(thing.capitalize(), comparison, [_row(item) for item in found.differing])
    return _card(title, f"{words} {others}{' that have any.' if none else '.'}{none}", table)


def _verb(labels: Sequence[str], verb: str) -> str:
    return verb if len(labels) == 1 else "have"


def _row(item: Item) -> tuple[str, list[str]]:
    dated = f"{item.when}, " if item.when else ""
    name = f"{escape(item.title)}<small>{escape(dated)}<code>{escape(item.identity)}</code></small>"
    changed = len(set(item.place) - {0}) > 1
    return name, [
        f"form {place}" if changed and place else _VERSIONS.get(place, str(place)) for place in item.place
    ]


def _values(comparison: Comparison) -> str:
    rows = [
        (f"<code>{escape(key)}</code>", [value or NO_VALUE for value in values])
        for key, values in differing_values(comparison)
    ]
    if not rows:
        return _card("Other values that differ", "None: parameters and choices are the same.", "")
    words = "Keys as in a scenario file; a dash stands where a scenario does not have the key."
    return _card("Other values that differ", words, _table("Key", comparison, rows))


def _runs(comparison: Comparison) -> str:
    lines: dict[str, Callable[[Competitor], str]] = {
        "Scenario": lambda each: str(each.manifest["name"]),
        "Title": lambda each: str(each.manifest.get("title") or ""),
        "Question": lambda each: str(each.manifest.get("question") or ""),
        "Seeds": lambda each: listed(sorted({str(seed) for seed, _ in each.draws.chances})),
        "Draws": lambda each: draws_in_words(each.draws),
        "Differences from the first": lambda each: _paired(comparison, each),
        "Hash of the scenario": lambda each: str(each.manifest["scenario_hash"])[:16],
    }
    rows = [
        *((name, [read(each) for each in comparison.competitors]) for name, read in lines.items()),
        *(
            (name, [read(each.manifest) for each in comparison.competitors])
            for name, read in MANIFEST_LINES.items()
        ),
    ]
    rows = [(escape(name), [value or NO_VALUE for value in values]) for name, values in rows]
    words = f"Every scenario is held against {comparison.baseline.label}, the first that was named."
    return _card("Runs", words, _table("Line of the manifest", comparison, rows))


def _paired(comparison: Comparison, competitor: Competitor) -> str:
    if competitor is comparison.baseline:
        return "the first"
    pairs = comparison.pairs(competitor)
    return f"paired, {several(len(pairs), 'draw')}" if pairs else "not paired"


def _reproduce(comparison: Comparison) -> str:
    commands = "".join(
        f'<div class="command"><code id="command-{each.place}">{escape(_command(each))}</code>'
        f'<button type="button" class="quiet" data-copy="command-{each.place}">Copy</button></div>'
        for each in comparison.competitors
    )
    words = (
        "The scenario files are in the archive at the foot of the page, a folder for each scenario. The same "
        "file, seed and version give the same bytes in every table, and the same runs the same page."
    )
    return _card("Reproduce", words, commands)


def folder_name(competitor: Competitor) -> str:
    """Name the folder of a scenario in the archive."""
    return competitor.label.replace(" ", "_").replace("(", "").replace(")", "")


def _command(competitor: Competitor) -> str:
    command = str(competitor.manifest.get("command", ""))
    return command.replace("scenario.yaml", f"{folder_name(competitor)}/scenario.yaml")
