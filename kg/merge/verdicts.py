"""What people have decided about merges. A verdict stands above every rule and survives every rebuild.

Nodes of articles are numbered in the order of the text, and a better extraction may number them anew. So a verdict on
one is anchored in the article's characters: it holds for the event or entity that is told there, whatever its number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from kg.merge.report import EventReport

__all__ = ["Anchor", "Judgement", "Verdict", "Verdicts"]


class Judgement(Enum):
    """Whether two are one."""

    SAME = "Same"
    DIFFERENT = "Different"


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """What an article tells from `begin` to `end`: an event or an entity."""

    article: str
    """The article's IRI as a term."""
    begin: int
    end: int

    def tells(self, report: EventReport) -> bool:
        """Whether this is where `report` is told."""
        return report.article == self.article and (self.begin, self.end) in report.spans


@dataclass(frozen=True, slots=True)
class Verdict:
    """A person's decision that two are one, or are two.

    Of two events both are anchored. Of entities one is a canonical node, the other one an anchored entity or another
    canonical node; a canonical node that is different from itself is no merge at all: all its entities stay apart.
    """

    one: Anchor | str
    other: Anchor | str
    judgement: Judgement
    by: str
    """The person, as they call themselves."""
    on: str
    """The day, as an ISO date."""

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """The anchors among the two."""
        return tuple(end for end in (self.one, self.other) if isinstance(end, Anchor))


class Verdicts:
    """All that people have decided, for those who merge to ask."""

    def __init__(self, verdicts: Iterable[Verdict] = ()) -> None:
        self.all = tuple(verdicts)
        self._events: dict[tuple[str, str], list[tuple[Anchor, Anchor, Judgement]]] = defaultdict(list)
        self._entities: dict[str, list[tuple[Anchor, str, Judgement]]] = defaultdict(list)
        self._split: set[str] = set()
        self._into: dict[str, str] = {}
        for verdict in self.all:
            self._take(verdict)

    def _take(self, verdict: Verdict) -> None:
        one, other, judgement = verdict.one, verdict.other, verdict.judgement
        if isinstance(one, Anchor) and isinstance(other, Anchor):
            self._events[(one.article, other.article)].append((one, other, judgement))
            self._events[(other.article, one.article)].append((other, one, judgement))
        elif isinstance(one, Anchor):
            self._entities[one.article].append((one, str(other), judgement))
        elif isinstance(other, Anchor):
            self._entities[other.article].append((other, one, judgement))
        elif judgement is Judgement.DIFFERENT:
            self._split.add(one)
        else:
            self._join(one, other)

    # --- events ----------------------------------------------------------------------------------------------------

    def on_events(self, one: EventReport, other: EventReport) -> Judgement | None:
        """What was decided about two reports."""
        for mine, theirs, judgement in self._events.get((one.article, other.article), ()):
            if mine.tells(one) and theirs.tells(other):
                return judgement
        return None

    def joined_with(self, report: EventReport) -> Iterator[Anchor]:
        """Where the events are told that somebody joined with `report`."""
        for (article, _), verdicts in self._events.items():
            if article == report.article:
                for mine, theirs, judgement in verdicts:
                    if judgement is Judgement.SAME and mine.tells(report):
                        yield theirs

    # --- entities --------------------------------------------------------------------------------------------------

    def canonical(self, article: str, spans: frozenset[tuple[int, int]], proposed: str, own: str) -> str:
        """The canonical node of an entity that `article` mentions at `spans`.

        `proposed` is the node that the rules give it, `own` a node of its own.
        """
        for anchor, node, judgement in self._entities.get(article, ()):
            if (anchor.begin, anchor.end) in spans:
                if judgement is Judgement.SAME:
                    proposed = node
                elif self._root(node) == self._root(proposed):
                    proposed = own
        return own if proposed in self._split else self._root(proposed)

    def _root(self, node: str) -> str:
        while node in self._into:
            node = self._into[node]
        return node

    def _join(self, one: str, other: str) -> None:
        """Of nodes that are one, that of an item of Wikidata or GeoNames stands for all, then the first by name."""
        first, second = sorted((self._root(one), self._root(other)), key=lambda node: ("/entity/x-" in node, node))
        if first != second:
            self._into[second] = first
