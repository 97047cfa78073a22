"""Measure the peak memory, processor time and disk of runs of several sizes, beside what is estimated."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from sim.sizing.estimating import estimate
from sim.sizing.size import Size

TWELVE = "[USA, CHN, EU, JPN, KOR, VNM, IND, MEX, CAN, TWN, GBR]"
ALL_WEEKS = "every:13"
SIZES = (
    (5_000, 100_000, TWELVE, 52, ""),
    (5_000, 200_000, TWELVE, 520, ""),
    (20_000, 1_000_000, TWELVE, 104, ""),
    (20_000, 1_000_000, "default", 104, ""),
    (20_000, 1_000_000, "default", 104, ALL_WEEKS),
    (20_000, 1_000_000, "default", 520, ""),
    (100_000, 4_000_000, "default", 52, ""),
    (1_000_000, 12_000_000, "default", 52, ""),
    (20_000, 1_000_000, "all", 104, ""),
    (1_000_000, 12_000_000, "all", 52, "0,52"),
)


def measured(folder: Path, firms: int, relationships: int, economies: str, weeks: int, snapshots: str):
    """MB of memory, processor seconds and MB of disk of one run in a process of its own, and its size."""
    changes = {
        "population.producers": firms,
        "population.relationships": relationships,
        "world.economies": economies,
        "horizon.weeks": weeks,
    }
    words = [word for key, value in changes.items() for word in ("--set", f"{key}={value}")]
    words += ["--snapshots", snapshots] if snapshots else []
    command = [sys.executable, "-m", "sim", "run", "--out", str(folder), "--quiet", "--force", *words]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)}: ended with {status}")
    disk = sum(each.stat().st_size for each in folder.rglob("*") if each.is_file()) / 1e6
    manifest = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    world = manifest["world"]
    size = Size(
        len(world["economies"]),
        len(world["groups"]),
        weeks,
        manifest["producers"],
        manifest["distributors"],
        manifest["relationships"],
        snapshots=len(set((folder / "tables" / "relationships").glob("scenario-*"))),
    )
    return used.ru_maxrss / 1024, used.ru_utime + used.ru_stime, disk, size


def main() -> None:
    """Print a row a size; about ten minutes and 6 GB."""
    print(
        "firms relationships economies weeks snapshots | memory MB | seconds | disk MB: measured, estimated"
    )
    with tempfile.TemporaryDirectory() as folder:
        for asked in SIZES:
            memory, seconds, disk, size = measured(Path(folder) / "run", *asked)
            found = estimate(size)
            print(
                f"{size.producers:,} {size.relationships:,} {size.economies} {size.weeks} {size.snapshots}"
                f" | {memory:,.0f} {found.memory:,.0f} | {seconds:.0f} {found.seconds:.0f}"
                f" | {disk:,.0f} {sum(found.disk.values()):,.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
