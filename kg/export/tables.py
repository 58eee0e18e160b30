"""Tables of nodes and of edges: CSV with the headers that Gephi and Neo4j import without being told.

Gephi: https://docs.gephi.org/desktop/User_Manual/Import_Spreadsheet
Neo4j: https://neo4j.com/docs/operations-manual/current/import/#import-tool-header-format
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import BinaryIO

from kg.export.graph import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, Projection, Value
from kg.export.viewer import Viewer

__all__ = ["csv_nodes", "csv_tables", "neo4j", "neo4j_nodes"]

_NEO4J_TYPES = {str: "string", int: "int", float: "double"}
_NODES = [name for name in NODE_ATTRIBUTES if name != "label"]
_EDGES = [name for name in EDGE_ATTRIBUTES if name not in ("label", "weight")]
Row = list[Value]


def _gephi_nodes(projection: Projection, out: BinaryIO) -> None:
    rows = ([node.id, node.attributes["label"], *_cells(node.attributes, _NODES)] for node in projection.nodes)
    _write(["Id", "Label", *_NODES], rows, out)


def _gephi_edges(projection: Projection, out: BinaryIO) -> None:
    names = ["label", "weight", *_EDGES]
    rows = (
        [edge.source, edge.target, "Directed", edge.id, *_cells(edge.attributes, names)] for edge in projection.edges
    )
    _write(["Source", "Target", "Type", "Id", "Label", "Weight", *_EDGES], rows, out)


def _neo4j_nodes(projection: Projection, out: BinaryIO) -> None:
    names = list(NODE_ATTRIBUTES)
    rows = (
        [node.id, f"{node.attributes['group']};{node.attributes['type']}", *_cells(node.attributes, names)]
        for node in projection.nodes
    )
    _write(["iri:ID", ":LABEL", *_typed(names, NODE_ATTRIBUTES)], rows, out)


def _neo4j_edges(projection: Projection, out: BinaryIO) -> None:
    names = [name for name in EDGE_ATTRIBUTES if name not in ("label", "role")]
    rows = (
        [edge.source, edge.target, _upper(edge.role), edge.id, *_cells(edge.attributes, names)]
        for edge in projection.edges
    )
    _write([":START_ID", ":END_ID", ":TYPE", "iri:string", *_typed(names, EDGE_ATTRIBUTES)], rows, out)


csv_nodes = Viewer(_gephi_nodes)
"""The nodes as a table for Gephi."""

csv_tables = Viewer(_gephi_edges, companion=_gephi_nodes)
"""The edges as a table for Gephi, with the nodes beside it."""

neo4j_nodes = Viewer(_neo4j_nodes)
"""The nodes as a table for `neo4j-admin database import`."""

neo4j = Viewer(_neo4j_edges, companion=_neo4j_nodes)
"""The relationships as a table for `neo4j-admin database import`, with the nodes beside it."""


def _cells(attributes: Mapping[str, Value], names: Iterable[str]) -> Row:
    return [attributes.get(name, "") for name in names]


def _typed(names: Iterable[str], types: Mapping[str, type]) -> list[str]:
    return [f"{name}:{_NEO4J_TYPES[types[name]]}" for name in names]


def _upper(role: str) -> str:
    """``locatedIn`` as Neo4j's users write it: ``LOCATED_IN``."""
    return "".join(f"_{ch}" if ch.isupper() else ch for ch in role).upper()


def _write(header: list[str], rows: Iterable[Row], out: BinaryIO) -> None:
    text = io.TextIOWrapper(out, "utf-8", errors="replace", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    text.detach()
