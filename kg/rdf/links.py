"""The link of an entity as triples of the links graph: the record of the match, and what is known of the item.

A record has the terms of SSSOM (https://w3id.org/sssom) beside our own. An entity that is no item, or of which that is
not known, has a record too, with ``sssom:NoTermFound`` as item and the candidates that were considered.

All of it is said of the article's own entity. The facts layer carries it to the canonical node, so that a link that is
gone leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Link
from kg.ontology import vocab
from kg.ontology.schema import Schema
from kg.rdf.iris import Minter, digest
from kg.rdf.terms import Term, Triple, iri, literal, typed

__all__ = ["link_triples"]

_TYPE, _LABEL = iri(vocab.RDF_TYPE), iri(vocab.RDFS_LABEL)
_ITEM, _CONFIDENCE = iri(vocab.ITEM), iri(vocab.CONFIDENCE)
_ENTITY_KINDS = ("Location", "Facility")


def link_triples(link: Link, kind: str, entity: Term, record: str, mint: Minter, schema: Schema) -> Iterator[Triple]:
    """What a link brings: its record under the IRI `record`, and what it says of `entity`, of the class `kind`."""
    yield from _record(link, entity, record)
    for item in _items(link.qid, link.geonames):
        yield entity, iri(vocab.SKOS_EXACT_MATCH), item
    if link.inside_qid:
        yield entity, iri(vocab.SKOS_BROAD_MATCH), iri(f"{vocab.WD}{link.inside_qid}")
        yield entity, iri(vocab.LOCATED_IN), iri(mint.canonical(f"wikidata:{link.inside_qid}"))
    if link.type is not None and not schema.disjoint(kind, link.type):
        yield from ((entity, _TYPE, iri(vocab.KG + name)) for name in schema.ancestors(link.type))
    if link.label_en:
        yield entity, _LABEL, literal(link.label_en, "en")
    if link.latitude is not None and link.longitude is not None:
        geometry = iri(f"{entity[1:-1]}/geometry")
        point = f"POINT({link.longitude:.5f} {link.latitude:.5f})"
        yield entity, iri(vocab.GEO_HAS_GEOMETRY), geometry
        yield geometry, _TYPE, iri(vocab.GEO_GEOMETRY)
        yield geometry, iri(vocab.GEO_AS_WKT), typed(point, vocab.GEO_WKT_LITERAL)
    if link.country_qid and link.country_qid != link.qid:
        country = iri(mint.canonical(f"wikidata:{link.country_qid}"))
        yield entity, iri(vocab.COUNTRY), country
        if any(schema.is_a(kind, place) for place in _ENTITY_KINDS):
            yield entity, iri(vocab.LOCATED_IN), country


def _record(link: Link, entity: Term, record: str) -> Iterator[Triple]:
    subject = iri(record)
    yield subject, _TYPE, iri(vocab.Link)
    yield subject, iri(vocab.SUBJECT), entity
    yield subject, _CONFIDENCE, _decimal(link.confidence)
    yield subject, iri(vocab.JUSTIFICATION), literal(link.justification)
    yield subject, iri(vocab.BY), literal(link.by)
    yield subject, iri(vocab.SSSOM_PREDICATE_ID), iri(vocab.SKOS_EXACT_MATCH)
    yield subject, iri(vocab.SSSOM_MAPPING_JUSTIFICATION), iri(vocab.SEMAPV + link.method)
    if link.date:
        yield subject, iri(vocab.SSSOM_MAPPING_DATE), typed(link.date, vocab.XSD_DATE)
    for item in tuple(_items(link.qid, link.geonames)) or (iri(vocab.SSSOM_NO_TERM_FOUND),):
        yield subject, _ITEM, item
    for candidate in link.candidates:
        node = iri(f"{record}/candidate/{digest(f'{candidate.qid} {candidate.geonames}')}")
        yield subject, iri(vocab.CANDIDATE), node
        yield node, _TYPE, iri(vocab.Candidate)
        yield node, _LABEL, literal(candidate.label)
        yield node, _CONFIDENCE, _decimal(candidate.score)
        for item in _items(candidate.qid, candidate.geonames):
            yield node, _ITEM, item


def _items(qid: str | None, geonames: str | None) -> Iterator[Term]:
    if qid:
        yield iri(f"{vocab.WD}{qid}")
    if geonames:
        yield iri(f"{vocab.GN}{geonames}/")


def _decimal(value: float) -> Term:
    """A number with three digits at most, in the canonical form, in which stores keep it."""
    return typed(f"{value:.3f}".rstrip("0").rstrip("."), vocab.XSD_DECIMAL)
