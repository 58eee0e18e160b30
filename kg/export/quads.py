"""RDF as a stream: N-Quads and TriG of the whole store, N-Triples and Turtle of the facts layer.

All of it is sorted, outside memory where it must be, so that the same store gives the same bytes everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import BinaryIO, cast

import pyoxigraph as ox

from kg.ontology.vocab import PREFIXES
from kg.store.protocol import Store
from kg.store.sorting import sorted_lines
from kg.store.turtle import serialize

__all__ = ["facts_as_n_triples", "n_quads", "trig", "turtle"]


def n_quads(store: Store, out: BinaryIO, *, texts: bool = False) -> None:
    """The whole store, the facts layer included, as sorted N-Quads; with `texts` also the texts of articles."""
    store.dump(out, texts=texts)


def facts_as_n_triples(store: Store, out: BinaryIO) -> None:
    """The facts layer as sorted N-Triples."""
    _sorted_triples(store, None, out)


def turtle(store: Store, out: BinaryIO) -> None:
    """The facts layer as Turtle, a block a subject."""
    serialize(_triples(store, None), out, ox.RdfFormat.TURTLE, base=store.base, prefixes=PREFIXES)


def trig(store: Store, out: BinaryIO, *, texts: bool = False) -> None:
    """The whole store as TriG: the facts layer, then each named graph but that of the runs, sorted by name; with
    `texts` also the texts of articles.
    """
    serialize(_quads(store, texts=texts), out, ox.RdfFormat.TRIG, base=store.base, prefixes=PREFIXES)


def _quads(store: Store, *, texts: bool) -> Iterator[ox.Quad]:
    for triple in _triples(store, None):
        yield ox.Quad(triple.subject, triple.predicate, triple.object, ox.DefaultGraph())
    names = sorted(str(row["g"]) for row in store.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"))
    left_out = {f"<{store.base}graph/{graph}>" for graph in ("runs", *(() if texts else ("texts",)))}
    for name in names:
        if name in left_out:
            continue
        graph = ox.NamedNode(name[1:-1])
        for triple in _triples(store, name):
            yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _triples(store: Store, graph: str | None) -> Iterator[ox.Triple]:
    with TemporaryFile() as file:
        _sorted_triples(store, graph, cast("BinaryIO", file))
        file.seek(0)
        for quad in ox.parse(file, format=ox.RdfFormat.N_TRIPLES):
            yield quad.triple


def _sorted_triples(store: Store, graph: str | None, out: BinaryIO) -> None:
    """The triples of a named graph (its IRI in angle brackets), or of the default graph, as sorted N-Triples."""
    pattern = "?s ?p ?o" if graph is None else f"GRAPH {graph} {{ ?s ?p ?o }}"
    answer = store.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}")
    sorted_lines(lambda file: answer.serialize(file, format=ox.RdfFormat.N_TRIPLES), out)
