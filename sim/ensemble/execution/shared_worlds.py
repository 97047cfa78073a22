"""Worlds built once and looked at by all worker processes of a machine."""

from __future__ import annotations

import contextlib
import pickle
from dataclasses import dataclass
from multiprocessing.shared_memory import SharedMemory
from types import TracebackType

from sim.ensemble.execution.asked import Asked
from sim.ensemble.execution.first_cases import first_cases
from sim.world.construction import Merged, merged_world, merged_worlds, seed_merged_worlds

ALIGNMENT = 64


class _Attached(SharedMemory):
    """A block that this process looks at as long as it lives; the system takes it back then."""

    def __del__(self) -> None:
        """Leave it open: arrays that look at it may outlive it in the order in which Python ends."""


_attached: list[_Attached] = []


@dataclass(frozen=True)
class Ticket:
    """How a process finds shared worlds: a block of memory, where each array lies in it, and the rest."""

    block: str
    spans: tuple[tuple[int, int], ...]
    content: bytes


class SharedWorlds:
    """A block of shared memory with worlds, freed at the end of a ``with`` statement."""

    def __init__(self, worlds: Merged) -> None:
        buffers: list[pickle.PickleBuffer] = []
        content = pickle.dumps(dict(worlds), protocol=5, buffer_callback=buffers.append)
        views = [buffer.raw() for buffer in buffers]
        spans, end = [], 0
        for view in views:
            start = -(-end // ALIGNMENT) * ALIGNMENT
            end = start + view.nbytes
            spans.append((start, end))
        self._block = SharedMemory(create=True, size=max(1, end))
        memory = memoryview(self._block.buf or b"")
        for view, (start, stop) in zip(views, spans, strict=True):
            memory[start:stop] = view
        memory.release()
        self.ticket = Ticket(self._block.name, tuple(spans), content)

    def __enter__(self) -> SharedWorlds:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Free the memory; a process that still looks at it keeps its pages."""
        self._block.close()
        self._block.unlink()


def attach(ticket: Ticket) -> None:
    """Have this process find shared worlds where it would build its own; their arrays cannot be written."""
    block = _Attached(ticket.block)
    _attached.append(block)
    memory = memoryview(block.buf or b"").toreadonly()
    views = [memory[start:stop] for start, stop in ticket.spans]
    seed_merged_worlds(pickle.loads(ticket.content, buffers=views))


def worlds_of(plan: Asked) -> Merged:
    """Build the distinct worlds that the first cases of a plan start from; workers build what is missing."""
    for scenario in first_cases(plan, "world"):
        with contextlib.suppress(ValueError):
            merged_world(scenario.world.base, scenario.world.economies)
    return merged_worlds()
