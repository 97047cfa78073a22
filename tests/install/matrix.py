"""Install the program afresh in every way that is promised, and use it: ``make matrix``.

On each Python, from a fresh checkout, a wheel and a source distribution, with the newest and the lowest
libraries that the bounds allow; then odd places, and each extra alone. Needs the package index.
"""

from __future__ import annotations

import argparse
import itertools
import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from environments import Clean, StepError, Workshop, clean, python
from journey import largest_differences, steps, tables
from places import EXTRAS, environment_with_spaces, extra_alone, odd_places, readme

PYTHONS = ("3.11", "3.12", "3.13")
FULL_SIZE = {("3.11", "wheel", "newest"), ("3.13", "sdist", "newest")}
TESTED = (
    "test_agents", "test_scenario_loading", "test_scenario_errors", "test_recorder", "test_run_tables",
    "test_drawing", "test_metrics", "test_notebook_use", "test_report",
    "test_trade_graph",
)  # fmt: skip
"""Unit tests of what touches libraries most and asks for no extra, run with the lowest versions."""


class Ledger:
    """What was tried, what came of it, and how long it took."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str, float]] = []

    def enter(self, where: str, what: str, step: Callable[[], object]) -> bool:
        """Carry out a step and write down what came of it; whether it did what it must."""
        began, outcome = time.monotonic(), "ok"
        try:
            step()
        except StepError as error:
            outcome = f"MISSED {error}"
        except Exception as error:
            outcome = f"MISSED {type(error).__name__}: {error}"
        self.rows.append((where, what, outcome, time.monotonic() - began))
        print(f"{where:28} {what:18} {self.rows[-1][3]:7.1f} s  {outcome}", flush=True)
        return outcome == "ok"

    def say(self, where: str, what: str, outcome: str) -> None:
        """Write down what is known without a step."""
        self.enter(where, f"{what}: {outcome}", lambda: None)

    @property
    def missed(self) -> int:
        """Number of steps that did not do what they must."""
        return sum(outcome != "ok" for _, _, outcome, _ in self.rows)


def main(arguments: Sequence[str] | None = None) -> int:
    """Try everything; 1 when something was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pythons", nargs="+", default=PYTHONS)
    parser.add_argument("--from", nargs="+", dest="origins", default=("checkout", "wheel", "sdist"))
    parser.add_argument("--versions", nargs="+", default=("newest", "lowest"), choices=("newest", "lowest"))
    parser.add_argument("--extras", nargs="*", default=tuple(EXTRAS), choices=tuple(EXTRAS))
    parser.add_argument("--small", action="store_true", help="nothing in full size, no odd places")
    asked = parser.parse_args(arguments)
    folder, ledger = Path(tempfile.mkdtemp(prefix="tradewar-matrix-")), Ledger()
    try:
        _try(asked, folder, ledger)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"\n{len(ledger.rows)} tried, {ledger.missed} missed")
    return 1 if ledger.missed else 0


def _try(asked: argparse.Namespace, folder: Path, ledger: Ledger) -> None:
    found = {version: python(version) for version in asked.pythons}
    for version in [version for version, path in found.items() if path is None]:
        ledger.say(f"Python {version}", "not tried", "this machine has none")
    present = {version: path for version, path in found.items() if path is not None}
    if not present:
        raise SystemExit("no Python to try")
    shop = Workshop(folder, next(iter(present.values())))
    if not ledger.enter("all", "build", lambda: shop.built):
        return
    ledger.enter("all", "sdist gives wheel", lambda: _same_wheels(shop.built["wheel"], shop.built["again"]))
    ran: dict[str, Clean] = {}
    for version, origin, versions in itertools.product(present, asked.origins, asked.versions):
        one = Combination(version, present[version], origin, versions)
        programs = one.install(shop, ledger)
        if programs is None:
            continue
        one.use(shop, ledger, programs, ran, small=asked.small)
        if origin == "wheel" and not asked.small and (version, versions) == (min(present), "newest"):
            for step in odd_places(programs, folder):
                ledger.enter(one.name, *step)
        if not (origin == "wheel" and version in (min(present), max(present))):
            shutil.rmtree(programs.parent)
    _beyond(asked, shop, present, ledger)


