"""The command ``tradewar ablate``: what each friction of a scenario does."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import Annotated

from sim.commands.options import AsJson, Overrides, Switch, overrides_of
from sim.exit_codes import OK, USAGE, complain


def ablate(
    scenario: str = "impasse_145_125",
    *,
    weeks: tuple[int, ...] = (),
    markdown: Annotated[bool, Switch] = False,
    set_: Overrides = (),
    as_json: AsJson = False,
) -> int:
    """Run a scenario with all frictions on and then with each one off, and print what each does.

    Parameters
    ----------
    scenario
        Path of a scenario file, or name of a shipped scenario.
    weeks
        Horizons at which figures are taken; half a year and the last week if left out.
    markdown
        Print the tables as they stand in docs/ablation.md.
    set_
        Override of one value of the scenario, as key=value; may be repeated.
    as_json
        Print JSON.
    """
    from sim import load_scenario
    from sim.commands.printing import print_rows
    from sim.running import threads
    from sim.validation.ablation import ablation, as_markdown, main_belligerents

    asked = load_scenario(scenario, overrides_of(set_))
    last = asked.horizon.weeks
    horizons = weeks or tuple(sorted({min(26, last), last}))
    if not all(1 <= week <= last for week in horizons):
        return complain(f"--weeks: each from 1 to {last}, the weeks of the scenario", USAGE)
    pair = first, second = main_belligerents(asked)

    def tell(name: str) -> None:
        print(f"running: {name}", file=sys.stderr)

    found = list(ablation(asked, pair, horizons, threads(), tell))
    if markdown:
        print(as_markdown(found, first, second), end="")
        return OK
    rows = [
        {
            name: value if as_json or not isinstance(value, float) else f"{value:+.2f}"
            for name, value in asdict(each).items()
        }
        for each in found
    ]
    print_rows(rows, as_json=as_json)
    if not as_json:
        print(f"\nfirst: {first}, second: {second}; changes in per cent, revenue in USD bn a year")
    return OK
