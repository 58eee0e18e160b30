"""A linked extraction as quads: the article's own graph, its links, and which canonical node each entity is.

The ontology drives the mapping: types are materialised up its class hierarchy, an argument must fit the domain and the
range of its property, and a value takes a datatype that the property allows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.errors import OntologyError
from kg.merge.keys import canonical_keys
from kg.model import Article, Claim, Entity, Event, Link, LinkedExtraction, Mention, Stance
from kg.ontology import vocab
from kg.ontology.schema import Schema
from kg.ontology.status import derive_status
from kg.rdf.iris import DEFAULT_BASE, Minter
from kg.rdf.labels import event_label
from kg.rdf.links import link_triples
from kg.rdf.terms import Quad, Term, integer, iri, literal, typed
from kg.text.transliterate import to_latin

__all__ = ["ArticleGraph", "Mapper"]

_TEXT = vocab.RDF + "langString"


@dataclass(frozen=True, slots=True)
class ArticleGraph:
    """All that one article brings into a store."""

    article: str
    """IRI of the article and of its graph."""
    quads: tuple[Quad, ...]
    """The article's own graph: what the article says, with the evidence."""
    links: tuple[Quad, ...]
    """Quads of the links graph: what this article's entities were identified with, and what is known of that."""
    merges: tuple[Quad, ...]
    """Quads of the merges graph: each entity's canonical node."""
    origin: tuple[Quad, ...] = ()
    """Quads of the runs graph: from which words, and by which run, this article's graph was made."""
    text: tuple[Quad, ...] = ()
    """The quad of the texts graph that holds the article text; none where it is not to be kept."""


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

    def text(self, article: Article) -> tuple[Quad, ...]:
        """The article text, in which all offsets count, as the quad of the texts graph."""
        subject, graph = iri(self._mint.article(article.id)), iri(self._mint.graph("texts"))
        return ((subject, iri(vocab.TEXT), literal(article.text, article.language), graph),)

    def identity(self, linked: LinkedExtraction) -> tuple[tuple[Quad, ...], tuple[Quad, ...]]:
        """The quads of the links and of the merges graph alone: all that depends on links."""
        return _ArticleMapping(self._schema, self._mint, linked).identity()


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
        return ArticleGraph(self._iri, tuple(self._quads), *self.identity())

    def identity(self) -> tuple[tuple[Quad, ...], tuple[Quad, ...]]:
        links = {link.entity: link for link in self._linked.links}
        told = links | {link.entity: link for link in self._linked.unlinked}
        return tuple(self._links(told)), tuple(self._merges(links))

    # --- the article's own graph -----------------------------------------------------------------------------------

    def _add(self, subject: Term, predicate: str, value: Term) -> None:
        self._quads[(subject, iri(predicate), value, self._graph)] = None

    def _state(self, subject: Term, subject_type: str, name: str, value: Term, value_type: str) -> None:
        """State a property of the ontology of a node of the class `value_type`, after a look at domain and range."""
        self._check(name, "domain", self._schema.domain(name), subject_type, subject)
        self._check(name, "range", self._schema.range(name), value_type, value)
        self._quads[(subject, iri(vocab.KG + name), value, self._graph)] = None

    def _say(self, subject: Term, subject_type: str, name: str, value: Term, datatype: str) -> None:
        """State a property of the ontology of a literal of `datatype`, after a look at domain and range."""
        self._check(name, "domain", self._schema.domain(name), subject_type, subject)
        if datatype not in self._schema.datatype_ranges(name):
            allowed = " or ".join(self._schema.datatype_ranges(name)) or "no literal"
            raise OntologyError(f"article {self._article.id!r}: kg:{name} of {subject} can't be {value}, but {allowed}")
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
            self._say(subject, entity.type, "role", literal(entity.role, "ar"), _TEXT)
        for container in entity.located_in:
            self._state(subject, entity.type, "locatedIn", self._node(container), self._types[container])
        for mention in entity.mentions:
            self._mention(mention, subject, entity.id)

    def _mention(self, mention: Mention, refers_to: Term, local: str) -> Term:
        subject = iri(f"{self._iri}/mention/{mention.begin}-{mention.end}/{local}")
        surface = self._article.text[mention.begin : mention.end]
        self._a(subject, "Mention")
        self._state(subject, "Mention", "inArticle", iri(self._iri), "Article")
        self._say(subject, "Mention", "begin", integer(mention.begin), vocab.XSD_INTEGER)
        self._say(subject, "Mention", "end", integer(mention.end), vocab.XSD_INTEGER)
        self._say(subject, "Mention", "surface", literal(surface, self._article.language), _TEXT)
        self._say(subject, "Mention", "by", literal(mention.by), vocab.XSD_STRING)
        self._state(subject, "Mention", "refersTo", refers_to, self._types[local])
        return subject

    def _event(self, event: Event, claims: Iterable[Claim]) -> None:
        subject = self._node(event.id)
        self._a(subject, event.type)
        self._add(
            subject, vocab.RDFS_LABEL, literal(event_label(self._article.text, event.mentions), self._article.language)
        )
        self._arguments(event, subject)
        self._date(event, subject)
        for name, text in (("dateText", event.date_text), ("weapon", event.weapon), ("topic", event.topic)):
            if text:
                self._say(subject, event.type, name, literal(text, "ar"), _TEXT)
        for name, number in (("killed", event.killed), ("injured", event.injured)):
            if number is not None:
                self._say(subject, event.type, name, integer(number), vocab.XSD_INTEGER)
        self._state(subject, event.type, "modality", iri(vocab.KG + event.modality.value), "Modality")
        self._state(subject, event.type, "status", iri(self._status(event, claims)), "Status")
        self._state(subject, event.type, "reportedIn", iri(self._iri), "Article")
        for mention in event.mentions:
            self._mention(mention, subject, event.id)

    def _arguments(self, event: Event, subject: Term) -> None:
        for name in ("agent", "target", "participant", "place"):
            for filler in getattr(event, name):
                for prop in self._schema.superproperties(name):
                    self._state(subject, event.type, prop, self._node(filler), self._types[filler])

    def _date(self, event: Event, subject: Term) -> None:
        if event.date is not None:
            datatype = vocab.XSD + event.date.datatype
            self._say(subject, event.type, "date", typed(event.date.lexical, datatype), datatype)

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
        self._state(subject, "Claim", "stance", iri(vocab.KG + claim.stance.value), "Stance")
        if claim.claimant is not None:
            self._state(subject, "Claim", "claimant", self._node(claim.claimant), self._types[claim.claimant])
        self._state(subject, "Claim", "cue", self._mention(claim.cue, subject, claim.id), "Mention")
        self._state(subject, "Claim", "reportedIn", iri(self._iri), "Article")

    # --- the store's own graphs ------------------------------------------------------------------------------------

    def _merges(self, links: Mapping[str, Link]) -> Iterable[Quad]:
        graph = iri(self._mint.graph("merges"))
        keys = canonical_keys(self._extraction.entities, links, self._schema.ancestors, self._article.id)
        for entity, key in keys.items():
            yield self._node(entity), iri(vocab.CANONICAL), iri(self._mint.canonical(key)), graph

    def _links(self, links: Mapping[str, Link]) -> Iterable[Quad]:
        graph = iri(self._mint.graph("links"))
        for entity in self._extraction.entities:
            if (link := links.get(entity.id)) is not None:
                record = f"{self._iri}/link/{entity.id[1:]}"
                triples = link_triples(link, entity.type, self._node(entity.id), record, self._mint, self._schema)
                yield from ((*triple, graph) for triple in triples)
