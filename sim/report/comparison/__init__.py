"""Two to twelve scenarios side by side in one HTML file."""

from sim.report.comparison.comparison import Comparison, compare_runs
from sim.report.comparison.competitors import MOST, ComparisonError
from sim.report.comparison.page import comparison_document, write_comparison

__all__ = [
    "MOST",
    "Comparison",
    "ComparisonError",
    "compare_runs",
    "comparison_document",
    "write_comparison",
]
