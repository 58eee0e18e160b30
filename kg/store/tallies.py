"""The tallies of canonical nodes, counted from the store."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

import pyoxigraph as ox

from kg.ontology import vocab
from kg.rdf.terms import Quad, Term
from kg.store.facts import AS_WKT, CANONICAL, COUNTRY, HAS_GEOMETRY, LABEL, LOCATED_IN
from kg.store.objects import Objects
from kg.store.opened import Opened
from kg.store.tally import Tally

__all__ = ["Tallies"]

_LATIN, _ARABIC = "ar-latn", "ar"


class Tallies:
    """Counts what articles say of a canonical node; `told` counts what one report says of its event, `objects` tells of
    most nodes that nothing is said of them.
    """

    def __init__(
        self, opened: Opened, merges: str, links: str, told: Callable[[Term], Tally], objects: Objects
    ) -> None:
        self._opened, self._told, self._objects = opened, told, objects
        self._merges, self._links = ox.NamedNode(merges), ox.NamedNode(links)
        self._lately: dict[tuple[Term, Term], set[Term]] = {}
        """Of the last change, which may still be being loaded: who has a thing as value of a property."""
        self._moved: dict[Term, set[Term]] = {}
        """The canonical nodes that it gives to entities."""

    def members(self, node: Term) -> Iterator[ox.NamedNode]:
        """The entities of articles that are `node`."""
        if node not in self._objects:
            return
        canonical, store = ox.NamedNode(vocab.CANONICAL), self._opened.about(node)
        for quad in store.quads_for_pattern(None, canonical, ox.NamedNode(node[1:-1]), self._merges):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject

    def canonical(self, entity: ox.NamedNode) -> Term | None:
        """The canonical node of an entity of an article."""
        store = self._opened.about(str(entity))
        quads = store.quads_for_pattern(entity, ox.NamedNode(vocab.CANONICAL), None, self._merges)
        return next((str(quad.object) for quad in quads), None)

    def follow(self, said: Iterable[Quad]) -> None:
        """Take note of what a change says, of what `ASKED_FOR` lists."""
        self._lately, self._moved = defaultdict(set), defaultdict(set)
        for subject, predicate, value, _ in said:
            self._lately[predicate, value].add(subject)
            if predicate == CANONICAL:
                self._moved[subject].add(value)

    def dependents(self, node: Term, *, is_new: bool = False) -> set[Term]:
        """The canonical nodes that are said to lie in a node, or to belong to it as their country, and perhaps some of
        which that was said before the last change only. Does not wait until that change is loaded.

        Of a node that `is_new`, no article that is stored says anything but what links say of items.
        """
        if is_new and ("/entity/x-" in node or node not in self._objects):
            return set()
        found = self._subjects(COUNTRY, node, self._links) | self._subjects(LOCATED_IN, node, self._links)
        if not is_new:
            for member in self._subjects(CANONICAL, node, self._merges):
                found |= self._subjects(LOCATED_IN, member, None)
        return {canonical for entity in found for canonical in self._nodes_of(entity)}

    def _subjects(self, predicate: Term, value: Term, graph: ox.NamedNode | None) -> set[Term]:
        """Who has `value`, before the last change or after it."""
        pattern = None, ox.NamedNode(predicate[1:-1]), ox.NamedNode(value[1:-1]), graph
        quads = self._opened.underway.quads_for_pattern(*pattern)
        stored = {str(quad.subject) for quad in quads if isinstance(quad.subject, ox.NamedNode)}
        return stored | self._lately.get((predicate, value), set())

    def _nodes_of(self, entity: Term) -> set[Term]:
        """The canonical nodes that an entity has, before the last change and after it; none of what is no entity."""
        pattern = ox.NamedNode(entity[1:-1]), ox.NamedNode(vocab.CANONICAL), None, self._merges
        stored = {str(quad.object) for quad in self._opened.underway.quads_for_pattern(*pattern)}
        return stored | self._moved.get(entity, set())

    def count(self, node: Term) -> Tally:
        """The tally of a node, empty if no article that is stored speaks of it."""
        tally: Tally = Counter()
        member = next(self.members(node), None)
        if member is None:
            return tally
        if "/event/" in member.value:
            for event in self.members(node):
                tally.update(self._told(str(event)))
            return tally
        about = f"GRAPH {self._merges} {{ ?e {CANONICAL} {node} }} GRAPH ?g {{ ?e ?p ?o }} FILTER(?g != {self._merges})"
        for row in self._rows(
            node,
            f"SELECT ?p ?o (COUNT(*) AS ?n) {{ {about} FILTER(?p NOT IN ({LABEL}, {HAS_GEOMETRY})) }} GROUP BY ?p ?o",
        ):
            predicate, value = str(row["p"]), row["o"]
            merged = self.canonical(value) if predicate == LOCATED_IN and isinstance(value, ox.NamedNode) else None
            tally[(predicate, merged or str(value))] += int(row["n"].value)
        for labels in self._labels(node):
            tally[labels] += 1
        for row in self._rows(
            node,
            f"SELECT ?w (COUNT(*) AS ?n) {{ GRAPH {self._merges} {{ ?e {CANONICAL} {node} }} "
            f"GRAPH {self._links} {{ ?e {HAS_GEOMETRY} ?x . ?x {AS_WKT} ?w }} }} GROUP BY ?w",
        ):
            tally[(AS_WKT, str(row["w"]))] += int(row["n"].value)
        return tally

    def _labels(self, node: Term) -> Iterator[tuple[Term, ...]]:
        """The labels of a node, an Arabic one with the transliteration that the same entity has."""
        arabic: list[tuple[str, Term]] = []
        latin: dict[str, Term] = {}
        for row in self._rows(
            node, f"SELECT ?e ?o {{ GRAPH {self._merges} {{ ?e {CANONICAL} {node} }} GRAPH ?g {{ ?e {LABEL} ?o }} }}"
        ):
            entity, label = row["e"].value, row["o"]
            if label.language == _LATIN:
                latin[entity] = str(label)
            elif label.language == _ARABIC:
                arabic.append((entity, str(label)))
            else:
                yield LABEL, str(label)
        for entity, text in arabic:
            yield LABEL, text, latin.get(entity, "")

    def _rows(self, node: Term, query: str) -> Iterator[ox.QuerySolution]:
        """The answer to a query for what articles say of the members of a node. Nothing is added to an article or taken
        from it without naming the nodes that its entities are.
        """
        solutions = self._opened.about(node).query(query)
        if not isinstance(solutions, ox.QuerySolutions):
            raise TypeError(f"not a SELECT query: {query}")
        return iter(solutions)
