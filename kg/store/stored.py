"""Terms as a store gives them back: Oxigraph keeps numbers and times by value, and writes ``0.200`` as ``0.2``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

import pyoxigraph as ox

from kg.ontology.vocab import XSD
from kg.rdf.terms import DEFAULT_GRAPH, Quad, Term, Triple

__all__ = ["as_stored", "stored_facts"]

_BY_VALUE = f'"^^<{XSD}'


def as_stored(quads: Iterable[Quad]) -> Iterator[Quad]:
    """`quads` as they would come back from a store."""
    for quad in quads:
        s, p, o, g = quad
        yield (s, p, _literal(o), g) if _BY_VALUE in o else quad


def stored_facts(triples: Iterable[Triple]) -> frozenset[Quad]:
    """`triples` as they would come back from the default graph of a store."""
    return frozenset([(s, p, _literal(o) if _BY_VALUE in o else o, DEFAULT_GRAPH) for s, p, o in triples])


@lru_cache(maxsize=10_000)
def _literal(term: Term) -> Term:
    store = ox.Store()
    store.load(f"<x:s> <x:p> {term} .".encode(), ox.RdfFormat.N_TRIPLES)
    return next((str(quad.object) for quad in store), term)
