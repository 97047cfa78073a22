"""Whether a run fits into the memory that is there, and what to lower where it does not."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sim.scenario.schema import Scenario
from sim.sizing.estimating import memory
from sim.sizing.machine import MemoryShortError, memory_room
from sim.sizing.size import Size, size_asked

LEVERS = {
    "workers": "--workers {}",
    "relationships": "population.relationships: {}",
    "producers": "population.producers: {}",
    "weeks": "horizon.weeks: {}",
    "economies": "world.economies: {} of them",
}
"""What lowers the memory of a run, and how a user says so."""

FEWEST = {"workers": 1, "relationships": 10_000, "producers": 500, "weeks": 1, "economies": 3}


def refuse_what_does_not_fit(
    scenario: Scenario, snapshots: Iterable[int] = (), workers: int = 1, *, one_draw: bool = False
) -> None:
    """Refuse a run that needs more memory than there is, before it begins; takes a few milliseconds.

    Raises
    ------
    MemoryShortError
        Says what is needed, what is there and what to lower.
    """
    refuse_size(scenario.name, size_asked(scenario, snapshots, workers, one_draw=one_draw))


def refuse_size(name: str, size: Size) -> None:
    """Refuse what needs more memory than there is.

    Parameters
    ----------
    name : str
        What the message is about.
    size : Size
        How large it is.

    Raises
    ------
    MemoryShortError
        Says what is needed, what is there and what to lower.
    """
    room = memory_room()
    needed = memory(size)
    if needed > room.megabytes:
        there = f"and {gigabytes(max(room.megabytes, 0.0))} are {room.whose}"
        way_out = f"{advice(size, room.megabytes)}; --no-memory-check runs it all the same"
        raise MemoryShortError(
            f"{name}: needs about {gigabytes(needed)} of memory, {there} (hint: {way_out})"
        )


@contextmanager
def saying_what_to_lower(scenario: Scenario, snapshots: Iterable[int] = ()) -> Iterator[None]:
    """Have a run that finds no memory on its way end in the words of one that is refused before."""
    try:
        yield
    except (MemoryError, OSError) as error:
        if isinstance(error, OSError) and error.errno != errno.ENOMEM:
            raise
        size = size_asked(scenario, snapshots, one_draw=True)
        needed = memory(size)
        # It may have been estimated to fit: less than that is what did not.
        less = min(memory_room().megabytes, 0.75 * needed)
        raise MemoryShortError(
            f"{scenario.name}: ran out of memory; it needs about {gigabytes(needed)} "
            f"(hint: {advice(size, less)})"
        ) from error


def advice(size: Size, megabytes: float) -> str:
    """Say how far each lever alone has to be lowered for a run to fit.

    Parameters
    ----------
    size : Size
        Of the run.
    megabytes : float
        Memory that it is to fit into.
    """
    found = []
    for lever, words in LEVERS.items():
        most = largest_that_fits(size, lever, megabytes)
        if most is not None:
            found.append(words.format(f"{most:_}" if most >= 10_000 else most))
    if not found:
        return "no smaller run of it fits: more memory is needed"
    return f"it fits with {' or '.join(found)}"


def largest_that_fits(size: Size, lever: str, megabytes: float) -> int | None:
    """Return the largest value of a lever below the present one with which a run fits, in two digits.

    None where it would not fit with the smallest, or fits as it is.
    """
    least, now = FEWEST[lever], int(getattr(size, lever))
    if memory(size) <= megabytes or now <= least or memory(lowered(size, lever, least)) > megabytes:
        return None
    low, high = least, now
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if memory(lowered(size, lever, middle)) <= megabytes else (low, middle)
    digits: int = 10 ** max(len(str(low)) - 2, 0)
    return max(low // digits * digits, least)


def lowered(size: Size, lever: str, value: int) -> Size:
    """Return the size of a run with another value of a lever; distributors go with producers."""
    changed: dict[str, Any] = {lever: value}
    if lever == "producers":
        changed["distributors"] = size.distributors * value // max(size.producers, 1)
    return replace(size, **changed)


def gigabytes(megabytes: float) -> str:
    """Write an amount of memory or disk."""
    if megabytes >= 1000.0:
        return f"{megabytes / 1000.0:.1f} GB"
    return f"{megabytes:.0f} MB"
