"""The attributes of the projection's nodes, read from the facts layer."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.export.evidence import Evidence
from kg.export.graph import KINDS, NODE_ATTRIBUTES, Value
from kg.ontology import vocab

if TYPE_CHECKING:
    from kg.store.queryable import Queryable

__all__ = ["node_attributes"]

Term = ox.NamedNode | ox.Literal
Reader = Callable[[Term], dict[str, Value]]
Attributes = dict[str, dict[str, Value]]

_GROUPS = (vocab.Event, vocab.Article, vocab.Claim, vocab.Facility, vocab.Actor, vocab.Location)
_LABELS = {"ar": "label_ar", "en": "label_en", "ar-latn": "label_latin"}
_POINT = re.compile(r"POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)", re.IGNORECASE)


def node_attributes(store: Queryable, known: Evidence, *, claims: bool, articles: bool) -> Attributes:
    """The attributes of each node, by its IRI, in the order of `NODE_ATTRIBUTES`.

    Nodes are entities and events, and `claims` and `articles` if they are wanted.
    """
    wanted = [vocab.Entity, vocab.Event, *([vocab.Claim] if claims else []), *([vocab.Article] if articles else [])]
    found = _classes(store, wanted)
    for path, read in _READERS:
        for iri, values in _values(store, f"?x {path} ?y").items():
            if iri in found:
                for value in values:
                    found[iri].update(read(value))
    for iri, own in found.items():
        _add_evidence(iri, own, known)
        own["label"] = own.get("label_ar") or own.get("label_en") or vocab.local_name(iri)
    _name_claims(store, found, known)
    order = {name: place for place, name in enumerate(NODE_ATTRIBUTES)}
    return {iri: dict(sorted(own.items(), key=lambda item: order[item[0]])) for iri, own in found.items()}


def _add_evidence(iri: str, own: dict[str, Value], known: Evidence) -> None:
    if articles := known.articles.get(iri):
        own["reports"] = len(articles)
    if seen := known.seen(iri):
        own["first_seen"], own["last_seen"] = seen
    if own.get("qid") and iri in known.confidence:
        own["confidence"] = known.confidence[iri]
    if quote := known.quote(iri):
        own["quote"] = quote


def _name_claims(store: Queryable, found: Attributes, known: Evidence) -> None:
    """Claims have no label: their word stands for them."""
    for claim, claimants in _values(store, f"?x <{vocab.CLAIMANT}> ?y").items():
        for who in claimants:
            if claim in found and who.value in found:
                found[claim]["claimant"] = found[who.value]["label"]
    for iri, own in found.items():
        if own["group"] == "Claim":
            own["label"] = known.cues.get(iri) or own.get("stance", "")


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


def _day(value: Term) -> dict[str, Value]:
    return {"date": value.value[:10]}


_READERS: tuple[tuple[str, Reader], ...] = (
    (f"<{vocab.RDFS_LABEL}>", _label),
    (f"<{vocab.SKOS_EXACT_MATCH}>", _item),
    (f"<{vocab.GEO_HAS_GEOMETRY}>/<{vocab.GEO_AS_WKT}>", _point),
    (f"<{vocab.DCTERMS_TITLE}>", _text("label_ar")),
    (f"<{vocab.DCTERMS_PUBLISHER}>", _text("publisher")),
    (f"<{vocab.DCTERMS_SOURCE}>", _text("url")),
    (f"<{vocab.DCTERMS_ISSUED}>", _day),
    (f"<{vocab.DATE}>", _text("date")),
    (f"<{vocab.DATE_TEXT}>", _text("date_text")),
    (f"<{vocab.ROLE}>", _text("role")),
    (f"<{vocab.TOPIC}>", _text("topic")),
    (f"<{vocab.WEAPON}>", _text("weapon")),
    (f"<{vocab.KILLED}>", _number("killed")),
    (f"<{vocab.INJURED}>", _number("injured")),
    (f"<{vocab.STATUS}>", _term("status")),
    (f"<{vocab.MODALITY}>", _term("modality")),
    (f"<{vocab.STANCE}>", _term("stance")),
)
"""Paths of the facts layer, and what of their values becomes an attribute."""


def _classes(store: Queryable, wanted: list[str]) -> Attributes:
    """The nodes of the wanted classes, each with its group, what a viewer colours by, and its narrowest class."""
    pattern = f"GRAPH <{store.base}graph/ontology> {{ ?x <{vocab.RDFS_SUB_CLASS_OF}>+ ?y }}"
    supers = {sub: len(set(above)) for sub, above in _values(store, pattern).items()}
    classes: defaultdict[str, set[str]] = defaultdict(set)
    for node, kind in store.query("SELECT ?x ?y { ?x a ?y }"):
        classes[node.value].add(kind.value)
    found: Attributes = {}
    for iri, own in classes.items():
        if own.isdisjoint(wanted):
            continue
        narrowest = min(own, key=lambda name: (-supers.get(name, 0), name))
        found[iri] = {"group": _first(_GROUPS, own), "kind": _first(KINDS, own), "type": vocab.local_name(narrowest)}
    return found


def _first(order: tuple[str, ...], own: set[str]) -> str:
    return vocab.local_name(next((name for name in order if name in own), vocab.Entity))


def _values(store: Queryable, pattern: str) -> dict[str, list[Term]]:
    """The values of each node. Of several it keeps one, the last that is read: sorted, so every run the same."""
    found: dict[str, list[Term]] = {}
    for node, value in store.query(f"SELECT ?x ?y {{ {pattern} }}"):
        found.setdefault(node.value, []).append(value)
    for values in found.values():
        if len(values) > 1:
            values.sort(key=str, reverse=True)
    return found
