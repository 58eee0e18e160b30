"""An event as one article reports it: what is compared when two articles may tell of one event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

__all__ = ["EventReport"]


@dataclass(frozen=True, slots=True)
class EventReport:
    """One event of one article. Entities are given by their canonical nodes, so that articles can be compared."""

    node: str
    """The event's own node in its article's graph."""
    article: str
    family: str
    """``Attack`` or ``DiplomaticMeeting``."""
    type: str
    """Local name of the most specific class."""
    published: date | None = None
    date: str | None = None
    """When it happened, as an XML Schema lexical form of a day, month, year, or day without a year."""
    modality: str = "Actual"
    agent: frozenset[str] = frozenset()
    target: frozenset[str] = frozenset()
    participant: frozenset[str] = frozenset()
    place: frozenset[str] = frozenset()
    """The narrowest places that the article gives."""
    around: frozenset[str] = frozenset()
    """What those places lie in, as far as article and links tell; countries among them."""
    countries: frozenset[str] = frozenset()
    """Which of all entities named here are countries, or the countries that they belong to."""
    wide: frozenset[str] = frozenset()
    """Which of the places, and of what they lie in, are regions and the like, where much may happen on one day."""
    single: frozenset[str] = frozenset()
    """Which of the targets are persons or facilities: what is attacked seldom, unlike a group at war."""
    persons: frozenset[str] = frozenset()
    """Which of the participants are persons."""
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Content words of the names of each entity that plays a part, by its canonical node."""
    killed: int | None = None
    injured: int | None = None
    words: frozenset[str] = frozenset()
    """Content words of the sentences that tell it."""
    spans: frozenset[tuple[int, int]] = frozenset()
    """Where its article tells it: triggers and sentences."""

    @property
    def involved(self) -> frozenset[str]:
        """Everything that plays a part in it."""
        return self.agent | self.target | self.participant

    @property
    def trigger(self) -> tuple[int, int]:
        """The shortest stretch that tells it: what a person's verdict on it is anchored to."""
        return min(self.spans, key=lambda span: (span[1] - span[0], span), default=(0, 0))
