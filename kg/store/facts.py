"""The facts layer: what the articles say, each entity once, without the evidence. It is the default graph.

An article's part of it, its `Contribution`, follows from its graph, its links and its merges. Statements about
articles and claims belong to one article and are taken over as they are. A canonical node may have many articles; what
they say of it is counted in a `Tally`, and `facts_of` makes its facts of the counts. Counts can be added and taken away
in any order, so the facts depend on neither order nor batching, and a change costs work for the nodes that it touches.
An entity or event that no merge speaks of is its own canonical node.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from kg.ontology import vocab
from kg.rdf.terms import Quad, Term, Triple, iri
from kg.store.event_facts import event_facts, is_event, reports
from kg.store.labels import best_labels
from kg.store.tally import Statement, Tally, copied, empty

__all__ = ["Contribution", "Schema", "Signature", "Tally", "contribution", "facts_of", "signature"]

TYPE, LABEL, ALT = iri(vocab.RDF_TYPE), iri(vocab.RDFS_LABEL), iri(vocab.SKOS_ALT_LABEL)
LOCATED_IN, COUNTRY, ROLE = iri(vocab.LOCATED_IN), iri(vocab.COUNTRY), iri(vocab.ROLE)
CANONICAL, SUBJECT, CUE = iri(vocab.CANONICAL), iri(vocab.SUBJECT), iri(vocab.CUE)
HAS_GEOMETRY, AS_WKT, GEOMETRY = iri(vocab.GEO_HAS_GEOMETRY), iri(vocab.GEO_AS_WKT), iri(vocab.GEO_GEOMETRY)
ENTITY, EVENT = iri(vocab.Entity), iri(vocab.Event)
_MENTION, _PERSON, _COUNTRY_CLASS = iri(vocab.Mention), iri(vocab.Person), iri(vocab.Country)
_PLACES = frozenset((iri(vocab.Location), iri(vocab.Facility)))
_ARABIC, _LATIN = '"@ar', '"@ar-latn'

_MAX_COMBINATIONS = 10_000
"""Combinations of classes with their counts that are kept: about 5 MB."""

Signature: TypeAlias = tuple[bool, bool, bool]
"""Whether a node is described at all, is a country, is a location or facility: what its neighbours' facts depend on."""


@dataclass(slots=True)
class Contribution:
    """What one or more articles bring into the facts layer."""

    triples: set[Triple] = field(default_factory=set)
    """Of articles and claims."""
    tallies: dict[Term, Tally] = field(default_factory=lambda: defaultdict(empty))
    """Of canonical nodes."""

    def add(self, other: Contribution) -> None:
        """Take in another contribution."""
        self.triples |= other.triples
        self.count(other)

    def count(self, other: Contribution) -> None:
        """Take in what another contribution says of canonical nodes."""
        for node, tally in other.tallies.items():
            if node not in self.tallies:
                self.tallies[node] = copied(tally)
                continue
            known = self.tallies[node]
            for statement, count in tally.items():
                known[statement] = known.get(statement, 0) + count

    def with_events(self, canonical: Mapping[Term, Term]) -> Contribution:
        """The same where each report of an event in `canonical` is that event."""
        if all(canonical.get(node, node) == node for node in self.tallies):
            return self
        joined = Contribution({(s, p, canonical.get(o, o)) for s, p, o in self.triples})
        for node, tally in self.tallies.items():
            joined.tallies[canonical.get(node, node)].update(tally)
        return joined


class Schema:
    """What the facts layer asks of the ontology: which classes exclude each other, and how deep a class lies."""

    def __init__(self, disjoint: Callable[[str, str], bool], ancestors: Callable[[str], tuple[str, ...]]) -> None:
        self._disjoint, self._ancestors = disjoint, ancestors
        self._cache: dict[tuple[Term, Term], bool] = {}
        self._types: dict[frozenset[tuple[Term, int]], frozenset[Term]] = {}
        self._above: dict[Term, tuple[Term, ...]] = {}

    def disjoint(self, one: Term, other: Term) -> bool:
        """Whether nothing can be of both classes, given as terms."""
        if (known := self._cache.get((one, other))) is None:
            known = self._disjoint(_local(one), _local(other))
            self._cache[(one, other)] = known
        return known

    def types(self, counts: frozenset[tuple[Term, int]]) -> frozenset[Term]:
        """Of classes with how often each is given, the most frequent that don't exclude those before.

        A superclass is at least as frequent as its subclasses, and excludes nothing that they don't.
        """
        if (known := self._types.get(counts)) is None:
            types: set[Term] = set()
            for _, _, kind in sorted((-count, self.depth(kind), kind) for kind, count in counts):
                if not any(self.disjoint(kind, other) for other in types):
                    types.add(kind)
            if len(self._types) >= _MAX_COMBINATIONS:
                self._types.clear()
            known = self._types[counts] = frozenset(types)
        return known

    def depth(self, kind: Term) -> int:
        """How many classes lie on and above a class, given as a term."""
        return len(self.ancestors(kind))

    def ancestors(self, kind: Term) -> tuple[Term, ...]:
        """A class and all above it, as terms."""
        if (known := self._above.get(kind)) is None:
            known = self._above[kind] = tuple(iri(vocab.KG + name) for name in self._ancestors(_local(kind)))
        return known


