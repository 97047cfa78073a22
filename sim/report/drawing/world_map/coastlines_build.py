"""Coastlines for maps of the report, from a file of Natural Earth.

>>> python -m sim.report.drawing.world_map.coastlines_build land-110m.json  # doctest: +SKIP

The file is ``land-110m.json`` of the npm package ``world-atlas``. It is cut along the edge of the map,
thinned and written as rings of tenths of degrees, a fine and a coarse version.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from sim.report.drawing.world_map.projection import EDGE, Floats

TARGET = Path(__file__).with_name("coastlines.json")
_SOUTHERN_END = -60.0
_VERSIONS = {"fine": (0.3, 1.5), "coarse": (1.1, 14.0)}
"""Largest distance of a point that is left out from the line, degrees; smallest area kept, square degrees."""


def read_rings(topology: dict[str, Any]) -> list[Floats]:
    """Decode the outer rings of a TopoJSON of land: (P, 2) longitudes and latitudes each."""
    scale, shift = (np.array(topology["transform"][name]) for name in ("scale", "translate"))
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]
    rings = []
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            parts = [arcs[place] if place >= 0 else arcs[~place][::-1] for place in polygon[0]]
            rings.append(np.concatenate(parts))
    return rings


def cut(ring: Floats) -> list[Floats]:
    """Cut a ring along the edge of the map; longitudes of its pieces are counted eastward from ``EDGE``."""
    whole = np.column_stack([np.unwrap(ring[:, 0], period=360.0), ring[:, 1]])
    pieces = []
    for turn in (-360.0, 0.0, 360.0):
        inside = _clipped(_clipped(whole, EDGE + turn, 1.0), EDGE + 360.0 + turn, -1.0)
        if len(inside) > 2:
            pieces.append(inside - np.array([turn, 0.0]))
    return pieces


def _clipped(ring: Floats, meridian: float, sign: float) -> Floats:
    """Part of a ring east (``sign`` 1) or west (-1) of a meridian (Sutherland and Hodgman, 1974)."""
    found: list[Floats] = []
    for start, end in zip(ring, np.roll(ring, -1, axis=0), strict=True):
        here, there = sign * (start[0] - meridian), sign * (end[0] - meridian)
        if here >= 0.0:
            found.append(start)
        if here * there < 0.0:
            found.append(start + (end - start) * here / (here - there))
    return np.array(found).reshape(-1, 2)


def thinned(line: Floats, distance: float) -> Floats:
    """Leave out points nearer than a distance to the line without them (Douglas and Peucker, 1973)."""
    if len(line) < 3:
        return line
    start, way = line[0], line[-1] - line[0]
    offset = line - start
    length = float(np.hypot(*way))
    across = (
        np.hypot(*offset.T)
        if length == 0.0
        else np.abs(way[0] * offset[:, 1] - way[1] * offset[:, 0]) / length
    )
    farthest = int(np.argmax(across))
    if across[farthest] <= distance:
        return line[[0, -1]]
    return np.concatenate([thinned(line[: farthest + 1], distance)[:-1], thinned(line[farthest:], distance)])


def area(ring: Floats) -> float:
    """Area of a ring in square degrees."""
    x, y = ring.T
    return 0.5 * abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))))


def build(topology: dict[str, Any]) -> dict[str, list[list[int]]]:
    """Make both versions: each ring as longitude, latitude, longitude, ... in tenths of degrees."""
    pieces = [
        piece for ring in read_rings(topology) if ring[:, 1].max() > _SOUTHERN_END for piece in cut(ring)
    ]
    return {
        name: [
            [round(10.0 * number) for number in kept.ravel().tolist()]
            for kept in (thinned(piece, distance) for piece in pieces)
            if len(kept) > 3 and area(kept) >= smallest
        ]
        for name, (distance, smallest) in _VERSIONS.items()
    }


def main() -> None:
    """Read the file named on the command line and write the coastlines beside this module."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    TARGET.write_text(json.dumps(build(topology), separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
