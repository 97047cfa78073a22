"""What metrics are computed from: the tables of one run, each read once and laid out as arrays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from sim.metrics.axes import Axes, Floats, read_axes
from sim.metrics.flows import Flows, read_flows
from sim.metrics.focus import Focus, focus_pair
from sim.metrics.panel import Panel, read_panel
from sim.metrics.settings import Settings, read_settings
from sim.metrics.tariffs import Tariffs, read_tariffs
from sim.records.reading import Run


@dataclass(frozen=True, eq=False)
class Evidence:
    """A run as metrics see it; nothing is read before it is asked for, and nothing twice.

    Parameters
    ----------
    run : Run
        The run.
    chosen : Settings, optional
        Choices in place of those that the run was made with.
    pair : tuple of str, optional
        The two economies to look at, in order, in place of those whose tariffs rise most.
    """

    run: Run
    chosen: Settings | None = field(default=None)
    pair: tuple[str, str] | None = None

    @cached_property
    def settings(self) -> Settings:
        """Choices of the user."""
        return self.chosen or read_settings(self.run)

    @cached_property
    def axes(self) -> Axes:
        """Economies, groups of goods and weeks, in order."""
        return read_axes(self.run)

    @cached_property
    def panel(self) -> Panel:
        """Every flow in every week."""
        return read_panel(self.run, self.axes)

    @cached_property
    def flows(self) -> Flows:
        """Goods flows added up, and the long run without frictions."""
        return read_flows(self.run, self.panel)

    @cached_property
    def tariffs(self) -> Tariffs:
        """Average tariffs by pair and week."""
        return read_tariffs(self.run, self.axes)

    @cached_property
    def focus(self) -> Focus:
        """The pair of economies that the run is about."""
        own = focus_pair(self.tariffs, self.flows)
        return own if self.pair is None else Focus(*self.pair, own.at_war)

    @cached_property
    def theta(self) -> Floats:
        """(G,) trade elasticity of each group of goods."""
        known = self.run.manifest["world"]["theta"]
        return np.array([known[group] for group in self.axes.goods], dtype=np.float64)

    @property
    def subjects(self) -> tuple[str, ...]:
        """Economies whose weekly tables are written: those asked for, or the two at war."""
        return self.settings.economies or (self.focus.first, self.focus.second)

    def partners(self, economy: str) -> Iterator[tuple[str, int]]:
        """Every other economy and its position."""
        yield from ((code, place) for place, code in enumerate(self.axes.economies) if code != economy)
