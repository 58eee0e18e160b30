"""The graph in the formats of RDF and of graph viewers."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

from kg.errors import ConfigError
from kg.store.oxigraph import OxigraphStore

__all__ = ["FORMATS", "exporter"]

Exporter = Callable[[OxigraphStore, BinaryIO], None]
"""Writes a store's content to a binary stream."""

FORMATS = {
    "nq": "the whole store as N-Quads, sorted",
    "trig": "the whole store as TriG, readable by people",
    "ttl": "the facts layer as Turtle",
    "jsonld": "the facts layer as JSON-LD with a context",
    "graphml": "the facts layer for Gephi, yEd and Cytoscape: events and entities as nodes, roles as edges",
}


def exporter(name: str) -> Exporter:
    """The exporter for a format. Raises `ConfigError` if there is none."""
    match name:
        case "nq":
            return lambda store, out: store.dump(out)
        case "graphml":
            from kg.export.graphml import write_graphml

            return write_graphml
        case "trig" | "ttl" | "jsonld":
            from kg.export import rdf

            return {"trig": rdf.write_trig, "ttl": rdf.write_turtle, "jsonld": rdf.write_jsonld}[name]
    raise ConfigError(f"no export format {name!r}; there are: {', '.join(FORMATS)}")
