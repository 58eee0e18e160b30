"""Queries that ask another SPARQL service too: SERVICE (https://www.w3.org/TR/sparql11-federated-query/).

Oxigraph sends the pattern of a SERVICE clause as it stands, without what the rest of the query has found, and a public
service ends what is not narrowed. So a saved query says ``#+ join: item linked_attacks``: the values of ``?item`` are
those of that column of another saved query, which is asked first, with the same parameters (a bind join). They take the
place of its ``VALUES ?item { UNDEF }``, which stands inside the SERVICE clause.

`KG_WIKIDATA_SPARQL` names another service to ask where a query names that of Wikidata: a mirror, say.
"""

from __future__ import annotations

import os
import re

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query.binding import STRINGS

__all__ = ["WIKIDATA", "directed", "is_federated", "localised", "whole"]

WIKIDATA = "https://query.wikidata.org/sparql"
"""The SPARQL service of Wikidata (https://www.mediawiki.org/wiki/Wikidata_Query_Service)."""

_Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
_TOKENS = re.compile(
    "|".join(
        (
            *STRINGS,
            r'(?P<before>(?<![\w:?$-])SERVICE\s+(?:SILENT\s+)?)(?P<service><[^<>"{}|^`\\\x00-\x20]*>|[?$]?[\w:-]+)',
            r'<[^<>"{}|^`\\\x00-\x20]*>',
            r"#[^\n\r]*",
        )
    ),
    re.IGNORECASE | re.DOTALL,
)


def is_federated(query: str) -> bool:
    """Whether `query` asks another service."""
    return any(match["before"] for match in _TOKENS.finditer(query))


def directed(query: str) -> str:
    """`query` with the service that `KG_WIKIDATA_SPARQL` names in the place of Wikidata's.

    Raises `QueryError` if the variable is set to what is no IRI.
    """
    other = os.environ.get("KG_WIKIDATA_SPARQL", "")
    if not other:
        return query
    try:
        target = str(ox.NamedNode(other))
    except ValueError as error:
        raise QueryError(f"KG_WIKIDATA_SPARQL is the address of a SPARQL service, not {other!r}: {error}") from error
    return _TOKENS.sub(lambda m: m["before"] + target if m["service"] == f"<{WIKIDATA}>" else m[0], query)


def localised(query: str) -> str:
    """`query` with graphs for services: it can be parsed, and run on an empty store, without asking anybody.

    No character moves, so that positions of errors stay.
    """
    return _TOKENS.sub(lambda m: m[0] if m["before"] is None else _as_graph(m["before"]) + m["service"], query)


def whole(answer: _Answer) -> _Answer:
    """`answer`, read to its end: a service that fails halfway fails before a part of the answer is shown.

    Raises `OSError` or `RuntimeError` if a service can't be reached, or does not answer with results of SPARQL.
    """
    if isinstance(answer, ox.QueryBoolean):
        return answer
    if isinstance(answer, ox.QueryTriples):
        triples = ox.Store()
        triples.extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in answer)
        read: _Answer = triples.query("CONSTRUCT WHERE { ?s ?p ?o }")
        return read
    rows = answer.serialize(format=ox.QueryResultsFormat.JSON)
    return ox.parse_query_results(rows or b"", format=ox.QueryResultsFormat.JSON)


def _as_graph(before: str) -> str:
    return "GRAPH" + re.sub(r"\S", " ", before[len("GRAPH") :])
