"""The command that repeats a run."""

from __future__ import annotations


def command_of(seed: int, replication: int, replications: int) -> str:
    """Return the command that gives a run again, from the scenario in its folder.

    Parameters
    ----------
    seed : int
        Seed of the run.
    replication : int
        Number of its draw, from 1.
    replications : int
        How many draws its scenario asks for.
    """
    alone = replication == replications == 1
    number = "" if alone else f" --replication {replication}"
    return f"tradewar run scenario.yaml --seed {seed}{number}"
