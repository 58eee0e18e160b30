"""Who attacks whom, and how often: attackers in rows, the attacked in columns."""

from __future__ import annotations

from collections import Counter

import numpy as np
from matplotlib.figure import Figure

from kg.export.graph import Node, Projection
from kg.export.network import actors
from kg.plot.canvas import INK, SOFT, Words, canvas, short

__all__ = ["matrix"]

_MOST = 20
"""Rows and columns: those with most attacks."""


def matrix(projection: Projection, size: tuple[int, int], title: str, say: Words) -> Figure:
    """The attacks of the projection as a table of counts in shades."""
    edges = [edge for edge in _network(projection).edges if edge.role == "attacks"]
    counts = Counter({(edge.source, edge.target): int(edge.attributes["weight"]) for edge in edges})
    nodes = {node.id: node for node in projection.nodes}
    columns = _most(counts, 1)
    rows = _most(Counter({pair: count for pair, count in counts.items() if pair[1] in columns}), 0)
    columns = [column for column in columns if any(counts[row, column] for row in rows)]
    figure = canvas(size, title, say)
    axes = figure.add_subplot()
    if not counts:
        axes.set_axis_off()
        axes.text(0.5, 0.5, say("nothing found"), ha="center", transform=axes.transAxes, color=SOFT)
        return figure
    table = np.array([[counts[row, column] for column in columns] for row in rows], dtype=float)
    axes.imshow(np.where(table > 0, table, np.nan), cmap="OrRd", vmin=0, aspect="auto")
    for (row, column), value in np.ndenumerate(table):
        if value:
            shade = "white" if value > table.max() * 0.6 else INK
            axes.text(column, row, f"{value:g}", ha="center", va="center", color=shade)
    axes.set_xticks(range(len(columns)), [_name(nodes[iri], say) for iri in columns], rotation=35, ha="left")
    axes.xaxis.tick_top()
    axes.set_yticks(range(len(rows)), [_name(nodes[iri], say) for iri in rows])
    axes.set_xlabel(say("target"))
    axes.xaxis.set_label_position("top")
    axes.set_ylabel(say("agent"))
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set_xticks(np.arange(-0.5, len(columns)), minor=True)
    axes.set_yticks(np.arange(-0.5, len(rows)), minor=True)
    axes.grid(which="minor", color="#d5d9df")
    if say.is_rtl:
        axes.invert_xaxis()
        axes.yaxis.tick_right()
        axes.yaxis.set_label_position("right")
        for label in axes.get_xticklabels():
            label.set(rotation=-35, ha="right")
    return figure


def _network(projection: Projection) -> Projection:
    is_network = any(edge.role in ("attacks", "meets") for edge in projection.edges)
    return projection if is_network else actors(projection)


def _most(counts: Counter[tuple[str, str]], end: int) -> list[str]:
    totals: Counter[str] = Counter()
    for pair, count in counts.items():
        totals[pair[end]] += count
    return [iri for iri, _ in sorted(totals.items(), key=lambda item: (-item[1], item[0]))[:_MOST]]


def _name(node: Node, say: Words) -> str:
    best = node.attributes.get("label_en") if not say.is_rtl else None
    return short(str(best or node.attributes["label"]), 28)
