"""From a sweep file, or a scenario, to its plan, with everything that is wrong said at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sim.ensemble.plan.design_checks import checked_design, checked_model, checked_number, is_sampled
from sim.ensemble.plan.designs import EXTRA, lacks_extra
from sim.ensemble.plan.lever_checks import checked_levers
from sim.ensemble.plan.levers import swept_levers
from sim.ensemble.plan.library import located
from sim.ensemble.plan.marker_checks import checked_markers
from sim.ensemble.plan.plan import Plan
from sim.ensemble.plan.reading import SweepTree, checked_sweep, read_sweep
from sim.ensemble.plan.trials import base_tree, tried_levers
from sim.extras import installing
from sim.scenario.allowed_paths import OUTSIDE, leads_out
from sim.scenario.diagnostics import Diagnostic, ScenarioErrors, in_file_order
from sim.scenario.document import Entry, quoted
from sim.scenario.inheritance import read_with_parents
from sim.scenario.library import NotFound, locate, shown_path
from sim.scenario.loader import examine_tree
from sim.world.vocabulary import vocabulary


@dataclass(frozen=True)
class PlanExamination:
    """What came of reading a sweep: the plan when it is sound, and every finding."""

    plan: Plan | None
    diagnostics: tuple[Diagnostic, ...]


def read_plan(
    reference: str | os.PathLike[str],
    overrides: Mapping[str, str] | None = None,
    note: Callable[[str], None] = lambda text: None,
) -> Plan:
    """Read a sweep or a scenario as a plan of runs.

    Parameters
    ----------
    reference : str or path
        Path of a sweep file or scenario file, or name of a shipped one. A scenario is a sweep of one case
        with the replications of its ``ensemble``.
    overrides : mapping of str to str, optional
        Dotted places of the scenario to YAML text, laid over it in every run; with ``sweep.`` in front, of
        the sweep itself (``sweep.design.samples``).
    note : callable
        Told what is worth a line and no error.

    Raises
    ------
    ScenarioErrors
        With everything that is wrong, each with file, line, column and a hint.
    """
    found = examine_plan(reference, overrides)
    if found.plan is None:
        raise ScenarioErrors(found.diagnostics)
    for each in found.diagnostics:
        note(str(each))
    design = found.plan.sweep.design
    if lacks_extra(design):
        message = f"the design `{design.kind}` needs the extra `{EXTRA}`"
        place = found.plan.places.get("", found.plan.root.place)
        raise ScenarioErrors([Diagnostic(place, message, installing(EXTRA))])
    return found.plan


def examine_plan(
    reference: str | os.PathLike[str], overrides: Mapping[str, str] | None = None
) -> PlanExamination:
    """Read a sweep or a scenario and check all of it at once; never raises for what a user wrote."""
    findings: list[Diagnostic] = []
    try:
        tree, findings = read_sweep(located(reference), overrides or {})
        plan, more = _examined(tree)
    except ScenarioErrors as error:
        return PlanExamination(None, tuple(in_file_order([*findings, *error.diagnostics])))
    everything = tuple(in_file_order([*findings, *more]))
    is_sound = not any(each.severity == "error" for each in everything)
    return PlanExamination(plan if is_sound else None, everything)


def _examined(tree: SweepTree) -> tuple[Plan | None, list[Diagnostic]]:
    sweep, findings = checked_sweep(tree)
    design = tree.design
    if design is not None:
        findings += [*checked_design(tree, design), *checked_levers(tree, design)]
    root, complaints = _scenario(tree)
    findings += complaints
    if root is None:
        return None, findings
    root, complaints = base_tree(tree, root)
    if complaints:
        return None, [*findings, *complaints]
    base = examine_tree(root, vocabulary())
    findings += base.diagnostics
    if sweep is None or base.scenario is None or any(each.severity == "error" for each in findings):
        return None, findings
    levers = swept_levers(sweep)
    findings += checked_model(tree, sweep, base.scenario)
    findings += checked_markers(tree, sweep)
    findings += tried_levers(tree, levers, root, base.diagnostics)
    places = {name: tree.place("levers", name) for name in sweep.levers} | {"": tree.place("design")}
    plan = Plan(sweep, levers, root, base.scenario, places)
    findings += checked_number(tree, plan.cases, plan.replications)
    is_sound = not any(each.severity == "error" for each in findings)
    if is_sound and not is_sampled(sweep.design):
        findings += _ends(plan)
    return plan, findings


def _scenario(tree: SweepTree) -> tuple[Entry | None, list[Diagnostic]]:
    entry = tree.root.get("scenario")
    if entry is None or not isinstance(entry.content, str):
        return None, []
    try:
        path = locate(entry.content, tree.path.parent)
    except NotFound as error:
        return None, [Diagnostic(entry.place, *error.args)]
    if leads_out(path, (tree.path.parent,)):
        message = f"the scenario {quoted(entry.content)} leads out of the folder of the sweep"
        return None, [Diagnostic(entry.place, message, OUTSIDE)]
    if not os.path.isfile(path):
        message = f"the scenario {quoted(entry.content)} does not exist"
        return None, [Diagnostic(entry.place, message, f"looked for {shown_path(path)}")]
    try:
        return read_with_parents(Path(path))
    except ScenarioErrors as error:
        return None, list(error.diagnostics)


def _ends(plan: Plan) -> list[Diagnostic]:
    """Complaints about the first and the last case, in which all levers move at once.

    The first is what others are compared with; of any other a run may fail.
    """
    for number in dict.fromkeys((1, plan.cases)):
        try:
            plan.scenario(plan.job((number - 1) * plan.replications + 1))
        except ScenarioErrors as error:
            if number == 1:
                return list(error.diagnostics)
            return [
                replace(each, message=f"in case {number}, whose runs fail: {each.message}", severity="note")
                for each in error.diagnostics
            ]
    return []
