"""GEXF 1.3 (https://gexf.net/schema.html), the format of Gephi: typed attributes, colours, edge kinds, and time.

networkx writes GEXF 1.2 without the kinds of edges, and guesses the types of attributes from their values; so this is
written here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

from kg.export.graph import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, Edge, Node, Projection, Value
from kg.export.spells import spell
from kg.export.viewer import Viewer
from kg.export.xml import DECLARATION, element, opened, text

__all__ = ["gexf"]

_ROOT = {"xmlns": "http://gexf.net/1.3", "xmlns:viz": "http://gexf.net/1.3/viz", "version": "1.3"}
_GRAPH = {
    "mode": "dynamic",
    "defaultedgetype": "directed",
    "timeformat": "date",
    "timerepresentation": "interval",
    "idtype": "string",
}
_TYPES = {str: "string", int: "integer", float: "double"}
_ALREADY = ("label", "weight")
"""What GEXF has a place of its own for."""


def _gexf(projection: Projection, out: BinaryIO) -> None:
    def write(*parts: str) -> None:
        out.write("".join(parts).encode())

    write(DECLARATION, opened("gexf", _ROOT), element("meta", {}, element("creator", {}, "Khabar KG")))
    write(opened("graph", _GRAPH), _declared("node", NODE_ATTRIBUTES), _declared("edge", EDGE_ATTRIBUTES))
    write("<nodes>\n")
    for node in projection.nodes:
        write(_node(node), "\n")
    write("</nodes>\n<edges>\n")
    for edge in projection.edges:
        write(_edge(edge), "\n")
    write("</edges></graph></gexf>\n")


gexf = Viewer(_gexf)
"""The projection as GEXF 1.3."""


def _declared(kind: str, attributes: Mapping[str, type]) -> str:
    declared = (
        element("attribute", {"id": name, "title": name, "type": _TYPES[type_]})
        for name, type_ in attributes.items()
        if name not in _ALREADY
    )
    return element("attributes", {"class": kind, "mode": "static"}, *declared)


def _node(node: Node) -> str:
    red, green, blue = (int(node.colour[place : place + 2], 16) for place in (1, 3, 5))
    return element(
        "node",
        {"id": node.id, "label": node.attributes["label"]},
        _values(node.attributes),
        # What happens has a time; those who take part in it are always there.
        _spells(node.attributes),
        element("viz:color", {"r": red, "g": green, "b": blue}),
    )


def _edge(edge: Edge) -> str:
    own: dict[str, Value] = {"id": edge.id, "source": edge.source, "target": edge.target, "kind": edge.role}
    own |= {name: edge.attributes[name] for name in _ALREADY}
    return element("edge", own, _values(edge.attributes), _spells(edge.attributes))


def _values(attributes: Mapping[str, Value]) -> str:
    values = [
        f'<attvalue for="{name}" value="{text(value)}"/>' for name, value in attributes.items() if name not in _ALREADY
    ]
    return element("attvalues", {}, *values)


def _spells(attributes: Mapping[str, Value]) -> str:
    days = spell(str(attributes.get("date", "")))
    return element("spells", {}, element("spell", {"start": days[0], "end": days[1]})) if days else ""
