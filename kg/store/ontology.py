"""The store's copy of the ontology, in a graph of its own. It also tells which base IRI a store was made with."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox

from kg.ontology import vocab
from kg.rdf.terms import Term
from kg.resources import ontology_dir

__all__ = ["known_base", "statements", "statements_in"]

_FILES = ("kg.ttl", "alignments.ttl")
_GRAPH = "graph/ontology"


def known_base(store: ox.Store) -> str | None:
    """The base that a store was made with; `None` for one that Khabar did not make."""
    pattern = ox.NamedNode(vocab.ONTOLOGY), ox.NamedNode(vocab.RDF_TYPE), ox.NamedNode(vocab.OWL_ONTOLOGY)
    for quad in store.quads_for_pattern(*pattern, None):
        name = getattr(quad.graph_name, "value", "")
        if name.endswith(_GRAPH):
            return str(name[: -len(_GRAPH)])
    return None


@cache
def statements() -> frozenset[tuple[Term, Term, Term]]:
    """What the files of the ontology say. Anonymous classes (unions in domains) stay there: no blank nodes."""
    triples = (triple for name in _FILES for triple in ox.parse(path=ontology_dir() / name))
    return frozenset(
        (str(t.subject), str(t.predicate), str(t.object))
        for t in triples
        if isinstance(t.subject, ox.NamedNode) and isinstance(t.object, ox.NamedNode | ox.Literal)
    )


def statements_in(store: ox.Store, graph: str) -> set[tuple[Term, Term, Term]]:
    """What a store has of the ontology."""
    quads = store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
    return {(str(q.subject), str(q.predicate), str(q.object)) for q in quads}
