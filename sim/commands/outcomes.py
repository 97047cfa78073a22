"""The command ``tradewar outcomes``: how often a standoff ends, when, and on whose terms."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import Annotated, Any

from cyclopts import Parameter

from sim.commands.options import AsJson, Overrides, overrides_of
from sim.exit_codes import OK, USAGE, complain


def outcomes(
    scenario: str = "standoff_game",
    *,
    draws: Annotated[int | None, Parameter(negative="")] = None,
    workers: int = 2,
    set_: Overrides = (),
    as_json: AsJson = False,
) -> int:
    """Play the governments of a scenario many times, on the mean-field economy, and print how it ends.

    Parameters
    ----------
    scenario
        Path of a scenario file, or name of a shipped scenario, in which two governments negotiate.
    draws
        Number of draws; those of the scenario (ensemble.bargains) if left out, or else 100.
    workers
        Processes; the figures do not depend on it.
    set_
        Override of one value of the scenario, as key=value; may be repeated.
    as_json
        Print JSON.
    """
    from sim import load_scenario
    from sim.commands.printing import print_rows
    from sim.ensemble.standoff.outcomes import outcomes as figures
    from sim.model.bargains import play_many

    asked = load_scenario(scenario, overrides_of(set_))
    if not asked.negotiations:
        return complain(
            f"{asked.name}: nobody negotiates (hint: add `negotiations:`, or try standoff_game)", USAGE
        )
    count = draws if draws is not None else asked.ensemble.bargains or 100
    if count < 1 or workers < 1:
        return complain("--draws and --workers: at least 1", USAGE)

    def tell(done: int, whole: int) -> None:
        print(f"\r{done} of {whole} draws", end="" if done < whole else "\n", file=sys.stderr)

    told = tell if sys.stderr.isatty() else None
    endings = play_many(asked, range(1, count + 1), min(workers, count), told)
    pairs = dict.fromkeys(each.between for each in endings)
    found = [figures(asked.name, [each for each in endings if each.between == pair]) for pair in pairs]
    if as_json:
        print_rows([asdict(each) for each in found], as_json=True)
        return OK
    for each in found:
        print_rows(_rows(each), as_json=False, numbers=True)
    return OK


def _rows(each: Any) -> list[dict[str, str]]:
    """Figures of a pair, one a row; shares in percent with 90 % intervals."""
    first, second = each.between
    low, middle, high = ("none" if value == float("inf") else f"{value:.0f}" for value in each.weeks_to_truce)
    rows = {
        "draws": f"{each.draws}",
        "reach a truce or deal, %": f"{each.truce}",
        "reach a deal, %": f"{each.deal}",
        "weeks to it: quartile, median, quartile": f"{low}, {middle}, {high}",
        f"{first} gives way first, %": f"{each.moves_first[0]}",
        f"{second} gives way first, %": f"{each.moves_first[1]}",
        f"on terms of {first}, %": f"{each.gets_terms[0]}",
        f"on terms of {second}, %": f"{each.gets_terms[1]}",
        "weeks at embargo level": f"{each.weeks_at_embargo:.1f}",
        "truces that snapped back": f"{each.snap_backs:.2f}",
        "false words about talks": f"{each.false_words:.1f}",
        "weeks of contradictory words": f"{each.contradictions:.1f}",
        f"cost to {first}, % of GDP x weeks": f"{each.cost[0]:.1f}",
        f"cost to {second}, % of GDP x weeks": f"{each.cost[1]:.1f}",
        f"real consumption of {first}, %": f"{each.welfare[0]:+.2f}",
        f"real consumption of {second}, %": f"{each.welfare[1]:+.2f}",
        f"{first} sells to {second}, base = 1": f"{each.trade[0]:.2f}",
        f"{second} sells to {first}, base = 1": f"{each.trade[1]:.2f}",
    }
    return [{f"{first} and {second}": name, each.label: value} for name, value in rows.items()]
