"""What economies are called where people read: short names, and articles within a sentence."""

from __future__ import annotations

from collections.abc import Mapping

_SHORT = {"USA": "US", "GBR": "UK", "EU": "EU", "ROW": "Rest of world"}
_WITH_ARTICLE = {"USA", "GBR", "EU", "PHL", "NLD", "ARE", "COD"}


def economy_label(code: str, names: Mapping[str, str]) -> str:
    """Name of an economy on an axis or in a table; its code where no name is known."""
    return _SHORT.get(code, names.get(code, code))


def economy_phrase(code: str, names: Mapping[str, str]) -> str:
    """Name of an economy within a sentence, with its article."""
    if code == "ROW":
        return "the rest of the world"
    label = economy_label(code, names)
    return f"the {label}" if code in _WITH_ARTICLE else label
