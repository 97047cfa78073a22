"""Mutation testing of modules: ``make mutants``, or ``python tests/mutation [MODULE ...] [--again]``.

Every mutant is a module with one operator, number or condition changed. Tests chosen in ``selection.toml``
should fail for it. Goes on where it was interrupted; ``--again`` tries those that survived once more.
"""

from __future__ import annotations

import os

os.environ |= {"NUMBA_DISABLE_JIT": "1", "OMP_NUM_THREADS": "1", "POLARS_MAX_THREADS": "1"}

import argparse
import json
import signal
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2])]

from cosmic_ray.work_db import WorkDB
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkItem, WorkResult
from sessions import FOLDER, ROOT, dotted, mutated, session
from trying import Mutant, Nearest, Watch, preload, start

PATIENCE = 20
"""Seconds of the clock for a second of processor time, before a child that sleeps is killed."""


def main() -> int:
    """Try the mutants of modules; 1 where tests fail without any mutant."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", help="path, or part of it; all that have tests by default")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--again", action="store_true", help="try survivors anew, after tests were written")
    parser.add_argument("--report", action="store_true", help="only say what is known")
    asked = parser.parse_args()
    chosen = tomllib.loads((Path(__file__).parent / "selection.toml").read_text(encoding="utf-8"))["tests"]
    modules = [each for each in chosen if not asked.modules or any(part in each for part in asked.modules)]
    os.chdir(ROOT)
    preload()
    failed = False
    for module in modules:
        if not asked.report:
            failed |= not tried(module, chosen[module], asked.workers, asked.again)
        print(report(module), flush=True)
    return int(failed)


def tried(module: str, tests: list[str], workers: int, again: bool) -> bool:
    """Try what is left of a module's mutants; false where its tests fail without a mutant."""
    work = session(module)
    left = list(work.pending_work_items)
    if again:
        survived = {key for key, result in work.results if result.test_outcome == TestOutcome.SURVIVED}
        left += [item for item in work.work_items if item.job_id in survived]
    if not left:
        return True
    log, watched = (FOLDER / f"{os.getpid()}_{name}" for name in ("tests.txt", "watched.json"))
    watch = Watch(str(ROOT / module), str(watched))
    before, began = os.times(), time.monotonic()
    _, status = os.waitpid(start(tests, None, 600, watch, str(log)), 0)
    if os.waitstatus_to_exitcode(status) != 0:
        print(f"{module}: tests fail without any mutant\n{log.read_text(encoding='utf-8')}")
        return False
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    print(f"{module}: {len(left)} mutants, {spent:.1f} s a survivor", flush=True)
    limit = int(5 + 4 * spent)
    nearest = nearness(json.loads(watched.read_text(encoding="utf-8")))
    waiting = iter(left)
    running: dict[int, tuple[WorkItem, float]] = {}
    text = (ROOT / module).read_text(encoding="utf-8")  # once: it may be edited meanwhile

    def attempt(item: WorkItem) -> int:
        mutant = Mutant(dotted(module), str(ROOT / module), mutated(item, text))
        return start(tests, mutant, limit, nearest(item.mutations[0].start_pos[0]))

    while begin(waiting, running, workers, attempt) or running:
        settle(work, running, PATIENCE * limit)
    log.unlink()
    watched.unlink()
    print(f"{module}: {time.monotonic() - began:.0f} s", flush=True)
    return True


def nearness(watched: dict[str, dict]) -> Callable[[int], Nearest]:
    """Return what orders the tests by a line; one that none reaches belongs to the whole module."""
    reached = {int(line): set(tests) for line, tests in watched["reached"].items()}
    return lambda line: Nearest(reached.get(line, set()), watched["seconds"])


def begin(
    waiting: Iterator[WorkItem],
    running: dict[int, tuple[WorkItem, float]],
    workers: int,
    attempt: Callable[[WorkItem], int],
) -> bool:
    """Start one more mutant where a worker is free; false once none is left to start."""
    if len(running) >= workers:
        return True
    item = next(waiting, None)
    if item is None:
        return False
    running[attempt(item)] = (item, time.monotonic())
    return True


def settle(work: WorkDB, running: dict[int, tuple[WorkItem, float]], patience: float) -> None:
    """Write down what ended, and end what takes too long, which counts as noticed."""
    child, status = os.waitpid(-1, os.WNOHANG)
    if child in running:
        item, _ = running.pop(child)
        outcome = TestOutcome.SURVIVED if status == 0 else TestOutcome.KILLED
        work.set_result(item.job_id, WorkResult(WorkerOutcome.NORMAL, "", outcome))
        return
    for late, (_, began) in running.items():
        if time.monotonic() - began > patience:
            os.kill(late, signal.SIGKILL)
    time.sleep(0.01)


def report(module: str) -> str:
    """Return how many mutants of a module were killed, and the survivors: place, before, after."""
    work = session(module)
    items = {item.job_id: item for item in work.work_items}
    results = dict(work.results)
    outcomes = [each.test_outcome for each in results.values()]
    survivors = [items[key] for key, each in results.items() if each.test_outcome == TestOutcome.SURVIVED]
    killed, pending = outcomes.count(TestOutcome.KILLED), len(items) - len(results)
    counts = f"{killed} killed, {len(survivors)} survived" + (f", {pending} not tried" if pending else "")
    lines = [f"{module}: {counts}"]
    whole = (ROOT / module).read_text(encoding="utf-8")
    text = whole.splitlines()
    for item in sorted(survivors, key=lambda each: each.mutations[0].start_pos):
        changed = mutated(item, whole).splitlines()
        number = next(
            (at for at, pair in enumerate(zip(text, changed, strict=False)) if pair[0] != pair[1]), 0
        )
        lines += [
            f"  {module}:{number + 1}",
            f"    - {text[number].strip()}",
            f"    + {changed[number].strip()}",
        ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
