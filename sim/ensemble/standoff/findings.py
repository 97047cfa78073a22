"""The page of findings about the standoff: tables and plain sentences, both made from the endings."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from sim.ensemble.standoff.dominated import dominated_demands
from sim.ensemble.standoff.experiments import PRECONDITIONS, Experiment, Variant
from sim.ensemble.standoff.outcomes import Outcomes, outcomes, paired_difference
from sim.model.bargains import Ending

Endings = Mapping[Variant, Sequence[Ending]]

_NAMES = {"USA": "Washington", "CHN": "Beijing"}
_WORDS = {
    "none": "nothing",
    "mutual": "both stepping down",
    "full_cancellation": "the other cancelling everything first",
}

_COLUMNS = (
    "played",
    "truce, weeks",
    "Washington first, %",
    "Beijing first, %",
    "on Beijing's terms, %",
    "on Washington's, %",
    "weeks at embargo",
    "snap-backs",
    "false words",
    "cost, Washington",
    "cost, Beijing",
    "consumption, US",
    "consumption, China",
    "US sells",
    "China sells",
)

_COMMAND = "python -m sim.ensemble.standoff"

_INTRODUCTION = """# The standoff of April 2025, played again

Written by `{command} --draws {draws} --weeks {weeks}{flag}`; every draw is a line of {table}.

Every line below is {draws} draws of the scenario `standoff_game`, or of it with one thing changed, on the
mean-field economy, {weeks} weeks from 6 January 2025. Governments decide from 14 April on, from which weeks
are counted. The draws are the same in every line, so differences are paired. It is a stylised model of two
governments, not a forecast: which figures data identify, and which are assumed, is in
[docs/governments.md](../../docs/governments.md).

Truce: first quartile, median and third quartile of the weeks until a truce or deal (none: not within the
run). Shares in percent with 90 % intervals (Clopper and Pearson). Cost: to the government, percent of GDP
times weeks since 14 April. Consumption: mean real consumption since then over that of the base, percent.
Sells: goods sold to the other in the last four weeks, base = 1. All but the first two are means over
draws."""


def findings_page(
    experiments: Sequence[Experiment],
    endings: Endings,
    draws: int,
    weeks: int,
    table: str = "endings.csv",
    assumed: bool = False,
) -> str:
    """Return the page as Markdown.

    Parameters
    ----------
    experiments : sequence of Experiment
        What was asked.
    endings : mapping of Variant to sequence of Ending
        What was played, draw by draw.
    draws, weeks : int
        How many draws of how many weeks each.
    table : str
        File beside the page that has every draw.
    assumed : bool
        Whether it is about what is assumed.
    """
    parts = [
        _INTRODUCTION.format(
            command=_COMMAND, draws=draws, weeks=weeks, table=table, flag=" --assumed" if assumed else ""
        )
    ]
    for experiment in experiments:
        found = [outcomes(each.label, endings[each]) for each in experiment.variants]
        parts += ["", f"## {experiment.question}", "", *_sentences(experiment, found, endings)]
        parts += [*_never_worth_it(experiment, endings), ""]
        parts += [f"| {' | '.join(_COLUMNS)} |", "|---" * len(_COLUMNS) + "|", *map(_row, found)]
        parts += ["", "Played by:", ""]
        parts += [f"- {each.label}: `{each.command} --draws {draws}`" for each in experiment.variants]
    return "\n".join(parts) + "\n"


def _row(each: Outcomes) -> str:
    low, middle, high = (_weeks(value) for value in each.weeks_to_truce)
    cells = (
        each.label,
        f"{low} / **{middle}** / {high}",
        each.moves_first[0],
        each.moves_first[1],
        each.gets_terms[1],
        each.gets_terms[0],
        f"{each.weeks_at_embargo:.1f}",
        f"{each.snap_backs:.2f}",
        f"{each.false_words:.1f}",
        f"{each.cost[0]:.1f}",
        f"{each.cost[1]:.1f}",
        f"{each.welfare[0]:+.2f}",
        f"{each.welfare[1]:+.2f}",
        f"{each.trade[0]:.2f}",
        f"{each.trade[1]:.2f}",
    )
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _weeks(value: float) -> str:
    return "none" if math.isinf(value) else f"{value:.0f}"


def _sentences(experiment: Experiment, found: Sequence[Outcomes], endings: Endings) -> list[str]:
    """What every change does, against the first line: weeks of embargo and either's cost, paired."""
    base = endings[experiment.variants[0]]
    lines = []
    for variant, after in zip(experiment.variants[1:], found[1:], strict=True):
        other = endings[variant]
        embargo = paired_difference(
            [each.weeks_at_embargo for each in base], [each.weeks_at_embargo for each in other]
        )
        costs = [
            paired_difference([each.cost[rank] for each in base], [each.cost[rank] for each in other])
            for rank in (0, 1)
        ]
        who = " and ".join(
            f"{_NAMES.get(code, code)}'s cost {_changes(cost)}"
            for code, cost in zip(after.between, costs, strict=True)
        )
        lines.append(
            f"- *{variant.label}*: trade at embargo level {_changes(embargo, ' weeks')}; {who}; "
            f"{_NAMES.get(after.between[1], after.between[1])} gives way first in {after.moves_first[1]} % "
            f"and gets its terms in {after.gets_terms[1]} %."
        )
    return lines


def _never_worth_it(experiment: Experiment, endings: Endings) -> list[str]:
    """Demands that another one beats whatever the other side asks, where that was the question."""
    if experiment.name != PRECONDITIONS:
        return []
    of_demands = {variant: endings[variant] for variant in experiment.variants}
    found = dominated_demands(of_demands)
    if not found:
        return ["", "No demand costs more than another whatever the other side asks."]
    lines = [
        f"- For {_NAMES[code]}, asking for *{_WORDS[worse]}* is never worth it: "
        f"*{_WORDS[better]}* costs it less whatever the other asks."
        for code, worse, better in found
    ]
    return ["", "In short, by what the war costs either government within the run:", "", *lines]


def _changes(difference: tuple[float, float], unit: str = "") -> str:
    mean, error = difference
    if not abs(mean) > 2.0 * error:
        return f"does not change beyond chance ({mean:+.1f}{unit}, standard error {error:.1f})"
    word = "rises" if mean > 0 else "falls"
    return f"{word} by {abs(mean):.1f}{unit} (standard error {error:.1f})"
