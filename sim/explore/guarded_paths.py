"""Which files the app may touch: scenarios in one folder, pages of runs in another, and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sim.scenario.library import shipped_scenarios

PAGE = "report.html"
COMPARISONS = "comparisons"
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,79}")
_DEEPEST = 6


class RefusedPathError(ValueError):
    """A path that leads out of the folders, or to something else than the app shows."""


@dataclass(frozen=True)
class Folders:
    """The two folders of the app.

    Parameters
    ----------
    scenarios : Path
        Scenario files of the user's own; the only folder in which the app saves scenarios.
    results : Path
        Results folders of runs; the only folder that the app shows and writes runs in.
    """

    scenarios: Path
    results: Path

    def own_scenarios(self) -> list[str]:
        """Names of the scenario files that can be opened, in alphabetical order."""
        if not self.scenarios.is_dir():
            return []
        shipped = {path.resolve() for path in shipped_scenarios().values()}
        return sorted(
            path.name
            for path in self.scenarios.glob("*.y*ml")
            if path.suffix in {".yaml", ".yml"}
            and _FILE_NAME.fullmatch(path.name)
            and is_inside(path, self.scenarios)
            and path.resolve() not in shipped
        )

    def scenario_file(self, name: str) -> Path:
        """Path of a scenario file in the folder, which need not exist.

        Raises
        ------
        RefusedPathError
            The name is no plain file name, or a shipped scenario's, or a link that leads out of the folder.
        """
        stem = re.sub(r"\.ya?ml$", "", name.strip())
        if not _FILE_NAME.fullmatch(stem):
            raise RefusedPathError("A file name has letters, digits, `_`, `-` and `.`, and no folder.")
        if stem in shipped_scenarios():
            raise RefusedPathError(f"`{stem}` is the name of a shipped scenario; take another one.")
        suffix = ".yml" if name.strip().endswith(".yml") else ".yaml"
        path = self.scenarios / f"{stem}{suffix}"
        if path.is_symlink() and not is_inside(path, self.scenarios):
            raise RefusedPathError(f"`{path.name}` leads out of the folder of scenarios.")
        return path

    def may_extend(self, path: Path) -> bool:
        """Whether a scenario may start from a file: one of the folder, or a shipped one."""
        shipped = {each.resolve() for each in shipped_scenarios().values()}
        return is_inside(path, self.scenarios) or path.resolve() in shipped

    def run_folder(self, relative: str) -> Path:
        """Folder of a run, by its path in the results folder.

        Raises
        ------
        RefusedPathError
            It leads elsewhere, or is no run.
        """
        folder = _inside(self.results, relative)
        if not (folder / "run.json").is_file():
            raise RefusedPathError("no run")
        return folder

    def page(self, relative: str) -> Path:
        """Page by its path in the results folder: a run's, or one that compares runs.

        Raises
        ------
        RefusedPathError
            It leads elsewhere, or is no such page.
        """
        path = _inside(self.results, relative)
        parts = path.relative_to(self.results.resolve()).parts
        of_run = path.name == PAGE and (path.parent / "run.json").is_file()
        of_many = len(parts) == 2 and parts[0] == COMPARISONS and path.suffix == ".html"
        if not path.is_file() or not (of_run or of_many):
            raise RefusedPathError("no page")
        return path


def is_inside(path: Path, folder: Path) -> bool:
    """Whether a path, with all links followed, lies in a folder."""
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):
        return False


def _inside(folder: Path, relative: str) -> Path:
    """Path in a folder with all links followed."""
    plain = PurePosixPath(relative)
    parts = plain.parts
    odd = any(mark in relative for mark in ("\x00", "\\", ":"))
    hidden = any(part.startswith(".") for part in parts)
    if odd or hidden or plain.is_absolute() or not 0 < len(parts) <= _DEEPEST:
        raise RefusedPathError("no such path")
    try:
        path = folder.joinpath(*parts).resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        raise RefusedPathError("no such path") from error
    if not path.is_relative_to(folder.resolve()):
        raise RefusedPathError("no such path")
    return path
