"""What the tables say: decoupling, diversion, prices, welfare. Tables to tables, no drawing."""

from sim.metrics.computing import Metrics, compute_metrics, write_metrics
from sim.metrics.headline import Headline

__all__ = ["Headline", "Metrics", "compute_metrics", "write_metrics"]
