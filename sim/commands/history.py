"""The command ``tradewar check history``: the model held against the war of 2018 to 2020."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from sim.commands.options import AsJson, Overrides, overrides_of
from sim.commands.theory import check
from sim.exit_codes import MISSED, OK, USAGE, complain

if TYPE_CHECKING:
    from sim.validation.history.checking import Checked

__all__ = ["check", "check_history_command"]

SEEDS = 5


@check.command(name="history")
def check_history_command(*, seeds: int = SEEDS, set_: Overrides = (), as_json: AsJson = False) -> int:
    """Replay the first trade war and hold it against what was recorded; exit 1 when a moment is missed.

    The scenario is trade_war_one, January 2018 to February 2020. Every moment with its formula, source and
    bands is in docs/history.md.

    Parameters
    ----------
    seeds
        Replications; the range printed holds 90 % of them.
    set_
        Override of one value of the scenario, as key=value; may be repeated.
    as_json
        Print JSON.
    """
    from sim.commands.printing import print_rows
    from sim.running import threads
    from sim.validation.history.checking import check_history
    from sim.validation.history.replaying import war
    from sim.validation.recording import history_rows

    if seeds < 1:
        return complain(f"--seeds {seeds}: at least 1", USAGE)
    found = check_history(war(overrides_of(set_)), seeds, threads(), _tell)
    missed = [each for each in found if each.verdict == "miss"]
    if as_json:
        print_rows(history_rows(found), as_json=True)
    else:
        print_rows([_shown(each) for each in found], as_json=False)
        counts = {name: sum(each.verdict == name for each in found) for name in ("hit", "near", "miss")}
        print(", ".join(f"{count} {name}" for name, count in counts.items()))
        print("use T: may be tuned on; C: check only. Bands and formulas: docs/history.md")
    return MISSED if missed else OK


def _shown(each: Checked) -> dict[str, Any]:
    moment, (low, high) = each.moment, each.range
    spread = f"{low:.2f} to {high:.2f}" if len(each.values) > 1 else ""
    return {
        "moment": moment.what,
        "unit": moment.unit,
        "use": moment.use,
        "model": f"{each.mean:.2f}",
        "90 % range": spread,
        "data": f"{moment.data:.2f}",
        "verdict": each.verdict,
    }


def _tell(text: str) -> None:
    if sys.stderr.isatty():
        print(f"{text} ...", file=sys.stderr)
