"""Pythons of this machine, distributions of the checkout, and fresh virtual environments for both."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
TOOLS = ("build", "uv")


class StepError(Exception):
    """A command ended with another exit code than was expected; the message is the end of what it said."""


@dataclass(frozen=True)
class Clean:
    """Environment of a user who has nothing: an empty folder, an empty home, no PYTHONPATH.

    Parameters
    ----------
    home : Path
        Home folder.
    folder : Path
        Folder in which commands run.
    """

    home: Path
    folder: Path

    def run(
        self, command: Sequence[str | Path], code: int = 0, seconds: float = 1200.0, **variables: str
    ) -> tuple[str, str]:
        """Run a command; its output and its complaints."""
        kept = {name: os.environ[name] for name in ("PATH", "TMPDIR", "SYSTEMROOT") if name in os.environ}
        of_index = ("PIP_", "UV_", "SSL_")
        kept |= {name: value for name, value in os.environ.items() if name.startswith(of_index)}
        environment = kept | {"HOME": str(self.home)} | variables
        made = subprocess.run(
            [str(each) for each in command],
            cwd=self.folder, env=environment, capture_output=True, text=True, timeout=seconds,
            stdin=subprocess.DEVNULL, encoding="utf-8", check=False,
        )  # fmt: skip
        if made.returncode != code:
            said = (made.stderr or made.stdout).strip().splitlines()
            raise StepError(f"exit {made.returncode}: {' / '.join(said[-3:])[-400:]}")
        return made.stdout, made.stderr


def clean(parent: Path) -> Clean:
    """Return an empty home and an empty folder below a folder."""
    place = Path(tempfile.mkdtemp(dir=parent))
    (place / "home").mkdir()
    (place / "empty").mkdir()
    return Clean(place / "home", place / "empty")


def python(version: str) -> Path | None:
    """Find the interpreter of a version, such as ``3.12``; None where this machine has none that runs."""
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    found = [shutil.which(f"python{version}")]
    found += [str(each) for each in sorted(root.glob(f"{version}.*/bin/python"), reverse=True)]
    asking = "import sys; print('%d.%d' % sys.version_info[:2]); print(sys.executable)"
    for candidate in filter(None, found):
        made = subprocess.run([candidate, "-c", asking], capture_output=True, text=True, check=False)
        if made.returncode == 0 and made.stdout.split("\n")[0] == version:
            return Path(made.stdout.split("\n")[1])
    return None


@dataclass(frozen=True)
class Workshop:
    """A temporary folder with tools of its own in which everything is built.

    Parameters
    ----------
    folder : Path
        The folder.
    base : Path
        Python of the tools.
    """

    folder: Path
    base: Path

    @cached_property
    def tools(self) -> Path:
        """Folder of the programs of an environment with ``build`` and ``uv``."""
        run([self.base, "-m", "venv", self.folder / "tools"], self.folder)
        run([self.folder / "tools/bin/python", "-m", "pip", "install", "-q", *TOOLS], self.folder)
        return self.folder / "tools" / "bin"

    @cached_property
    def checkout(self) -> Path:
        """Copy of what git tracks or would track: a fresh clone with what is not committed yet."""
        target = self.folder / "checkout"
        listed = run(["git", "ls-files", "-z", "-co", "--exclude-standard"], CHECKOUT)
        for name in filter(None, listed.split("\0")):
            if (CHECKOUT / name).is_file():
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(CHECKOUT / name, target / name)
        return target

    @cached_property
    def built(self) -> dict[str, Path]:
        """Wheel and source distribution of the checkout, and the wheel that comes of the latter."""
        made = self.folder / "dist"
        build = [self.tools / "python", "-m", "build", "--installer", "uv", "--outdir"]
        run([*build, made, "--sdist", "--wheel", self.checkout], self.folder)
        (sdist,) = made.glob("*.tar.gz")
        unpacked = self.folder / "unpacked"
        shutil.unpack_archive(sdist, unpacked, filter="data")
        (source,) = unpacked.iterdir()
        run([*build, self.folder / "again", "--wheel", source], self.folder)
        (wheel,), (again,) = made.glob("*.whl"), (self.folder / "again").glob("*.whl")
        return {"wheel": wheel, "sdist": sdist, "again": again, "unpacked": source}

    def source(self, origin: str) -> Path:
        """Return what is installed of ``checkout``, ``wheel`` or ``sdist``."""
        return self.checkout if origin == "checkout" else self.built[origin]

    def lowest(self, interpreter: Path) -> Path:
        """Write the lowest versions that the bounds of all libraries and extras allow."""
        # Programs of several versions may all be called python.
        target = self.folder / f"lowest-{interpreter.as_posix().replace('/', '-')}.txt"
        if not target.exists():
            asked = ["--resolution", "lowest-direct", "--only-binary", ":all:", "--python", interpreter]
            asked += ["--no-header", "--no-annotate"]
            asked += [f"--extra={name}" for name in ("build", "dask", "explore", "sensitivity")]
            run(
                [self.tools / "uv", "pip", "compile", "-q", *asked, "-o", target,
                 self.checkout / "pyproject.toml"], self.folder,
            )  # fmt: skip
        return target

    def environment(
        self,
        name: str,
        interpreter: Path,
        source: Path | str,
        *,
        lowest: bool = False,
        also: Sequence[str] = (),
    ) -> Path:
        """Return the folder of programs of a fresh environment.

        A checkout is installed by pip, as its README says, all else by uv, which takes seconds.
        """
        place = self.folder / name
        run([interpreter, "-m", "venv", place], self.folder)
        if source == self.checkout and not lowest:
            run([place / "bin/python", "-m", "pip", "install", "-q", source, *also], self.folder)
        else:
            # A package's own requirements are no direct ones, so the lowest versions come as constraints.
            bounds = ["-c", self.lowest(interpreter)] if lowest else []
            asked = ["--python", place / "bin/python", *bounds, source, *also]
            run([self.tools / "uv", "pip", "install", "-q", *asked], self.folder)
        return place / "bin"


def run(command: Sequence[str | Path], folder: Path) -> str:
    """Run a command in a folder as the caller would; its output."""
    made = subprocess.run(
        [str(each) for each in command], cwd=folder, capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise StepError(f"{Path(command[0]).name}: {(made.stderr or made.stdout).strip()[-600:]}")
    return made.stdout
