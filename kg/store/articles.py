"""What a store has of one article: its graph, and its part of the links and merges graphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

import pyoxigraph as ox

from kg.merge.report import EventReport
from kg.ontology import vocab
from kg.rdf.iris import Minter
from kg.rdf.terms import Quad, Term, iri, text_of
from kg.store.facts import ENTITY, EVENT, LABEL, TYPE, Schema, contribution
from kg.store.merges import record_of
from kg.store.opened import Opened
from kg.store.reports import reports_of
from kg.store.tally import Tally

__all__ = ["Articles", "Part"]

_CANONICAL = iri(vocab.CANONICAL)
_OBJECT = itemgetter(2)


@dataclass(frozen=True, slots=True)
class Part:
    """What a store has, or will have, of one article."""

    own: Sequence[Quad]
    links: Sequence[Quad]
    merges: Sequence[Quad]

    @property
    def canonical(self) -> dict[Term, Term]:
        """The canonical node of each entity and event, as far as it is stated."""
        return {s: o for s, p, o, _ in self.merges if p == _CANONICAL}


class Articles:
    """Reads the articles of an open store."""

    def __init__(self, opened: Opened, mint: Minter) -> None:
        self._opened, self._mint = opened, mint
        self._merges, self._links = mint.graph("merges"), mint.graph("links")

    @cached_property
    def schema(self) -> Schema:
        """What merging and the facts layer ask of the ontology."""
        from kg.ontology.schema import Schema as Ontology  # reading needs no owlready2

        loaded = Ontology.load()
        return Schema(loaded.disjoint, loaded.ancestors)

    def quads(self, subject: Term | None, graph: str | None) -> list[Quad]:
        """The quads of a graph, given by IRI (`None`: the default graph), all or those of one subject."""
        name = ox.DefaultGraph() if graph is None else ox.NamedNode(graph)
        if subject is not None:
            node, store = ox.NamedNode(subject[1:-1]), self._opened.about(subject)
        elif graph is not None and self._is_article(graph):
            node, store = None, self._opened.about(f"<{graph}>")  # the graph of an article describes it
        else:
            node, store = None, self._opened.quads
        return [
            (str(q.subject), str(q.predicate), str(q.object), "" if graph is None else f"<{graph}>")
            for q in store.quads_for_pattern(node, None, None, name)
        ]

    def has(self, article: str) -> bool:
        """Whether the store has an article, given by IRI."""
        return self._opened.about(f"<{article}>").contains_named_graph(ox.NamedNode(article))

    def names(self) -> list[str]:
        """The IRIs of all articles, sorted."""
        return sorted(self._names())

    def has_any(self) -> bool:
        """Whether the store has any article."""
        return next(self._names(), None) is not None

    def _names(self) -> Iterator[str]:
        names = (graph.value for graph in self._opened.quads.named_graphs() if isinstance(graph, ox.NamedNode))
        return (name for name in names if self._is_article(name))

    def _is_article(self, graph: str) -> bool:
        return graph.startswith(f"{self._mint.base}article/")

    def part(self, article: str) -> Part:
        """All that the store has of an article."""
        own = self.quads(None, article)
        entities = {s for s, p, o, _ in own if p == TYPE and o == ENTITY}
        events = {s for s, p, o, _ in own if p == TYPE and o == EVENT}
        merged = [quad for node in (*entities, *events) for quad in self.quads(node, self._merges)]
        merged += [quad for event in events for quad in self.quads(record_of(event), self._merges)]
        return Part(own, list(self._linked(article, entities)), merged)

    def _linked(self, article: str, entities: set[Term]) -> Iterator[Quad]:
        waiting = list(entities)
        while waiting:
            node = waiting.pop()
            quads = self.quads(node, self._links)
            yield from quads
            if node in entities:
                waiting += self._subjects(vocab.SUBJECT, ox.NamedNode(node[1:-1]), self._links)
            # Records, candidates and geometries have IRIs below the article's.
            waiting += [o for _, _, o, _ in quads if o.startswith(f"<{article}/") and o not in entities]

    def _subjects(self, predicate: str, value: ox.NamedNode | ox.Literal, graph: str) -> list[Term]:
        pattern = None, ox.NamedNode(predicate), value, ox.NamedNode(graph)
        return [str(quad.subject) for quad in self._opened.about(str(value)).quads_for_pattern(*pattern)]

    # --- events ----------------------------------------------------------------------------------------------------

    def reports(self, part: Part) -> list[EventReport]:
        """The events of an article, to be compared with those of others."""
        if EVENT not in map(_OBJECT, part.own):
            return []
        return list(reports_of(part.own, part.links, part.canonical, self.schema.depth))

    def stored_reports(self, article: Term) -> list[EventReport]:
        """The events of an article in the store."""
        return self.reports(self.part(article[1:-1]))

    def under(self, key: str) -> list[Term]:
        """The events that stand under a block key; whether with those that are being loaded is not said."""
        pattern = None, ox.NamedNode(vocab.BLOCK), ox.Literal(key), ox.NamedNode(self._merges)
        return [str(quad.subject) for quad in self._opened.underway.quads_for_pattern(*pattern)]

    def canonical(self, node: Term) -> Term:
        """The canonical node of an entity or event; it is its own where no merge speaks of it."""
        pattern = ox.NamedNode(node[1:-1]), ox.NamedNode(vocab.CANONICAL), None, ox.NamedNode(self._merges)
        return next((str(quad.object) for quad in self._opened.about(node).quads_for_pattern(*pattern)), node)

    def members(self, node: Term) -> list[Term]:
        """The entities or events of articles that are a canonical node, sorted."""
        return sorted(self._subjects(vocab.CANONICAL, ox.NamedNode(node[1:-1]), self._merges))

    def claims_about(self, node: Term) -> list[Term]:
        """The claims that the facts layer has about a canonical event."""
        pattern = None, ox.NamedNode(vocab.ABOUT), ox.NamedNode(node[1:-1]), ox.DefaultGraph()
        return [str(quad.subject) for quad in self._opened.about(node).quads_for_pattern(*pattern)]

    def proposed(self, node: Term) -> list[Term]:
        """The entities of articles that the rules would make a node, where somebody decided otherwise, sorted."""
        return sorted(self._subjects(vocab.PROPOSED, ox.NamedNode(node[1:-1]), self._merges))

    def merge_of(self, node: Term) -> Iterator[str]:
        """For a person: the members of a canonical node, each with its name and article, and why they are one."""
        yield from self._why(node)
        for member in self.members(node):
            article = member[1:-1].rpartition("/event/" if "/event/" in member else "/entity/")[0]
            names = [o for _, p, o, _ in self.quads(member, article) if p == LABEL and o.endswith("@ar")]
            yield f"{member}  {', '.join(text_of(name) for name in names)}"
            if "/event/" in member:
                yield from self._why(member)

    def _why(self, node: Term) -> Iterator[str]:
        said = {p: o for _, p, o, _ in self.quads(record_of(node), self._merges)}
        if said:
            sure, why, by = (text_of(said[iri(p)]) for p in (vocab.CONFIDENCE, vocab.JUSTIFICATION, vocab.BY))
            partner = said.get(iri(vocab.WITH))
            yield f"    {sure}  {why}{f'  with {partner}' if partner else ''}  ({by})"

    def report_quads(self, event: Term) -> tuple[list[Quad], dict[Term, Term]]:
        """What an article says of an event, claims included, and the canonical nodes of the entities in it."""
        article = event[1:].rpartition("/event/")[0]
        claims = self._subjects(vocab.ABOUT, ox.NamedNode(event[1:-1]), article)
        quads = [quad for node in (event, *claims) for quad in self.quads(node, article)]
        entities = {o for _, _, o, _ in quads if o.startswith(f"<{article}/entity/")}
        return quads, {entity: self.canonical(entity) for entity in entities}

    def told(self, event: Term) -> Tally:
        """What one report says of its event."""
        quads, canonical = self.report_quads(event)
        return contribution(quads, (), canonical).tallies[event]
