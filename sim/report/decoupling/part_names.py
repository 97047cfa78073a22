"""Parts of the decoupling index in a few words."""

PART_NAMES = {
    "trade": "Trade in goods",
    "share": "Shares in each other's imports",
    "look_through": "Reliance, looked through",
    "value_added": "Labour in what households buy",
    "blocs": "Trade between their blocs",
    "intra_industry": "Two-way trade",
    "relationships": "Relationships of firms",
}
"""Names in the order of the index."""

SHORT_NAMES = {
    "trade": "Trade in goods",
    "share": "Import shares",
    "look_through": "Reliance",
    "value_added": "Labour embodied",
    "blocs": "Trade of blocs",
    "intra_industry": "Two-way trade",
    "relationships": "Firms' ties",
}
"""The same for the head of a small panel."""
