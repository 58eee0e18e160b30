"""What people have decided about the merges of one store, applied to the articles as they come, go and are judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.merge.verdicts import Verdict, Verdicts
from kg.ontology import vocab
from kg.rdf.iris import Minter
from kg.rdf.terms import Quad, iri
from kg.store.articles import Articles, Part
from kg.store.change import Change
from kg.store.decisions import decision_quads, verdicts_in
from kg.store.proposals import own_node, proposals, spans

if TYPE_CHECKING:  # the mapper brings the ontology's reader and text tools with it, and `kg query` needs neither
    from kg.rdf.mapper import ArticleGraph

__all__ = ["Deciding"]


class Deciding:
    """Keeps the verdicts in step with the graph that holds them."""

    def __init__(self, articles: Articles, mint: Minter) -> None:
        self._articles, self._mint = articles, mint
        self._graph = mint.graph("decisions")
        self.read()

    @property
    def verdicts(self) -> Verdicts:
        """What holds now."""
        return self._verdicts

    def read(self) -> None:
        """Read the verdicts anew from the store."""
        self._verdicts = Verdicts(verdicts_in(self._stored()))

    def judge(self, verdicts: Sequence[Verdict], withdrawn: Sequence[Verdict]) -> Change:
        """Let `verdicts` hold from now on, and `withdrawn` no longer; what that changes in the graph."""
        new, old = self._quads(verdicts), self._quads(withdrawn)
        nodes = {quad[0] for quad in new | old}
        change = Change(gone={q for node in nodes for q in self._articles.quads(node, self._graph)}, new=new)
        self._verdicts = Verdicts(verdicts_in((set(self._stored()) - change.gone) | new))
        return change

    def forget(self, change: Change) -> None:
        """Of an article that goes no trace is left: decisions about what it told go with it."""
        gone = {iri(name) for name in change.dropped}
        left = [v for v in self._verdicts.all if all(anchor.article not in gone for anchor in v.anchors)]
        if len(left) < len(self._verdicts.all):
            change.gone |= set(self._stored()) - self._quads(left)
            self._verdicts = Verdicts(left)

    def concerned(self, verdicts: Sequence[Verdict]) -> list[str]:
        """The articles whose nodes verdicts may move, by IRI, sorted."""
        names = {anchor.article[1:-1] for verdict in verdicts for anchor in verdict.anchors}
        for verdict in verdicts:
            for end in (verdict.one, verdict.other):
                if isinstance(end, str):
                    members = {*self._articles.members(end), *self._articles.proposed(end)}
                    names |= {member[1:-1].rpartition("/entity/")[0] for member in members}
        return sorted(name for name in names if self._articles.has(name))

    def again(self, name: str, beside: Sequence[str]) -> ArticleGraph:
        """An article as it is stored, given by IRI, to be merged anew. `beside` names the graphs of runs and texts."""
        from kg.rdf.mapper import ArticleGraph

        part = self._articles.part(name)
        merges = tuple(proposals(part, self._mint, self._articles.schema))
        origin, text = (tuple(self._articles.quads(f"<{name}>", graph)) for graph in beside)
        return ArticleGraph(name, tuple(part.own), tuple(part.links), merges, origin, text)

    def proposed(self, article: str, part: Part) -> Part:
        """The part of an article, given by IRI, with its entities merged by the rules anew, and as people decide."""
        return self.decided(
            article, Part(part.own, part.links, list(proposals(part, self._mint, self._articles.schema)))
        )

    def decided(self, article: str, part: Part) -> Part:
        """The part of an article, given by IRI, with its entities merged as the rules propose and people decide."""
        if not self._verdicts.all:
            return part
        told, name = spans(part), iri(article)
        merges: list[Quad] = []
        for entity, predicate, proposed, graph in part.merges:
            own = own_node(entity, part, self._mint)
            decided = self._verdicts.canonical(name, told.get(entity, frozenset()), proposed, own)
            merges.append((entity, predicate, decided, graph))
            if decided != proposed:
                merges.append((entity, iri(vocab.PROPOSED), proposed, graph))
        return Part(part.own, part.links, merges)

    def _stored(self) -> list[Quad]:
        return self._articles.quads(None, self._graph)

    def _quads(self, verdicts: Sequence[Verdict]) -> set[Quad]:
        graph = iri(self._graph)
        return {quad for verdict in verdicts for quad in decision_quads(verdict, self._mint.base, graph)}
