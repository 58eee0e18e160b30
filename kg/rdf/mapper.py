"""A linked extraction as quads: the article's own graph, its links, and which canonical node each entity is.

The ontology drives the mapping: types are materialised up its class hierarchy, an argument must fit the domain and the
range of its property, and a value takes a datatype that the property allows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.errors import OntologyError
from kg.merge.keys import canonical_key
from kg.model import Claim, Entity, Event, Link, LinkedExtraction, Mention, Stance
from kg.ontology import vocab
from kg.ontology.schema import Schema
from kg.ontology.status import derive_status
from kg.rdf.iris import DEFAULT_BASE, Minter, digest
from kg.rdf.terms import Quad, Term, integer, iri, literal, typed
from kg.text.transliterate import to_latin

__all__ = ["ArticleGraph", "Mapper"]

_LABEL_LENGTH = 100
"""Characters of an event's label: about a line of a table."""

_TYPE = iri(vocab.RDF_TYPE)
_LABEL, _ALT_LABEL = iri(vocab.RDFS_LABEL), iri(vocab.SKOS_ALT_LABEL)
_EXACT = iri(vocab.SKOS_EXACT_MATCH)


@dataclass(frozen=True, slots=True)
class ArticleGraph:
    """All that one article brings into a store."""

    article: str
    """IRI of the article and of its graph."""
    quads: tuple[Quad, ...]
    """The article's own graph: what the article says, with the evidence."""
    links: tuple[Quad, ...]
    """Quads of the links graph about this article's entities and their canonical nodes."""
    merges: tuple[Quad, ...]
    """Quads of the merges graph: each entity's canonical node."""


class Mapper:
    """Maps linked extractions to quads, on one base IRI."""

    def __init__(self, schema: Schema, base: str = DEFAULT_BASE) -> None:
        self._schema = schema
        self._mint = Minter(base)

    def article_graph(self, linked: LinkedExtraction) -> ArticleGraph:
        """The quads of one article.

        Raises `OntologyError` if an argument or a value does not fit the property that states it.
        """
        return _ArticleMapping(self._schema, self._mint, linked).graph()


