"""Where too many reports hang together to be grouped at once: the parts into which they fall by stronger links alone.

The news of a bad day on one front is one large set of reports, most of them alike to a few others. The links that count
rise step by step, the same for all, until each part is small enough; so the parts follow from the set of reports, and
not from the order in which they came. At each step a link is looked at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from kg.merge.likeness import THRESHOLD

__all__ = ["Links", "parts"]

Links = Mapping[str, Mapping[str, float]]
"""Of nodes, those that are alike enough, each with how alike it is; said of both."""

_STEP = 0.25
"""By how much the score that links two reports rises where more hang together."""


def parts(
    nodes: set[str], alike: Links, joined: Mapping[str, Collection[str]], most: int, least: float = THRESHOLD
) -> Iterator[set[str]]:
    """`nodes`, or where they are more than `most` what hangs together of them by scores of `least` and more.

    `joined` has what people have joined, whatever its likeness, said of both: it stays together.
    """
    if len(nodes) <= most or not any(_near(node, alike, nodes, least) for node in nodes):
        yield nodes
        return
    least += _STEP
    waiting = set(nodes)
    for start in sorted(nodes):
        if start in waiting:
            part = _reached(start, alike, joined, waiting, least)
            waiting -= part
            yield from parts(part, alike, joined, most, least)


def _near(node: str, alike: Links, among: set[str], least: float) -> set[str]:
    return {other for other, score in alike.get(node, {}).items() if score >= least and other in among}


def _reached(
    start: str, alike: Links, joined: Mapping[str, Collection[str]], among: set[str], least: float
) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        node = waiting.pop()
        new = (_near(node, alike, among, least) | among.intersection(joined.get(node, ()))) - found
        found |= new
        waiting += new
    return found
