"""One sentence with all that earlier stages found in it: the stage on which events are read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import TypeVar

from kg.extract.lexicon import bare
from kg.extract.words import Word
from kg.model import Document, Entity, Sentence
from kg.text.dates import DateExpression, find_dates
from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm
from kg.text.numbers import Count, find_counts

__all__ = ["Figures", "Filler", "Scene", "scenes_of"]


_NOTHING: frozenset[str] = frozenset()
_Found = TypeVar("_Found", DateExpression, Count)


@dataclass(frozen=True, slots=True)
class Filler:
    """A mention of an entity over the words `first` to `last` (half-open) of the document."""

    entity: Entity
    first: int
    last: int
    joined: str
    """The proclitics that stand before it in its first word."""


class Figures:
    """The dates and numbers of a sentence, read when first asked for: few sentences tell an event."""

    def __init__(self, document: Document, sentence: Sentence) -> None:
        self._begin = sentence.begin
        self._text = document.article.text[sentence.begin : sentence.end]
        self._published = document.article.published_on

    @cached_property
    def dates(self) -> tuple[DateExpression, ...]:
        """The expressions of time, at offsets of the article."""
        return tuple(self._moved(found) for found in find_dates(self._text, self._published))

    @cached_property
    def counts(self) -> tuple[Count, ...]:
        """The numbers, at offsets of the article."""
        return tuple(self._moved(found) for found in find_counts(self._text))

    def _moved(self, found: _Found) -> _Found:
        return replace(found, begin=found.begin + self._begin, end=found.end + self._begin)


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence, its words (of the whole document, by index), and what stands in it."""

    document: Document
    sentence: Sentence
    number: int
    words: tuple[Word, ...]
    fillers: tuple[Filler, ...]
    figures: Figures
    is_a: Callable[[str, str], bool]
    topic: str | None = None
    """The id of the person whom the sentence before is about: its first one."""

    @property
    def dates(self) -> tuple[DateExpression, ...]:
        """Its expressions of time."""
        return self.figures.dates

    @property
    def counts(self) -> tuple[Count, ...]:
        """Its numbers."""
        return self.figures.counts

    @property
    def first(self) -> int:
        """Index of the sentence's first word."""
        return self.sentence.first

    @property
    def last(self) -> int:
        """Index after the sentence's last word."""
        return self.sentence.last

    def norm(self, index: int) -> str:
        """The folded word at `index`, empty outside the sentence."""
        return self.words[index].token.norm if self.first <= index < self.last else ""

    def bare(self, index: int) -> str:
        """The folded word at `index` without article."""
        return self.words[index].plain.bare if self.first <= index < self.last else ""

    def bares(self, index: int) -> frozenset[str]:
        """All bare forms of the word at `index`, over its readings."""
        return self.words[index].spelling.bares if self.first <= index < self.last else _NOTHING

    def at(self, index: int) -> Filler | None:
        """The mention that begins at word `index`."""
        return next((f for f in self.fillers if f.first == index), None)

    def over(self, index: int) -> Filler | None:
        """The mention that covers word `index`."""
        return next((f for f in self.fillers if f.first <= index < f.last), None)

    def after(self, index: int, within: int) -> Iterator[Filler]:
        """The mentions that begin at `index` or in the `within` words after it."""
        return (f for f in self.fillers if index <= f.first < index + within)

    def before(self, index: int, within: int) -> Iterator[Filler]:
        """The mentions that end in the `within` words before `index`, the nearest first."""
        return (f for f in reversed(self.fillers) if index - within <= f.last - 1 and f.last <= index)

    def is_outer(self, filler: Filler) -> bool:
        """Whether a mention lies in no longer one."""
        return not any(
            f.first <= filler.first and filler.last <= f.last and f.last - f.first > filler.last - filler.first
            for f in self.fillers
        )

    def word_at(self, offset: int) -> int:
        """Index of the word that holds the character at `offset`."""
        return bisect_left(self.words, offset + 1, key=lambda word: word.token.end)

    def counts_at(self, index: int) -> bool:
        """Whether the word at `index` is part of a number."""
        token = self.words[index].token
        return any(count.begin < token.end and token.begin < count.end for count in self.counts)

    def text(self, first: int, last: int) -> str:
        """The raw text of the words `first` to `last` (half-open)."""
        return self.document.article.text[self.words[first].token.begin : self.words[last - 1].token.end]

    def is_actor(self, filler: Filler) -> bool:
        """Whether a mention names someone who acts."""
        return self.is_a(filler.entity.type, "Actor")

    def is_place(self, filler: Filler) -> bool:
        """Whether a mention names a location, states among them."""
        return self.is_a(filler.entity.type, "Location")

    def is_facility(self, filler: Filler) -> bool:
        """Whether a mention names a facility."""
        return self.is_a(filler.entity.type, "Facility")


_NOTE = 6
"""Words from a bracket to a name in a note."""


def scenes_of(
    document: Document, words: tuple[Word, ...], entities: tuple[Entity, ...], is_a: Callable[[str, str], bool]
) -> tuple[Scene, ...]:
    """A scene a sentence, in order. `words` are those of the document."""
    mentions = sorted(((m.begin, m.end, e) for e in entities for m in e.mentions), key=lambda x: (x[0], -x[1]))
    scenes: list[Scene] = []
    for number, sentence in enumerate(document.sentences):
        inside = [(b, e, entity) for b, e, entity in mentions if sentence.begin <= b < sentence.end]
        scenes.append(
            Scene(
                document=document,
                sentence=sentence,
                number=number,
                words=words,
                fillers=tuple(_fillers(inside, words)),
                figures=Figures(document, sentence),
                is_a=is_a,
                topic=_topic(scenes[-1]) if scenes else None,
            )
        )
    return tuple(scenes)


def _topic(scene: Scene) -> str | None:
    return next((f.entity.id for f in scene.fillers if f.entity.type == "Person" and not f.joined), scene.topic)


def _is_note(words: tuple[Word, ...], index: int) -> bool:
    """Whether a name stands in a note on what the law says of another one, and so plays no part: (محظور في روسيا)."""
    for at in range(index - 1, max(index - _NOTE, -1), -1):
        if words[at].token.text == ")":
            return False
        if words[at].token.text == "(":
            inside = words[at + 1 : index]
            return any(not word.spelling.bares.isdisjoint(_banned()) for word in inside)
    return False


@cache
def _banned() -> frozenset[str]:
    return frozenset(bare(norm(word)) for word in read_lexicon("short_forms.toml")["notes"]["words"])


def _fillers(inside: list[tuple[int, int, Entity]], words: tuple[Word, ...]) -> Iterator[Filler]:
    for begin, end, entity in inside:
        first = bisect_left(words, begin + 1, key=lambda word: word.token.end)
        last = bisect_left(words, end, key=lambda word: word.token.end) + 1
        proclitics: Mapping[int, str] = {form.begin: form.proclitics for form in words[first].forms}
        before = words[first].token.text[: begin - words[first].token.begin]
        if _is_note(words, first):
            continue
        yield Filler(entity, first, last, proclitics.get(begin, before) if before else "")
