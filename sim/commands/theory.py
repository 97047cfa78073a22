"""The commands ``tradewar equilibrium`` and ``tradewar check ...``: the model held against theory."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter

from sim.commands.options import AsJson, Overrides, Switch, overrides_of
from sim.exit_codes import EXISTS, MISSED, OK, USAGE, complain

if TYPE_CHECKING:
    import polars as pl

    from sim.model.limits import Limits

check = App(name="check", help="Hold the model against theory and its own accounts.")

SHOWN_WEEKS = (1, 2, 4, 8, 13, 26, 52, 104, 208, 312, 520, 780, 1040, 1560, 2080)


def equilibrium(
    scenario: str,
    *,
    path: Annotated[bool, Switch] = False,
    weeks: int = 2080,
    out: Path | None = None,
    force: Annotated[bool, Switch] = False,
    set_: Overrides = (),
    as_json: AsJson = False,
) -> int:
    """Print the long run of a scenario without frictions, by economy, before and after.

    Caliendo-Parro exact-hat algebra at the tariffs of the last day; no agents.

    Parameters
    ----------
    scenario
        Path of a scenario file, or name of a shipped scenario.
    path
        Print the mean-field path to it instead: what agents with relationships beyond number do.
    weeks
        Weeks of the path; it goes on beyond the scenario's horizon.
    out
        CSV file to write the whole table to.
    force
        Replace the file if it exists.
    set_
        Override of one value of the scenario, as key=value; may be repeated.
    as_json
        Print JSON, in full precision, every week of a path.
    """
    from sim import load_scenario
    from sim.commands.printing import print_rows
    from sim.metrics.exchange.csv_files import write_whole
    from sim.model.limits import Limits
    from sim.records.only_numbers import only_numbers
    from sim.scenario.governments import SCRIPTED
    from sim.validation.long_run_tables import long_run_table, path_table

    if weeks < 1:
        return complain(f"--weeks {weeks}: at least 1 (hint: --weeks 2080 is 40 years)", USAGE)
    if out is not None and out.exists() and not force:
        return complain(f"{out}: exists already (hint: --force replaces it)", EXISTS)
    asked = load_scenario(scenario, overrides_of(set_))
    if deciding := [code for code, each in asked.governments.items() if each.policy != SCRIPTED]:
        who = ", ".join(deciding)
        print(f"note: {who} decide for themselves in a run; this is the script alone", file=sys.stderr)
    limits = Limits(asked)
    table = path_table(limits, weeks) if path else long_run_table(limits)
    only_numbers("path" if path else "long run", table)
    if out is not None:
        write_whole(out, table.write_csv)
    if as_json:
        print_rows(table.to_dicts(), as_json=True)
        return OK
    if path:
        _print_path(limits, table, weeks)
    else:
        _print_long_run(limits, table)
    return OK


@check.command(name="theory")
def check_theory_command(
    scenario: str = "impasse_145_125",
    *,
    agents: Annotated[bool, Parameter(negative="--no-agents")] = True,
    weeks: int = 2600,
    all_sets: Annotated[bool, Switch] = False,
    set_: Overrides = (),
    as_json: AsJson = False,
) -> int:
    """Hold benchmark, mean-field limit and agents against trade theory; exit 1 when a bound is missed.

    Parameters
    ----------
    scenario
        Path of a scenario file, or name of a shipped scenario.
    agents
        Simulate too, until the agents rest (about two minutes at a million relationships).
    weeks
        Weeks that the agents are given to come to rest; the mean field takes about 2,400.
    all_sets
        Disturb the mean field for every published set of elasticities, too.
    set_
        Override of one value of the scenario, as key=value; may be repeated.
    as_json
        Print JSON.
    """
    from sim import load_scenario
    from sim.running import threads
    from sim.validation.recording import theory_rows
    from sim.validation.theory import check_every_elasticity_set, check_theory

    if weeks < 1:
        return complain(f"--weeks {weeks}: at least 1", USAGE)
    asked = load_scenario(scenario, overrides_of(set_))
    found = list(check_theory(asked, agents, weeks, threads(), _tell))
    if all_sets:
        found += check_every_elasticity_set(asked, _tell)
    return _print_checks(theory_rows(found), as_json)


@check.command(name="accounting")
def check_accounting_command(
    scenario: str = "impasse_145_125",
    *,
    weeks: int | None = None,
    set_: Overrides = (),
    as_json: AsJson = False,
) -> int:
    """Simulate and check every account in every week, down to single relationships; exit 1 when one is off.

    Parameters
    ----------
    scenario
        Path of a scenario file, or name of a shipped scenario.
    weeks
        Weeks to simulate; the scenario's own if left out.
    set_
        Override of one value of the scenario, as key=value; may be repeated.
    as_json
        Print JSON.
    """
    from sim import load_scenario
    from sim.running import threads
    from sim.validation.accounting import check_accounts_of_run

    if weeks is not None and weeks < 1:
        return complain(f"--weeks {weeks}: at least 1", USAGE)
    found = check_accounts_of_run(load_scenario(scenario, overrides_of(set_)), weeks, threads=threads())
    rows = [
        {
            "check": each.identity.replace("_", " "),
            "measured": each.largest,
            "bound": each.bound,
            "unit": each.measured_in,
            "passed": each.passed,
        }
        for each in found
    ]
    code = _print_checks(rows, as_json)
    for each in found:
        if not each.passed:
            print(each.where, file=sys.stderr)
    return code


def _print_checks(rows: list[dict[str, Any]], as_json: bool) -> int:
    from sim.commands.printing import print_rows

    missed = [row for row in rows if not row["passed"]]
    if as_json:
        print_rows(rows, as_json=True)
    else:
        shown = [
            {
                **row,
                "measured": f"{row['measured']:.2g}",
                "bound": f"{row['bound']:g}",
                "passed": "yes" if row["passed"] else "MISSED",
            }
            for row in rows
        ]
        print_rows(shown, as_json=False)
        print(f"{len(rows) - len(missed)} of {len(rows)} within their bounds")
    return MISSED if missed else OK


def _print_long_run(limits: Limits, table: pl.DataFrame) -> None:
    from sim.commands.printing import print_rows
    from sim.validation.long_run_tables import goods_between, pair_at_war

    world, pair = limits.world, pair_at_war(limits)
    before, after = (
        goods_between(world, flows, pair) for flows in (world.customs_value, limits.long_run.customs_value)
    )
    first, second = (world.economies[place] for place in pair)
    print(
        f"{limits.scenario.name}: long run without frictions, tariffs of {limits.last_day}, "
        f"deficits {limits.scenario.world.deficits}"
    )
    print("changes over the base in per cent, money in USD bn a year\n")
    changes = {"welfare", "real_wage", "consumer_price"}
    shown = [
        {
            name: value if name == "economy" else _signed(value, 3) if name in changes else f"{value:,.1f}"
            for name, value in row.items()
        }
        for row in table.iter_rows(named=True)
    ]
    print_rows(shown, as_json=False)
    change = f" ({after / before - 1:+.1%})" if before > 0.0 else ""
    print(f"\ngoods between {first} and {second}: {before:,.1f} before, {after:,.1f} after{change}")


def _print_path(limits: Limits, table: pl.DataFrame, weeks: int) -> None:
    from sim.commands.printing import print_rows
    from sim.validation.long_run_tables import pair_at_war

    economies = limits.world.economies
    places = pair_at_war(limits)
    rows = []
    for week in sorted({*(each for each in SHOWN_WEEKS if each < weeks), weeks}):
        part = table.slice((week - 1) * len(economies), len(economies))
        row = {"week": str(week), "Monday": str(part["week"][0])}
        for place in places:
            code = economies[place]
            row |= {
                f"{code} welfare": _signed(part["welfare"][place], 3),
                f"{code} wage": _signed(part["wage"][place], 2),
                f"{code} imports": _signed(part["imports"][place], 2),
            }
        largest = max(abs(gap) for gap in part["distance"])
        rows.append({**row, "largest distance": f"{largest:.4f}"})
    print(f"{limits.scenario.name}: mean-field path, deficits {limits.scenario.world.deficits}")
    print(
        "changes over the base in per cent; distance in welfare from the long run without frictions, points\n"
    )
    print_rows(rows, as_json=False)


def _signed(value: float, digits: int) -> str:
    """Text with a sign, and no minus before zero."""
    return f"{round(value, digits) + 0.0:+.{digits}f}"


def _tell(text: str) -> None:
    if sys.stderr.isatty():
        print(f"{text} ...", file=sys.stderr)
