"""GraphML (http://graphml.graphdrawing.org): yEd, Cytoscape and Gephi read it.

Attributes are typed and named as they are, which Cytoscape and Gephi take. yEd shows no attribute as a label before it
is told to, so each node and edge also carries yEd's own description of its looks; networkx reads both and writes
neither, which is why this is written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

from kg.export.graph import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, Edge, Node, Projection, Value
from kg.export.viewer import Viewer
from kg.export.xml import DECLARATION, element, opened, text

__all__ = ["graphml"]

_TYPES = {str: "string", int: "int", float: "double"}
_SHAPES = {"Actor": "ellipse", "Location": "hexagon", "Facility": "diamond", "Event": "roundrectangle"}
_XMLNS = "http://graphml.graphdrawing.org/xmlns"
_ROOT = {
    "xmlns": _XMLNS,
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xmlns:y": "http://www.yworks.com/xml/graphml",
    "xsi:schemaLocation": f"{_XMLNS} http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd",
}
_LABEL = 40
"""Characters of a label that yEd draws. The whole is among the attributes."""


def _graphml(projection: Projection, out: BinaryIO) -> None:
    def write(*parts: str) -> None:
        out.write("".join(parts).encode())

    write(DECLARATION, opened("graphml", _ROOT), _declared("node", NODE_ATTRIBUTES), _declared("edge", EDGE_ATTRIBUTES))
    write(opened("graph", {"id": "khabar", "edgedefault": "directed"}), "\n")
    for node in projection.nodes:
        write(element("node", {"id": node.id}, _values("node", node.attributes), _node_looks(node)), "\n")
    for edge in projection.edges:
        own = {"id": edge.id, "source": edge.source, "target": edge.target}
        write(element("edge", own, _values("edge", edge.attributes), _edge_looks(edge)), "\n")
    write("</graph></graphml>\n")


graphml = Viewer(_graphml)
"""The projection as GraphML."""


def _declared(kind: str, attributes: Mapping[str, type]) -> str:
    declared = [
        element("key", {"id": f"{kind}_{name}", "for": kind, "attr.name": name, "attr.type": _TYPES[type_]})
        for name, type_ in attributes.items()
    ]
    looks = element("key", {"id": f"{kind}_looks", "for": kind, "yfiles.type": f"{kind}graphics"})
    return "".join([*declared, looks, "\n"])


def _values(kind: str, attributes: Mapping[str, Value]) -> str:
    return "".join([f'<data key="{kind}_{name}">{text(value)}</data>' for name, value in attributes.items()])


def _node_looks(node: Node) -> str:
    label = str(node.attributes["label"])
    shown = label if len(label) <= _LABEL else label[:_LABEL].rpartition(" ")[0] + " …"
    shape = _SHAPES.get(str(node.attributes["group"]), "rectangle")
    return (
        '<data key="node_looks"><y:ShapeNode>'
        f'<y:Geometry width="{30 + 7 * len(shown)}" height="30"/><y:Fill color="{node.colour}" transparent="false"/>'
        f'<y:NodeLabel fontSize="12">{text(shown)}</y:NodeLabel><y:Shape type="{shape}"/></y:ShapeNode></data>'
    )


def _edge_looks(edge: Edge) -> str:
    style = "dashed" if edge.attributes.get("stance") == "Denies" else "line"
    return (
        f'<data key="edge_looks"><y:PolyLineEdge><y:LineStyle type="{style}" width="1.0"/>'
        '<y:Arrows source="none" target="standard"/>'
        f'<y:EdgeLabel fontSize="10">{text(edge.attributes["label"])}</y:EdgeLabel></y:PolyLineEdge></data>'
    )
