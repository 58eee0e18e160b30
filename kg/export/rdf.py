"""JSON-LD by rdflib (https://rdflib.readthedocs.io): compacted with a context that is made from the ontology.

Oxigraph writes JSON-LD too, but with a context of prefixes alone: each reference is an object, each key a prefixed
name. With a context of terms the facts read like plain JSON: ``"status": "Contested"``.
"""

from __future__ import annotations

import io
import json
from typing import Any, BinaryIO

from rdflib import Graph

from kg.export.quads import facts_as_n_triples
from kg.ontology import vocab
from kg.store.protocol import Store

__all__ = ["json_ld"]

_OUTER = {
    "label": {"@id": vocab.RDFS_LABEL},
    "altLabel": {"@id": vocab.SKOS_ALT_LABEL},
    "sameAs": {"@id": vocab.OWL_SAME_AS, "@type": "@id"},
    "exactMatch": {"@id": vocab.SKOS_EXACT_MATCH, "@type": "@id"},
    "identifier": {"@id": vocab.DCTERMS_IDENTIFIER},
    "title": {"@id": vocab.DCTERMS_TITLE},
    "issued": {"@id": vocab.DCTERMS_ISSUED},
    "publisher": {"@id": vocab.DCTERMS_PUBLISHER},
    "source": {"@id": vocab.DCTERMS_SOURCE, "@type": vocab.XSD_ANY_URI},
    "language": {"@id": vocab.DCTERMS_LANGUAGE},
    "hasGeometry": {"@id": vocab.GEO_HAS_GEOMETRY, "@type": "@id"},
    "asWKT": {"@id": vocab.GEO_AS_WKT, "@type": vocab.GEO_WKT_LITERAL},
}
"""Terms of other vocabularies that the facts layer uses."""


def json_ld(store: Store, out: BinaryIO, *, same_as: bool = False) -> None:
    """The facts layer as compacted JSON-LD 1.1. It is held in memory as a whole, some 2 KB a triple."""
    lines = io.BytesIO()
    facts_as_n_triples(store, lines, same_as=same_as)
    graph = Graph()
    graph.parse(data=lines.getvalue(), format="nt")
    text = graph.serialize(format="json-ld", context=_context(store), auto_compact=False)
    document = json.loads(text)
    # rdflib keeps its triples in sets; sorted here, the same graph is the same bytes.
    document["@graph"] = sorted(
        ({key: _sorted(value) for key, value in node.items()} for node in document["@graph"]), key=_id
    )
    out.write(json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True).encode())
    out.write(b"\n")


def _id(node: dict[str, Any]) -> str:
    return str(node["id"])


def _sorted(value: Any) -> Any:  # JSON has no common type
    return sorted(value, key=json.dumps) if isinstance(value, list) else value


def _context(store: Store) -> dict[str, Any]:
    """Classes, individuals and properties of the ontology by their local names; references as plain strings."""
    ontology = f"<{store.base}graph/ontology>"
    context: dict[str, Any] = {"kg": vocab.KG, "xsd": vocab.XSD, "id": "@id", "type": "@type"}
    rows = store.query(
        f"PREFIX owl: <{vocab.OWL}> SELECT DISTINCT ?term ?kind {{ GRAPH {ontology} {{ ?term a ?kind ."
        f" VALUES ?kind {{ owl:Class owl:ObjectProperty owl:DatatypeProperty owl:NamedIndividual }} }} }}"
    )
    for row in rows:
        term, kind = row["term"].value, row["kind"].value
        if term.startswith(vocab.KG):
            is_reference = kind == f"{vocab.OWL}ObjectProperty"
            name = vocab.local_name(term)
            context[name] = {"@id": term, "@type": "@vocab"} if is_reference else {"@id": term}
    return {**context, **_OUTER}
