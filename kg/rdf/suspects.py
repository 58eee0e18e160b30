"""Which graphs and nodes of a store may be wrong, found without looking at each in Python.

The shapes are screened by SPARQL (`kg.rdf.screen`), the ontology's rules (`kg.ontology.consistency`) by what they can
only be broken by: a combination of classes that is wrong in itself, a term that does not exist, a property of a node
that has none of the classes it wants, and the few statements that containment and status depend on, which are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pyoxigraph as ox

from kg.ontology import vocab
from kg.ontology.consistency import check_graph
from kg.ontology.schema import Schema
from kg.rdf.screen import queries
from kg.rdf.slices import Layer, layer_of
from kg.rdf.terms import literal

__all__ = ["Suspect", "suspects"]

Suspect = tuple[str, str]
"""The IRI of a graph, empty for the default graph, and of a node."""

_READ = (
    vocab.LOCATED_IN, vocab.STATUS, vocab.ABOUT, vocab.CLAIMANT, vocab.STANCE, vocab.AGENT, vocab.PARTICIPANT,
    vocab.REPORTED_IN, vocab.MODALITY,
)  # fmt: skip
_BY_STATEMENTS = {"containment", "status"}


def suspects(store: ox.Store) -> set[Suspect]:
    """Every node that is wrong, and perhaps some that are not."""
    ways = (_by_shapes, _by_properties, _by_classes, _by_terms, _by_statements, _by_frame)
    # Oxigraph answers queries without holding Python up, so two ways can be gone at once.
    with ThreadPoolExecutor(max_workers=2) as pool:
        return set().union(*pool.map(lambda way: set(way(store)), ways))


def _by_shapes(store: ox.Store) -> Iterator[Suspect]:
    graphs: dict[Layer | None, str | None] = {Layer.ARTICLE: None, Layer.FACTS: None}
    own = {layer_of(g.value): g.value for g in store.named_graphs() if layer_of(g.value) in {Layer.LINKS, Layer.MERGES}}
    for layer, graph in {**graphs, **own}.items():
        if layer is not None:
            for query in queries(layer, graph):
                yield from _found(store, query, graph or "", layer)


def _found(store: ox.Store, query: str, graph: str, layer: Layer | None = None) -> Iterator[Suspect]:
    """The suspects that a query names by ``?this``, and ``?g`` where it asks for that."""
    for row in _rows(store, query):
        name = row["g"].value if "?g" in query.partition("{")[0] else graph
        if layer is None or layer is not Layer.ARTICLE or layer_of(name) is Layer.ARTICLE:
            yield name, str(row["this"].value)


def _everywhere_found(store: ox.Store, pattern: str) -> Iterator[Suspect]:
    """The nodes that match a pattern in any graph, the default graph among them."""
    yield from _found(store, f"SELECT DISTINCT ?g ?this {{ GRAPH ?g {{ {pattern} }} }}", "")
    yield from _found(store, f"SELECT DISTINCT ?this {{ {pattern} }}", "")


def _by_classes(store: ox.Store) -> Iterator[Suspect]:
    """Nodes of classes that exclude each other, or that lack a superclass. Combinations are few, nodes are many."""
    schema = Schema.load()
    own = {vocab.KG + name for name in schema.classes()}
    node = ox.NamedNode("urn:node")
    for where in ("GRAPH ?g { ?this a ?type }", "?this a ?type"):
        group = "?g ?this" if "?g" in where else "?this"
        inner = f"SELECT {group} (GROUP_CONCAT(STR(?type)) AS ?types) {{ {where} }} GROUP BY {group}"
        broken: list[str] = []
        for row in _rows(store, f"SELECT DISTINCT ?types {{ {{ {inner} }} }}"):
            types = {name for name in row["types"].value.split(" ") if name in own}
            triples = [ox.Triple(node, ox.NamedNode(vocab.RDF_TYPE), ox.NamedNode(name)) for name in types]
            if check_graph(triples, schema):
                broken.append(literal(row["types"].value))
        if not broken:
            continue
        query = f"SELECT {group} {{ {{ {inner} }} FILTER(?types IN ({', '.join(broken)})) }}"
        for graph, wrong in _found(store, query, ""):
            yield graph, wrong
            # What refers to it may be wrong for its classes, too.
            name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
            about = store.quads_for_pattern(None, None, ox.NamedNode(wrong), name)
            yield from ((graph, str(getattr(quad.subject, "value", ""))) for quad in about)


def _by_terms(store: ox.Store) -> Iterator[Suspect]:
    schema = Schema.load()
    known = {vocab.KG + name for name in (*schema.classes(), *schema.properties())}
    for pattern, variable in (("?s ?p ?o", "p"), ("?s a ?c", "c")):
        for where in (f"GRAPH ?g {{ {pattern} }}", pattern):
            for row in _rows(store, f"SELECT DISTINCT ?{variable} {{ {where} }}"):
                term = str(row[variable].value)
                if term.startswith(vocab.KG) and term not in known:
                    yield from _everywhere_found(store, f"?this {f'<{term}> ?o' if variable == 'p' else f'a <{term}>'}")


def _by_properties(store: ox.Store) -> Iterator[Suspect]:
    """Subjects of properties whose subject or object has classes, and none of those that the property wants."""
    schema = Schema.load()
    for name in schema.properties():
        for variable, allowed in (("?this", schema.domain(name)), ("?o", schema.range(name))):
            if allowed:
                lacks = " ".join(f"MINUS {{ {variable} a <{vocab.KG}{kind}> }}" for kind in allowed)
                pattern = f"{{ ?this <{vocab.KG}{name}> ?o }} {lacks}"
                # Whether it has a class at all is asked of the few that are left.
                typed = f"FILTER EXISTS {{ {variable} a ?any }}"
                inner = f"{{ SELECT ?g ?this ?o {{ GRAPH ?g {{ {pattern} }} }} }}"
                yield from _found(
                    store, f"SELECT DISTINCT ?g ?this {{ {inner} GRAPH ?g {{ ?this ?p ?o {typed} }} }}", ""
                )
                inner = f"{{ SELECT ?this ?o {{ {pattern} }} }}"
                yield from _found(store, f"SELECT DISTINCT ?this {{ {inner} {typed} }}", "")


def _by_statements(store: ox.Store) -> Iterator[Suspect]:
    """Nodes that lie in themselves, and events whose status does not follow from their claims."""
    graphs: dict[str, list[ox.Triple]] = defaultdict(list)
    for predicate in _READ:
        for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None, None):
            graphs[getattr(quad.graph_name, "value", "")].append(quad.triple)
    for graph, triples in graphs.items():
        for wrong in check_graph(triples):
            if wrong.rule in _BY_STATEMENTS:
                yield graph, wrong.node


def _rows(store: ox.Store, query: str) -> Iterator[ox.QuerySolution]:
    solutions = store.query(query)
    if not isinstance(solutions, ox.QuerySolutions):
        raise TypeError(f"not a SELECT query: {query}")
    return iter(solutions)


def _by_frame(store: ox.Store) -> Iterator[Suspect]:
    """Graphs that do not describe the article they are named after, or that speak of another."""
    described = {
        (row["g"].value, row["this"].value)
        for row in _rows(store, f"SELECT ?g ?this {{ GRAPH ?g {{ ?this a <{vocab.Article}> }} }}")
    }
    for name in store.named_graphs():
        if layer_of(name.value) is Layer.ARTICLE and (name.value, name.value) not in described:
            yield name.value, name.value
    other = f"?this <{vocab.REPORTED_IN}>|<{vocab.IN_ARTICLE}> ?article FILTER(?article != ?g)"
    yield from _found(store, f"SELECT DISTINCT ?g ?this {{ GRAPH ?g {{ {other} }} }}", "", Layer.ARTICLE)
