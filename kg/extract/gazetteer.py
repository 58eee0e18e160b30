"""Names that are known: the index's places and actors, and some without an item, looked up in a document's words.

Precision comes first, since a recogniser stands beside it: a name that is also an ordinary word counts only where a
head noun or, for places, a preposition says so (``kg/data/gazetteer/ambiguous.toml``), and of small places only those
of two words or more.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import Enum
from functools import cache

from kg.extract.lexicon import bare, head_lexicon
from kg.extract.words import Form, Word
from kg.gazetteer.index import Index
from kg.gazetteer.sources import table
from kg.model import Document, NameSpan
from kg.resources import data_dir
from kg.text.normalise import name_key, norm

__all__ = ["Gazetteer"]

_BY = "khabar-gazetteer/1"
_MAX_WORDS = 7
_KNOWN_POPULATION = 1_000_000
"""A town of one word stands alone only if it is as large as this, or has a Wikidata id."""
_MIN_LETTERS = 3
_MIN_WORDS_IF_SHORT = 3
_PREPOSITIONS = frozenset("بلك")
_TOWNS = frozenset({"City", "Region"})
_UNSURE = 0.5
"""The score of a town of one word that stands where nothing says that it is a place."""


_DOUBLED = "\u0651"
"""The mark of a doubled consonant."""
_OWN = "khabar:"
"""What keys of names begin with that are no item of the index."""
_ANY_SPELLING = 3


class Cue(Enum):
    """What a name needs beside it to be one."""

    NONE = 0
    PREPOSITION = 1
    """A preposition of place, or a head noun."""
    HEAD = 2


Entry = tuple[str, str | None, Cue, int]
"""Type, key of the item, the cue that the name needs, and its spellings: without article (1), with it (2)."""


class Gazetteer:
    """Looks names up over tokens, longest first."""

    def __init__(self, entries: Mapping[tuple[str, ...], Entry]) -> None:
        self._entries = entries
        self._first: dict[str, int] = {}
        for words in entries:
            self._first[words[0]] = max(len(words), self._first.get(words[0], 0))
        people = [words for words, (kind, *_) in entries.items() if kind == "Person"]
        people = [words for words in people if len(words) > 1]
        self._given = frozenset(words[0] for words in people)
        self._family = frozenset(words[-1] for words in people)
        self._places = frozenset(map(norm, _data()["place_cues"]["prepositions"]))
        self._vocalised = {(norm(name), True): (kind, key) for name, (kind, key) in _data()["vocalised"].items()}

    @classmethod
    @cache
    def load(cls) -> Gazetteer:
        """The shipped index's names."""
        needs = {bare(norm(word)): Cue.PREPOSITION for word in _data()["cue"]["words"]}
        needs |= {bare(norm(word)): Cue.HEAD for word in _data()["head"]["words"]}
        ordinary = {bare(norm(word)) for word in _data()["surnames"]["ordinary"]}
        never = {bare(norm(word)) for word in _data()["never"]["words"]}
        entries: dict[tuple[str, ...], Entry] = {}
        for key, kind, qid, geonames, prominence, article in _index().names():
            words = tuple(key.split())
            if not words or len(words) > _MAX_WORDS:
                continue
            single = len(words) == 1
            if single and words[0] in never:
                continue
            if single and (
                len(words[0]) < _MIN_LETTERS or (kind == "Person" and (article & 2 or words[0] in ordinary))
            ):
                continue
            if kind == "City" and qid is None and (prominence < _KNOWN_POPULATION if single else prominence < 1):
                continue
            cue = needs.get(words[0], Cue.NONE) if single else Cue.NONE
            if single and kind == "Person":
                # Others may be called so: who it is, the rest of the article tells.
                qid = geonames = None
            entries.setdefault(words, (kind, qid or geonames, cue, article))
        for row in table(data_dir() / "gazetteer" / "unlinked.tsv"):
            for name in (row["label_ar"], *filter(None, row["aliases_ar"].split("|"))):
                words = tuple(name_key(name).split())
                entries.setdefault(words, (row["type"], f"{_OWN}{row['id']}", Cue.NONE, _ANY_SPELLING))
        return cls(entries)

    def match(self, words: Iterable[Word]) -> tuple[NameSpan, ...]:
        """The names in order; none of them overlaps another."""
        # The words of a tag are words: قطاع_غزة.
        words = tuple(word for word in words if word.token.text != "_")
        found: list[NameSpan] = []
        index = 0
        while index < len(words):
            span, used = self._longest(words, index)
            if span is not None:
                found.append(span)
            index += max(used, 1)
        return tuple(found)

    def states(self) -> Mapping[tuple[str, ...], str]:
        """The names of states, as folded words without articles, with their keys."""
        return {words: key for words, (kind, key, *_) in self._entries.items() if kind == "Country" and key}

    def begins(self, word: str) -> bool:
        """Whether a name that is known begins with a folded word without article."""
        return word in self._first

    def has(self, words: tuple[str, ...]) -> bool:
        """Whether folded words without articles are a name that is known."""
        return words in self._entries

    def type_of(self, words: tuple[str, ...]) -> str | None:
        """The type of what is known by folded words without articles."""
        entry = self._entries.get(words)
        return entry[0] if entry is not None else None

    def country_of(self, key: str) -> str | None:
        """The Wikidata id of the state that an item belongs to, as the index tells."""
        row = _index().by_qid(key)
        return row.country_qid if row is not None else None

    def label_of(self, key: str) -> str | None:
        """The Arabic label of an item."""
        row = _index().by_qid(key)
        return row.label_ar if row is not None else None

    def is_given_name(self, word: str) -> bool:
        """Whether a known person's name of several words begins with a folded word."""
        return word in self._given

    def is_family_name(self, word: str) -> bool:
        """Whether a known person's name of several words ends with a folded word."""
        return word in self._family

    def are_two_people(self, name: tuple[str, ...]) -> bool:
        """Whether folded words are a known person's whole name and another's family name: إيمانويل ماكرون | ترامب."""
        if not self.is_family_name(name[-1]):
            return False
        starts = range(len(name) - 2)
        known = (self.type_of(name[i:-1]) == "Person" for i in starts)
        return any(known) and all(self.type_of(name[i:]) != "Person" for i in starts)

    def seconded(self, found: Iterable[NameSpan], seen: Iterable[NameSpan]) -> tuple[NameSpan, ...]:
        """What is `found` by name, towns of one word that nothing marks as places only where a recogniser saw a name.

        كيف and ينبع are towns, and far more often ordinary words.
        """
        taken = {place for span in seen for place in range(span.begin, span.end)}
        return tuple(span for span in found if span.score > _UNSURE or span.begin in taken)

    def identified(self, document: Document, spans: Iterable[NameSpan]) -> tuple[NameSpan, ...]:
        """Names that a recogniser found, those with the key of an item that are called just like one of their type."""
        text = document.article.text
        return tuple(self._with_key(span, text[span.begin : span.end]) for span in spans)

    def _with_key(self, span: NameSpan, surface: str) -> NameSpan:
        words = tuple(bare(norm(word)) for word in surface.split())
        entry = self._entries.get(words)
        fits = entry is not None and entry[0] == span.type and (len(words) > 1 or span.type == "Country")
        return replace(span, key=entry[1]) if entry is not None and fits else span

    def _longest(self, words: tuple[Word, ...], index: int) -> tuple[NameSpan | None, int]:
        best: tuple[NameSpan | None, int] = (None, 0)
        named = self.is_family_name(bare(words[index].token.norm))
        for form in (*words[index].forms, *self._short(words[index])):
            limit = self._first.get(form.bare, 0)
            name: tuple[str, ...] = (form.bare,)
            spelled = 2 if form.article else 1
            for count in range(1, limit + 1):
                entry = self._entries.get(name)
                if (
                    entry is not None
                    and entry[3] & spelled
                    and count > best[1]
                    # بايدن is who is called so, not «in Eden».
                    and not (named and form.proclitics and count == 1 and entry[0] in _TOWNS)
                    and self._allowed(entry, words, index, form.proclitics)
                ):
                    kind, key = self._as_vocalised(words[index], count) or entry[:2]
                    sure = count > 1 or kind not in _TOWNS or self._at_place(words, index, form.proclitics)
                    score = 1.0 if sure else _UNSURE
                    best = NameSpan(form.begin, words[index + count - 1].token.end, kind, _BY, score, key), count
                if index + count >= len(words):
                    break
                name = (*name, words[index + count].plain.bare)
        return best

    def _as_vocalised(self, word: Word, count: int) -> tuple[str, str | None] | None:
        """Type and key of the one thing that a doubled letter tells from others: عمّان is no عُمان."""
        return self._vocalised.get((word.token.norm, _DOUBLED in word.token.text)) if count == 1 else None

    def _short(self, word: Word) -> tuple[Form, ...]:
        """Two letters behind a preposition, which is taken off only where a long name goes on: ل | بي بي سي."""
        token = word.token
        if len(token.text) != len(token.norm) or len(token.norm) != _MIN_LETTERS or token.norm[0] not in _PREPOSITIONS:
            return ()
        if self._first.get(token.norm[1:], 0) < _MIN_WORDS_IF_SHORT:
            return ()
        return (Form(token.begin + 1, token.norm[1:], article=False, proclitics=token.norm[0]),)

    def _allowed(self, entry: Entry, words: tuple[Word, ...], index: int, proclitics: str) -> bool:
        kind, _, cue, _ = entry
        if cue is Cue.NONE:
            return True
        if (
            cue is Cue.PREPOSITION
            and kind in {"Country", *_TOWNS}
            and self._after_preposition(words, index, proclitics)
        ):
            return True
        return _after_head(words, index)

    def _at_place(self, words: tuple[Word, ...], index: int, proclitics: str) -> bool:
        """Whether the words before a name say that it is a place's."""
        return self._after_preposition(words, index, proclitics) or _after_head(words, index)

    def _after_preposition(self, words: tuple[Word, ...], index: int, proclitics: str) -> bool:
        return proclitics.endswith("ب") or (index > 0 and words[index - 1].token.norm in self._places)


def _after_head(words: tuple[Word, ...], index: int) -> bool:
    quoted = index > 1 and words[index - 1].token.norm in {"«", '"'} and _is_head(words[index - 2])
    if not quoted and index > 0 and words[index].plain.article and words[index - 1].plain.article:
        # المقاومة | اليمنية: behind a definite noun, a definite word is its adjective.
        return False
    return quoted or (index > 0 and _is_head(words[index - 1]))


def _is_head(word: Word) -> bool:
    return not word.spelling.bares.isdisjoint(head_lexicon().nouns)


@cache
def _index() -> Index:
    return Index()


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    with (data_dir() / "gazetteer" / "ambiguous.toml").open("rb") as file:
        return tomllib.load(file)