def contribution(quads: Iterable[Quad], links: Iterable[Quad], canonical: Mapping[Term, Term]) -> Contribution:
    """What follows from the graph of one article, or several, and what the links graph says of them.

    `canonical` has the canonical nodes of entities and events.
    """
    quads, links = tuple(quads), tuple(links)
    part = Contribution()
    kinds, latin = _kinds(quads)
    dropped, events = kinds[_MENTION], kinds[EVENT]
    own = {node: canonical.get(node, node) for kind in (ENTITY, EVENT) for node in kinds[kind]}
    told = [quad for quad in quads if quad[0] not in dropped]
    for subject, predicate, value, _ in told:
        if predicate == CUE:
            continue
        if (node := own.get(subject)) is None:
            part.triples.add((subject, predicate, canonical.get(value, value)))
            continue
        if predicate != LABEL or subject in events:
            statement: Statement = (predicate, canonical.get(value, value))
        elif value.endswith(_ARABIC):
            statement = (LABEL, value, latin.get(subject, ""))
        else:
            continue
        tally = part.tallies[node]
        tally[statement] = tally.get(statement, 0) + 1
    for event, whole in reports(told, events, canonical).items() if events else ():
        part.tallies[own[event]].update(whole)
    geometries = {o: own[s] for s, p, o, _ in links if p == HAS_GEOMETRY and s in own}
    for subject, predicate, value, _ in links:
        if (node := own.get(subject)) is not None and predicate != HAS_GEOMETRY:
            part.tallies[node][(predicate, value)] += 1
        elif predicate == AS_WKT and subject in geometries:
            part.tallies[geometries[subject]][(AS_WKT, value)] += 1
    return part


def _kinds(quads: Iterable[Quad]) -> tuple[dict[Term, set[Term]], dict[Term, Term]]:
    """The mentions, entities and events among the nodes that are described, and the transliterations of labels."""
    kinds: dict[Term, set[Term]] = {_MENTION: set(), ENTITY: set(), EVENT: set()}
    latin: dict[Term, Term] = {}
    for subject, predicate, value, _ in quads:
        if predicate == TYPE:
            if value in kinds:
                kinds[value].add(subject)
        elif predicate == LABEL and value.endswith(_LATIN):
            latin[subject] = value
    return kinds, latin


def facts_of(node: Term, tally: Tally, tally_of: Callable[[Term], Tally], schema: Schema) -> set[Triple]:
    """The facts of a canonical node. `tally_of` answers for the nodes that it refers to.

    Where the articles can't all be right, the more frequent word counts: for the classes of a node that exclude each
    other, its best label in each language, its coordinates. Of two places that are each said to lie in the other, the
    more frequent direction stands, neither on a tie. Of events see `kg.store.event_facts`.
    """
    if is_event(tally):
        return event_facts(node, tally, schema.ancestors)
    types = _types(tally, schema)
    facts = {(node, TYPE, kind) for kind in types}
    labels = best_labels(node, tally)
    facts |= {(node, LABEL, text) for text in labels}
    for statement in tally:
        predicate, value = statement[:2]
        if predicate == ALT or (predicate == LABEL and value.endswith(_ARABIC)):
            if value not in labels:
                facts.add((node, ALT, value))
        elif predicate in (TYPE, LABEL, AS_WKT):
            continue
        elif _holds(node, types, predicate, value, tally, tally_of, schema):
            facts.add((node, predicate, value))
    if points := [(-count, s[1]) for s, count in tally.items() if s[0] == AS_WKT]:
        geometry = f"{node[:-1]}/geometry>"
        facts |= {(node, HAS_GEOMETRY, geometry), (geometry, TYPE, GEOMETRY), (geometry, AS_WKT, min(points)[1])}
    return facts


def signature(tally: Tally, schema: Schema) -> Signature:
    """What the facts of other nodes depend on; of events nothing does."""
    if is_event(tally):
        return False, False, False
    types = _types(tally, schema)
    return bool(types), _COUNTRY_CLASS in types, not _PLACES.isdisjoint(types)


def _holds(
    node: Term,
    types: frozenset[Term],
    predicate: Term,
    value: Term,
    tally: Tally,
    tally_of: Callable[[Term], Tally],
    schema: Schema,
) -> bool:
    """Whether a statement fits what else the facts layer says of the node and of what it refers to."""
    if predicate == ROLE:
        return _PERSON in types
    if predicate == COUNTRY:
        described, is_country, _ = signature(tally_of(value), schema)
        return value != node and (is_country or not described)
    if predicate == LOCATED_IN:
        other = tally_of(value)
        is_place = signature(other, schema)[2]
        return value != node and is_place and tally[(predicate, value)] > other[(predicate, node)]
    return True


def _types(tally: Tally, schema: Schema) -> frozenset[Term]:
    """The classes of a node."""
    return schema.types(frozenset([(s[1], count) for s, count in tally.items() if s[0] == TYPE]))


def _local(term: Term) -> str:
    return term[1:-1].rpartition("#")[2]
