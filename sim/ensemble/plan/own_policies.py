"""Files with policies of the user's own that runs of a sweep may load."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from sim.ensemble.plan.laying import laid, placed
from sim.ensemble.plan.levers import SweptLever
from sim.scenario.diagnostics import Place
from sim.scenario.document import Entry, read_value
from sim.scenario.roles import policy_folders


def own_policies(root: Entry, levers: tuple[SweptLever, ...], places: Mapping[str, Place]) -> list[str]:
    """Hash the files of the policies that a scenario names, or that a lever lays over it.

    Parameters
    ----------
    root : Entry
        The scenario with what is set in every run.
    levers : tuple of SweptLever
        What is varied.
    places : mapping of str to Place
        Where the sweep names each lever: files are looked for beside it.

    Returns
    -------
    list of str
        SHA-256 of each file, in order; nothing where there are none.
    """
    trees = (root, *_moved(root, levers, places))
    files = dict.fromkeys(file for tree in trees for file in _files(tree))
    return sorted({hashlib.sha256(file.read_bytes()).hexdigest() for file in files if file.is_file()})


def _moved(root: Entry, levers: tuple[SweptLever, ...], places: Mapping[str, Place]) -> Iterator[Entry]:
    """Trees with one value of a lever that may name a file."""
    for lever in levers:
        for value in lever.values:
            overrides = lever.overrides(value)
            if not any(path.startswith("governments") and ".py" in text for path, text in overrides.items()):
                continue
            tree = root
            for path, text in overrides.items():
                place = places[lever.name]
                tree = laid(tree, path, placed(read_value(text, path), place), place)
            yield tree


def _files(tree: Entry) -> Iterator[Path]:
    for code, folder in policy_folders(tree).items():
        named = tree.at(("governments", code, "policy"))
        if named is not None:
            yield folder / str(named.content).partition(":")[0]
