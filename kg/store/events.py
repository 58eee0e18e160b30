"""Which events of a store are one, kept in step while articles come and go.

Two reports are linked if they are alike enough (`kg.merge.likeness`) or if somebody joined them. What the groups are
follows within each set of reports that hang together by such links; so only the sets that a change touches are
grouped anew, and the result is the same as if all articles had come at once. In a very large set, the news of a bad day
on one front, only stronger links count, so many that it falls into parts of a bounded size.
"""

from __future__ import annotations

import math
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from kg.merge.blocks import block_keys, sought_keys, under_keys
from kg.merge.clusters import Group, Pair, cluster
from kg.merge.likeness import THRESHOLD, similarity
from kg.merge.parts import Links, parts
from kg.merge.report import EventReport
from kg.merge.sketches import Sketch, may_be_one, sketched
from kg.merge.verdicts import Anchor, Judgement, Verdicts
from kg.store.known_reports import KnownReports

__all__ = ["Events", "pair"]

_T = TypeVar("_T")

MAX_ALIKE = 20_000
"""Reports of which it is kept which others are alike, most of them none: some 6 MB."""
MAX_SKETCHED = 20_000
"""Reports of which a sketch is kept: some 19 MB. With it most of those under a key need not be looked up."""
MAX_SCORED = 3_000
"""Reports whose likeness to those that hang together with them is kept: some 6 MB."""
MAX_GROUPED = 2_000
"""Reports of which it is kept what groups they made: some 6 MB. Most come to be again while sets of reports grow."""
MAX_BLOCKS = 30_000
"""Block keys of which it is kept which reports stand under them: some 9 MB. News of one day asks for the same ones."""
MAX_TOGETHER = 100
"""Reports that are grouped at a time, unless people have joined more."""


def pair(one: str, other: str) -> Pair:
    """Two nodes in the order in which pairs have them."""
    return (one, other) if one < other else (other, one)


