"""What a user does first with a fresh installation, each step with what must come of it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

from environments import Clean, StepError

SCENARIO = "impasse_145_125"
SMALL = ("--set", "population.relationships=20000", "--set", "horizon.weeks=8")

# Levers and designs without a library of an extra, on the model that has no agents.
SWEEP = """name: tiny
question: What does a higher rate do?
scenario: impasse_145_125
model: long_run
levers:
  elasticity: {path: world.elasticities.mean, values: [1.0, 2.0]}
"""

MINE = """name: my_question
question: What if China's answer had stopped at 34 %?
extends: impasse_145_125
drop_measures: [cn_reciprocal_84, cn_reciprocal_125]
"""

FROM_PYTHON = """
from sim import load_scenario, run
small = {"population.relationships": "20000", "horizon.weeks": "8"}
results = run(load_scenario("impasse_145_125", small), "from_python", report=False)
assert results.tables["welfare"].collect().height > 0
results.charts.trade_map()
"""

Step = tuple[str, Callable[[], object]]


def steps(programs: Path, user: Clean, full: bool) -> Iterator[Step]:
    """Yield the steps of a user with the folder of programs of an environment.

    Parameters
    ----------
    programs : Path
        Where ``tradewar`` and ``python`` are.
    user : Clean
        The user's empty home and folder.
    full : bool
        Run the default scenario in full size.
    """
    tradewar, size = programs / "tradewar", () if full else SMALL

    def starts() -> None:
        for command in (["--help"], ["--version"], ["run", "--help"]):
            user.run([tradewar, *command])
        shipped, _ = user.run([tradewar, "list"])
        _must(SCENARIO in shipped, "the default scenario is not listed")
        sweeps, _ = user.run([tradewar, "list", "--sweeps"])
        _must("what_matters" in sweeps, "no sweep is listed")

    def runs() -> None:
        said, complained = user.run([tradewar, "run", SCENARIO, *size])
        page = user.folder / said.strip().splitlines()[-1]
        _must(page.name == "report.html" and page.stat().st_size > 1e6, f"no page: {said[-200:]}")
        _must("Warning" not in complained, complained[-300:])
        user.run([tradewar, "run", SCENARIO, *size], code=3)

    def runs_without_page() -> None:
        said, _ = user.run([tradewar, "run", SCENARIO, *SMALL, "--no-report", "--out", "bare", "--quiet"])
        _must(said.strip() == "bare" and not (user.folder / "bare/report.html").exists(), said[-200:])

    def checks() -> None:
        (user.folder / "mine.yaml").write_text(MINE, encoding="utf-8")
        user.run([tradewar, "validate", SCENARIO, "mine.yaml"])
        user.run([tradewar, "data", "verify"])

    def sweeps() -> None:
        (user.folder / "tiny.yaml").write_text(SWEEP, encoding="utf-8")
        user.run([tradewar, "sweep", "tiny.yaml", "--workers", "1", "--out", "swept"])
        _must((user.folder / "swept/report.html").exists(), "the sweep has no page")

    def pip_check() -> None:
        user.run([programs / "python", "-m", "pip", "check"])

    yield "pip check", pip_check
    yield "start", starts
    yield "run", runs
    yield "no page", runs_without_page
    yield "validate, data", checks
    yield "sweep", sweeps
    yield "Python", lambda: user.run([programs / "python", "-c", FROM_PYTHON])


def _must(condition: bool, otherwise: str) -> None:
    if not condition:
        raise StepError(otherwise)


def tables(user: Clean) -> dict[str, str]:
    """SHA-256 of every table and metric of the small run, by path."""
    files = sorted((user.folder / "bare").glob("[tm]*/*.[cp]*"))
    return {
        path.relative_to(user.folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


def largest_differences(python: Path, one: Clean, other: Clean) -> dict[str, float]:
    """Largest relative difference of a figure of each table of two small runs."""
    program = """
import json, sys
from pathlib import Path
import numpy as np, polars as pl
found = {}
for path in sorted(Path(sys.argv[1]).glob("tables/*.parquet")):
    a, b = pl.read_parquet(path), pl.read_parquet(Path(sys.argv[2]) / "tables" / path.name)
    worst = 0.0 if a.shape == b.shape and a.columns == b.columns else 1e300
    for name in a.columns if worst == 0.0 else ():
        if a[name].dtype.is_float():
            x, y = a[name].to_numpy(), b[name].to_numpy()
            scale = np.nanmax(np.abs(x), initial=1e-300)
            gap = np.nanmax(np.abs(x - y) / scale, initial=0.0)
            worst = max(worst, float(gap), 1e300 if (np.isnan(x) != np.isnan(y)).any() else 0.0)
        elif a[name].cast(pl.String).to_list() != b[name].cast(pl.String).to_list():
            worst = 1e300
    found[path.name] = worst
print(json.dumps(found))
"""
    said, _ = one.run([python, "-c", program, one.folder / "bare", other.folder / "bare"])
    found: dict[str, float] = json.loads(said)
    return found


def without_rights(command: list[str]) -> list[str] | None:
    """Return a command as somebody for whom permissions count; None where that cannot be arranged."""
    if os.name != "posix" or os.geteuid() != 0:
        return command if os.name == "posix" else None
    if shutil.which("setpriv") is None:
        return None
    prefix = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--"]
    usable = subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0
    return [*prefix, *command] if usable else None
