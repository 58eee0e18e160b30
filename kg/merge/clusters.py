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

__all__ = ["Group", "Pair", "cluster", "first_report"]

Pair = tuple[str, str]
"""Two nodes, sorted."""

Similarity = Callable[[EventReport, EventReport], float]
"""How alike two reports are; minus infinity for those that can't be of one event."""

_ON_THE_WHOLE = 0.6
"""How alike two groups must be on average, as a share of the threshold for a pair."""
_EXACT = 100
"""Scores have two decimals; as whole numbers their sum is the same in any order."""
_NEEDED = round(_EXACT * _ON_THE_WHOLE * THRESHOLD)


class Group:
    """Reports that are one event, and the two groups that it was made of."""

    __slots__ = ("members", "parts", "sums", "unions")

    def __init__(self, members: list[EventReport], parts: tuple[Group, Group] | None = None) -> None:
        self.members, self.parts = members, parts
        self.sums: dict[Group, float] = {}
        """What it has in common with others, in hundredths, as far as that was asked."""
        self.unions: dict[Group, Group] = {}
        """What it makes together with others, as far as it was joined with them."""


def cluster(
    reports: Collection[EventReport],
    alike: Mapping[Pair, float],
    score: Similarity = similarity,
    joined: Collection[Pair] = (),
    known: dict[str, Group] | None = None,
) -> list[list[EventReport]]:
    """The groups of `reports`, each and all sorted by node.

    `alike` holds the scores of the pairs that are alike enough to be one event, `joined` those that a person has
    joined, whatever their likeness; `score` tells of any pair how alike it is, a person's word included. `known` keeps
    the groups of one report each, by node, with what was found out about them and what they make, for other sets of
    which they are part; of all of them `score` must say the same.
    """
    if len(reports) == 1:
        return [list(reports)]
    groups = _Groups(reports, score, {} if known is None else known)
    for one, other in sorted(joined):
        groups.join(one, other)
    for _, (one, other) in sorted((-found, both) for both, found in alike.items()):
        if groups.fit(one, other):
            groups.join(one, other)
    return groups.sorted()


class _Groups:
    def __init__(self, reports: Collection[EventReport], score: Similarity, known: dict[str, Group]) -> None:
        self._score = score
        self._of: dict[str, Group] = {}
        for report in reports:
            if (group := known.get(report.node)) is None:
                group = known[report.node] = Group([report])
            self._of[report.node] = group

    def join(self, one: str, other: str) -> None:
        mine, theirs = self._of.get(one), self._of.get(other)
        if mine is None or theirs is None or mine is theirs:
            return
        if (both := mine.unions.get(theirs)) is None:
            both = mine.unions[theirs] = Group([*mine.members, *theirs.members], (mine, theirs))
            for group in mine.sums.keys() & theirs.sums.keys():
                both.sums[group] = group.sums[both] = mine.sums[group] + theirs.sums[group]
        for report in both.members:
            self._of[report.node] = both

    def fit(self, one: str, other: str) -> bool:
        """Whether the groups of two reports may become one."""
        mine, theirs = self._of[one], self._of[other]
        if mine is theirs:
            return False
        return self._common(mine, theirs) >= _NEEDED * len(mine.members) * len(theirs.members)

    def _common(self, one: Group, other: Group) -> float:
        """The sum of the scores of all pairs between two groups; minus infinity if any of them contradict."""
        if (known := one.sums.get(other)) is None:
            if one.parts is None and other.parts is None:
                found = self._score(one.members[0], other.members[0])
                known = found if found == -math.inf else round(_EXACT * found)
            else:
                whole, (first, second) = self._split(one, other)
                known = self._common(first, whole)
                if known != -math.inf:
                    known += self._common(second, whole)
            one.sums[other] = other.sums[one] = known
        return known

    @staticmethod
    def _split(one: Group, other: Group) -> tuple[Group, tuple[Group, Group]]:
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