class Events:
    """Finds and groups reports.

    `stored` gives the reports of an article in the store, `under` the nodes of events that it has under a block key,
    `is_unused` whether it is sure that it has none.
    """

    def __init__(
        self,
        stored: Callable[[str], Iterable[EventReport]],
        under: Callable[[str], Iterable[str]],
        is_unused: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._stored, self._under, self._is_unused = stored, under, is_unused
        self._reports = KnownReports(stored)
        self._alike: OrderedDict[str, dict[str, float]] = OrderedDict()
        self._scores: dict[str, dict[str, float]] = defaultdict(dict)
        self._groups_of: dict[str, Group] = {}  # as the rules alone make them
        self._blocks: OrderedDict[str, list[str]] = OrderedDict()
        self._sketches: OrderedDict[str, Sketch] = OrderedDict()
        self._grouped: OrderedDict[str, set[str]] = OrderedDict()
        """Together with which others each report was last grouped, if any; the store has the groups that came of it."""

    def forget(self) -> None:
        """Read everything anew from now on."""
        self._reports.clear()
        self._alike.clear()
        self._scores.clear()
        self._groups_of.clear()
        self._blocks.clear()
        self._sketches.clear()
        self._grouped.clear()

    def regroup(
        self,
        gone: Iterable[EventReport],
        new: Iterable[EventReport],
        verdicts: Verdicts,
        under: Mapping[str, Sequence[str]] | None = None,
    ) -> list[list[EventReport]]:
        """The groups that a change touches; of those in which nothing has changed, at most some.

        `gone` are the reports of articles before the change, `new` those after it, `under` the nodes of the latter by
        block key, where that is known. The store must be as it was before.
        """
        gone, new = list(gone), list(new)
        touched = self._leave(gone, verdicts)
        change = _Change({report.node for report in gone}, new, under)
        self._enter(change)
        groups: list[list[EventReport]] = []
        seen: set[str] = set()
        for node in (*change.new, *sorted(touched - change.gone)):
            if node not in seen:
                together, alike = self._component(node, change, verdicts)
                seen |= together.keys()
                groups += self._groups(together, alike, change, verdicts)
        return groups

    # --- reports ---------------------------------------------------------------------------------------------------

    def report(self, node: str) -> EventReport | None:
        """A report that the store has."""
        return self._reports.of(node)

    def _at(self, anchor: Anchor, change: _Change) -> EventReport | None:
        """The report that is told where `anchor` says."""
        if anchor.article in change.articles:
            return next((report for report in change.new.values() if anchor.tells(report)), None)
        return next((r for r in self._stored(anchor.article) if anchor.tells(r) and r.node not in change.gone), None)

    def _leave(self, gone: list[EventReport], verdicts: Verdicts) -> set[str]:
        """The reports in the store that were linked with those that go."""
        before = _Change(set(), ())
        touched: set[str] = set()
        if gone:
            self._groups_of.clear()
        for report in gone:
            touched.update(self._linked(report, before, verdicts))
        for report in gone:
            for known in (self._alike, self._scores):
                for other in known.pop(report.node, {}):
                    if other in known:
                        known[other].pop(report.node, None)
            self._reports.drop(report.node)
            self._sketches.pop(report.node, None)
            self._grouped.pop(report.node, None)
            for key in block_keys(report):
                if report.node in (known_under := self._blocks.get(key, [])):
                    known_under.remove(report.node)
        return touched

    def _enter(self, change: _Change) -> None:
        for report in change.new.values():
            self._reports.keep(report)
        for key, nodes in change.under.items():
            if key in self._blocks:
                self._blocks[key] += nodes
            elif self._is_unused(key):
                _keep(self._blocks, key, list(nodes), MAX_BLOCKS)
        for report in change.new.values():
            for other, found in self._neighbours(report, change).items():
                if other in self._alike:
                    self._alike[other][report.node] = found

    # --- what hangs together ---------------------------------------------------------------------------------------

    def _neighbours(self, report: EventReport, change: _Change) -> dict[str, float]:
        """The reports that are alike enough, with how alike they are."""
        known = self._alike.get(report.node)
        if known is None:
            known = {}
            for other in self._candidates(report, change):
                # Of two reports that come together the first one has looked at both.
                looked = self._alike.get(other.node) if other.node in change.new else None
                score = similarity(report, other) if looked is None else looked.get(report.node, 0.0)
                if score >= THRESHOLD:
                    known[other.node] = score
            _keep(self._alike, report.node, known, MAX_ALIKE)
        return known

    def _candidates(self, report: EventReport, change: _Change) -> Iterable[EventReport]:
        nodes: set[str] = set()
        for key in sought_keys(report):
            nodes.update(self._standing(key, change))
        mine = self._sketch(report)
        for node in sorted(nodes - {report.node}):
            theirs = self._sketches.get(node)
            if theirs is not None and not may_be_one(mine, theirs):
                continue
            if (other := change.new.get(node) or self.report(node)) is None or other.article == report.article:
                continue
            if theirs is not None or may_be_one(mine, self._sketch(other)):
                yield other

    def _sketch(self, report: EventReport) -> Sketch:
        if (known := self._sketches.get(report.node)) is None:
            known = sketched(report)
            _keep(self._sketches, report.node, known, MAX_SKETCHED)
        return known

    def _standing(self, key: str, change: _Change) -> list[str]:
        """The reports that stand under a block key once a change is made."""
        known = self._blocks.get(key)
        if known is None:
            stored = (node for node in self._under(key) if node not in change.gone)
            known = list(dict.fromkeys((*stored, *change.under.get(key, ()))))
            _keep(self._blocks, key, known, MAX_BLOCKS)
        return known

    def _linked(self, report: EventReport, change: _Change, verdicts: Verdicts) -> set[str]:
        """The nodes that hang together with a report directly."""
        nodes = set(self._neighbours(report, change))
        for anchor in verdicts.joined_with(report):
            if (other := self._at(anchor, change)) is not None:
                nodes.add(other.node)
        return nodes

    def _component(self, node: str, change: _Change, verdicts: Verdicts) -> tuple[dict[str, EventReport], Links]:
        """The reports that hang together with one, and which of them are alike."""
        found: dict[str, EventReport] = {}
        alike: dict[str, Mapping[str, float]] = {}
        waiting = [node]
        while waiting:
            name = waiting.pop()
            if name in found or (report := change.new.get(name) or self.report(name)) is None:
                continue
            found[name] = report
            alike[name] = self._neighbours(report, change)
            waiting += self._linked(report, change, verdicts) - found.keys()
        return found, alike

    def score(self, one: EventReport, other: EventReport) -> float:
        """How alike two reports are. Sets of reports are grouped again and again while they grow; pairs stay alike."""
        found = self._scores.get(one.node, {}).get(other.node)
        if found is None:
            if len(self._scores) > MAX_SCORED:
                self._scores.clear()
            found = similarity(one, other)
            self._scores[one.node][other.node] = self._scores[other.node][one.node] = found
        return found

    def _groups(
        self, reports: Mapping[str, EventReport], alike: Links, change: _Change, verdicts: Verdicts
    ) -> list[list[EventReport]]:
        """The groups of reports that hang together, those left out that are known to be as they were."""
        joined = _joined(reports, verdicts)

        def judged(one: EventReport, other: EventReport) -> float:
            return -math.inf if verdicts.on_events(one, other) is Judgement.DIFFERENT else self.score(one, other)

        if len(self._groups_of) > MAX_GROUPED:
            self._groups_of.clear()
        score, known = (judged, None) if verdicts.all else (self.score, self._groups_of)
        groups: list[list[EventReport]] = []
        for nodes in parts(set(reports), alike, joined, MAX_TOGETHER):
            if self._is_grouped(nodes, change):
                continue
            links = {
                (node, other): found
                for node in nodes
                for other, found in alike[node].items()
                if node < other and other in nodes
            }
            own = {pair(node, other) for node in nodes for other in joined.get(node, ()) if other in nodes}
            groups += cluster([reports[node] for node in sorted(nodes)], links, score, own, known)
            self._note_grouped(nodes)
        return groups

    def _is_grouped(self, nodes: set[str], change: _Change) -> bool:
        """Whether these reports, all of them and no others, were grouped together before, and none of them is new."""
        whole = self._grouped.get(next(iter(nodes)))
        return (
            whole == nodes and nodes.isdisjoint(change.new) and all(self._grouped.get(node) is whole for node in nodes)
        )

    def _note_grouped(self, nodes: set[str]) -> None:
        for node in nodes:
            if len(nodes) > 1:
                _keep(self._grouped, node, nodes, MAX_ALIKE)
            else:
                self._grouped.pop(node, None)  # to group it again costs nothing


def _joined(reports: Mapping[str, EventReport], verdicts: Verdicts) -> dict[str, set[str]]:
    """Those of the reports that a person has joined, said of both."""
    joined: dict[str, set[str]] = defaultdict(set)
    for report in reports.values():
        for anchor in verdicts.joined_with(report):
            for other in reports.values():
                if anchor.tells(other):
                    joined[report.node].add(other.node)
                    joined[other.node].add(report.node)
    return joined


class _Change:
    """What leaves and what enters a store, with the block keys of what enters."""

    def __init__(
        self, gone: set[str], new: Sequence[EventReport], under: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        self.gone = gone
        self.new = {report.node: report for report in new}
        self.articles = {report.article for report in self.new.values()}
        self.under = under_keys(new) if under is None else under


def _keep(known: OrderedDict[str, _T], key: str, value: _T, most: int) -> None:
    known[key] = value
    known.move_to_end(key)
    while len(known) > most:
        known.popitem(last=False)
