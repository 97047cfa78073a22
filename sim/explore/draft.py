"""A scenario as it stands in the editor: checked as the command line checks it, within the app's folders."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.explore.guarded_paths import is_inside
from sim.scenario.diagnostics import Diagnostic, Place, ScenarioErrors
from sim.scenario.document import Entry, read_document
from sim.scenario.governments import is_own_policy
from sim.scenario.inheritance import read_with_parents
from sim.scenario.library import NotFound, locate, shown_path
from sim.scenario.loader import Examination, examine
from sim.scenario.schema import Scenario
from sim.world import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sim.explore.guarded_paths import Folders

LARGEST_TEXT = 1_000_000
UNSAVED = "draft.yaml"
"""Name that a scenario has in messages before it is saved."""


@dataclass(frozen=True)
class Draft:
    """Text of a scenario in the editor.

    Parameters
    ----------
    text : str
        YAML.
    file : str
        Name of the file that it was opened from or saved to; :data:`UNSAVED` before.
    folders : Folders
        Where scenarios and results lie.
    """

    text: str
    file: str
    folders: Folders

    @property
    def path(self) -> Path:
        """File of the draft, which need not exist."""
        return self.folders.scenarios / self.file

    @property
    def shown(self) -> str:
        """Name of the draft's file in messages."""
        return shown_path(self.path)


def examined(draft: Draft) -> Examination:
    """Check a draft; nothing outside the app's folders is read, and no text beyond the limit.

    Files that the draft leads to are looked at before anything else, so that an `extends` or a policy that
    points elsewhere is refused unread.
    """
    if len(draft.text.encode("utf-8", "surrogatepass")) > LARGEST_TEXT:
        place = Place(draft.shown)
        return Examination(None, (Diagnostic(place, "too large to be a scenario", "at most 1 MB of text"),))
    refused = tuple(_refusals(draft))
    if refused:
        return Examination(None, refused)
    return examine(draft.path, vocabulary(), unsaved=draft.text)


def parent_of(draft: Draft) -> tuple[Scenario, list[dict[str, Any]]]:
    """Scenario that a draft starts from, and its measures as they are written.

    The defaults, and no measures, where there is none or it cannot be read.
    """
    nothing = Scenario(name="nothing")
    try:
        root, _ = read_document(draft.path, draft.shown, draft.text)
        extends = root.get("extends")
        if extends is None or not isinstance(extends.content, str) or list(_refusals(draft)):
            return nothing, []
        path = locate(extends.content, draft.path.parent)
        written, _ = read_with_parents(path)
    except (ScenarioErrors, NotFound):
        return nothing, []
    found = examine(path, vocabulary()).scenario
    measures = [each.plain() for each in written.items(["measures"])]
    return found or nothing, [each for each in measures if isinstance(each, dict)]


def _refusals(draft: Draft) -> Iterator[Diagnostic]:
    """Complain of every file that the draft, or a parent of it, leads to and that the app may not read."""
    path = draft.path
    unsaved: str | None = draft.text
    seen: set[Path] = set()
    while path not in seen:
        seen.add(path)
        try:
            root, _ = read_document(path, shown_path(path), unsaved)
        except ScenarioErrors:
            return  # the check says what is wrong with it
        yield from _refused_policies(root, path, draft.folders)
        extends = root.get("extends")
        if extends is None or not isinstance(extends.content, str):
            return
        try:
            parent = locate(extends.content, path.parent)
        except NotFound:
            return
        if not draft.folders.may_extend(parent):
            hint = f"name a shipped scenario, or a file of {shown_path(draft.folders.scenarios)}"
            yield Diagnostic(extends.place, "the app reads no scenarios from other folders", hint)
            return
        path, unsaved = parent, None


def _refused_policies(root: Entry, path: Path, folders: Folders) -> Iterator[Diagnostic]:
    """Complain of policies whose Python file does not lie in the folder of scenarios."""
    governments = root.get("governments")
    if governments is None or not isinstance(governments.content, dict):
        return
    for government in governments.content.values():
        policy = government.get("policy")
        if policy is None or not isinstance(policy.content, str) or not is_own_policy(policy.content):
            continue
        if not is_inside(path.parent / policy.content.partition(":")[0], folders.scenarios):
            hint = f"put the file into {shown_path(folders.scenarios)}"
            yield Diagnostic(policy.place, "the app runs no policies from other folders", hint)
