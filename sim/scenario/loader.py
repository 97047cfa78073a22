"""From a scenario file, or the name of a shipped one, to a resolved scenario."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.scenario.diagnostics import Diagnostic, ScenarioErrors, in_file_order
from sim.scenario.inheritance import read_with_parents, with_overrides
from sim.scenario.overlap import checked_overlaps
from sim.scenario.references import checked_references, economies_apart
from sim.scenario.roles import checked_roles, policy_folders
from sim.scenario.schema import Scenario, identified
from sim.scenario.structure import checked_scenario, sound_measures

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Mapping, Sequence

    from sim.scenario.document import Entry
    from sim.scenario.vocabulary import Vocabulary


@dataclass(frozen=True)
class Examination:
    """What came of reading a scenario: the scenario when it is sound, and every finding."""

    scenario: Scenario | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Findings that keep the scenario from being run."""
        return tuple(item for item in self.diagnostics if item.severity == "error")


def examine(
    reference: str | os.PathLike[str],
    vocabulary: Vocabulary,
    overrides: Mapping[str, str] | None = None,
    unsaved: str | None = None,
) -> Examination:
    """Read a scenario and check everything about it at once.

    Never raises for what a user wrote: all of that is in the diagnostics, each with the place
    in the file, parent or child, in which it stands.

    Parameters
    ----------
    reference : str or path
        Name of a shipped scenario, or path of a file.
    vocabulary : Vocabulary
        Words that scenarios may use.
    overrides : mapping of str to str, optional
        Dotted keys to YAML values (``--set key=value``), laid over the file.
    unsaved : str, optional
        What an editor has in place of the file's text. The file need not exist; its folder is where
        ``extends`` and policies are looked for.
    """
    findings: list[Diagnostic] = []
    try:
        root, findings = read_with_parents(reference, unsaved)
        root = with_overrides(root, overrides or {})
    except ScenarioErrors as error:
        return Examination(None, tuple(in_file_order([*findings, *error.diagnostics])))
    return examine_tree(root, vocabulary, findings)


def examine_tree(root: Entry, vocabulary: Vocabulary, earlier: Sequence[Diagnostic] = ()) -> Examination:
    """Check everything about a scenario that is read already, its parents and overrides laid over.

    Parameters
    ----------
    root : Entry
        The scenario.
    vocabulary : Vocabulary
        Words that scenarios may use.
    earlier : sequence of Diagnostic
        What was found while reading.
    """
    scenario, complaints = checked_scenario(root)
    findings = [*earlier, *complaints]
    findings += checked_references(root, vocabulary)
    findings += _checked_against_each_other(root, vocabulary)
    findings += checked_roles(root, economies_apart(root, vocabulary), vocabulary)
    if scenario is not None:
        scenario.found_in(policy_folders(root))
    found = Examination(scenario, tuple(in_file_order(findings)))
    return Examination(None, found.diagnostics) if found.errors else found


def _checked_against_each_other(root: Entry, vocabulary: Vocabulary) -> list[Diagnostic]:
    sound = sound_measures(root)
    named = identified(tuple(measure for _, measure in sound))
    places = [entry for entry, _ in sound]
    return checked_overlaps(
        list(zip(places, named, strict=True)), economies_apart(root, vocabulary), vocabulary
    )


def load_scenario(
    reference: str | os.PathLike[str],
    vocabulary: Vocabulary,
    overrides: Mapping[str, str] | None = None,
    note: Callable[[str], None] = lambda text: None,
) -> Scenario:
    """Read a scenario, resolved: parents merged in, overrides applied, every measure identified.

    Parameters
    ----------
    reference, vocabulary, overrides
        As for :func:`examine`.
    note : callable, optional
        Told what is allowed and unusual about a sound scenario.

    Raises
    ------
    ScenarioErrors
        With everything that is wrong with it.
    """
    found = examine(reference, vocabulary, overrides)
    if found.scenario is None:
        raise ScenarioErrors(found.diagnostics)
    for each in found.diagnostics:
        note(str(each))
    return found.scenario


def validate(
    reference: str | os.PathLike[str], vocabulary: Vocabulary, overrides: Mapping[str, str] | None = None
) -> list[Diagnostic]:
    """Everything that is wrong or unusual about a scenario; nothing when it is sound."""
    return list(examine(reference, vocabulary, overrides).diagnostics)