class _ArticleMapping:
    """The mapping of one article. Gathers triples; nothing of it outlives the call."""

    def __init__(self, schema: Schema, mint: Minter, linked: LinkedExtraction) -> None:
        self._schema, self._mint, self._linked = schema, mint, linked
        self._extraction = linked.extraction
        self._article = self._extraction.document.article
        self._iri = mint.article(self._article.id)
        self._graph = iri(self._iri)
        self._types = {
            **{entity.id: entity.type for entity in self._extraction.entities},
            **{event.id: event.type for event in self._extraction.events},
            **{claim.id: "Claim" for claim in self._extraction.claims},
        }
        self._quads: dict[Quad, None] = {}

    def graph(self) -> ArticleGraph:
        self._about_article()
        for entity in self._extraction.entities:
            self._entity(entity)
        claims: dict[str, list[Claim]] = defaultdict(list)
        for claim in self._extraction.claims:
            claims[claim.about].append(claim)
            self._claim(claim)
        for event in self._extraction.events:
            self._event(event, claims[event.id])
        links = {link.entity: link for link in self._linked.links}
        return ArticleGraph(self._iri, tuple(self._quads), tuple(self._links(links)), tuple(self._merges(links)))

    # --- the article's own graph -----------------------------------------------------------------------------------

    def _add(self, subject: Term, predicate: str, value: Term) -> None:
        self._quads[(subject, iri(predicate), value, self._graph)] = None

    def _state(self, subject: Term, subject_type: str, name: str, value: Term, value_type: str | None = None) -> None:
        """State a property of the ontology, after a look at its domain and range."""
        self._check(name, "domain", self._schema.domain(name), subject_type, subject)
        if value_type is not None:
            self._check(name, "range", self._schema.range(name), value_type, value)
        self._quads[(subject, iri(vocab.KG + name), value, self._graph)] = None

    def _check(self, name: str, end: str, allowed: tuple[str, ...], kind: str, node: Term) -> None:
        if allowed and not any(self._schema.is_a(kind, one) for one in allowed):
            raise OntologyError(
                f"article {self._article.id!r}: {node} of class {kind} does not fit the {end} of kg:{name}, "
                f"which is {' or '.join(allowed)}"
            )

    def _a(self, subject: Term, kind: str) -> None:
        for name in self._schema.ancestors(kind):
            self._add(subject, vocab.RDF_TYPE, iri(vocab.KG + name))

    def _node(self, local: str) -> Term:
        kind = {"e": "entity", "v": "event", "c": "claim"}[local[0]]
        return iri(f"{self._iri}/{kind}/{local[1:]}")

    def _about_article(self) -> None:
        article, subject = self._article, iri(self._iri)
        self._a(subject, "Article")
        self._add(subject, vocab.DCTERMS_IDENTIFIER, literal(article.id))
        self._add(subject, vocab.DCTERMS_LANGUAGE, literal(article.language))
        if article.title:
            self._add(subject, vocab.DCTERMS_TITLE, literal(article.title, article.language))
        if article.published:
            datatype = vocab.XSD_DATE if len(article.published) == len("2021-07-05") else vocab.XSD_DATE_TIME
            self._add(subject, vocab.DCTERMS_ISSUED, typed(article.published, datatype))
        if article.source:
            self._add(subject, vocab.DCTERMS_PUBLISHER, literal(article.source))
        if article.url:
            self._add(subject, vocab.DCTERMS_SOURCE, typed(article.url, vocab.XSD_ANY_URI))

    def _entity(self, entity: Entity) -> None:
        subject = self._node(entity.id)
        self._a(subject, entity.type)
        self._add(subject, vocab.RDFS_LABEL, literal(entity.name, "ar"))
        for name in entity.alt_names:
            self._add(subject, vocab.SKOS_ALT_LABEL, literal(name, "ar"))
        if latin := to_latin(entity.name):
            self._add(subject, vocab.RDFS_LABEL, literal(latin, "ar-Latn"))
        if entity.role:
            self._state(subject, entity.type, "role", literal(entity.role, "ar"))
        for container in entity.located_in:
            self._state(subject, entity.type, "locatedIn", self._node(container), self._types[container])
        for mention in entity.mentions:
            self._mention(mention, subject, entity.id)

    def _mention(self, mention: Mention, refers_to: Term, local: str) -> Term:
        subject = iri(f"{self._iri}/mention/{mention.begin}-{mention.end}/{local}")
        surface = self._article.text[mention.begin : mention.end]
        self._a(subject, "Mention")
        self._state(subject, "Mention", "inArticle", iri(self._iri), "Article")
        self._state(subject, "Mention", "begin", integer(mention.begin))
        self._state(subject, "Mention", "end", integer(mention.end))
        self._state(subject, "Mention", "surface", literal(surface, self._article.language))
        self._state(subject, "Mention", "by", literal(mention.by))
        self._state(subject, "Mention", "refersTo", refers_to, self._types[local])
        return subject

    def _event(self, event: Event, claims: Iterable[Claim]) -> None:
        subject = self._node(event.id)
        self._a(subject, event.type)
        self._add(subject, vocab.RDFS_LABEL, literal(self._event_label(event), self._article.language))
        self._arguments(event, subject)
        self._date(event, subject)
        for name, text in (("dateText", event.date_text), ("weapon", event.weapon), ("topic", event.topic)):
            if text:
                self._state(subject, event.type, name, literal(text, "ar"))
        for name, number in (("killed", event.killed), ("injured", event.injured)):
            if number is not None:
                self._state(subject, event.type, name, integer(number))
        self._state(subject, event.type, "modality", iri(vocab.KG + event.modality.value))
        self._state(subject, event.type, "status", iri(self._status(event, claims)))
        self._state(subject, event.type, "reportedIn", iri(self._iri), "Article")
        for mention in event.mentions:
            self._mention(mention, subject, event.id)

    def _arguments(self, event: Event, subject: Term) -> None:
        for name in ("agent", "target", "participant", "place"):
            for filler in getattr(event, name):
                for prop in self._schema.superproperties(name):
                    self._state(subject, event.type, prop, self._node(filler), self._types[filler])

    def _date(self, event: Event, subject: Term) -> None:
        if event.date is None:
            return
        datatype = vocab.XSD + event.date.datatype
        allowed = self._schema.datatype_ranges("date")
        if allowed and datatype not in allowed:
            raise OntologyError(f"article {self._article.id!r}: kg:date can't hold a {datatype}")
        self._state(subject, event.type, "date", typed(event.date.lexical, datatype))

    def _event_label(self, event: Event) -> str:
        """The first sentence that tells the event, cut at a word."""
        longest = max(event.mentions, key=lambda m: (m.end - m.begin, -m.begin))
        text = " ".join(self._article.text[longest.begin : longest.end].split())
        return text if len(text) <= _LABEL_LENGTH else text[:_LABEL_LENGTH].rsplit(" ", 1)[0] + " …"

    def _status(self, event: Event, claims: Iterable[Claim]) -> str:
        asserted = [c.claimant for c in claims if c.stance is Stance.ASSERTS]
        denied = [c.claimant for c in claims if c.stance is Stance.DENIES]
        return derive_status(
            asserted,
            denied,
            parties=(*event.agent, *event.participant),
            own_voice=not asserted and not denied,
            modality=vocab.KG + event.modality.value,
        )

    def _claim(self, claim: Claim) -> None:
        subject = self._node(claim.id)
        self._a(subject, "Claim")
        self._state(subject, "Claim", "about", self._node(claim.about), self._types[claim.about])
        self._state(subject, "Claim", "stance", iri(vocab.KG + claim.stance.value))
        if claim.claimant is not None:
            self._state(subject, "Claim", "claimant", self._node(claim.claimant), self._types[claim.claimant])
        self._state(subject, "Claim", "cue", self._mention(claim.cue, subject, claim.id), "Mention")
        self._state(subject, "Claim", "reportedIn", iri(self._iri), "Article")

    # --- the store's own graphs ------------------------------------------------------------------------------------

    def _canonical(self, entity: Entity, links: Mapping[str, Link]) -> Term:
        coarse = self._schema.ancestors(entity.type)
        top = coarse[-2] if len(coarse) > 1 else coarse[0]
        return iri(self._mint.canonical(canonical_key(entity, links.get(entity.id), top, self._article.id)))

    def _merges(self, links: Mapping[str, Link]) -> Iterable[Quad]:
        graph = iri(self._mint.graph("merges"))
        for entity in self._extraction.entities:
            yield self._node(entity.id), iri(vocab.CANONICAL), self._canonical(entity, links), graph

    def _links(self, links: Mapping[str, Link]) -> Iterable[Quad]:
        graph = iri(self._mint.graph("links"))
        for entity in self._extraction.entities:
            if (link := links.get(entity.id)) is not None:
                yield from ((s, p, o, graph) for s, p, o in self._link(entity, link, links))

    def _link(self, entity: Entity, link: Link, links: Mapping[str, Link]) -> Iterable[tuple[Term, Term, Term]]:
        """The link of one entity as a record, and the matches that it justifies."""
        local, canonical = self._node(entity.id), self._canonical(entity, links)
        record = iri(f"{self._iri}/link/{entity.id[1:]}")
        items = [f"{vocab.WD}{link.qid}"] if link.qid else []
        items += [f"{vocab.GN}{link.geonames}/"] if link.geonames else []
        yield record, _TYPE, iri(vocab.Link)
        yield record, iri(vocab.SUBJECT), local
        yield record, iri(vocab.CONFIDENCE), typed(f"{link.confidence:.3f}", vocab.XSD_DECIMAL)
        yield record, iri(vocab.JUSTIFICATION), literal(link.justification)
        yield record, iri(vocab.BY), literal(link.by)
        for item in items:
            yield record, iri(vocab.ITEM), iri(item)
            yield local, _EXACT, iri(item)
            yield canonical, _EXACT, iri(item)
        if link.label_en:
            yield canonical, _LABEL, literal(link.label_en, "en")
        if link.latitude is not None and link.longitude is not None:
            geometry = iri(f"{canonical[1:-1]}/geometry")
            yield canonical, iri(vocab.GEO_HAS_GEOMETRY), geometry
            yield geometry, _TYPE, iri(vocab.GEO_GEOMETRY)
            point = f"POINT({link.longitude:.5f} {link.latitude:.5f})"
            yield geometry, iri(vocab.GEO_AS_WKT), typed(point, vocab.GEO_WKT_LITERAL)
        if link.country_qid and link.country_qid != link.qid:
            yield canonical, iri(vocab.COUNTRY), iri(self._mint.canonical(f"wikidata:{link.country_qid}"))
        for candidate in link.candidates:
            node = iri(f"{self._iri}/link/{entity.id[1:]}/candidate/{digest(f'{candidate.qid} {candidate.geonames}')}")
            yield record, iri(vocab.CANDIDATE), node
            yield node, _TYPE, iri(vocab.Candidate)
            yield node, _LABEL, literal(candidate.label)
            yield node, iri(vocab.CONFIDENCE), typed(f"{candidate.score:.3f}", vocab.XSD_DECIMAL)
            if candidate.qid:
                yield node, iri(vocab.ITEM), iri(f"{vocab.WD}{candidate.qid}")
            if candidate.geonames:
                yield node, iri(vocab.ITEM), iri(f"{vocab.GN}{candidate.geonames}/")
