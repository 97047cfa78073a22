"""Where economies lie on the map, and the curves along which their trade is drawn."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import numpy as np

from sim.report.drawing.world_map.projection import EDGE, Floats, eastward, project

_FEWEST, _MOST, _DEGREES = 4, 14, 12.0
_POLEWARD = 0.11
_ASIDE = 0.065
_NORTHERN_END = 76.0

Line = list[float | None]
"""Coordinates along a line, None where it is broken."""


@cache
def places() -> Mapping[str, tuple[float, float]]:
    """Longitude (eastward from the edge) and latitude of every economy that has a place."""
    content = (files("sim.report.drawing.world_map") / "places.csv").read_text(encoding="utf-8")
    return {
        row["code"]: (float(eastward(float(row["longitude"]))), float(row["latitude"]))
        for row in csv.DictReader(content.splitlines())
    }


@cache
def curve(origin: str, destination: str) -> tuple[Line, Line]:
    """Draw the way from one economy to another: abscissae and ordinates, None where it leaves the map.

    The shorter way round the globe, bent poleward as great circles are, and to the left of who travels it,
    so that the two directions of a pair lie apart.
    """
    (start, south), (end, north) = places()[origin], places()[destination]
    east = (end - start + 180.0) % 360.0 - 180.0
    points = min(_FEWEST + int(np.hypot(east, north - south) / _DEGREES), _MOST)
    share = np.linspace(0.0, 1.0, points)
    bulge = np.sin(np.pi * share)
    side = np.sign(south + north) or 1.0
    rise = side * _POLEWARD * abs(east) + _ASIDE * east
    room = _NORTHERN_END - max(south, north)
    longitude = start + east * share - _ASIDE * (north - south) * bulge
    latitude = south + (north - south) * share + room * np.tanh(rise / room) * bulge
    return _on_map(longitude, latitude)


def _on_map(longitude: Floats, latitude: Floats) -> tuple[Line, Line]:
    """Place a curve; what lies beyond an edge comes back on the other side."""
    turns = np.floor((longitude - EDGE) / 360.0)
    across: Line = []
    up: Line = []
    for turn in dict.fromkeys(turns.tolist()):
        inside = _within(longitude, latitude, EDGE + 360.0 * turn)
        abscissa, ordinate = project(inside[0] - 360.0 * turn, inside[1])
        across += [None, *abscissa.round(1).tolist()] if across else abscissa.round(1).tolist()
        up += [None, *ordinate.round(1).tolist()] if up else ordinate.round(1).tolist()
    return across, up


def _within(longitude: Floats, latitude: Floats, west: float) -> tuple[Floats, Floats]:
    """Part of a curve between a meridian and the same after a turn, ended on the edges it crosses."""
    ends = [edge for edge in (west, west + 360.0) if longitude.min() < edge < longitude.max()]
    order = np.argsort(longitude)
    heights = [float(np.interp(edge, longitude[order], latitude[order])) for edge in ends]
    kept = (longitude >= west) & (longitude <= west + 360.0)
    east, north = longitude[kept].tolist(), latitude[kept].tolist()
    for edge, height in zip(ends, heights, strict=True):
        leaves = longitude[0] < edge if edge == west + 360.0 else longitude[0] > edge
        place = len(east) if leaves else 0
        east.insert(place, edge)
        north.insert(place, height)
    return np.array(east), np.array(north)
