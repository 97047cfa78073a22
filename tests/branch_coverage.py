"""Says what part of the branches of each package tests take, and fails below a bound: ``make coverage``."""

from __future__ import annotations

import json
import subprocess
import sys

PACKAGES = ("sim/scenario", "sim/economy")


def main(bound: float) -> int:
    """Print a line for each package and what is not reached; 1 where one is below the bound, in percent."""
    subprocess.run([sys.executable, "-m", "coverage", "report"], check=True)
    command = [sys.executable, "-m", "coverage", "json", "-q", "-o", "-"]
    files = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["files"]
    missed = 0
    for package in PACKAGES:
        inside = [each["summary"] for path, each in files.items() if path.startswith(package + "/")]
        lines = share(inside, "covered_lines", "num_statements")
        branches = share(inside, "covered_branches", "num_branches")
        missed += branches < bound
        print(f"{package}: {branches:.1f} % of branches ({bound:g} % wanted), {lines:.1f} % of lines")
    return int(missed > 0)


def share(files: list[dict[str, int]], part: str, whole: str) -> float:
    """Return a count as percent of another, both summed over files."""
    return 100.0 * sum(each[part] for each in files) / sum(each[whole] for each in files)


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))
