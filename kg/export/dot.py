"""DOT (https://graphviz.org/doc/info/lang.html). networkx needs pydot for it, which takes minutes for large graphs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

from kg.export.graph import Projection, Value
from kg.export.viewer import Viewer

__all__ = ["dot"]

_SHAPES = {"Actor": "ellipse", "Location": "hexagon", "Facility": "diamond", "Event": "box"}
_LABEL = 40
"""Characters of a label that are drawn. The whole is in the tooltip."""


def _dot(projection: Projection, out: BinaryIO) -> None:
    head = (
        "digraph khabar {\n"
        '  graph [overlap="prism", splines="true", charset="UTF-8"];\n'
        '  node [style="filled", fontname="Noto Sans Arabic,DejaVu Sans,Arial", fontcolor="white"];\n'
        '  edge [color="#888888", fontsize="9"];\n'
    )
    out.write(head.encode())
    for node in projection.nodes:
        looks: dict[str, Value] = {
            "label": _short(str(node.attributes["label"])),
            "tooltip": node.attributes["label"],
            "shape": _SHAPES.get(str(node.attributes["group"]), "note"),
            "fillcolor": node.colour,
        }
        own = {_free(name): value for name, value in node.attributes.items() if name != "label"}
        out.write(f"  {_quoted(node.id)} [{_listed(looks | own)}];\n".encode())
    for edge in projection.edges:
        looks = {"label": edge.attributes["label"], "id": edge.id}
        if edge.attributes.get("stance") == "Denies":
            looks["style"] = "dashed"
        own = {_free(name): value for name, value in edge.attributes.items() if name != "label"}
        line = f"  {_quoted(edge.source)} -> {_quoted(edge.target)} [{_listed(looks | own)}];\n"
        out.write(line.encode())
    out.write(b"}\n")


dot = Viewer(_dot)
"""The projection as a directed graph in DOT."""


def _free(name: str) -> str:
    """A name that Graphviz has no meaning for: ``group`` would force nodes into columns."""
    return f"kg_{name}" if name == "group" else name


def _listed(attributes: Mapping[str, Value]) -> str:
    return ", ".join(f"{name}={_quoted(str(value))}" for name, value in attributes.items())


def _quoted(text: str) -> str:
    """A double-quoted string: a backslash is doubled, since Graphviz reads escapes in labels."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").replace("\0", "")
    return f'"{escaped}"'


def _short(label: str) -> str:
    return label if len(label) <= _LABEL else label[:_LABEL].rpartition(" ")[0] + " …"
