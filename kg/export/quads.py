"""RDF as a stream: N-Quads and TriG of the whole store, N-Triples and Turtle of the facts layer.

All of it is sorted, outside memory where it must be, so that the same store gives the same bytes everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import BinaryIO, cast

import pyoxigraph as ox

from kg.ontology.vocab import PREFIXES
from kg.store.protocol import Store
from kg.store.sorting import sorted_lines

__all__ = ["facts_as_n_triples", "n_quads", "trig", "turtle"]


def n_quads(store: Store, out: BinaryIO) -> None:
    """The whole store, the facts layer included, as sorted N-Quads."""
    store.dump(out)


def facts_as_n_triples(store: Store, out: BinaryIO) -> None:
    """The facts layer as sorted N-Triples."""
    _sorted_triples(store, None, out)


def turtle(store: Store, out: BinaryIO) -> None:
    """The facts layer as Turtle, a block a subject."""
    _serialize(_triples(store, None), ox.RdfFormat.TURTLE, store.base, out)


def trig(store: Store, out: BinaryIO) -> None:
    """The whole store as TriG: the facts layer, then each named graph, sorted by name."""
    _serialize(_quads(store), ox.RdfFormat.TRIG, store.base, out)


def _serialize(
    statements: Iterable[ox.Triple] | Iterable[ox.Quad], format_: ox.RdfFormat, base: str, out: BinaryIO
) -> None:
    """Oxigraph's serialization below a head of our own: its prefixes come in an order that changes from run to run."""
    out.write(f"@base <{base}> .\n".encode())
    out.writelines(f"@prefix {prefix}: <{iri}> .\n".encode() for prefix, iri in PREFIXES.items())
    out.write(b"\n")
    body = cast("BinaryIO", _WithoutHead(out))
    ox.serialize(statements, body, format=format_, prefixes=PREFIXES, base_iri=base)


class _WithoutHead:
    """Passes on what is written to it, the lines at the beginning that declare the base and prefixes excepted."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._held = b""
        self._in_head = True

    def write(self, data: bytes) -> int:
        if not self._in_head:
            return self._out.write(data)
        self._held += data
        while self._in_head and b"\n" in self._held:
            line, _, rest = self._held.partition(b"\n")
            if line.startswith((b"@base", b"@prefix")):
                self._held = rest
            else:
                self._in_head = False
        if not self._in_head:
            self._out.write(self._held)
        return len(data)

    def flush(self) -> None:
        self._out.flush()


def _quads(store: Store) -> Iterator[ox.Quad]:
    for triple in _triples(store, None):
        yield ox.Quad(triple.subject, triple.predicate, triple.object, ox.DefaultGraph())
    names = sorted(str(row["g"]) for row in store.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"))
    for name in names:
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
