"""The facts layer as nodes and edges for graph viewers: a projection, not a dump.

Nodes are actors, places, facilities and events; an edge is a role that an entity plays in an event, a place's lying in
another, or a claimant's word about an event. Ids are stable: the same store gives the same graph.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.ontology import vocab
from kg.store.protocol import Store

__all__ = ["Edge", "Node", "Projection", "project"]

Value = str | int | float
Term = ox.NamedNode | ox.Literal
Reader = Callable[[Term], dict[str, Value]]

_KINDS = (
    vocab.Person,
    vocab.Organization,
    vocab.Country,
    vocab.Facility,
    vocab.Location,
    vocab.Actor,
    vocab.Attack,
    vocab.DiplomaticMeeting,
)
"""What a viewer colours by: the first of these classes that a node has."""
_ROLES = (vocab.AGENT, vocab.TARGET, vocab.PARTICIPANT, vocab.PLACE, vocab.LOCATED_IN, vocab.COUNTRY)
_LABELS = {"ar": "label_ar", "en": "label_en", "ar-latn": "label_latin"}
_POINT = re.compile(r"POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Node:
    """An entity or an event."""

    id: str
    """Its IRI."""
    attributes: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edge:
    """A role. Events point to those who play a part in them, claimants to what they speak of."""

    id: str
    source: str
    target: str
    role: str


@dataclass(frozen=True, slots=True)
class Projection:
    """Nodes and edges, each sorted by id. Every edge joins two of the nodes."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def project(store: Store) -> Projection:
    """The projection of the whole facts layer."""
    attributes = _attributes(store)
    nodes = tuple(Node(name, dict(sorted(attributes[name].items()))) for name in sorted(attributes))
    edges = {edge.id: edge for edge in (*_roles(store), *_claims(store))}
    joined = (edge for _, edge in sorted(edges.items()) if edge.source in attributes and edge.target in attributes)
    return Projection(nodes, tuple(joined))


def _attributes(store: Store) -> dict[str, dict[str, Value]]:
    """The attributes of each node, by its IRI."""
    found = _classes(store)
    for path, read in _READERS:
        # Of several values a node keeps one. The rows are sorted: every run keeps the first.
        for node, value in reversed(_rows(store, f"?x {path} ?y")):
            if node.value in found:
                found[node.value].update(read(value))
    for event, articles in Counter(x.value for x, _ in _rows(store, f"?x <{vocab.REPORTED_IN}> ?y")).items():
        if event in found:
            found[event]["reports"] = articles
    for iri, own in found.items():
        own["label"] = own.get("label_ar") or own.get("label_en") or vocab.local_name(iri)
    return found


def _label(value: Term) -> dict[str, Value]:
    tag = value.language if isinstance(value, ox.Literal) else None
    return {_LABELS[tag.lower()]: value.value} if tag and tag.lower() in _LABELS else {}


def _item(value: Term) -> dict[str, Value]:
    return {"qid": vocab.local_name(value.value)} if value.value.startswith(vocab.WD) else {}


def _point(value: Term) -> dict[str, Value]:
    match = _POINT.search(value.value)
    return {"lon": float(match[1]), "lat": float(match[2])} if match else {}


def _text(name: str) -> Reader:
    return lambda value: {name: value.value}


def _number(name: str) -> Reader:
    return lambda value: {name: int(value.value)}


def _term(name: str) -> Reader:
    return lambda value: {name: vocab.local_name(value.value)}


_READERS: tuple[tuple[str, Reader], ...] = (
    (f"<{vocab.RDFS_LABEL}>", _label),
    (f"<{vocab.SKOS_EXACT_MATCH}>", _item),
    (f"<{vocab.GEO_HAS_GEOMETRY}>/<{vocab.GEO_AS_WKT}>", _point),
    (f"<{vocab.DATE}>", _text("date")),
    (f"<{vocab.DATE_TEXT}>", _text("date_text")),
    (f"<{vocab.ROLE}>", _text("role")),
    (f"<{vocab.TOPIC}>", _text("topic")),
    (f"<{vocab.WEAPON}>", _text("weapon")),
    (f"<{vocab.KILLED}>", _number("killed")),
    (f"<{vocab.INJURED}>", _number("injured")),
    (f"<{vocab.STATUS}>", _term("status")),
    (f"<{vocab.MODALITY}>", _term("modality")),
)
"""Paths of the facts layer, and what of their values becomes an attribute."""


def _classes(store: Store) -> dict[str, dict[str, Value]]:
    """The nodes, each with what a viewer colours by and with its narrowest class."""
    pattern = f"GRAPH <{store.base}graph/ontology> {{ ?x <{vocab.RDFS_SUB_CLASS_OF}>+ ?y }}"
    supers = Counter(sub.value for sub, _ in _rows(store, pattern))
    classes: dict[str, set[str]] = defaultdict(set)
    for node, class_ in _rows(store, f"VALUES ?top {{ <{vocab.Entity}> <{vocab.Event}> }} ?x a ?top , ?y"):
        classes[node.value].add(class_.value)
    found: dict[str, dict[str, Value]] = {}
    for iri, own in classes.items():
        kind = next((kind for kind in _KINDS if kind in own), vocab.Entity)
        narrowest = min(own, key=lambda name: (-supers[name], name))
        found[iri] = {"kind": vocab.local_name(kind), "type": vocab.local_name(narrowest)}
    return found


def _roles(store: Store) -> Iterable[Edge]:
    for role in _ROLES:
        name = vocab.local_name(role)
        for subject, value in _rows(store, f"?x <{role}> ?y"):
            source, target = subject.value, value.value
            yield Edge(f"{source} {name} {target}", source, target, name)


def _claims(store: Store) -> Iterable[Edge]:
    """One edge a claim that has a claimant."""
    rows = store.query(
        f"SELECT ?claim ?who ?stance ?event {{"
        f" ?claim <{vocab.CLAIMANT}> ?who ; <{vocab.STANCE}> ?stance ; <{vocab.ABOUT}> ?event }}"
    )
    for row in rows:
        source, target = row["who"].value, row["event"].value
        claim, name = row["claim"].value, vocab.local_name(row["stance"].value).lower()
        yield Edge(claim, source, target, name)


def _rows(store: Store, pattern: str) -> list[tuple[ox.NamedNode, Term]]:
    """The pairs that match, sorted: of several values, every run takes the same one."""
    pairs = ((row["x"], row["y"]) for row in store.query(f"SELECT DISTINCT ?x ?y {{ {pattern} }}"))
    return sorted(pairs, key=str)
