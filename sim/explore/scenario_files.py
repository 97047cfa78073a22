"""Scenario files of the user's own: opened by name, saved whole or not at all, never replaced unasked."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sim.explore.draft import LARGEST_TEXT, UNSAVED
from sim.explore.guarded_paths import RefusedPathError
from sim.explore.session import new_draft
from sim.scenario.library import shipped_scenarios

if TYPE_CHECKING:
    from sim.explore.guarded_paths import Folders

OWN_FILE = "file:"
SHIPPED = "shipped:"
"""What a choice to begin with starts with: a file is opened, a shipped scenario started from."""


class WouldReplaceError(Exception):
    """A file of that name exists and was not to be replaced."""


def opened_text(choice: str, folders: Folders) -> tuple[str, str]:
    """Text and file name of what was chosen to begin with.

    Raises
    ------
    RefusedPathError
        The choice is none of those that the app offers.
    """
    if choice.startswith(SHIPPED) and choice.removeprefix(SHIPPED) in shipped_scenarios():
        return new_draft(choice.removeprefix(SHIPPED)), UNSAVED
    name = choice.removeprefix(OWN_FILE)
    if not choice.startswith(OWN_FILE) or name not in folders.own_scenarios():
        raise RefusedPathError("there is no such scenario.")
    path = folders.scenarios / name
    if path.stat().st_size > LARGEST_TEXT:
        raise RefusedPathError("the file is larger than 1 MB.")
    return path.read_text(encoding="utf-8-sig"), name


def saved_text(name: str, text: str, folders: Folders, *, replace: bool) -> Path:
    """Write a scenario into its folder, whole or not at all.

    Raises
    ------
    RefusedPathError
        The name is no plain file name, or the text too long.
    WouldReplaceError
        A file of that name exists, has another text, and was not to be replaced.
    """
    if len(text.encode("utf-8", "replace")) > LARGEST_TEXT:
        raise RefusedPathError("The text is larger than 1 MB.")
    path = folders.scenario_file(name)
    if path.exists() and not replace:
        if path.is_file() and path.read_bytes() == text.encode():
            return path
        raise WouldReplaceError(f"{path.name} exists. Replace it, or take another name.")
    folders.scenarios.mkdir(parents=True, exist_ok=True)
    handle, partial = tempfile.mkstemp(prefix=".", suffix=".partial", dir=folders.scenarios)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(partial).chmod(0o644)
        if replace:
            os.replace(partial, path)
        else:
            os.link(partial, path)  # fails if somebody was faster
    except FileExistsError as error:
        raise WouldReplaceError(f"{path.name} exists. Replace it, or take another name.") from error
    finally:
        Path(partial).unlink(missing_ok=True)
    return path
