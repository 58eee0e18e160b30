"""A part of the projection: around an entity, in a span of time, of a class, or what a query names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kg.export.graph import Edge, Node, Projection
from kg.export.spells import could_lie_between
from kg.ontology import vocab

__all__ = ["WHOLE", "Selection", "selected"]


@dataclass(frozen=True, slots=True)
class Selection:
    """What of the projection is wanted. Conditions narrow each other."""

    named: frozenset[str] | None = None
    """IRIs that a query names. Events come with those who play a part in them."""
    triples: frozenset[tuple[str, str, str]] | None = None
    """Where the query makes a graph: its statements between two nodes, with the property's IRI in the middle."""
    around: str | None = None
    """IRI of a node, of whose surroundings..."""
    hops: int = 2
    """...those are wanted that lie at most so many edges away: 2 leads through an event to all who are in it."""
    first: str | None = None
    """Events not before this day, month or year..."""
    last: str | None = None
    """...and not after this one."""
    types: frozenset[str] = frozenset()
    """Local names of narrowest classes, one of which an event or an entity is of; what touches one is kept too."""
    articles: bool = False
    """Whether articles are nodes."""
    claims: bool = False
    """Whether claims are nodes."""
    actors_only: bool = False
    """Whether the projection is that of actors with weights."""


WHOLE = Selection()


def selected(whole: Projection, selection: Selection) -> Projection:
    """The part of `whole` that is wanted."""
    part = whole
    if selection.first or selection.last:
        part = _in_time(part, selection)
    if selection.types:
        part = _of_types(part, selection)
    if selection.named is not None:
        part = _named(part, selection)
    if selection.around is not None:
        part = _around(part, selection.around, selection.hops)
    return part


def _in_time(part: Projection, selection: Selection) -> Projection:
    """Events whose date may lie in the span, and all that they touch, with the places that contain those."""
    events = {
        node.id
        for node in part.nodes
        if _is_event(node) and could_lie_between(str(node.attributes.get("date", "")), selection.first, selection.last)
    }
    return _touching(part, events)


def _of_types(part: Projection, selection: Selection) -> Projection:
    return _touching(part, {node.id for node in part.nodes if node.attributes["type"] in selection.types})


def _named(part: Projection, selection: Selection) -> Projection:
    named = selection.named or frozenset()
    if selection.triples is not None:
        return _made(part, named, selection.triples)
    events = {node.id for node in part.nodes if _is_event(node) and node.id in named}
    others = {edge.target for edge in part.edges if edge.source in events}
    others |= {edge.source for edge in part.edges if edge.target in events}
    kept = set(named) | others
    edges = [edge for edge in part.edges if edge.source in kept and edge.target in kept]
    return _subgraph(part, kept, edges)


def _made(part: Projection, named: frozenset[str], triples: frozenset[tuple[str, str, str]]) -> Projection:
    """The graph of a CONSTRUCT query: its own statements, those that the projection has too with their attributes."""
    known = {(edge.source, edge.role, edge.target): edge for edge in part.edges}
    nodes = {node.id for node in part.nodes} & named
    edges = []
    for source, property_, target in triples:
        role = vocab.local_name(property_)
        made = Edge(f"{source} {role} {target}", source, target, role, {"label": role, "role": role, "weight": 1})
        if source in nodes and target in nodes:
            edges.append(known.get((source, role, target), made))
    return _subgraph(part, nodes, edges)


def _touching(part: Projection, core: set[str]) -> Projection:
    """The nodes of `core` with all edges at them, what these lead to, and the containment among the places there."""
    edges = [edge for edge in part.edges if edge.source in core or edge.target in core]
    kept = core | {edge.source for edge in edges} | {edge.target for edge in edges}
    edges += [
        edge
        for edge in part.edges
        if edge.role in ("locatedIn", "country")
        and edge.source in kept
        and edge.target in kept
        and not (edge.source in core or edge.target in core)
    ]
    return _subgraph(part, kept, edges)


def _around(part: Projection, centre: str, hops: int) -> Projection:
    neighbours: defaultdict[str, set[str]] = defaultdict(set)
    for edge in part.edges:
        neighbours[edge.source].add(edge.target)
        neighbours[edge.target].add(edge.source)
    reached, border = {centre}, {centre}
    for _ in range(hops):
        border = {other for node in border for other in neighbours[node]} - reached
        reached |= border
    edges = [edge for edge in part.edges if edge.source in reached and edge.target in reached]
    return _subgraph(part, reached, edges)


def _subgraph(part: Projection, kept: set[str], edges: list[Edge]) -> Projection:
    nodes = tuple(node for node in part.nodes if node.id in kept)
    return Projection(nodes, tuple(sorted(edges, key=lambda edge: edge.id)))


def _is_event(node: Node) -> bool:
    return node.attributes["group"] == "Event"
