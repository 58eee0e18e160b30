"""Which reports are of one event: groups in which no two contradict each other.

Pairs are joined from the most alike downwards, and two groups only if no report of one contradicts a report of the
other and they are alike on the whole: a chain of likenesses, each of them small, does not make one event of two. Ties
are broken by names, so that the groups follow from the set of reports and from nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from itertools import product

from kg.merge.likeness import THRESHOLD, Likeness, contradict, likeness
from kg.merge.report import EventReport

__all__ = ["Pair", "cluster", "first_report"]

Pair = tuple[str, str]
"""Two nodes, sorted."""

_Differ = Callable[[EventReport, EventReport], bool]

_ON_THE_WHOLE = 0.6
"""How alike two groups must be on average, as a share of the threshold for a pair."""


def cluster(
    reports: Collection[EventReport],
    alike: Mapping[Pair, Likeness],
    differ: _Differ = contradict,
    joined: Collection[Pair] = (),
) -> list[list[EventReport]]:
    """The groups of `reports`, each and all sorted by node.

    `alike` holds the pairs that are alike enough to be one event, `joined` those that a person has joined, whatever
    their likeness; `differ` tells which pairs can't be one, a person's word included.
    """
    group = {report.node: [report] for report in reports}
    for pair in sorted(joined):
        if pair[0] in group and pair[1] in group:
            _join(group, *pair)
    for pair in sorted(alike, key=lambda pair: (-alike[pair].score, pair)):
        mine, theirs = group[pair[0]], group[pair[1]]
        if mine is not theirs and _fit(mine, theirs, differ):
            _join(group, *pair)
    whole = {id(members): sorted(members, key=lambda report: report.node) for members in group.values()}
    return sorted(whole.values(), key=lambda members: members[0].node)


def _join(group: dict[str, list[EventReport]], one: str, other: str) -> None:
    mine, theirs = group[one], group[other]
    if mine is not theirs:
        mine += theirs
        for report in theirs:
            group[report.node] = mine


def _fit(
    mine: list[EventReport], theirs: list[EventReport], differ: Callable[[EventReport, EventReport], bool]
) -> bool:
    pairs = list(product(mine, theirs))
    if any(differ(one, other) for one, other in pairs):
        return False
    found = (likeness(one, other) for one, other in pairs)
    return sum(verdict.score for verdict in found if verdict) >= _ON_THE_WHOLE * THRESHOLD * len(pairs)


def first_report(members: Collection[EventReport]) -> EventReport:
    """The report whose node stands for all of them: the earliest, so that later reports change no name."""
    return min(members, key=lambda report: (report.published or date.max, report.node))
