"""Answers as text: tables for people, CSV, TSV, JSON and XML for the next program, RDF for graphs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import BinaryIO

import pyoxigraph as ox

from kg.errors import QueryError
from kg.ontology.vocab import PREFIXES
from kg.query.prefixes import shorten
from kg.query.run import Answer

__all__ = ["FORMATS", "format_of", "write"]

_TABLES = ("table", "md")
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
}
FORMATS = (*_TABLES, *_RESULTS, *_GRAPHS)
_ENDINGS = {"srj": "json", "srx": "xml", "turtle": "ttl", "txt": "table"}


def format_of(flag: str | None, ending: str) -> str | None:
    """The format that a flag, else a file's ending, asks for; `None` where neither does."""
    if flag is not None:
        return flag
    name = _ENDINGS.get(ending, ending)
    return name if name in FORMATS else None


def write(
    answer: Answer, out: BinaryIO, name: str | None, *, limit: int | None = None, width: int | None = None
) -> int:
    """Write `answer` to `out` and return the number of rows or triples.

    `name` is one of `FORMATS`; by default a table, and Turtle for graphs. `limit` cuts rows, `width` the lines of a
    table (columns of a terminal). Raises `QueryError` if the format does not fit the kind of answer.
    """
    if isinstance(answer, ox.QueryTriples):
        return _write_graph(answer, out, name or "ttl", limit)
    chosen = name or "table"
    if chosen in _GRAPHS:
        raise QueryError(f"format {chosen!r} is for graphs (CONSTRUCT, DESCRIBE); this query answers with a table")
    if isinstance(answer, ox.QueryBoolean):
        if chosen in _TABLES:
            out.write(b"true\n" if answer else b"false\n")
        else:
            answer.serialize(out, format=_RESULTS[chosen])
        return 1
    if chosen in _RESULTS and limit is None:
        answer.serialize(out, format=_RESULTS[chosen])
        return -1
    return _write_rows(answer, out, chosen, limit, width)


def _write_graph(answer: ox.QueryTriples, out: BinaryIO, name: str, limit: int | None) -> int:
    if name not in _GRAPHS:
        raise QueryError(f"format {name!r} is for tables; this query answers with a graph: use {', '.join(_GRAPHS)}")
    triples = list(islice(answer, limit))
    ox.serialize(sorted(triples, key=str), out, format=_GRAPHS[name], prefixes=PREFIXES)
    return len(triples)


def _write_rows(answer: ox.QuerySolutions, out: BinaryIO, name: str, limit: int | None, width: int | None) -> int:
    headers = [variable.value for variable in answer.variables]
    rows = [[_cell(row[header], name) for header in headers] for row in islice(answer, limit)]
    match name:
        case "table":
            text = _table(headers, rows, width)
        case "md":
            text = _markdown(headers, rows)
        case "csv" | "tsv":
            text = _separated(headers, rows, "," if name == "csv" else "\t")
        case _:
            raise QueryError(f"--limit does not go with format {name!r}; put LIMIT into the query")
    out.write(text.encode())
    return len(rows)


def _cell(term: object, name: str) -> str:
    match term:
        case None:
            return ""
        case ox.NamedNode():
            return shorten(term.value) if name in _TABLES else term.value
        case ox.Literal():
            return " ".join(term.value.split()) if name in _TABLES else term.value
    return str(term)


# --- tables --------------------------------------------------------------------------------------------------------


def _cells(char: str) -> int:
    """Terminal columns of a character: none for marks and invisible ones, two for wide ones."""
    if unicodedata.combining(char) or unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _columns(text: str) -> int:
    return len(text) if text.isascii() else sum(map(_cells, text))


def _fit(text: str, width: int) -> str:
    """`text` in exactly `width` columns: padded, or cut with an ellipsis."""
    columns = _columns(text)
    if columns <= width:
        return text + " " * (width - columns)
    kept, used = [], 0
    for char in text:
        if used + _cells(char) > width - 1:
            break
        kept.append(char)
        used += _cells(char)
    return "".join(kept) + "…" + " " * (width - 1 - used)


def _widths(headers: Sequence[str], rows: Iterable[Sequence[str]], width: int | None) -> list[int]:
    """The columns' widths; where a terminal is too narrow, the widest give way first."""
    table = [headers, *rows]
    natural = [max(_columns(row[i]) for row in table) for i in range(len(headers))]
    if width is None:
        return natural
    room = width - 2 * (len(headers) - 1)
    widths = list(natural)
    while sum(widths) > room and max(widths) > 8:
        widths[widths.index(max(widths))] -= 1
    return widths


_ISOLATE, _END = "\u2068", "\u2069"
"""First-strong isolate and its end: each cell keeps its own direction, so that Arabic cells don't swap columns."""


def _table(headers: Sequence[str], rows: Sequence[Sequence[str]], width: int | None) -> str:
    widths = _widths(headers, rows, width)
    lines = [headers, ["─" * w for w in widths], *rows]
    return "".join(
        "  ".join(_directed(cell, w) for cell, w in zip(line, widths, strict=True)).rstrip() + "\n" for line in lines
    )


def _directed(cell: str, width: int) -> str:
    fitted = _fit(cell, width)
    if cell.isascii() or not any(unicodedata.bidirectional(ch) in {"R", "AL"} for ch in cell):
        return fitted
    content = fitted.rstrip(" ")
    return f"{_ISOLATE}{content}{_END}{' ' * (len(fitted) - len(content))}\u200e"


def _markdown(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headers, ["---"] * len(headers), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _separated(headers: Sequence[str], rows: Iterable[Sequence[str]], separator: str) -> str:
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n" if separator == "," else "\n")
    writer.writerows([headers, *rows])
    return text.getvalue()
