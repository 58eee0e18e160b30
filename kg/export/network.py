"""The second projection: actors alone, joined by the events in which they stand together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from kg.export.graph import Edge, Node, Projection, Value

__all__ = ["actors"]

_ATTACKERS, _ATTACKED, _TOGETHER = "agent", "target", "participant"


def actors(projection: Projection) -> Projection:
    """Actors, and facilities and places that are attacked, with an edge for each pair.

    ``attacks`` points from the attacker to the attacked; ``meets`` joins those who take part in a meeting, in the
    order of their ids. `weight` is the number of events, `first_seen` and `last_seen` are the dates of the first and
    the last one, and `actual` counts those told as having happened.
    """
    nodes = {node.id: node for node in projection.nodes}
    parts: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for edge in projection.edges:
        if edge.role in (_ATTACKERS, _ATTACKED, _TOGETHER):
            parts[edge.source][edge.role].append(edge.target)
    together: defaultdict[tuple[str, str, str], list[Node]] = defaultdict(list)
    for event, roles in parts.items():
        for attacker in roles[_ATTACKERS]:
            for attacked in roles[_ATTACKED]:
                together["attacks", attacker, attacked].append(nodes[event])
        for one, other in combinations(sorted(roles[_TOGETHER]), 2):
            together["meets", one, other].append(nodes[event])
    edges = tuple(
        Edge(f"{source} {role} {target}", source, target, role, _attributes(role, events))
        for (role, source, target), events in together.items()
        if source != target
    )
    kept = {end for edge in edges for end in (edge.source, edge.target)}
    kept |= {node.id for node in projection.nodes if node.attributes["group"] == "Actor"}
    return Projection(
        tuple(node for node in projection.nodes if node.id in kept), tuple(sorted(edges, key=lambda edge: edge.id))
    )


def _attributes(role: str, events: Iterable[Node]) -> dict[str, Value]:
    events = tuple(events)
    dates = sorted(str(event.attributes["date"]) for event in events if "date" in event.attributes)
    dates = [date for date in dates if not date.startswith("--")]
    found: dict[str, Value] = {"label": role, "role": role, "weight": len(events)}
    if dates:
        found |= {"first_seen": dates[0], "last_seen": dates[-1]}
    actual = sum(event.attributes.get("modality") == "Actual" for event in events)
    return {**found, "actual": actual}
