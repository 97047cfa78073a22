"""Print the tables of docs/history.md: ``python -m sim.validation.history [--seeds N]``."""

from __future__ import annotations

import argparse
import math

from sim.metrics.replay.moment import Band, Moment
from sim.validation.history.checking import Checked, check_history
from sim.validation.history.replaying import war
from sim.validation.history.targets import MOMENTS


def moments_table() -> str:
    """Return every moment with source and bands as Markdown."""
    rows = [
        "| moment | what | unit | use | data | hit | near | source |",
        "|---|---|---|---|---|---|---|---|",
    ]
    rows += [
        f"| `{each.name}` | {each.what} | {each.unit} | {each.use} | {_figure(each.data)} "
        f"| {_band(each.hit)} | {_band(each.near)} | {_source(each)} |"
        for each in MOMENTS.values()
    ]
    return "\n".join(rows) + "\n"


def results_table(found: tuple[Checked, ...]) -> str:
    """Return model, data and verdict of every moment as Markdown."""
    rows = ["| moment | use | model | 90 % range | data | verdict |", "|---|---|---|---|---|---|"]
    for each in found:
        low, high = each.range
        spread = f"{low:.2f} to {high:.2f}" if len(each.values) > 1 else ""
        rows.append(
            f"| `{each.moment.name}` | {each.moment.use} | {each.mean:.2f} | {spread} "
            f"| {_figure(each.moment.data)} | {each.verdict} |"
        )
    return "\n".join(rows) + "\n"


def _figure(value: float) -> str:
    return f"{value:.2f}"


def _band(band: Band) -> str:
    low, high = band
    return f"above {low:.2f}" if math.isinf(high) else f"{low:.2f} to {high:.2f}"


def _source(moment: Moment) -> str:
    return f"{moment.source} (from memory)" if moment.from_memory else moment.source


def main() -> None:
    """Print the table of moments, then that of results."""
    parser = argparse.ArgumentParser(prog="python -m sim.validation.history", description=__doc__)
    parser.add_argument("--seeds", type=int, default=5, help="replications of the replay")
    options = parser.parse_args()
    print(moments_table())
    print(results_table(check_history(war(), options.seeds)), end="")


if __name__ == "__main__":
    main()
