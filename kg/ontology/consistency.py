"""Whether a graph agrees with the ontology: what SHACL's core can't say.

Five rules: every term of the ontology's namespace exists; types are stated up the class hierarchy; no node is of
classes that exclude each other, by its types or by its properties' domains and ranges; nothing lies inside itself;
and `kg:status` follows from the claims. The rules work on one graph in memory, in time linear in its triples.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import pyoxigraph

from kg.ontology import vocab
from kg.ontology.schema import Schema
from kg.ontology.status import derive_status
from kg.ontology.vocab import local_name

__all__ = ["Inconsistency", "check_graph"]

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, order=True)
class Inconsistency:
    """One disagreement of a graph with the ontology."""

    node: str
    """The IRI of the node that is wrong."""
    rule: str
    """``term``, ``types``, ``disjoint``, ``containment`` or ``status``."""
    message: str
    path: str = ""
    """The IRI of the property concerned, if one is."""
    value: str = ""


class _Graph:
    """The triples of one graph by node, as the rules need them."""

    def __init__(self, triples: Iterable[pyoxigraph.Triple], schema: Schema) -> None:
        self.types: dict[str, set[str]] = defaultdict(set)
        self.objects: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples:
            if isinstance(triple.object, pyoxigraph.Triple) or isinstance(triple.subject, pyoxigraph.Triple):
                continue
            subject, predicate, value = triple.subject.value, triple.predicate.value, triple.object.value
            if predicate == vocab.RDF_TYPE:
                self.types[subject].add(value)
            elif predicate.startswith(vocab.KG):
                self.objects[predicate][subject].append(value)
        known = {vocab.KG + name: name for name in schema.classes()}
        self.classes = {node: frozenset(known[t] for t in types if t in known) for node, types in self.types.items()}

    def values(self, predicate: str, subject: str) -> list[str]:
        """The objects of one property of one node."""
        return self.objects[predicate].get(subject, [])


def check_graph(triples: Iterable[pyoxigraph.Triple], schema: Schema | None = None) -> tuple[Inconsistency, ...]:
    """Every disagreement of one graph (an article's, or the facts layer) with the ontology, sorted."""
    schema = schema or Schema.load()
    graph = _Graph(triples, schema)
    rules = (_terms(graph, schema), _types(graph, schema), _disjoint(graph, schema), _containment(graph))
    return tuple(sorted({found for rule in (*rules, _status(graph)) for found in rule}))


def _kg(name: str) -> str:
    return f"kg:{name}"


def _terms(graph: _Graph, schema: Schema) -> Iterator[Inconsistency]:
    known = {vocab.KG + name for name in (*schema.classes(), *schema.properties())}
    for node, types in graph.types.items():
        for iri in types:
            if iri.startswith(vocab.KG) and iri not in known:
                yield Inconsistency(node, "term", f"The ontology has no class {_kg(local_name(iri))}.", "", iri)
    for predicate, subjects in graph.objects.items():
        if predicate not in known:
            message = f"The ontology has no property {_kg(local_name(predicate))}."
            yield from (Inconsistency(node, "term", message, predicate) for node in subjects)


def _types(graph: _Graph, schema: Schema) -> Iterator[Inconsistency]:
    for node, stated in graph.classes.items():
        missing = {(name, up) for name in stated for up in schema.ancestors(name) if up not in stated}
        for name, ancestor in missing:
            message = f"A {_kg(name)} must also be stated to be a {_kg(ancestor)}."
            yield Inconsistency(node, "types", message, vocab.RDF_TYPE, vocab.KG + ancestor)


def _disjoint(graph: _Graph, schema: Schema) -> Iterator[Inconsistency]:
    @cache
    def clash(stated: frozenset[str]) -> tuple[str, str] | None:
        """The most specific two of the classes that exclude each other."""
        ordered = sorted(stated, key=lambda name: (-len(schema.ancestors(name)), name))
        return next((pair for pair in combinations(ordered, 2) if schema.disjoint(*pair)), None)

    @cache
    def excluding(stated: frozenset[str], allowed: tuple[str, ...]) -> str | None:
        """The first of the `stated` classes that excludes all that are `allowed`."""
        candidates = sorted(stated) if allowed else ()
        return next((own for own in candidates if all(schema.disjoint(own, name) for name in allowed)), None)

    for node, stated in graph.classes.items():
        if pair := clash(stated):
            message = f"Nothing can be both a {_kg(pair[0])} and a {_kg(pair[1])}."
            yield Inconsistency(node, "disjoint", message, vocab.RDF_TYPE, vocab.KG + pair[1])
    for predicate in schema.properties():
        domain, allowed = schema.domain(predicate), schema.range(predicate)
        for subject, values in graph.objects.get(vocab.KG + predicate, {}).items():
            if own := excluding(graph.classes.get(subject, _NONE), domain):
                message = f"The subject of {_kg(predicate)} is a {_either(domain)}, which a {_kg(own)} can't be."
                yield Inconsistency(subject, "disjoint", message, vocab.KG + predicate)
            for value in values:
                if own := excluding(graph.classes.get(value, _NONE), allowed):
                    message = f"The object of {_kg(predicate)} is a {_either(allowed)}, which a {_kg(own)} can't be."
                    yield Inconsistency(subject, "disjoint", message, vocab.KG + predicate, value)


def _either(names: tuple[str, ...]) -> str:
    return " or ".join(_kg(name) for name in names)


def _containment(graph: _Graph) -> Iterator[Inconsistency]:
    inside = graph.objects.get(vocab.LOCATED_IN, {})
    for node in inside:
        reached, queue = set(), [node]
        while queue:
            for outer in inside.get(queue.pop(), ()):
                if outer not in reached:
                    reached.add(outer)
                    queue.append(outer)
        if node in reached:
            yield Inconsistency(node, "containment", "This place lies inside itself, by way of kg:locatedIn.")


def _status(graph: _Graph) -> Iterator[Inconsistency]:
    claims: dict[str, list[str]] = defaultdict(list)
    for claim, events in graph.objects.get(vocab.ABOUT, {}).items():
        for event in events:
            claims[event].append(claim)
    for event, stated in graph.objects.get(vocab.STATUS, {}).items():
        by_stance: dict[str, list[str | None]] = {vocab.Asserts: [], vocab.Denies: []}
        heard: set[str] = set()
        for claim in claims[event]:
            claimant = next(iter(graph.values(vocab.CLAIMANT, claim)), None)
            for stance in graph.values(vocab.STANCE, claim):
                by_stance.setdefault(stance, []).append(claimant)
            heard.update(graph.values(vocab.REPORTED_IN, claim))
        expected = derive_status(
            by_stance[vocab.Asserts],
            by_stance[vocab.Denies],
            parties={*graph.values(vocab.AGENT, event), *graph.values(vocab.PARTICIPANT, event)},
            own_voice=not heard.issuperset(graph.values(vocab.REPORTED_IN, event)),
            modality=next(iter(graph.values(vocab.MODALITY, event)), vocab.Actual),
        )
        for status in stated:
            if status != expected:
                names = _kg(local_name(expected)), _kg(local_name(status))
                message = f"Its claims make this event {names[0]}, not {names[1]}."
                yield Inconsistency(event, "status", message, vocab.STATUS, status)
