"""What a reader sees: one HTML page per run, drawn from metrics, readable without a network."""

from sim.report.page.page import write_report

__all__ = ["write_report"]
