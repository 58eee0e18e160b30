"""Canonical nodes as a store has them, kept while a process writes, and what becomes of them when articles change.

A node is counted and its facts are read when it is first touched, and followed from then on: most of the news is about
the same few thousand nodes, and what is new needs no reading.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass

from kg.merge.keys import merge_name
from kg.rdf.terms import Quad, Term, iri, text_of
from kg.store.articles import Articles
from kg.store.change import Change
from kg.store.facts import Contribution, facts_of, signature
from kg.store.labels import labels_borne
from kg.store.merges import entity_record, record_of
from kg.store.stored import stored_facts
from kg.store.tallies import Tallies
from kg.store.tally import Tally, copied

__all__ = ["Node", "Nodes"]

MAX_NODES = 6_000
"""Nodes that are kept: about 25 MB. Of the nodes of news that come again, nine of ten have been met that recently."""


@dataclass(frozen=True, slots=True)
class Node:
    """What a store has of a canonical node."""

    tally: Tally
    facts: frozenset[Quad]
    record: frozenset[Quad]
    """Of the merge, where it is an entity of several articles."""


_NOTHING = Node(Tally(), frozenset(), frozenset())


class Nodes:
    """The nodes of one store. `merges` is the IRI of the graph that has the records."""

    def __init__(self, tallies: Tallies, articles: Articles, merges: str) -> None:
        self._tallies, self._articles, self._merges = tallies, articles, merges
        self._known: OrderedDict[Term, Node] = OrderedDict()

    def of(self, name: Term) -> Node:
        """A node, given by its IRI as a term."""
        if (node := self._known.get(name)) is None:
            node = self._read(name)
            self._keep(name, node)
        self._known.move_to_end(name)
        return node

    def follow(self, nodes: Mapping[Term, Node]) -> None:
        """Take note of what a write has made of nodes."""
        for name, node in nodes.items():
            self._keep(name, node)

    def forget(self) -> None:
        """Read everything anew from now on."""
        self._known.clear()

    def turn(self, before: Contribution, after: Contribution, change: Change) -> dict[Term, Node]:
        """Note in `change` what becomes of the nodes of which articles said `before` and say `after`, and of those that
        depend on them. The nodes as they will be.
        """
        schema = self._articles.schema
        tallies = self._moved(before, after)

        def tally_of(name: Term) -> Tally:
            return tallies[name] if name in tallies else self.of(name).tally

        affected = set(tallies)
        for name, tally in tallies.items():
            was = self.of(name).tally
            if signature(tally, schema) != signature(was, schema):
                affected |= self._tallies.dependents(name, is_new=not was)
        turned: dict[Term, Node] = {}
        for name in affected:
            old, tally = self.of(name), tally_of(name)
            facts = stored_facts(facts_of(name, tally, tally_of, schema))
            node = Node(tally, facts, self._record(name, tally, old) if name in tallies else old.record)
            change.turn(old.facts, node.facts)
            change.turn(old.record, node.record)
            turned[name] = node
        return turned

    def _keep(self, name: Term, node: Node) -> None:
        self._known[name] = node
        while len(self._known) > MAX_NODES:
            self._known.popitem(last=False)

    def _moved(self, before: Contribution, after: Contribution) -> dict[Term, Tally]:
        """The tallies of all nodes that a change touches, as they are after it."""
        moved: dict[Term, Tally] = {}
        for name in before.tallies.keys() | after.tallies.keys():
            tally = copied(self.of(name).tally)
            for statement, count in after.tallies.get(name, _NOTHING.tally).items():
                tally[statement] = tally.get(statement, 0) + count
            if name in before.tallies:
                tally.subtract(before.tallies[name])
                tally = +tally
            moved[name] = tally
        return moved

    def _read(self, name: Term) -> Node:
        tally = self._tallies.count(name)
        if not tally:
            return _NOTHING
        facts = self._articles.quads(name, None) + self._articles.quads(f"{name[:-1]}/geometry>", None)
        record = self._articles.quads(record_of(name), self._merges) if labels_borne(tally).total() > 1 else ()
        return Node(tally, frozenset(facts), frozenset(record))

    def _record(self, name: Term, tally: Tally, old: Node) -> frozenset[Quad]:
        if (borne := labels_borne(tally)).total() <= 1:
            return frozenset()
        if old.record and tally.keys() == old.tally.keys():
            return old.record  # it tells what is said, and not how often
        names = {label: merge_name(text_of(label)) for label in borne}
        return frozenset(entity_record(name, tally, names, iri(self._merges)))
