"""What becomes of a store when articles come, go, or come anew: their own quads, the merges, and the facts layer.

What an article says is worked out from the article alone (`Replacing.prepare`); what follows of it for what others say
is worked out from the store as it stands before the change (`Replacing.turn`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from time import thread_time
from typing import TYPE_CHECKING

from kg.merge.blocks import under_keys
from kg.merge.clusters import first_report
from kg.merge.report import EventReport
from kg.ontology import vocab
from kg.rdf.iris import Minter
from kg.rdf.terms import Quad, Term, iri, literal
from kg.store.articles import Articles, Part
from kg.store.change import Change, Fresh
from kg.store.deciding import Deciding
from kg.store.events import Events
from kg.store.facts import Contribution, contribution
from kg.store.joined import Joined, Joint
from kg.store.merges import event_records, record_of
from kg.store.nodes import Node, Nodes
from kg.store.objects import ASKED_FOR, Objects
from kg.store.opened import Opened
from kg.store.stored import as_stored
from kg.store.tallies import Tallies

if TYPE_CHECKING:  # the mapper brings the ontology's reader and text tools with it, and `kg query` needs neither
    from kg.rdf.mapper import ArticleGraph

__all__ = ["Prepared", "Replacing"]

_FEW = 10
"""Articles that make an update: it needs no N-Quads."""
_ABOUT, _CANONICAL, _BLOCK = iri(vocab.ABOUT), iri(vocab.CANONICAL), iri(vocab.BLOCK)


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article that comes, or one that goes, given by IRI."""

    name: str
    part: Part
    """Nothing of one that goes."""
    quads: Sequence[Fresh]
    """All that is to be stored of it as it is: those of the part, and of the runs and the texts graph."""
    reports: Sequence[EventReport]
    told: Contribution
    """Each event for itself."""
    goes: bool = False