@dataclass(frozen=True)
class Combination:
    """A Python, what is installed, and whether with the newest or the lowest libraries."""

    version: str
    interpreter: Path
    origin: str
    versions: str

    @property
    def name(self) -> str:
        """Its parts in words."""
        return f"{self.version} {self.origin} {self.versions}"

    @property
    def _lowest(self) -> bool:
        return self.versions == "lowest"

    @property
    def _tested(self) -> bool:
        return self._lowest and self.origin == "wheel"

    def install(self, shop: Workshop, ledger: Ledger) -> Path | None:
        """Return the folder of programs of a fresh environment; None where it could not be made."""
        place = self.name.replace(" ", "-")
        also = ("pytest", "hypothesis") if self._tested else ()
        source = shop.source(self.origin)

        def install() -> None:
            shop.environment(place, self.interpreter, source, lowest=self._lowest, also=also)

        return shop.folder / place / "bin" if ledger.enter(self.name, "install", install) else None

    def use(
        self, shop: Workshop, ledger: Ledger, programs: Path, ran: dict[str, Clean], *, small: bool
    ) -> None:
        """Do what a user does, and hold the tables against those of the first combination."""
        user = clean(shop.folder)
        full = not small and (self.version, self.origin, self.versions) in FULL_SIZE
        before = ledger.missed
        for step in steps(programs, user, full):
            ledger.enter(self.name, *step)
        if ledger.missed == before:
            ran[self.name] = user
        if self._tested:
            ledger.enter(self.name, "tests", lambda: _tests(shop, programs, user))
        _compare(ledger, self.name, ran, programs)


def _beyond(asked: argparse.Namespace, shop: Workshop, present: dict[str, Path], ledger: Ledger) -> None:
    """Try what is not one of the combinations: the README's words, a path with spaces, each extra."""
    first, last = min(present), max(present)
    if not asked.small:
        ledger.enter(first, "README", lambda: readme(shop, present[first]))
        ledger.enter(last, "path with spaces", environment_with_spaces(shop, present[last]))
    for extra, versions in itertools.product(asked.extras, asked.versions):
        version = first if versions == "lowest" else last
        bare = shop.folder / f"{version}-wheel-{versions}" / "bin"
        if bare.exists():
            alone = partial(extra_alone, shop, present[version], extra, bare, versions == "lowest")
            ledger.enter(f"{version} {versions}", f"extra {extra}", alone)


def _same_wheels(one: Path, other: Path) -> None:
    with zipfile.ZipFile(one) as left, zipfile.ZipFile(other) as right:
        names = set(left.namelist()) ^ set(right.namelist())
        common = set(left.namelist()) - names
        names |= {name for name in common if left.read(name) != right.read(name)}
    if names:
        raise StepError(f"not the same: {sorted(names)[:5]}")


def _compare(ledger: Ledger, where: str, ran: dict[str, Clean], programs: Path) -> None:
    """Say how the tables of a combination differ from those of the first one."""
    first = next(iter(ran), where)
    if where == first or where not in ran:
        return
    here, there = tables(ran[where]), tables(ran[first])
    other = [name for name in sorted(here | there) if here.get(name) != there.get(name)]
    if not other:
        ledger.say(where, "tables", f"the bytes of {first}, all {len(here)}")
        return
    gaps = largest_differences(programs / "python", ran[where], ran[first])
    worst = max(gaps, key=gaps.__getitem__)
    ledger.say(
        where, "tables",
        f"{len(other)} of {len(here)} have other bytes than with {first}; values differ in "
        f"{sum(gap > 0 for gap in gaps.values())} of {len(gaps)} tables, at most {gaps[worst]:.1e} ({worst})",
    )  # fmt: skip
    if gaps[worst] > 1e-6:
        ledger.enter(where, "same figures", lambda: _must_not(worst))


def _must_not(table: str) -> None:
    raise StepError(f"{table} has other figures")


def _tests(shop: Workshop, programs: Path, user: Clean) -> None:
    """Run unit tests of the source distribution with the installed program, not with the one beside them."""
    source = shop.built["unpacked"]
    files = [source / "tests" / "unit" / f"{name}.py" for name in TESTED]
    pytest = [programs / "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", source]
    user.run([*pytest, "-c", source / "pyproject.toml", *files], seconds=3600)


if __name__ == "__main__":
    sys.exit(main())
