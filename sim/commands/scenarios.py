"""Commands about scenario and sweep files: check, list, print, and their schemas."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

from sim.commands.options import AsJson, Overrides, Switch, overrides_of
from sim.exit_codes import OK, USAGE, complain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.ensemble.plan import Plan
    from sim.scenario.diagnostics import Diagnostic
    from sim.scenario.schema import Scenario


def validate(
    *scenario: str,
    explain: Annotated[bool, Switch] = False,
    set_: Overrides = (),
    as_json: AsJson = False,
) -> int:
    """Check scenario and sweep files and report everything that is wrong with them at once.

    Parameters
    ----------
    scenario
        Paths of scenario or sweep files, or names of shipped ones.
    explain
        Print the average tariff of every pair that a measure touches: each step and why, and by week. Of a
        sweep: that of its scenario, with what the sweep sets in every run.
    set_
        Override of one value of the scenario, as key=value; may be repeated.
    as_json
        Print JSON.
    """
    if not scenario:
        return complain("tradewar validate: name a scenario (hint: tradewar list)", USAGE)
    from sim.commands.printing import print_explanation

    overrides = overrides_of(set_)
    examined = {reference: _examined(reference, overrides) for reference in scenario}
    code = USAGE if any(asked is None for _, asked, _ in examined.values()) else OK
    if as_json and not explain:
        told = {name: [str(each) for each in found] for name, (found, _, _) in examined.items()}
        print(json.dumps(told, indent=2, ensure_ascii=False))
        return code
    for reference, (found, asked, note) in examined.items():
        for diagnostic in found:
            print(diagnostic, file=sys.stderr)
        if asked is not None and explain:
            print_explanation(asked, as_json)
        elif asked is not None:
            print(f"{reference}: ok{note}")
    return code


def _examined(reference: str, overrides: dict[str, str]) -> tuple[Sequence[Diagnostic], Scenario | None, str]:
    """What was found, the scenario if all is sound, and how many runs a sweep asks for."""
    from sim.ensemble.plan import examine_plan, is_of_sweep
    from sim.scenario.diagnostics import ScenarioErrors
    from sim.scenario.loader import examine
    from sim.world import vocabulary

    try:
        is_sweep = is_of_sweep(reference)
    except ScenarioErrors as error:
        return error.diagnostics, None, ""
    if is_sweep:
        found = examine_plan(reference, overrides)
        sound = found.plan
        return (
            found.diagnostics,
            None if sound is None else sound.base,
            f" ({sound.in_words})" if sound else "",
        )
    single = examine(reference, vocabulary(), overrides)
    return single.diagnostics, single.scenario, ""


def list_(*, sweeps: Annotated[bool, Switch] = False, as_json: AsJson = False) -> int:
    """List the shipped scenarios, or the shipped sweeps.

    Parameters
    ----------
    sweeps
        List sweeps: what ``tradewar sweep`` runs.
    as_json
        Print JSON.
    """
    from sim.commands.printing import print_rows

    print_rows(_sweep_rows() if sweeps else _scenario_rows(), as_json)
    return OK


def _scenario_rows() -> list[dict[str, str | int]]:
    from sim import load_scenario
    from sim.scenario.library import shipped_scenarios

    found = {name: load_scenario(name) for name in sorted(shipped_scenarios())}
    return [
        {"name": name, "weeks": each.horizon.weeks, "measures": len(each.measures), "question": each.question}
        for name, each in found.items()
    ]


def _sweep_rows() -> list[dict[str, str | int]]:
    from sim.ensemble.plan import shipped_sweeps

    plans = {name: _sound_plan(name) for name in shipped_sweeps()}
    return [
        {
            "name": name,
            "runs": len(plan),
            "levers": len(plan.levers),
            "design": plan.sweep.design.kind,
            "model": plan.model,
            "question": plan.sweep.question,
        }
        for name, plan in plans.items()
    ]


def _sound_plan(reference: str) -> Plan:
    """Return the plan of a sweep that need not be run here: no library of its design is asked for."""
    from sim.ensemble.plan import examine_plan
    from sim.scenario.diagnostics import ScenarioErrors

    found = examine_plan(reference)
    if found.plan is None:
        raise ScenarioErrors(found.diagnostics)
    return found.plan


def show(scenario: str, *, as_json: AsJson = False) -> int:
    """Print a scenario or sweep as it is run: parents merged in, every default filled.

    Parameters
    ----------
    scenario
        Path of a scenario or sweep file, or name of a shipped one.
    as_json
        Print JSON.
    """
    from sim import load_scenario
    from sim.ensemble.plan import dump_sweep, is_of_sweep
    from sim.scenario.dump import dump_scenario

    if is_of_sweep(scenario):
        sweep = _sound_plan(scenario).sweep
        text, plain = dump_sweep(sweep), sweep.model_dump(mode="json", by_alias=True)
    else:
        asked = load_scenario(scenario)
        text, plain = dump_scenario(asked), asked.model_dump(mode="json")
    print(json.dumps(plain, indent=2, ensure_ascii=False) if as_json else text, end="\n" if as_json else "")
    return OK


def schema(*, sweeps: Annotated[bool, Switch] = False) -> int:
    """Print the JSON schema of scenario files, or of sweep files, for editors.

    Parameters
    ----------
    sweeps
        That of sweep files.
    """
    from sim.ensemble.plan.schema import sweep_schema_text
    from sim.scenario.schema import schema_text

    print(sweep_schema_text() if sweeps else schema_text(), end="")
    return OK