class Replacing:
    """Works changes out. `beside` names the graphs of runs and texts."""

    def __init__(
        self, opened: Opened, mint: Minter, articles: Articles, deciding: Deciding, beside: Sequence[str]
    ) -> None:
        self._opened, self._articles, self._deciding, self._beside = opened, articles, deciding, beside
        self._merges = mint.graph("merges")
        self._objects = Objects(complete=not articles.has_any())
        self._tallies = Tallies(opened, self._merges, mint.graph("links"), articles.told, self._objects)
        self._nodes = Nodes(self._tallies, articles, self._merges)
        self._blocks = _Blocks(articles, self._objects)
        self._events = Events(articles.stored_reports, self._blocks.under, self._blocks.is_unused)
        self._joined = Joined(articles, self._merges)
        self._replaced = False
        """Whether the last change took events out."""
        self.merging_s = 0.0
        """Seconds of the processor that finding and grouping the reports of events has taken so far."""

    def prepare(self, articles: Mapping[str, ArticleGraph | None]) -> list[Prepared]:
        """All that follows from each article alone; `None` stands for one that goes. Does not ask the store."""
        form = Fresh if len(articles) < _FEW else Fresh.written
        return [self._prepared(name, article, form) for name, article in articles.items()]

    def _prepared(self, name: str, article: ArticleGraph | None, form: Callable[[Sequence[Quad]], Fresh]) -> Prepared:
        if article is None:
            return Prepared(name, Part((), (), ()), (), (), Contribution(), goes=True)
        part = self._deciding.decided(name, Part(article.quads, article.links, article.merges))
        told = contribution(part.own, part.links, part.canonical)
        quads = [form(quads) for quads in (part.own, part.links, part.merges, article.origin, article.text)]
        return Prepared(name, part, quads, self._articles.reports(part), told)

    def turn(self, articles: Iterable[Prepared], change: Change) -> Mapping[Term, Node]:
        """Note in `change` what the articles change in the store, and return the nodes of the facts layer as they will
        be, for `follow`.
        """
        if self._replaced:
            self._opened.settle()  # else block keys would still have the events that are being taken out
        before, after = Contribution(), Contribution()
        fresh: list[Prepared] = []
        known: list[Prepared] = []
        gone: list[EventReport] = []
        new: list[EventReport] = []
        for article in articles:
            is_known = self._articles.has(article.name)
            if is_known:
                gone += self._take_out(article.name, before, change)
            if article.goes:
                change.dropped.append(article.name)
                continue
            new += article.reports
            if is_known:
                known.append(article)
                # What stays must be seen to stay: in the bulk, deletions come after additions.
                change.new.update(as_stored(chain.from_iterable(part.quads for part in article.quads)))
            else:
                fresh.append(article)
                change.fresh += article.quads
        self._deciding.forget(change)
        started = thread_time()
        events = self._regroup(gone, new, before, after, change)
        self.merging_s += thread_time() - started
        for article in known:
            after.add(article.told.with_events(events))
        change.gone |= {(*triple, "") for triple in before.triples}
        change.new |= set(as_stored((*triple, "") for triple in after.triples))
        for article in (*known, *fresh):
            self._joined.hear(article.told, (report.node for report in article.reports))
        for article in fresh:
            told = article.told.with_events(events)
            change.fresh.append(Fresh([(*triple, "") for triple in told.triples]))
            after.count(told)
        nodes = self._nodes.turn(before, after, change)
        parts = [(article.part.own, article.part.links, article.part.merges) for article in fresh]
        said = [q for quads in (change.new, *chain.from_iterable(parts)) for q in quads if q[1] in ASKED_FOR]
        self._objects.note(said)
        self._tallies.follow(said)
        return nodes

    def follow(self, nodes: Mapping[Term, Node]) -> None:
        """Take note that a change was made, after which `nodes` are as they are here."""
        self._nodes.follow(nodes)

    def forget(self) -> None:
        """Read everything anew from the store from now on."""
        self._nodes.forget()
        self._events.forget()
        self._joined.forget()
        self._blocks.lately = {}
        self._objects.give_up()
        self._tallies.follow(())

    def _take_out(self, name: str, before: Contribution, change: Change) -> list[EventReport]:
        """Note that the stored version of an article goes; the reports of events in it."""
        stored = self._articles.part(name)
        before.add(contribution(stored.own, stored.links, stored.canonical))
        change.gone.update(stored.own, stored.links, stored.merges)
        change.gone.update(*(self._articles.quads(f"<{name}>", graph) for graph in self._beside))
        return self._articles.reports(stored)

    def _regroup(
        self,
        gone: Sequence[EventReport],
        new: Sequence[EventReport],
        before: Contribution,
        after: Contribution,
        change: Change,
    ) -> dict[Term, Term]:
        """The canonical nodes of all events that a change touches; what follows of it for other articles is noted."""
        graph = iri(self._merges)
        coming = {report.node for report in new}
        lately = under_keys(new)
        for report in gone:
            self._joined.drop(report.node)
        canonical: dict[Term, Term] = {}
        groups: dict[Term, list[Term]] = {}
        left: set[Term] = set()
        for members in self._events.regroup(gone, new, self._deciding.verdicts, lately):
            node = first_report(members).node
            if coming.isdisjoint(report.node for report in members) and self._is_merged(members, node):
                continue
            canonical |= {report.node: node for report in members}
            groups[node] = [report.node for report in members]
            moved = self._join(members, node, coming, change)
            for was, events in moved.items():
                self._rename(was, node, events, before, after)
            left |= moved.keys()
        self._joined.follow_events(left, groups)
        change.new |= {(node, _BLOCK, literal(key), graph) for key, nodes in lately.items() for node in nodes}
        self._blocks.lately, self._replaced = lately, bool(gone)
        return canonical

    def _join(
        self, members: Sequence[EventReport], node: Term, coming: Collection[Term], change: Change
    ) -> Mapping[Term, list[Term]]:
        """Note that reports are one event; those of other articles that were another one, by what they were."""
        graph = iri(self._merges)
        records: dict[Term, set[Quad]] = defaultdict(set)
        known = {report.node: self._joined.of(report.node).record for report in members if report.node not in coming}
        for quad in event_records(members, self._deciding.verdicts, graph, self._events.score, known):
            records[quad[0]].add(quad)
        moved: dict[Term, list[Term]] = defaultdict(list)
        for report in members:
            joint = Joint(node, frozenset(records[record_of(report.node)]))
            if report.node in coming:
                change.new |= {*joint.record, (report.node, _CANONICAL, node, graph)}
            elif (was := self._move(report.node, joint, change)) != node:
                moved[was].append(report.node)
            self._joined.follow(report.node, joint)
        return moved

    def _is_merged(self, members: Sequence[EventReport], node: Term) -> bool:
        """Whether the store has these reports, and no others, as the event `node`."""
        return self._joined.members(node) == [report.node for report in members]

    def _move(self, event: Term, now: Joint, change: Change) -> Term:
        """Note that another article's event is joined as `now` says; the node that it was."""
        joint, graph = self._joined.of(event), iri(self._merges)
        was = joint.node or event
        change.gone |= joint.record - now.record
        change.new |= now.record - joint.record
        if was != now.node:
            change.gone.add((event, _CANONICAL, was, graph))
            change.new.add((event, _CANONICAL, now.node, graph))
        return was

    def _rename(self, was: Term, now: Term, events: Sequence[Term], before: Contribution, after: Contribution) -> None:
        """Note what other articles' `events` bring into the facts layer under another node.

        Where they are all that the node was, it moves as a whole: what it says is known, and what each of them says
        need not be read.
        """
        if self._joined.members(was) == sorted(events):
            claims = self._articles.claims_about(was)
            before.add(Contribution({(claim, _ABOUT, was) for claim in claims}, {was: self._nodes.of(was).tally}))
            after.add(Contribution({(claim, _ABOUT, now) for claim in claims}, {now: self._nodes.of(was).tally}))
            return
        for event in events:
            told = self._joined.told(event)
            before.add(told.with_events({event: was}))
            after.add(told.with_events({event: now}))


class _Blocks:
    """Finds events by block key, those too that may be being loaded."""

    def __init__(self, articles: Articles, objects: Objects) -> None:
        self._articles, self._objects = articles, objects
        self.lately: Mapping[str, Sequence[Term]] = {}
        """The events of the last change."""

    def under(self, key: str) -> list[Term]:
        """The events under a key; one may come twice."""
        if self.is_unused(key):
            return []
        return [*self._articles.under(key), *self.lately.get(key, ())]

    def is_unused(self, key: str) -> bool:
        """Whether it is sure that no event stands under a key."""
        return literal(key) not in self._objects
