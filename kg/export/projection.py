"""The facts layer as nodes and edges for graph viewers: a projection, not a dump.

Nodes are actors, places, facilities and events; an edge is a role that an entity plays in an event, a place's lying in
another, or a claimant's word about an event. Articles and claims are nodes where they are asked for. Ids are stable:
the same store gives the same graph.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kg.export.attributes import node_attributes
from kg.export.evidence import Evidence, evidence
from kg.export.graph import Edge, Node, Projection, Value
from kg.export.network import actors
from kg.export.selection import WHOLE, Selection, selected
from kg.ontology import vocab

if TYPE_CHECKING:
    from kg.store.queryable import Queryable

__all__ = ["project"]

_ROLES = (vocab.AGENT, vocab.TARGET, vocab.PARTICIPANT, vocab.PLACE, vocab.LOCATED_IN, vocab.COUNTRY)
_OF_EVENTS = ("date", "status", "modality", "first_seen", "last_seen")


def project(store: Queryable, selection: Selection = WHOLE) -> Projection:
    """The projection of the facts layer, or of what `selection` selects of it."""
    known = evidence(store)
    nodes = node_attributes(store, known, claims=selection.claims, articles=selection.articles)
    edges = {edge.id: edge for edge in _edges(store, nodes, known, selection)}
    joined = tuple(edge for _, edge in sorted(edges.items()) if edge.source in nodes and edge.target in nodes)
    whole = Projection(tuple(Node(iri, nodes[iri], known.quotes.get(iri, ())) for iri in sorted(nodes)), joined)
    part = selected(whole, selection)
    return actors(part) if selection.actors_only else part


def _edges(
    store: Queryable, nodes: Mapping[str, Mapping[str, Value]], known: Evidence, selection: Selection
) -> Iterator[Edge]:
    yield from _roles(store, nodes)
    yield from _claims(store, nodes, known, as_nodes=selection.claims)
    if selection.articles:
        yield from _reports(store, known)


def _roles(store: Queryable, nodes: Mapping[str, Mapping[str, Value]]) -> Iterator[Edge]:
    for role in _ROLES:
        name = vocab.local_name(role)
        for one, other in store.query(f"SELECT ?x ?y {{ ?x <{role}> ?y }}"):
            source, target = one.value, other.value
            yield Edge(f"{source} {name} {target}", source, target, name, _attributes(name, nodes.get(source, {})))


def _claims(
    store: Queryable, nodes: Mapping[str, Mapping[str, Value]], known: Evidence, *, as_nodes: bool
) -> Iterator[Edge]:
    """One edge a claim, from its claimant to the event. Where claims are nodes, each stands between the two."""
    rows = store.query(
        f"SELECT ?claim ?who ?stance ?event {{ ?claim <{vocab.STANCE}> ?stance ; <{vocab.ABOUT}> ?event ."
        f" OPTIONAL {{ ?claim <{vocab.CLAIMANT}> ?who }} }}"
    )
    for row in rows:
        claim, event, stance = row["claim"].value, row["event"].value, vocab.local_name(row["stance"].value)
        who = row["who"].value if row["who"] is not None else None
        own: dict[str, Value] = {"stance": stance}
        if who is not None and who in nodes:
            own["claimant"] = nodes[who]["label"]
        if claim in known.cues:
            own["cue"] = known.cues[claim]
        if quote := known.quote(event):
            own["quote"] = quote
        attributes = {**_attributes(stance.lower(), nodes.get(event, {})), **own}
        if as_nodes:
            yield Edge(f"{claim} about {event}", claim, event, stance.lower(), attributes)
            if who is not None:
                yield Edge(f"{who} says {claim}", who, claim, "says", _attributes("says", {}))
        elif who is not None:
            yield Edge(claim, who, event, stance.lower(), attributes)


def _reports(store: Queryable, known: Evidence) -> Iterator[Edge]:
    for row in store.query(f"SELECT ?x ?y {{ ?x <{vocab.REPORTED_IN}> ?y ; a <{vocab.Event}> }}"):
        source, target = row["x"].value, row["y"].value
        yield Edge(f"{source} reportedIn {target}", source, target, "reportedIn", _attributes("reportedIn", {}))
    for entity, articles in known.articles.items():
        for article in articles:
            yield Edge(f"{article} mentions {entity}", article, entity, "mentions", _attributes("mentions", {}))


def _attributes(role: str, event: Mapping[str, Value]) -> dict[str, Value]:
    """The attributes of an edge: its role, and the time and standing of the event that it belongs to."""
    found: dict[str, Value] = {"label": role, "role": role, "weight": 1}
    if event.get("group") == "Event":
        found |= {name: event[name] for name in _OF_EVENTS if name in event}
    return found
