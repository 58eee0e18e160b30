"""Answers as text: tables for people; CSV, TSV, JSON and XML for the next program; RDF for graphs."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

import pyoxigraph as ox

from kg.errors import QueryError
from kg.ontology.vocab import PREFIXES
from kg.query.prefixes import shorten
from kg.query.record import Record
from kg.query.run import Answer

TYPE_CHECKING = False  # as the type checker reads it; the name in `typing` costs the import of that module
if TYPE_CHECKING:
    from typing import BinaryIO, TypeVar

    _Item = TypeVar("_Item")

__all__ = ["FORMATS", "Layout", "format_of", "write"]

_FOR_PEOPLE = ("table", "md")
_RESULTS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
_GRAPHS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
FORMATS = (*_FOR_PEOPLE, *_RESULTS, *_GRAPHS)
_ENDINGS = {"rdf": "rdfxml", "srj": "json", "srx": "xml", "turtle": "ttl", "txt": "table"}


class Layout(Record):
    """How an answer is laid out.

    IRIs under `base` are shown relative to it in tables. `limit` rows or triples at most are shown, `offset` are left
    out before. A table takes `width` columns; `None` for as many as it needs. `isolate` puts its cells with Arabic into
    bidirectional isolates.
    """

    __slots__ = ("base", "colour", "isolate", "limit", "offset", "width")

    def __init__(
        self,
        base: str | None = None,
        *,
        limit: int | None = None,
        offset: int = 0,
        width: int | None = None,
        isolate: bool = True,
        colour: bool = False,
    ) -> None:
        self.base = base
        self.limit = limit
        self.offset = offset
        self.width = width
        self.isolate = isolate
        self.colour = colour


def format_of(flag: str | None, ending: str) -> str | None:
    """The format that a flag, else a file's ending, asks for; `None` where neither does."""
    name = flag or _ENDINGS.get(ending, ending)
    return name if name in FORMATS else None


def write(answer: Answer, out: BinaryIO, name: str | None, layout: Layout | None = None) -> int | None:
    """Write `answer` to `out` and return the number of rows or triples, or `None` where they were not counted.

    `name` is one of `FORMATS`; by default a table, and Turtle for graphs. Raises `QueryError` if the format does not
    fit the kind of answer, or if the answer breaks off.
    """
    layout = layout or Layout()
    try:
        if isinstance(answer, ox.QueryTriples):
            return _write_graph(answer, out, name or "ttl", layout)
        if (name or "table") in _GRAPHS:
            raise QueryError(f"format {name!r} is for graphs (CONSTRUCT, DESCRIBE); this query answers with a table")
        if isinstance(answer, ox.QueryBoolean):
            return _write_boolean(answer, out, name or "table")
        return _write_rows(answer, out, name or "table", layout)
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"the answer broke off: {error}") from error


def _write_graph(answer: ox.QueryTriples, out: BinaryIO, name: str, layout: Layout) -> int:
    if name not in _GRAPHS:
        raise QueryError(f"format {name!r} is for tables; this query answers with a graph: use {', '.join(_GRAPHS)}")
    triples = sorted(set(_part(answer, layout)), key=str)
    if name == "ttl":
        from kg.store.turtle import serialize

        text = "".join(map(str, triples))
        used = {prefix: iri for prefix, iri in PREFIXES.items() if f"<{iri}" in text}
        serialize(triples, out, ox.RdfFormat.TURTLE, base=layout.base, prefixes=used)
    else:
        ox.serialize(triples, out, format=_GRAPHS[name], prefixes=PREFIXES)
    return len(triples)


def _write_boolean(answer: ox.QueryBoolean, out: BinaryIO, name: str) -> int:
    if name in _FOR_PEOPLE:
        out.write(b"true\n" if answer else b"false\n")
    else:
        answer.serialize(out, format=_RESULTS[name])
    return 1


def _write_rows(answer: ox.QuerySolutions, out: BinaryIO, name: str, layout: Layout) -> int | None:
    headers = [variable.value for variable in answer.variables]
    if name in _RESULTS:
        whole = layout.limit is None and not layout.offset
        shown = answer if whole else _cut(_part(answer, layout), headers)
        shown.serialize(out, format=_RESULTS[name])
        return None
    from kg.query.table import draw, markdown

    rows = [[_cell(row[header], layout) for header in headers] for row in _part(answer, layout)]
    if name == "md":
        text = markdown(headers, rows)
    else:
        text = draw(headers, rows, width=layout.width, isolate=layout.isolate, colour=layout.colour)
    out.write(text.encode())
    return len(rows)


def _part(answer: Iterable[_Item], layout: Layout) -> Iterable[_Item]:
    """The rows or triples that the layout asks for."""
    return islice(answer, layout.offset, None if layout.limit is None else layout.offset + layout.limit)


def _cut(rows: Iterable[ox.QuerySolution], headers: list[str]) -> ox.QuerySolutions:
    """Some rows as an answer of their own: Oxigraph makes one by reading it, and TSV holds terms as they are."""
    lines = ["\t".join(f"?{header}" for header in headers)]
    lines += ["\t".join("" if term is None else str(term).replace("\t", "\\t") for term in row) for row in rows]
    text = "".join(f"{line}\n" for line in lines).encode()
    cut = ox.parse_query_results(text, format=ox.QueryResultsFormat.TSV)
    assert isinstance(cut, ox.QuerySolutions)  # noqa: S101 - what a table in TSV is read as
    return cut


def _cell(term: object, layout: Layout) -> str:
    match term:
        case None:
            return ""
        case ox.NamedNode():
            return shorten(term.value, layout.base)
        case ox.Literal():
            return " ".join(term.value.split())
    return str(term)
