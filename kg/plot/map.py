"""Where events happen: circles on coasts and frontiers, the larger the more events."""

from __future__ import annotations

from collections import Counter, defaultdict
from math import cos, radians, sqrt

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kg.export.borders import Box, lines
from kg.export.geojson import located
from kg.export.graph import COLOURS, Node, Projection
from kg.plot.canvas import SOFT, Label, Words, canvas, label_all

__all__ = ["map_"]

_NAMED = 15
"""Places that carry their names, those with most events first."""


def map_(projection: Projection, size: tuple[int, int], title: str, say: Words) -> Figure:
    """A map of the events that have a place."""
    nodes = {node.id: node for node in projection.nodes}
    there: defaultdict[tuple[float, float], list[Node]] = defaultdict(list)
    names: dict[tuple[float, float], str] = {}
    for iri, (longitude, latitude, place) in located(projection).items():
        if nodes[iri].attributes["group"] == "Event":
            there[longitude, latitude].append(nodes[iri])
            names[longitude, latitude] = _name(nodes[place], say)
    figure = canvas(size, title, say)
    axes = figure.add_subplot()
    if not there:
        axes.set_axis_off()
        axes.text(0.5, 0.5, say("no places"), ha="center", transform=axes.transAxes, color=SOFT)
        return figure
    _ground(axes, list(there), size)
    kinds: Counter[str] = Counter()
    for (x, y), events in sorted(there.items(), key=lambda item: -len(item[1])):
        kind = Counter(str(event.attributes["kind"]) for event in events).most_common(1)[0][0]
        kinds[kind] += len(events)
        size_ = (6 + 4 * sqrt(len(events))) ** 2
        axes.scatter([x], [y], s=size_, color=COLOURS[kind], alpha=0.75, edgecolors="white", zorder=3)
        if len(events) > 2:
            axes.text(x, y, str(len(events)), ha="center", va="center", fontsize=8, color="white", zorder=4)
    ranked = sorted(there.items(), key=lambda item: (-len(item[1]), names[item[0]]))
    label_all(axes, [Label(names[at], at, 5 + 2 * sqrt(len(events))) for at, events in ranked], _NAMED)
    for kind, count in kinds.most_common():
        axes.scatter([], [], color=COLOURS[kind], label=f"{say(kind)} ({count})")
    axes.legend(loc="lower left", frameon=True, framealpha=0.9)
    return figure


def _name(node: Node, say: Words) -> str:
    best = node.attributes.get("label_en") if not say.is_rtl else None
    return str(best or node.attributes["label"])


def _ground(axes: Axes, points: list[tuple[float, float]], size: tuple[int, int]) -> None:
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    squeeze = max(0.2, cos(radians(middle_y)))
    height = max(4.0, (north - south) * 1.3, (east - west) * 1.3 * squeeze * size[1] / size[0])
    width = height * size[0] / size[1] / squeeze
    box: Box = (middle_x - width / 2, middle_y - height / 2, middle_x + width / 2, middle_y + height / 2)
    for layer, colour in (("coast", "#6d7783"), ("frontier", "#b4bbc4")):
        for line in lines(layer, box):
            axes.plot([x for x, _ in line], [y for _, y in line], color=colour, linewidth=0.8, zorder=1)
    axes.set_xlim(box[0], box[2])
    axes.set_ylim(box[1], box[3])
    axes.set_aspect(1 / squeeze)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.set_facecolor("#f7f9fb")
