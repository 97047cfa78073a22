"""The firms' rule written twice more, with Mesa agents and with polars frames, to be compared with ours.

Only the firms and their relationships are written anew. Governments, households, distributors' prices,
stocks, wages and capacity are those of :mod:`sim`, so every number of a run can be compared.
"""

from plain_versions.around import hand_over_relationships, with_firms
from plain_versions.mesa_version import MesaFirms
from plain_versions.polars_version import PolarsFirms

VERSIONS = {"mesa": MesaFirms, "polars": PolarsFirms}

__all__ = ["VERSIONS", "MesaFirms", "PolarsFirms", "hand_over_relationships", "with_firms"]
