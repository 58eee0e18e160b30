"""Which event each report is, and the record of why, kept while a process writes: most of what is grouped anew stays as
it was, and need not be read from the store to be seen to stay.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.ontology import vocab
from kg.rdf.terms import Quad, Term, iri
from kg.store.articles import Articles
from kg.store.facts import Contribution, contribution
from kg.store.merges import record_of

__all__ = ["Joined", "Joint"]

MAX_JOINED = 6_000
"""Reports that are kept: about 5 MB."""

MAX_TOLD = 1_000
"""Reports of which it is kept what they bring into the facts layer: about 5 MB."""

MAX_EVENTS = 20_000
"""Events of which it is kept which reports they are: about 4 MB."""

_CANONICAL, _ABOUT = iri(vocab.CANONICAL), iri(vocab.ABOUT)


@dataclass(frozen=True, slots=True)
class Joint:
    """What the merges graph says of one report."""

    node: Term
    """The event that it is one report of; empty if the store does not say."""
    record: frozenset[Quad] = frozenset()
    """Why, where others report the event too."""


class Joined:
    """The joints of the reports in a store; `merges` is the IRI of the graph that holds them."""

    def __init__(self, articles: Articles, merges: str) -> None:
        self._articles, self._merges = articles, merges
        self._known: OrderedDict[Term, Joint] = OrderedDict()
        self._told: OrderedDict[Term, Contribution] = OrderedDict()
        self._members: OrderedDict[Term, list[Term]] = OrderedDict()

    def of(self, report: Term) -> Joint:
        """The joint of a report, given by its node, as the store has it."""
        return self._known.get(report) or self._read(report)

    def follow(self, report: Term, joint: Joint) -> None:
        """Take note of what a write makes of a report."""
        self._known[report] = joint
        self._known.move_to_end(report)
        while len(self._known) > MAX_JOINED:
            self._known.popitem(last=False)

    def members(self, event: Term) -> list[Term]:
        """The reports in the store that are the event `event`, sorted."""
        return self._members.get(event) or self._articles.members(event)

    def drop(self, report: Term) -> None:
        """Take note that a report goes."""
        self._members.pop(self.of(report).node, None)
        self._known.pop(report, None)
        self._told.pop(report, None)

    def follow_events(self, left: Iterable[Term], groups: Mapping[Term, list[Term]]) -> None:
        """Take note of what a write makes of events: `left` are no longer what they were, `groups` has the reports,
        sorted, of those that came of it.
        """
        for event in left:
            self._members.pop(event, None)
        for event, reports in groups.items():
            self._members[event] = reports
            self._members.move_to_end(event)
        while len(self._members) > MAX_EVENTS:
            self._members.popitem(last=False)

    def forget(self) -> None:
        """Read everything anew from now on."""
        self._known.clear()
        self._told.clear()
        self._members.clear()

    def told(self, report: Term) -> Contribution:
        """What a report and the claims about it bring into the facts layer, the report for itself."""
        if (known := self._told.get(report)) is not None:
            return known
        quads, canonical = self._articles.report_quads(report)
        return contribution(quads, (), canonical)

    def hear(self, article: Contribution, reports: Iterable[Term]) -> None:
        """Take note of what an article brings in, each of its `reports` for itself."""
        claims: dict[Term, set[Term]] = defaultdict(set)
        for subject, predicate, value in article.triples:
            if predicate == _ABOUT:
                claims[value].add(subject)
        for report in reports:
            own = claims[report]
            triples = {triple for triple in article.triples if triple[0] in own} if own else set()
            self._told[report] = Contribution(triples, {report: article.tallies[report]})
            self._told.move_to_end(report)
        while len(self._told) > MAX_TOLD:
            self._told.popitem(last=False)

    def _read(self, report: Term) -> Joint:
        nodes = (
            value for _, predicate, value, _ in self._articles.quads(report, self._merges) if predicate == _CANONICAL
        )
        return Joint(next(nodes, ""), frozenset(self._articles.quads(record_of(report), self._merges)))
