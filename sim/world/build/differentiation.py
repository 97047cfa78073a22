"""How the goods of each product group are traded, after the three classes of Rauch (1999).

Rauch sorts goods into those quoted on organised exchanges, those with a reference price in the trade
press, and the rest, which are differentiated. His list goes by four digits of another classification;
here each group has the class of the bulk of its goods, which is a judgement (tag: assumed). Medians of
the Broda-Weinstein elasticities by three digits do not do in its place: they find crude oil (2.9) harder
to replace than cars (7.9).
"""

from __future__ import annotations

EXCHANGE = frozenset(
    {
        "soybeans", "grains", "cotton_other_crops", "coal", "crude_oil", "natural_gas", "metal_ores",
        "refined_petroleum", "aluminium", "precious_metals", "other_metals",
    }
)  # fmt: skip
REFERENCE = frozenset(
    {
        "fruit_vegetables", "live_animals", "forestry", "fishing", "other_minerals", "meat_dairy",
        "prepared_food", "wood", "paper_print", "rare_earths_critical_minerals", "basic_chemicals",
        "plastics_resins", "steel",
    }
)  # fmt: skip


def class_of(group: str) -> str:
    """Class of a product group: ``exchange``, ``reference`` or ``differentiated``."""
    if group in EXCHANGE:
        return "exchange"
    return "reference" if group in REFERENCE else "differentiated"
