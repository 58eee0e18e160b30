"""Who has to do with whom, drawn by forces."""

from __future__ import annotations

from collections import Counter
from math import sqrt

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from kg.export.graph import COLOURS, Node, Projection
from kg.export.layout import positions
from kg.plot.canvas import SOFT, Label, Words, canvas, label_all, short

__all__ = ["network"]

_MOST = 80
"""Nodes of a picture: those with most edges. More can't be read."""
_EDGES = {"attacks": "#D55E00", "denies": "#b00020", "asserts": "#2e7d32", "meets": "#E69F00"}


def network(projection: Projection, size: tuple[int, int], title: str, say: Words) -> Figure:
    """The graph of the projection, of its most joined nodes where they are many."""
    part = _most_joined(projection)
    at = positions(part)
    degree = Counter(end for edge in part.edges for end in (edge.source, edge.target))
    figure = canvas(size, title, say)
    axes = figure.add_subplot()
    axes.set_axis_off()
    if not part.nodes:
        axes.text(0.5, 0.5, say("nothing found"), ha="center", transform=axes.transAxes, color=SOFT)
        return figure
    for edge in part.edges:
        if edge.source != edge.target:
            axes.annotate(
                "",
                at[edge.target],
                at[edge.source],
                arrowprops={
                    "arrowstyle": "-" if edge.role == "meets" else "-|>",
                    "color": _EDGES.get(edge.role, "#aab2bc"),
                    "linewidth": 0.7 + 0.5 * sqrt(float(edge.attributes["weight"])),
                    "linestyle": "--" if edge.role == "denies" else "-",
                    "shrinkA": 7,
                    "shrinkB": 8,
                    "alpha": 0.8,
                },
            )
    for node in part.nodes:
        x, y = at[node.id]
        axes.scatter([x], [y], s=60 + 30 * degree[node.id], color=node.colour, edgecolors="white", zorder=3)
    axes.invert_yaxis()
    axes.margins(0.08)
    ranked = sorted(part.nodes, key=lambda node: (node.attributes["group"] == "Event", -degree[node.id], node.id))
    label_all(axes, [Label(_name(node, say), at[node.id], -7 - 2 * sqrt(degree[node.id])) for node in ranked], _MOST)
    kinds = Counter(str(node.attributes["kind"]) for node in part.nodes)
    marks = [
        Line2D([], [], marker="o", linestyle="", color=COLOURS[kind], label=say(kind))
        for kind, _ in kinds.most_common()
    ]
    roles = [role for role in _EDGES if any(edge.role == role for edge in part.edges)]
    marks += [Line2D([], [], color=_EDGES[role], label=say(role)) for role in roles]
    figure.legend(handles=marks, loc="outside lower center", ncols=6, frameon=False)
    return figure


def _name(node: Node, say: Words) -> str:
    best = node.attributes.get("label_en") if not say.is_rtl else None
    return short(str(best or node.attributes["label"]), 26)


def _most_joined(projection: Projection) -> Projection:
    degree = Counter(end for edge in projection.edges for end in (edge.source, edge.target))
    kept = {iri for iri, _ in sorted(degree.items(), key=lambda item: (-item[1], item[0]))[:_MOST]}
    edges = tuple(edge for edge in projection.edges if edge.source in kept and edge.target in kept)
    return Projection(tuple(node for node in projection.nodes if node.id in kept), edges)
