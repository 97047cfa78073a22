"""What can be wrong with a design, figures and discoveries, given the levers and the scenario."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sim.ensemble.models import MODELS, UnfitScenarioError
from sim.ensemble.plan.designs import number_of_cases
from sim.ensemble.plan.levers import plain_value
from sim.ensemble.plan.reading import SweepTree
from sim.ensemble.plan.schema import (
    Design,
    DiscoveryChoice,
    Grid,
    LatinHypercube,
    Listed,
    Morris,
    Sobol,
    Sweep,
)
from sim.scenario.diagnostics import Diagnostic, did_you_mean
from sim.scenario.document import quoted
from sim.scenario.schema import Scenario

MOST_RUNS = 10**15
MOST_POINTS = 5_000_000
"""Points of a sampled design, which are made all at once."""


def checked_design(tree: SweepTree, design: Design) -> list[Diagnostic]:
    """Check a design against the levers of the sweep."""
    return list(_design_findings(tree, design))


def _design_findings(tree: SweepTree, design: Design) -> Iterator[Diagnostic]:
    names = list(tree.parts("levers"))
    where = tree.place("design")
    if isinstance(design, Listed):
        yield from _list_findings(tree, design)
        return
    written = tree.root.get("levers")
    if not names and (written is None or written.content == {}):
        what = (
            "an empty grid: there is no lever" if isinstance(design, Grid) else "there is no lever to sample"
        )
        yield Diagnostic(where, what, "add `levers:`")
        return
    if isinstance(design, Sobol | Morris) and len(names) == 1:
        hint = "add another, or use `kind: grid` or `kind: latin_hypercube`"
        yield Diagnostic(where, f"`{design.kind}` compares levers, and there is one", hint)
    if isinstance(design, Sobol) and design.samples & (design.samples - 1):
        below = 1 << (design.samples.bit_length() - 1)
        message = f"`samples` is {design.samples}; Sobol's points come in powers of two"
        yield Diagnostic(tree.place("design", "samples"), message, f"nearest are {below} and {2 * below}")
    points = number_of_cases(design, (1,) * len(names)) if not isinstance(design, Grid) else 0
    if points > MOST_POINTS:
        key = "trajectories" if isinstance(design, Morris) else "samples"
        message = f"{points:,} cases are more than a sampled design can hold ({MOST_POINTS:,})"
        yield Diagnostic(tree.place("design", key), message, f"lower `{key}`")


def _list_findings(tree: SweepTree, design: Listed) -> Iterator[Diagnostic]:
    if not design.cases:
        yield Diagnostic(tree.place("design", "cases"), "a list without cases", "write at least one")
    known = [*tree.parts("levers"), "title"]
    levers = tree.levers
    for rank, case in enumerate(design.cases):
        for name, value in case.items():
            place = tree.place("design", "cases", rank, name)
            choices = levers[name].choices if name in levers else {}
            if name not in known:
                hint = did_you_mean(name, known) or f"levers are: {', '.join(tree.parts('levers')) or 'none'}"
                entry = tree.root.at(("design", "cases", rank, name))
                key = entry.key_place if entry and entry.key_place else place
                yield Diagnostic(key, f"no lever {quoted(name)}", hint)
            elif choices and str(plain_value(value)) not in choices:
                word = str(plain_value(value))
                hint = did_you_mean(word, choices) or f"choices are: {', '.join(choices)}"
                yield Diagnostic(place, f"`{name}` has no choice {quoted(word)}", hint)
        for name in tree.parts("levers"):
            if name not in case:
                message = f"case {rank + 1} says nothing of `{name}`"
                yield Diagnostic(tree.place("design", "cases", rank), message, "give every lever a value")


def checked_number(tree: SweepTree, cases: int, replications: int) -> list[Diagnostic]:
    """Complain of more runs than can be counted, whoever were to run them."""
    if cases * replications <= MOST_RUNS:
        return []
    message = f"about 10^{math.log10(cases * replications):.0f} runs are more than can be numbered"
    return [Diagnostic(tree.place("design"), message, "take fewer levers or values")]


def checked_model(tree: SweepTree, sweep: Sweep, scenario: Scenario) -> list[Diagnostic]:
    """Check that the model can run the scenario, and that it measures what is asked."""
    if sweep.model == "standoff" and not scenario.negotiations:
        message = f"the model `standoff` needs a negotiation, and `{scenario.name}` has none"
        return [Diagnostic(tree.place("model"), message, "take a scenario such as `standoff_game`")]
    try:
        known = [each.name for each in MODELS[sweep.model].figures(scenario)]
    except UnfitScenarioError as error:
        return [Diagnostic(tree.place("model"), str(error))]
    found = [
        _unknown(tree, ("figures", rank), name, known)
        for rank, name in enumerate(sweep.figures)
        if name not in known
    ]
    for rank, each in enumerate(sweep.discoveries):
        if each.figure not in known:
            found.append(_unknown(tree, ("discoveries", rank, "figure"), each.figure, known))
        found += _condition(tree, rank, each)
    clash = [name for name in sweep.levers if name in known or name.partition(".")[0] in known]
    for name in clash:
        message = f"a lever cannot have the name of the figure `{name}`"
        found.append(Diagnostic(tree.place("levers", name), message, "call it by another name"))
    return found


def _unknown(tree: SweepTree, route: tuple[str | int, ...], name: str, known: list[str]) -> Diagnostic:
    hint = did_you_mean(name, known) or f"figures are: {', '.join(known)}"
    return Diagnostic(tree.place(*route), f"no figure {quoted(name)}", hint)


def _condition(tree: SweepTree, rank: int, choice: DiscoveryChoice) -> Iterator[Diagnostic]:
    if choice.below is None and choice.above is None:
        where = tree.place("discoveries", rank)
        yield Diagnostic(where, "a discovery without a bound", "add `below:` or `above:`")


def is_sampled(design: Design) -> bool:
    """Whether points are drawn rather than written down."""
    return isinstance(design, LatinHypercube | Sobol | Morris)
