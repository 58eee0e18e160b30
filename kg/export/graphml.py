"""GraphML (http://graphml.graphdrawing.org) through networkx: yEd, Cytoscape and Gephi read it."""

from __future__ import annotations

from typing import BinaryIO

import networkx

from kg.export.projection import project
from kg.store.protocol import Store

__all__ = ["graphml"]


def graphml(store: Store, out: BinaryIO) -> None:
    """The projection of the facts layer as GraphML, with typed attributes and stable ids."""
    projection = project(store)
    graph = networkx.MultiDiGraph()
    for node in projection.nodes:
        graph.add_node(node.id, **node.attributes)
    for edge in projection.edges:
        graph.add_edge(edge.source, edge.target, key=edge.id, id=edge.id, role=edge.role, label=edge.role)
    networkx.write_graphml(graph, out, named_key_ids=True, edge_id_from_attribute="id")
