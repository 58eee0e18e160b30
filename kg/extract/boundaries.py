"""Where a recogniser ran over the border of a name, by what grammar allows inside one.

وزير | الري | محمد عبد العاطي      a portfolio belongs to the minister's title, not to the name
التحالف | إيران                     a definite noun takes no second noun: subject and object stand side by side
المركز | الأمين العام               … nor a title of somebody
التحالف | الحوثيين                  … nor a plural adjective, if it is singular
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from kg.extract.lexicon import bare, read_toml, title_lexicon
from kg.extract.states import StateAdjectives
from kg.extract.words import Word
from kg.model import NameSpan
from kg.text.normalise import norm

__all__ = ["Boundaries"]

_PLURAL = ("ون", "ين")
_MIN_PERSON = 3
"""Words of a span of which the first may be a portfolio: a name of one word is left alone."""


class Boundaries:
    """Cuts proposals where a name can't go on."""

    def __init__(self, states: StateAdjectives) -> None:
        self._states, self._titles = states, title_lexicon()
        self._singular = frozenset(bare(norm(word)) for word in read_toml("short_forms.toml")["anaphoric"]["heads"])

    def cut(self, spans: Iterable[NameSpan], words: tuple[Word, ...]) -> tuple[NameSpan, ...]:
        """The spans, each as far as one name goes. Those that are known by name stay as they are."""
        spans = tuple(spans)
        states = {span.begin for span in spans if span.key is not None and span.type == "Country"}
        return tuple(span if span.key is not None else self._cut(span, words, states) for span in spans)

    def _cut(self, span: NameSpan, words: tuple[Word, ...], states: set[int]) -> NameSpan:
        first = bisect_left(words, span.begin + 1, key=lambda word: word.token.end)
        last = bisect_left(words, span.end, key=lambda word: word.token.begin)
        if span.type == "Person":
            return replace(span, begin=words[first + 1].token.begin) if self._portfolio(words, first, last) else span
        if not any(form.begin == span.begin and form.article for form in words[first].forms):
            return span
        for index in range(first + 1, last):
            if self._begins_another(words, first, index, states):
                return replace(span, end=words[index - 1].token.end)
        return span

    def _portfolio(self, words: tuple[Word, ...], first: int, last: int) -> bool:
        if first == 0 or last - first < _MIN_PERSON or not words[first + 1].is_word:
            return False
        definite = words[first].token.norm.startswith("ال")
        return definite and any(form.bare in self._titles.ministers for form in words[first - 1].forms)

    def _begins_another(self, words: tuple[Word, ...], first: int, index: int, states: set[int]) -> bool:
        form = words[index].plain
        if form.begin in states and not self._states.of(form.bare):
            return words[index - 1].plain.article
        if not form.article:
            return False
        if form.bare in self._titles.unique or self._is_phrase(words, index):
            return True
        head = words[first].forms
        return form.bare.endswith(_PLURAL) and any(reading.bare in self._singular for reading in head)

    def _is_phrase(self, words: tuple[Word, ...], index: int) -> bool:
        return any(
            tuple(word.plain.bare for word in words[index : index + len(phrase)]) == phrase
            for phrase in self._titles.phrases
        )
