"""What a store holds, counted."""

from __future__ import annotations

import pyoxigraph as ox

from kg.ontology import vocab
from kg.store.protocol import Statistics

__all__ = ["counted"]

_PREFIXES = f"PREFIX kg: <{vocab.KG}> PREFIX skos: <{vocab.SKOS}>"


def counted(store: ox.Store) -> Statistics:
    """The counts of a store."""

    def count(pattern: str) -> int:
        solutions = store.query(f"{_PREFIXES} SELECT (COUNT(*) AS ?n) {{ {pattern} }}")
        if not isinstance(solutions, ox.QuerySolutions):
            raise TypeError(f"no pattern of a SELECT query: {pattern}")
        return int(next(iter(solutions))["n"].value)

    return Statistics(
        articles=count("?x a kg:Article"),
        entities=count("?x a kg:Entity"),
        events=count("?x a kg:Event"),
        claims=count("?x a kg:Claim"),
        mentions=count("GRAPH ?g { ?x a kg:Mention }"),
        linked=count("{ SELECT DISTINCT ?x { ?x a kg:Entity ; skos:exactMatch ?item } }"),
        quads=len(store),
    )
