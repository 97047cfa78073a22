"""The pages of the report in their order, and every chart by name."""

from __future__ import annotations

from collections.abc import Mapping

from sim.report.chapter import Chapter, Drawing
from sim.report.decoupling.contents import DECOUPLING
from sim.report.firms.contents import FIRMS
from sim.report.flows.contents import FLOWS
from sim.report.glance.contents import GLANCE
from sim.report.governments.contents import GOVERNMENTS
from sim.report.policy.contents import POLICY
from sim.report.prices.contents import PRICES
from sim.report.trust.contents import TRUST

CHAPTERS: tuple[Chapter, ...] = (
    GLANCE, POLICY, DECOUPLING, FLOWS, PRICES, FIRMS, GOVERNMENTS, TRUST,
)  # fmt: skip
"""The pages of the report in their order."""

DRAWINGS: Mapping[str, Drawing] = {
    drawing.__name__: drawing for chapter in CHAPTERS for drawing in chapter.drawings
}
"""Every chart of the report by the name of its function."""
