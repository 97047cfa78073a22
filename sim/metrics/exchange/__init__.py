"""Metrics for other programs: tables with metadata beside them, and the long form of IAMC."""
