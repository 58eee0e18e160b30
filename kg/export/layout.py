"""Where nodes stand in a picture: computed once, so that a page of thousands of nodes moves at once."""

from __future__ import annotations

import random
from collections.abc import Iterator
from math import cos, hypot, pi, sin, sqrt

import igraph

from kg.export.graph import Projection

__all__ = ["positions"]

_SPREAD = 110.0
"""Pixels between neighbours."""
_SMALL, _LARGE = 200, 3000
"""Nodes of a part from which on a faster method is taken."""
_GOLDEN = pi * (3 - sqrt(5))

Point = tuple[float, float]


def positions(projection: Projection) -> dict[str, Point]:
    """The coordinates of each node, in pixels around the centre; the same for the same projection.

    What hangs together is drawn together by forces (Kamada and Kawai, 1989; for more nodes Fruchterman and Reingold,
    1991; for many DrL, Martin et al., 2008); the parts stand beside each other in rows, the largest first.
    """
    numbers = {node.id: number for number, node in enumerate(projection.nodes)}
    joined = {(numbers[edge.source], numbers[edge.target]) for edge in projection.edges if edge.source != edge.target}
    graph = igraph.Graph(len(numbers), sorted(joined))
    parts = sorted((sorted(part) for part in graph.connected_components()), key=lambda part: (-len(part), part[0]))
    found: dict[int, Point] = {}
    igraph.set_random_number_generator(random.Random(1))  # noqa: S311 - the same picture each time
    try:
        laid = [_laid(graph.induced_subgraph(part)) for part in parts]
    finally:
        igraph.set_random_number_generator(random)
    for part, points in zip(parts, _in_rows(laid), strict=True):
        found |= dict(zip(part, points, strict=True))
    return {node: found[number] for node, number in numbers.items()}


def _laid(graph: igraph.Graph) -> list[Point]:
    """The points of one part, from the corner of its rectangle on."""
    count = graph.vcount()
    if count < 3:
        return [(0.0, 0.0), (_SPREAD, 0.0)][:count]
    if count > _LARGE:
        layout = graph.layout_drl()
    elif count > _SMALL:
        start = [(sqrt(n) * cos(n * _GOLDEN), sqrt(n) * sin(n * _GOLDEN)) for n in range(count)]
        layout = graph.layout_fruchterman_reingold(seed=start, niter=300)
    else:
        layout = graph.layout_kamada_kawai()
    lengths = sorted(hypot(layout[a][0] - layout[b][0], layout[a][1] - layout[b][1]) for a, b in graph.get_edgelist())
    left, top, _, _ = layout.bounding_box().coords
    scale = _SPREAD / (lengths[len(lengths) // 2] or 1.0)
    return [((x - left) * scale, (y - top) * scale) for x, y in layout]


def _in_rows(parts: list[list[Point]]) -> Iterator[list[Point]]:
    """The parts moved beside each other, in rows about as wide as all of them are high."""
    sizes = [(max(x for x, _ in part) + _SPREAD, max(y for _, y in part) + _SPREAD) for part in parts]
    width = max([sqrt(1.6 * sum(w * h for w, h in sizes)), *(w for w, _ in sizes)], default=0.0)
    x = y = height = 0.0
    for part, (w, h) in zip(parts, sizes, strict=True):
        if x and x + w > width:
            x, y, height = 0.0, y + height, 0.0
        yield [(round(px + x - width / 2, 1), round(py + y, 1)) for px, py in part]
        x, height = x + w, max(height, h)
