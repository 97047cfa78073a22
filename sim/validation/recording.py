"""Write down what the checks find, for the page on trust: ``python -m sim.validation.recording``."""

from __future__ import annotations

import argparse
import datetime as dt
import importlib.metadata
import json
import sys
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

from sim.records.checks.shipped import CheckName
from sim.scenario.loader import load_scenario
from sim.validation.history.checking import Checked, check_history
from sim.validation.history.replaying import WAR, war
from sim.validation.theory import TheoryCheck, check_theory
from sim.world import vocabulary
from sim.world.provenance import data_hash

CHECKS: tuple[CheckName, ...] = ("history", "theory")
SEEDS = 5
THEORY_SCENARIO = "impasse_145_125"
WEEKS_TO_REST = 2600
_DIGITS = 4


def history_rows(found: Iterable[Checked]) -> list[dict[str, Any]]:
    """Return moments held against history as plain data."""
    return [
        {
            "moment": each.moment.name,
            "what": each.moment.what,
            "unit": each.moment.unit,
            "use": each.moment.use,
            "model": each.mean,
            "low": each.range[0],
            "high": each.range[1],
            "data": each.moment.data,
            "verdict": each.verdict,
            "source": each.moment.source,
            "from_memory": each.moment.from_memory,
        }
        for each in found
    ]


def theory_rows(found: Iterable[TheoryCheck]) -> list[dict[str, Any]]:
    """Return figures held against theory as plain data."""
    return [
        {
            "check": each.name,
            "measured": each.measured,
            "bound": each.bound,
            "unit": each.unit,
            "passed": each.passed,
        }
        for each in found
    ]


def check_again(name: CheckName, threads: int = 1) -> dict[str, Any]:
    """Make a check as its command does and return what is shipped of it.

    Parameters
    ----------
    name : {"history", "theory"}
        Which.
    threads : int
        Threads for the relationship kernels.
    """
    if name == "history":
        scenario, command = WAR, f"tradewar check history --seeds {SEEDS}"
        rows = history_rows(check_history(war(), SEEDS, threads, _tell))
    else:
        scenario, command = THEORY_SCENARIO, "tradewar check theory"
        asked = load_scenario(scenario, vocabulary())
        rows = theory_rows(check_theory(asked, True, WEEKS_TO_REST, threads, _tell))
    return {
        "command": command,
        "version": importlib.metadata.version("tradewar-sim"),
        "date": dt.datetime.now(dt.UTC).date().isoformat(),
        "scenario": scenario,
        "data_hash": data_hash(),
        "rows": [{key: _short(value) for key, value in row.items()} for row in rows],
    }


def write(name: CheckName, content: dict[str, Any], folder: Path | None = None) -> Path:
    """Write a check where it is shipped, or into another folder."""
    target = (folder or Path(str(files("sim.records.checks")))) / f"{name}.json"
    target.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return target


def _short(value: Any) -> Any:
    return float(f"{value:.{_DIGITS}g}") if isinstance(value, float) else value


def _tell(text: str) -> None:
    print(f"{text} ...", file=sys.stderr)


def main() -> None:
    """Make the check asked for, or both, and write them where they are shipped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=CHECKS)
    parser.add_argument("--threads", type=int, default=2)
    asked = parser.parse_args()
    for name in (asked.only,) if asked.only else CHECKS:
        print(write(name, check_again(name, asked.threads)))


if __name__ == "__main__":
    main()
