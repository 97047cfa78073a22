"""The page of a sweep: what was varied, what came of it, and how sure that is."""

from sim.report.sweeps.page import sweep_document, write_sweep_page

__all__ = ["sweep_document", "write_sweep_page"]
