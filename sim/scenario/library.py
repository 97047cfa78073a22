"""Where scenario files are: shipped ones by name, others by path."""

from __future__ import annotations

import os
from pathlib import Path

from sim.scenario.diagnostics import did_you_mean

_SUFFIXES = (".yaml", ".yml")
_LONGEST_NAME = 80
_PACKAGE = Path(__file__).resolve().parent.parent
_FOLDERS = (_PACKAGE / "_scenarios", _PACKAGE.parent / "scenarios")
"""In an installed package, and in a checkout of the repository."""


def shipped_scenarios() -> dict[str, Path]:
    """Files of the scenarios that come with the program, by name, in alphabetical order."""
    folder = next((folder for folder in _FOLDERS if folder.is_dir()), None)
    if folder is None:
        return {}
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


class NotFound(LookupError):  # noqa: N818 - reads as a sentence where it is raised
    """No scenario of that name; the first argument is the message, the second a hint."""


def locate(reference: str | os.PathLike[str], folder: Path = Path()) -> Path:
    """Find the file that a name or path refers to.

    A word without a separator and without ``.yaml`` is a name of a shipped scenario; anything
    else is a path, relative to ``folder``.

    Raises
    ------
    NotFound
        The word is no shipped scenario's name. (That a path exists is not checked here.)
    """
    text = os.fspath(reference)
    is_path = isinstance(reference, Path) or text.endswith(_SUFFIXES) or "/" in text or os.sep in text
    if is_path:
        return folder / text
    shipped = shipped_scenarios()
    if text in shipped:
        return shipped[text]
    # unlike those of a path, these questions of the system's never raise
    near = next((suffix for suffix in _SUFFIXES if os.path.isfile(folder / f"{text}{suffix}")), None)
    if near or (text and os.path.isfile(folder / text)):
        raise NotFound(
            f"no shipped scenario `{text}`", f"write ./{text}{near or ''} for the file of that name"
        )
    hint = did_you_mean(text, shipped) or f"shipped are: {', '.join(shipped) or 'none'}"
    shown = text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 3]}..."
    raise NotFound(f"no scenario `{shown}`", hint)


def shown_path(path: Path) -> str:
    """Path for messages: relative to the present folder when that is shorter, without detours."""
    plain = os.path.normpath(path)
    if not path.is_absolute():
        return plain
    relative = os.path.relpath(plain)
    return plain if relative.startswith("..") else relative
