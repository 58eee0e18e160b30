"""Names that other components found, laid over the words: the atoms of the name grammar."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.extract.words import Word
from kg.model import NameSpan

__all__ = ["Atom", "atoms_by_first_word"]


@dataclass(frozen=True, slots=True)
class Atom:
    """A name over the words `first` to `last` (half-open)."""

    span: NameSpan
    first: int
    last: int

    def joined(self, words: tuple[Word, ...]) -> bool:
        """Whether a proclitic stands before it in its first token."""
        return self.span.begin > words[self.first].token.begin


_ONE_NAME = frozenset({"Person", "GovernmentBody"})
"""Types whose names may hold a conjunction: وزارة الدفاع والطيران."""


def _parts(span: NameSpan, words: tuple[Word, ...]) -> list[NameSpan]:
    """The span itself; two names where a recogniser ran over a conjunction: مجلس الأمن | والجمعية العامة."""
    if span.key is not None or span.type in _ONE_NAME:
        return [span]
    first = bisect_left(words, span.begin + 1, key=lambda word: word.token.end)
    last = bisect_left(words, span.end, key=lambda word: word.token.begin)
    for index in range(first + 1, last):
        joined = [form for form in words[index].forms if form.proclitics == "و" and form.article]
        if joined and words[index].token.norm.startswith("وال"):
            head = replace(span, end=words[index - 1].token.end)
            return [head, *_parts(replace(span, begin=joined[0].begin), words)]
    return [span]


def atoms_by_first_word(spans: Iterable[NameSpan], words: tuple[Word, ...]) -> dict[int, Atom]:
    """The longest name from each word on. Of names that overlap, the longer stays, then the earlier one."""
    ends = [word.token.end for word in words]
    begins = [word.token.begin for word in words]
    taken: list[tuple[int, int]] = []
    atoms: dict[int, Atom] = {}
    for span in sorted((part for span in spans for part in _parts(span, words)), key=lambda s: (s.begin - s.end, s.begin, s.key is None, -s.score, s.type)):
        first, last = bisect_left(ends, span.begin + 1), bisect_left(begins, span.end)
        if first >= last or any(a < last and first < b for a, b in taken):
            continue
        taken.append((first, last))
        atoms[first] = Atom(span, first, last)
    return atoms
