"""Odd places and settings in which an installation must still run, and each extra alone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from environments import CHECKOUT, StepError, Workshop, clean
from journey import SCENARIO, SMALL, SWEEP, Step, without_rights

EXTRAS: dict[str, tuple[str, ...]] = {
    "build": ("-m", "sim.world.build", "."),
    "dask": ("-m", "sim", "sweep", "tiny.yaml", "--executor", "dask", "--workers", "1", "--out", "dask"),
    "explore": ("-m", "sim", "explore", "--no-browser", "--port", "99999"),
    "sensitivity": ("-m", "sim", "sweep", "morris.yaml", "--workers", "1", "--out", "morris"),
}
"""What needs each extra: refused in one sentence without it."""

AFTER = {"build": 1, "dask": 0, "explore": 2, "sensitivity": 0}
"""Exit codes with the extra; an empty raw folder and a port that is none are refused, in other words."""

MORRIS = SWEEP.replace("values: [1.0, 2.0]", "low: 1.0, high: 2.0") + (
    "  eta: {path: behaviour.short_run_elasticity, low: 0.6, high: 0.9}\n"
    "design: {kind: morris, trajectories: 2, seed: 1}\n"
)


def odd_places(programs: Path, parent: Path) -> Iterator[Step]:
    """Yield runs of a small scenario in odd places and settings, with an installation that has one."""
    python, tradewar = programs / "python", programs / "tradewar"
    small = [tradewar, "run", SCENARIO, *SMALL, "--out", "here"]

    def read_only() -> None:
        user = clean(parent)
        (site,) = programs.parent.glob("lib/python*/site-packages/sim")
        for cache in site.rglob("__pycache__"):
            shutil.rmtree(cache)
        folders = [site, *(each for each in site.rglob("*") if each.is_dir()), user.home]
        command = without_rights([str(each) for each in small])
        if command is None:
            raise StepError("not tried: permissions do not count for this user")
        try:
            for folder in folders:
                folder.chmod(0o555)
            _, said = user.run(command)
            _one(said.count("hint: set NUMBA_CACHE_DIR"), "sentences on the folder of compiled code")
            user.run([*command[:-1], "again"], NUMBA_CACHE_DIR=str(user.folder / "kept"))
        finally:
            for folder in folders:
                folder.chmod(0o755)

    def spaces() -> None:
        user = clean(parent)
        folder = user.folder / "Überraschung mit Leerraum 贸易"
        folder.mkdir()
        replace(user, folder=folder).run(small, PYTHONUTF8="1")

    def plain_letters() -> None:
        clean(parent).run(small, LANG="C", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")

    def optimised() -> None:
        clean(parent).run([python, "-O", "-m", "sim", *small[1:]])

    def warnings() -> None:
        user = clean(parent)
        user.run([python, "-W", "error", "-c", "import sim, sim.running, sim.sweeping; sim.run"])

    yield "read-only", read_only
    yield "spaces", spaces
    yield "LANG=C", plain_letters
    yield "-O", optimised
    yield "-W error", warnings


def environment_with_spaces(shop: Workshop, interpreter: Path) -> Callable[[], object]:
    """Step that installs into a folder with spaces and letters of other alphabets, and runs there."""

    def installed() -> None:
        programs = shop.environment("mes programmes é 贸易", interpreter, shop.source("wheel"))
        clean(shop.folder).run([programs / "python", "-m", "sim", "run", SCENARIO, *SMALL])

    return installed


def readme(shop: Workshop, interpreter: Path) -> None:
    """Carry out the first command of the README, word for word, in a fresh checkout."""
    text = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    found = re.search(r"```sh\n(python3 -m venv .*)\n```", text)
    if found is None:
        raise StepError("README.md has no first command")
    names = shop.folder / "names"
    names.mkdir()
    (names / "python3").symlink_to(interpreter)
    user = replace(clean(shop.folder), folder=shop.checkout)
    path = f"{names}:/usr/bin:/bin"
    said, _ = user.run(["bash", "-euo", "pipefail", "-c", found[1]], PATH=path)
    if not (shop.checkout / said.strip().splitlines()[-1]).is_file():
        raise StepError(f"no page: {said[-200:]}")


def extra_alone(shop: Workshop, interpreter: Path, extra: str, bare: Path, lowest: bool) -> None:
    """Refuse what needs an extra in one sentence without it, then do it in an environment with it alone."""
    user = clean(shop.folder)
    (user.folder / "world").mkdir()
    for name, text in (("tiny", SWEEP), ("morris", MORRIS)):
        (user.folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    _, said = user.run([bare / "python", *EXTRAS[extra]], code=2)
    sentence = f'needs the extra `{extra}` (hint: pip install "tradewar-sim[{extra}]")'
    _one(said.count(sentence), "sentences that name the extra")
    source = f"{shop.source('wheel')}[{extra}]"
    name = f"{extra}-{'lowest' if lowest else 'newest'}"
    programs = shop.environment(name, interpreter, source, lowest=lowest)
    user.run([programs / "python", "-m", "pip", "check"])
    try:
        _, said = user.run([programs / "python", *EXTRAS[extra]], code=AFTER[extra])
    finally:
        shutil.rmtree(programs.parent)
    if sentence in said:
        raise StepError("still missed")


def _one(number: int, what: str) -> None:
    if number != 1:
        raise StepError(f"{number} {what}")
