"""GeoJSON (RFC 7946) for maps: places with coordinates, and events at the places where they happen."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any, BinaryIO

from kg.export.graph import Node, Projection
from kg.export.viewer import Viewer

__all__ = ["geojson", "located"]


def located(projection: Projection) -> dict[str, tuple[float, float, str]]:
    """Longitude and latitude of each node that has a place on a map, and the id of that place.

    An event stands at the narrowest of its places that has coordinates, else at the place that it is aimed at; a place
    without coordinates at the narrowest one that it lies in.
    """
    own = {
        node.id: (float(node.attributes["lon"]), float(node.attributes["lat"]))
        for node in projection.nodes
        if "lat" in node.attributes
    }
    inside: defaultdict[str, set[str]] = defaultdict(set)
    places: defaultdict[str, set[str]] = defaultdict(set)
    targets: defaultdict[str, set[str]] = defaultdict(set)
    kinds = {node.id: node.attributes["kind"] for node in projection.nodes}
    for edge in projection.edges:
        if edge.role == "locatedIn":
            inside[edge.source].add(edge.target)
        elif edge.role == "place":
            places[edge.source].add(edge.target)
        elif edge.role == "target" and kinds[edge.target] in ("Facility", "Location"):
            targets[edge.source].add(edge.target)
    found: dict[str, tuple[float, float, str]] = {}
    for node in projection.nodes:
        if node.id in own:
            found[node.id] = (*own[node.id], node.id)
        elif place := _nearest(places[node.id] or targets[node.id] or inside[node.id], inside, own):
            found[node.id] = (*own[place], place)
    return found


def _nearest(start: set[str], inside: dict[str, set[str]], own: dict[str, tuple[float, float]]) -> str | None:
    """The narrowest place with coordinates on the way outwards: those that contain another of the start come last."""
    seen: set[str] = set()
    border = start - {outer for place in start for outer in _outwards(place, inside)} or start
    while border:
        if known := sorted(border & own.keys()):
            return known[0]
        seen |= border
        border = {outer for place in border for outer in inside.get(place, ())} - seen
    return None


def _outwards(place: str, inside: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    border = set(inside.get(place, ()))
    while border:
        found |= border
        border = {outer for one in border for outer in inside.get(one, ())} - found
    return found - {place}


def _geojson(projection: Projection, out: BinaryIO) -> None:
    at = located(projection)
    labels = {node.id: node.attributes["label"] for node in projection.nodes}
    features = [_feature(node, at[node.id], str(labels[at[node.id][2]])) for node in projection.nodes if node.id in at]
    document = {"type": "FeatureCollection", "features": features}
    out.write(json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))
    out.write(b"\n")


geojson = Viewer(_geojson)
"""The nodes that have a place on a map as GeoJSON points."""


def _feature(node: Node, at: tuple[float, float, str], place: str) -> dict[str, Any]:
    longitude, latitude, _ = at
    properties = {name: value for name, value in node.attributes.items() if name not in ("lat", "lon")}
    return {
        "type": "Feature",
        "id": node.id,
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]},
        # Names that map programs know without being told (simplestyle-spec).
        "properties": {**properties, "at": place, "name": node.attributes["label"], "marker-color": node.colour},
    }
