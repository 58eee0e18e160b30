"""RDF as a stream: N-Quads and TriG of the whole store, N-Triples and Turtle of the facts layer.

All of it is sorted, outside memory where it must be, so that the same store gives the same bytes everywhere.

With `same_as` the facts layer also states ``owl:sameAs`` wherever it states ``skos:exactMatch``, for reasoners that
follow no other property. The store itself never says so: sameAs makes all that is said of an item said of the entity.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import BinaryIO, cast

import pyoxigraph as ox

from kg.ontology.vocab import OWL_SAME_AS, PREFIXES, SKOS_EXACT_MATCH
from kg.store.protocol import Store
from kg.store.sorting import sorted_lines
from kg.store.turtle import serialize

__all__ = ["facts_as_n_triples", "n_quads", "trig", "turtle"]

_SAME_AS = f"?s <{SKOS_EXACT_MATCH}> ?o BIND(<{OWL_SAME_AS}> AS ?p)"


def n_quads(store: Store, out: BinaryIO, *, texts: bool = False, same_as: bool = False) -> None:
    """The whole store, the facts layer included, as sorted N-Quads; with `texts` also the texts of articles."""
    if not same_as:
        store.dump(out, texts=texts)
        return
    with TemporaryFile() as whole, TemporaryFile() as added:
        store.dump(cast("BinaryIO", whole), texts=texts)
        answer = store.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {_SAME_AS} }}")
        sorted_lines(lambda file: answer.serialize(file, format=ox.RdfFormat.N_TRIPLES), cast("BinaryIO", added))
        whole.seek(0)
        added.seek(0)
        out.writelines(heapq.merge(whole, added))


def facts_as_n_triples(store: Store, out: BinaryIO, *, same_as: bool = False) -> None:
    """The facts layer as sorted N-Triples."""
    _sorted_triples(store, None, out, same_as=same_as)


def turtle(store: Store, out: BinaryIO, *, same_as: bool = False) -> None:
    """The facts layer as Turtle, a block a subject."""
    serialize(_triples(store, None, same_as=same_as), out, ox.RdfFormat.TURTLE, base=store.base, prefixes=PREFIXES)


def trig(store: Store, out: BinaryIO, *, texts: bool = False, same_as: bool = False) -> None:
    """The whole store as TriG: the facts layer, then each named graph but that of the runs, sorted by name; with
    `texts` also the texts of articles.
    """
    quads = _quads(store, texts=texts, same_as=same_as)
    serialize(quads, out, ox.RdfFormat.TRIG, base=store.base, prefixes=PREFIXES)


def _quads(store: Store, *, texts: bool, same_as: bool) -> Iterator[ox.Quad]:
    for triple in _triples(store, None, same_as=same_as):
        yield ox.Quad(triple.subject, triple.predicate, triple.object, ox.DefaultGraph())
    names = sorted(str(row["g"]) for row in store.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"))
    left_out = {f"<{store.base}graph/{graph}>" for graph in ("runs", *(() if texts else ("texts",)))}
    for name in names:
        if name in left_out:
            continue
        graph = ox.NamedNode(name[1:-1])
        for triple in _triples(store, name):
            yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def _triples(store: Store, graph: str | None, *, same_as: bool = False) -> Iterator[ox.Triple]:
    with TemporaryFile() as file:
        _sorted_triples(store, graph, cast("BinaryIO", file), same_as=same_as)
        file.seek(0)
        for quad in ox.parse(file, format=ox.RdfFormat.N_TRIPLES):
            yield quad.triple


def _sorted_triples(store: Store, graph: str | None, out: BinaryIO, *, same_as: bool = False) -> None:
    """The triples of a named graph (its IRI in angle brackets), or of the default graph, as sorted N-Triples."""
    pattern = "?s ?p ?o" if graph is None else f"GRAPH {graph} {{ ?s ?p ?o }}"
    if same_as:
        pattern = f"{{ {pattern} }} UNION {{ {_SAME_AS} }}"
    answer = store.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}")
    sorted_lines(lambda file: answer.serialize(file, format=ox.RdfFormat.N_TRIPLES), out)
