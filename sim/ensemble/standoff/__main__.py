"""``python -m sim.ensemble.standoff``: plays the experiments with the standoff and writes their findings."""

from __future__ import annotations

import argparse
import csv
import sys
from dataclasses import asdict
from pathlib import Path

from sim.ensemble.standoff.experiments import ASSUMPTIONS, EXPERIMENTS, Variant
from sim.ensemble.standoff.findings import findings_page
from sim.model.bargains import Ending, play_many
from sim.scenario.loader import load_scenario
from sim.world.vocabulary import vocabulary

OUT = Path("results") / "standoff"


def main() -> None:
    """Play every variant once, whatever experiments it is part of, and write page and endings."""
    parser = argparse.ArgumentParser(prog="python -m sim.ensemble.standoff", description=__doc__)
    parser.add_argument("--draws", type=int, default=100, help="draws of each variant")
    parser.add_argument("--weeks", type=int, default=60, help="weeks of each draw")
    parser.add_argument("--workers", type=int, default=2, help="processes")
    parser.add_argument("--assumed", action="store_true", help="either end of what is assumed, instead")
    parser.add_argument("--out", type=Path, default=OUT, help="folder to write")
    asked = parser.parse_args()
    experiments, page, table = (
        (ASSUMPTIONS, "assumptions.md", "assumptions.csv")
        if asked.assumed
        else (EXPERIMENTS, "README.md", "endings.csv")
    )
    endings: dict[Variant, list[Ending]] = {}
    for variant in dict.fromkeys(each for one in experiments for each in one.variants):
        overrides = {"horizon.weeks": str(asked.weeks), **variant.overrides}
        scenario = load_scenario(variant.scenario, vocabulary(), overrides)
        endings[variant] = play_many(scenario, range(1, asked.draws + 1), asked.workers)
        print(f"{variant.label}: done", file=sys.stderr)
    asked.out.mkdir(parents=True, exist_ok=True)
    text = findings_page(experiments, endings, asked.draws, asked.weeks, table, asked.assumed)
    (asked.out / page).write_text(text, encoding="utf-8")
    with (asked.out / table).open("w", encoding="utf-8", newline="") as file:
        rows = [
            {"scenario": variant.scenario, "played": variant.label, **_flat(each)}
            for variant, found in endings.items()
            for each in found
        ]
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _flat(ending: Ending) -> dict[str, object]:
    """An ending with one column a side for what each side has, figures to six digits."""
    row: dict[str, object] = {}
    for name, value in asdict(ending).items():
        if isinstance(value, tuple):
            row |= {
                f"{name}_{side}": _short(each) for side, each in zip(("first", "second"), value, strict=True)
            }
        else:
            row[name] = value
    return row


def _short(value: object) -> object:
    return f"{value:.6g}" if isinstance(value, float) else value


if __name__ == "__main__":
    main()
