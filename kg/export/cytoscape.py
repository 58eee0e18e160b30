"""JSON for Cytoscape: that of Cytoscape.js, which the desktop program opens as ``.cyjs``, and CX2.

CX2: https://cytoscape.org/cx/cx2/specification/cytoscape-exchange-format-specification-(version-2)/
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, BinaryIO

from kg.export.graph import COLOURS, EDGE_ATTRIBUTES, NODE_ATTRIBUTES, Projection
from kg.export.viewer import Viewer

__all__ = ["cx2", "cytoscape"]

_CX2_TYPES = {str: "string", int: "integer", float: "double"}


def _cytoscape(projection: Projection, out: BinaryIO) -> None:
    nodes = [
        # networkx looks for the node's own value beside its id.
        {"data": {"id": node.id, "value": node.id, "name": node.attributes["label"], **node.attributes}}
        for node in projection.nodes
    ]
    edges = [
        {
            "data": {
                "id": edge.id,
                "key": edge.id,
                "source": edge.source,
                "target": edge.target,
                "interaction": edge.role,
                **edge.attributes,
            }
        }
        for edge in projection.edges
    ]
    document = {
        "format_version": "1.0",
        "generated_by": "Khabar KG",
        "target_cytoscapejs_version": "~3",
        "data": {"name": "Khabar KG"},
        "directed": True,
        "multigraph": True,
        "elements": {"nodes": nodes, "edges": edges},
    }
    _dump(document, out)


def _cx2(projection: Projection, out: BinaryIO) -> None:
    numbers = {node.id: number for number, node in enumerate(projection.nodes)}
    nodes = [
        {"id": numbers[node.id], "v": {"iri": node.id, "name": node.attributes["label"], **node.attributes}}
        for node in projection.nodes
    ]
    edges = [
        {
            "id": number,
            "s": numbers[edge.source],
            "t": numbers[edge.target],
            "v": {"iri": edge.id, "interaction": edge.role, **edge.attributes},
        }
        for number, edge in enumerate(projection.edges)
    ]
    declared = {
        "networkAttributes": {"name": {"d": "string"}},
        "nodes": {"iri": {"d": "string"}, "name": {"d": "string"}, **_declared(NODE_ATTRIBUTES)},
        "edges": {"iri": {"d": "string"}, "interaction": {"d": "string"}, **_declared(EDGE_ATTRIBUTES)},
    }
    aspects: list[tuple[str, list[Any]]] = [
        ("attributeDeclarations", [declared]),
        ("networkAttributes", [{"name": "Khabar KG"}]),
        ("nodes", nodes),
        ("edges", edges),
        ("visualProperties", [_looks()]),
    ]
    document: list[dict[str, Any]] = [{"CXVersion": "2.0", "hasFragments": False}]
    document.append({"metaData": [{"name": name, "elementCount": len(items)} for name, items in aspects]})
    document += [{name: items} for name, items in aspects]
    document.append({"status": [{"success": True}]})
    _dump(document, out)


cytoscape = Viewer(_cytoscape)
"""The projection as JSON of Cytoscape.js."""

cx2 = Viewer(_cx2)
"""The projection as CX2, with labels and colours already mapped."""


def _declared(attributes: Mapping[str, type]) -> dict[str, dict[str, str]]:
    return {name: {"d": _CX2_TYPES[type_]} for name, type_ in attributes.items()}


def _looks() -> dict[str, Any]:
    """Labels by name, colours by kind, labels of edges by role."""
    colours = {
        "type": "DISCRETE",
        "definition": {"attribute": "kind", "map": [{"v": kind, "vp": colour} for kind, colour in COLOURS.items()]},
    }
    return {
        "default": {
            "network": {"NETWORK_BACKGROUND_COLOR": "#FFFFFF"},
            "node": {
                "NODE_SHAPE": "ellipse",
                "NODE_BACKGROUND_COLOR": COLOURS["Entity"],
                "NODE_LABEL_COLOR": "#222222",
            },
            "edge": {"EDGE_LINE_COLOR": "#999999", "EDGE_TARGET_ARROW_SHAPE": "triangle"},
        },
        "nodeMapping": {
            "NODE_LABEL": {"type": "PASSTHROUGH", "definition": {"attribute": "name", "type": "string"}},
            "NODE_BACKGROUND_COLOR": colours,
        },
        "edgeMapping": {
            "EDGE_LABEL": {"type": "PASSTHROUGH", "definition": {"attribute": "interaction", "type": "string"}}
        },
    }


def _dump(document: object, out: BinaryIO) -> None:
    out.write(json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))
    out.write(b"\n")
