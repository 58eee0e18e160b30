"""The tallies of canonical nodes, counted from the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pyoxigraph as ox

from kg.ontology import vocab
from kg.rdf.terms import Term
from kg.store.facts import AS_WKT, CANONICAL, HAS_GEOMETRY, LABEL, LOCATED_IN
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

    def dependents(self, node: Term, *, is_new: bool = False) -> set[Term]:
        """The canonical nodes that are said to lie in a node, or to belong to it as their country.

        Of a node that `is_new`, no article that is stored says anything but what links say of items.
        """
        if is_new and ("/entity/x-" in node or node not in self._objects):
            return set()
        found: set[ox.NamedNode] = set()
        target = ox.NamedNode(node[1:-1])
        patterns: list[tuple[str, ox.NamedNode, ox.NamedNode | None]] = [
            (vocab.COUNTRY, target, self._links),
            (vocab.LOCATED_IN, target, self._links),
        ]
        if not is_new:
            patterns += [(vocab.LOCATED_IN, member, None) for member in self.members(node)]
        for predicate, value, graph in patterns:
            quads = self._opened.about(str(value)).quads_for_pattern(None, ox.NamedNode(predicate), value, graph)
            found |= {quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)}
        return {canonical for entity in found if (canonical := self.canonical(entity)) is not None}

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
