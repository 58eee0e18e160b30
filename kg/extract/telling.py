"""One sentence's telling of an event, before tellings of the same event are joined."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.model import Modality, PartialDate

__all__ = ["Telling", "unique"]


@dataclass(frozen=True, slots=True)
class Telling:
    """What one sentence says of one event. Role fields hold entity ids."""

    type: str
    family: str
    """``Attack`` or ``DiplomaticMeeting``."""
    sentence: int
    triggers: tuple[tuple[int, int], ...]
    """Raw offsets of the words that tell it."""
    anchor: int
    """Index of the word that tells it first."""
    how: str
    """Part of speech of that word: ``noun`` or ``verb``."""
    clause: tuple[int, int] | None = None
    """The words, by index, that tell it; `None` for the whole sentence."""
    agent: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    participant: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    date: PartialDate | None = None
    date_text: str | None = None
    deictic: bool = False
    """Whether it is dated by the day of publication (اليوم، الأحد) and that day is unknown."""
    shifted: bool = False
    """Whether it is dated by its distance from another event: بعد يومين من الهجوم."""
    weapon: str | None = None
    topic: str | None = None
    killed: int | None = None
    injured: int | None = None
    modality: Modality = Modality.ACTUAL
    negated: bool = False
    anaphoric: bool = False
    """Whether it only refers back: الهجوم."""
    definite: bool = False
    """Whether all that tells it is nouns with the article, which often refer back."""
    apart: bool = False
    """Whether its sentence tells it beside another event, as what came before it: بعد هجوم …"""
    fresh: bool = False
    """Whether it is set apart from what was told before: هجوم آخر."""
    habitual: bool = False
    """Whether it is told as what happens again and again, or goes on without a day: يستهدف المدنيين."""
    weak: bool = False
    """Whether its words tell an attack only where all else says so: سيطر على."""
    held: bool = False
    """Whether it is told as what has been or goes on, by a verb of the past or as the time of something: أجرى
    محادثات، خلال لقائه."""
    hosted: bool = False
    """Whether a place is told to host the meeting: تستضيف القاهرة اجتماعا."""
    title: bool = False
    sure: tuple[str, ...] = ()
    """The agents that grammar leaves no doubt of, so that no model need weigh them: شن X غارات، على يد X، أعلن X أن
    قواته قصفت."""

    @property
    def grounded(self) -> bool:
        """Whether anything is known of who or where."""
        return bool(self.agent or self.target or self.participant or self.place)


def unique(ids: Iterable[str]) -> tuple[str, ...]:
    """The ids without repetition, in order."""
    return tuple(dict.fromkeys(ids))
