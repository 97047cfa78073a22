"""Tables that the page draws: what they answer, and the unit and meaning of every column."""

from sim.metrics.page_tables.costs import COST_TABLES
from sim.metrics.page_tables.governments import GOVERNMENT_TABLES
from sim.metrics.page_tables.history import HISTORY_TABLES
from sim.metrics.page_tables.standoff import STANDOFF_TABLES
from sim.metrics.page_tables.trade import TRADE_TABLES

PAGE_TABLES = (*TRADE_TABLES, *COST_TABLES, *GOVERNMENT_TABLES, *HISTORY_TABLES, *STANDOFF_TABLES)
"""In the order of the page on metrics."""
