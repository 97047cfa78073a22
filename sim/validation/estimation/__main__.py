"""Estimate the free parameters again: ``python -m sim.validation.estimation [--starts N] [--write]``.

Prints the loss of each start, the estimates beside the defaults, and the fit. ``--defaults`` works out the
fit of the defaults without a search. Nothing is changed without ``--write``; a test demands that the
defaults of the parameter records are the estimates that are shipped.
"""

from __future__ import annotations

import argparse

from sim.validation.estimation.fitting import estimate
from sim.validation.estimation.free import FREE
from sim.validation.estimation.saved import at_defaults, record, write
from sim.validation.history.replaying import war


def main(arguments: list[str] | None = None) -> None:
    """Estimate, print, and write if asked."""
    parser = argparse.ArgumentParser(prog="python -m sim.validation.estimation", description=__doc__)
    parser.add_argument("--starts", type=int, default=3, help="starting points of the search")
    parser.add_argument("--defaults", action="store_true", help="no search: the fit of the defaults")
    parser.add_argument("--write", action="store_true", help="save what was found where it is shipped")
    options = parser.parse_args(arguments)
    scenario = war()
    found = at_defaults(scenario) if options.defaults else estimate(scenario, FREE, options.starts, print)
    content = record(scenario, found)
    for each in FREE:
        print(f"{each.name:45s} default {each.default:8g}  estimate {found.values[each.name]:8g}")
    for row in content["fit"]:
        model, away = str(row["model"]), str(row["distance"])
        print(f"{row['moment']:25s} {model:>9} {row['data']:9g} {away:>8} {row['verdict']}")
    print(
        f"loss {found.loss:.2f} (defaults {at_defaults(scenario).loss:.2f}), {found.evaluations} evaluations"
    )
    if options.write:
        print(write(content))


if __name__ == "__main__":
    main()
