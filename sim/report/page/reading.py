"""Read a written page back: the data of its figures, and its text without them."""

from __future__ import annotations

import base64
import json
import re
from typing import Any

import numpy as np

_DATA = re.compile(r'(<script type="application/json" id="data">)(.*?)(</script>)', re.DOTALL)
_ARCHIVE = re.compile(r'"data:application/zip;base64,[^"]*"')


def data_of_page(page: str) -> Any:
    """Return what the page's script is given; None where the page has none."""
    found = _DATA.search(page)
    return json.loads(found[2], object_hook=_plain) if found else None


def _plain(branch: dict[str, Any]) -> Any:
    """Write an array that Plotly keeps as bytes as the numbers that it holds."""
    if branch.keys() <= {"dtype", "bdata", "shape"} and {"dtype", "bdata"} <= branch.keys():
        return np.frombuffer(base64.b64decode(branch["bdata"]), branch["dtype"]).tolist()
    return branch


def text_of_page(page: str) -> list[str]:
    """Return the lines of the page without the data of its figures and the file that travels in it."""
    return _ARCHIVE.sub('""', _DATA.sub(r"\1\3", page)).splitlines()
