"""Which reports are of one event: groups in which no two contradict each other.

Pairs are joined from the most alike downwards, and two groups only if no report of one contradicts a report of the
other and they are alike on the whole (agglomerative clustering with average linkage): a chain of likenesses, each of
them small, does not make one event of two. Ties are broken by names, so that the groups follow from the set of reports
and from nothing else. What two groups have in common is the sum over their parts, each pair looked at once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from datetime import date

from kg.merge.likeness import THRESHOLD, similarity
from kg.merge.report import EventReport

__all__ = ["Pair", "cluster", "first_report"]

Pair = tuple[str, str]
"""Two nodes, sorted."""

Similarity = Callable[[EventReport, EventReport], float]
"""How alike two reports are; minus infinity for those that can't be of one event."""

_ON_THE_WHOLE = 0.6
"""How alike two groups must be on average, as a share of the threshold for a pair."""


def cluster(
    reports: Collection[EventReport],
    alike: Mapping[Pair, float],
    score: Similarity = similarity,
    joined: Collection[Pair] = (),
) -> list[list[EventReport]]:
    """The groups of `reports`, each and all sorted by node.

    `alike` holds the scores of the pairs that are alike enough to be one event, `joined` those that a person has
    joined, whatever their likeness; `score` tells of any pair how alike it is, a person's word included.
    """
    groups = _Groups(reports, score)
    for one, other in sorted(joined):
        groups.join(one, other)
    for _, (one, other) in sorted((-found, both) for both, found in alike.items()):
        if groups.fit(one, other):
            groups.join(one, other)
    return groups.sorted()


class _Group:
    """Reports that are one event, and the two groups that it was made of."""

    __slots__ = ("members", "parts", "sums")

    def __init__(self, members: list[EventReport], parts: tuple[_Group, _Group] | None = None) -> None:
        self.members, self.parts = members, parts
        self.sums: dict[_Group, float] = {}
        """What it has in common with others, as far as that was asked."""


class _Groups:
    def __init__(self, reports: Collection[EventReport], score: Similarity) -> None:
        self._score = score
        self._of = {report.node: _Group([report]) for report in reports}

    def join(self, one: str, other: str) -> None:
        mine, theirs = self._of.get(one), self._of.get(other)
        if mine is None or theirs is None or mine is theirs:
            return
        both = _Group([*mine.members, *theirs.members], (mine, theirs))
        for group, known in mine.sums.items():
            if group in theirs.sums and self._of[group.members[0].node] is group:
                both.sums[group] = group.sums[both] = known + theirs.sums[group]
        for report in both.members:
            self._of[report.node] = both

    def fit(self, one: str, other: str) -> bool:
        """Whether the groups of two reports may become one."""
        mine, theirs = self._of[one], self._of[other]
        if mine is theirs:
            return False
        needed = _ON_THE_WHOLE * THRESHOLD * len(mine.members) * len(theirs.members)
        return self._common(mine, theirs) >= needed

    def _common(self, one: _Group, other: _Group) -> float:
        """The sum of the scores of all pairs between two groups; minus infinity if any of them contradict."""
        if (known := one.sums.get(other)) is None:
            if one.parts is None and other.parts is None:
                known = self._score(one.members[0], other.members[0])
            else:
                whole, (first, second) = self._split(one, other)
                known = self._common(first, whole)
                if known != -math.inf:
                    known += self._common(second, whole)
            one.sums[other] = other.sums[one] = known
        return known

    @staticmethod
    def _split(one: _Group, other: _Group) -> tuple[_Group, tuple[_Group, _Group]]:
        """The smaller of two groups, and the parts of the larger."""
        smaller, larger = (one, other) if len(one.members) < len(other.members) else (other, one)
        if larger.parts is None:
            raise ValueError("a group of one report has no parts")
        return smaller, larger.parts

    def sorted(self) -> list[list[EventReport]]:
        whole = {id(group): group.members for group in self._of.values()}
        groups = [sorted(members, key=lambda report: report.node) for members in whole.values()]
        return sorted(groups, key=lambda members: members[0].node)


def first_report(members: Collection[EventReport]) -> EventReport:
    """The report whose node stands for all of them: the earliest, so that later reports change no name."""
    return min(members, key=lambda report: (report.published or date.max, report.node))
