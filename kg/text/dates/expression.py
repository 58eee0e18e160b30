"""What is found: date expressions, and the hits of the grammars before they become some."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from kg.model import PartialDate
from kg.text.normalise import Normalised
from kg.text.phrases import Cursor, Tape

__all__ = ["DateExpression", "DateKind", "Direction", "Hit", "Page", "Parse", "Rule"]


class DateKind(Enum):
    """How an expression tells its date."""

    DAY = "day"
    """A day of a month, with or without year."""
    MONTH = "month"
    YEAR = "year"
    WEEKDAY = "weekday"
    COUNTED = "counted"
    """Counted from the day of publication: أمس، قبل يومين."""
    SPAN = "span"
    """A week, month or year seen from the day of publication: الشهر الماضي."""
    VAGUE = "vague"
    """Some time in a longer period: الأيام الماضية، قبل نحو ثلاثة أيام، مؤخرا. A value is the period's."""
    ANAPHORIC = "anaphoric"
    """Told from something that the text named before: في اليوم نفسه، بعد يومين من القمة."""


class Direction(Enum):
    """Where from publication an expression points by its own words: الماضي، الجاري، المقبل."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"

    @classmethod
    def of(cls, step: int | None) -> Direction | None:
        """The direction of a signed number of steps."""
        if step is None:
            return None
        return cls.PAST if step < 0 else cls.FUTURE if step > 0 else cls.PRESENT


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A time expression at raw offsets. `value` is `None` where the words alone don't tell."""

    begin: int
    end: int
    text: str
    kind: DateKind
    value: PartialDate | None
    direction: Direction | None = None
    """Where it says so itself."""
    relative: bool = False
    """Whether the day of publication had to help: it is unsafe where that day is."""
    upcoming: PartialDate | None = None
    """For a bare weekday, or a day or month without year: what it means where the event is yet to come."""
    days: int | None = None
    """For a distance from what the text tells, where it is as exact as that: days from there, negative before it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """What a grammar found, at offsets of the folded text."""

    begin: int
    end: int
    kind: DateKind
    value: PartialDate | None = None
    direction: Direction | None = None
    relative: bool = False
    upcoming: PartialDate | None = None
    weekday: int | None = None
    """The day of the week that it names, Monday is 0: it may help what stands beside it."""
    anchor: tuple[str, int] | None = None
    """For an anaphoric one: unit and number of steps from what was named before."""
    days: int | None = None
    """For a distance from what the text tells: days from there, where it is as exact as that."""

    def over(self, begin: int, end: int) -> Hit:
        """The same at another place."""
        return replace(self, begin=begin, end=end)


@dataclass(frozen=True, slots=True)
class Parse:
    """What a grammar read up to the word `after`: hits in order; none where the words are no date, nor part of one."""

    after: int
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A text under the grammars, with the day of publication."""

    tape: Tape
    folded: Normalised
    published: date | None

    def cursor(self, index: int) -> Cursor:
        """A cursor on the word at `index`."""
        return Cursor(self.tape, index)

    def raw(self, index: int) -> str:
        """The word at `index` as it is spelt in the text."""
        word = self.tape.words[index]
        begin, end = self.folded.span(word.begin, word.end)
        return self.folded.raw[begin:end]


Rule = Callable[[Page, int], Parse | None]
"""A grammar: reads an expression that begins with the word at an index, or returns `None`."""
