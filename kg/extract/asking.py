"""What the encoder is asked about an article: its tellings, and the mentions of its entities."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.scene import Scene
from kg.extract.telling import Telling
from kg.extract.words import Word

__all__ = ["Asked", "AskedMention", "AskedTelling", "asked_of", "words_over"]


@dataclass(frozen=True, slots=True)
class AskedTelling:
    """A telling, by the words that tell it: indices into the words of the article."""

    family: str
    sentence: int
    anchor: int
    words: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AskedMention:
    """A mention of an entity over the words `first` to `last`, half-open."""

    entity: str
    type: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What the encoder is asked about: the tellings of an article and the mentions of its entities."""

    words: Sequence[str]
    sentences: Sequence[tuple[int, int]]
    """The words of each sentence, half-open."""
    tellings: Sequence[AskedTelling]
    mentions: Sequence[AskedMention]


def asked_of(scenes: Sequence[Scene], tellings: Sequence[Telling]) -> Asked:
    """The tellings and all mentions of an article, its sentences in order."""
    words = scenes[0].words if scenes else ()
    return Asked(
        [word.token.text for word in words],
        [(scene.first, scene.last) for scene in scenes],
        [
            AskedTelling(
                t.family,
                t.sentence,
                t.anchor,
                tuple(sorted({w for span in t.triggers for w in words_over(words, span)})),
            )
            for t in tellings
        ],
        [AskedMention(f.entity.id, f.entity.type, f.first, f.last) for scene in scenes for f in scene.fillers],
    )


def words_over(words: Sequence[Word], span: tuple[int, int]) -> range:
    """The indices of the words that stand at raw offsets."""
    first = bisect_right(words, span[0], key=lambda word: word.token.end)
    return range(first, max(first, bisect_left(words, span[1], key=lambda word: word.token.begin)))
