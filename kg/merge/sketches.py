"""Whether two reports may be of one event at all, told from little: most reports of one day and country may not.

A sketch holds of a report what `kg.merge.likeness` asks for before it weighs anything: places and targets of its own,
parties, a toll, words. Of two sketches that have nothing of it in common it is certain that the reports have not, and
they need neither be looked up nor compared. Where it is not certain, they are.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.merge.likeness import BY_NAME, TOLD_ALIKE, TWO_PARTIES
from kg.merge.report import EventReport

__all__ = ["Sketch", "may_be_one", "sketched"]

_BITS = 256


@dataclass(frozen=True, slots=True)
class Sketch:
    """What may be found in another report of the same event."""

    is_attack: bool
    type: str
    killed: int | None
    own: frozenset[str]
    """Places below countries, and targets that are attacked seldom."""
    known: frozenset[str]
    """All places, what they lie in, and all targets."""
    parties: frozenset[str]
    names: frozenset[str]
    """Words of the names of the parties, or of the targets that are attacked seldom."""
    words: int
    """A bit for each word that tells it, several words to a bit (a Bloom filter of one hash)."""
    count: int
    """How many words tell it."""


def sketched(report: EventReport) -> Sketch:
    """The sketch of a report."""
    is_attack, words = report.family == "Attack", 0
    for word in report.words:
        words |= 1 << hash(word) % _BITS
    named = report.single if is_attack else report.participant
    return Sketch(
        is_attack=is_attack,
        type=report.type,
        killed=report.killed,
        own=(report.place - report.countries) | report.single,
        known=report.place | report.around | report.target,
        parties=report.participant,
        names=frozenset().union(*(report.names[node] for node in named)),
        words=words,
        count=len(report.words),
    )


def may_be_one(one: Sketch, other: Sketch) -> bool:
    """Whether the reports may have enough in common; where this is false, `kg.merge.likeness` finds nothing."""
    if not (one.own.isdisjoint(other.known) and other.own.isdisjoint(one.known)):
        return True
    if one.is_attack:
        if one.killed is not None and one.killed == other.killed:
            return True
        return not one.names.isdisjoint(other.names) or (one.type == other.type and _may_be_told_alike(one, other))
    return _may_share_parties(one, other) or _may_be_told_alike(one, other)


def _may_be_told_alike(one: Sketch, other: Sketch) -> bool:
    # A bit that both have is one word that both have, or as many as stand on it.
    heaped = min(sketch.count - sketch.words.bit_count() for sketch in (one, other))
    shorter = min(one.count, other.count)
    return shorter > 0 and (one.words & other.words).bit_count() + heaped >= TOLD_ALIKE * shorter


def _may_share_parties(one: Sketch, other: Sketch) -> bool:
    shared = len(one.parties & other.parties)
    others = min(len(one.parties), len(other.parties)) - shared
    if others and not one.names.isdisjoint(other.names):
        return shared + BY_NAME * others >= TWO_PARTIES
    return shared - others >= TWO_PARTIES
