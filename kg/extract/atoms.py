"""Names that other components found, laid over the words: the atoms of the name grammar."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.extract.gazetteer import Gazetteer
from kg.extract.lexicon import head_lexicon
from kg.extract.words import Word
from kg.model import NameSpan

__all__ = ["Atom", "atoms_by_first_word", "with_repeated_people"]


@dataclass(frozen=True, slots=True)
class Atom:
    """A name over the words `first` to `last` (half-open)."""

    span: NameSpan
    first: int
    last: int

    def joined(self, words: tuple[Word, ...]) -> bool:
        """Whether a proclitic stands before it in its first token."""
        return self.span.begin > words[self.first].token.begin


_NEVER_LAST = frozenset('"(«“،,.:;؛')
_ONE_NAME = frozenset({"Person", "GovernmentBody"})
"""Types whose names may hold a conjunction: وزارة الدفاع والطيران."""


def _parts(span: NameSpan, words: tuple[Word, ...]) -> list[NameSpan]:
    """The span itself; two names where a recogniser ran over a conjunction: مجلس الأمن | والجمعية العامة."""
    if span.key is not None or span.type in _ONE_NAME:
        return [span]
    first = bisect_left(words, span.begin + 1, key=lambda word: word.token.end)
    last = bisect_left(words, span.end, key=lambda word: word.token.begin)
    for index in range(first + 1, last):
        heads = head_lexicon().heads
        joined = [f for f in words[index].forms if f.proclitics == "و" and (f.article or f.bare in heads)]
        if joined and (words[index].token.norm.startswith("وال") or not joined[0].article):
            head = replace(span, end=words[index - 1].token.end)
            return [head, *_parts(replace(span, begin=joined[0].begin), words)]
    return [span]


def _trimmed(span: NameSpan, words: tuple[Word, ...]) -> NameSpan | None:
    """The span from the name's first letter to its last one: المدينة" → المدينة; `None` if nothing remains."""
    last = bisect_left(words, span.end, key=lambda word: word.token.begin) - 1
    while last >= 0 and words[last].token.end > span.begin and words[last].token.text in _NEVER_LAST:
        last -= 1
    if last < 0 or words[last].token.end <= span.begin:
        return None
    first = bisect_left(words, span.begin + 1, key=lambda word: word.token.end)
    begins = {form.begin for form in words[first].forms}
    # للأمم: the second ل is the article's, and so the name's; a recogniser may have taken both for proclitics.
    contracted = span.begin - 1 > words[first].token.begin and span.begin - 1 in begins
    begin = span.begin - 1 if span.begin not in begins and contracted else span.begin
    return replace(span, begin=begin, end=min(span.end, words[last].token.end))


def atoms_by_first_word(spans: Iterable[NameSpan], words: tuple[Word, ...]) -> dict[int, Atom]:
    """The longest name from each word on. Of names that overlap, the longer stays, then the earlier one."""
    spans = [trimmed for span in spans if (trimmed := _trimmed(span, words)) is not None]
    ends = [word.token.end for word in words]
    begins = [word.token.begin for word in words]
    taken: list[tuple[int, int]] = []
    atoms: dict[int, Atom] = {}
    for span in sorted(
        (part for proposal in spans for part in _parts(proposal, words)),
        key=lambda s: (s.begin - s.end, s.begin, s.key is None, -s.score, s.type),
    ):
        first, last = bisect_left(ends, span.begin + 1), bisect_left(begins, span.end)
        if first >= last or any(a < last and first < b for a, b in taken):
            continue
        taken.append((first, last))
        atoms[first] = Atom(span, first, last)
    return atoms


_MIN_LETTERS = 4


def with_repeated_people(atoms: dict[int, Atom], words: tuple[Word, ...]) -> dict[int, Atom]:
    """The atoms, with those places where a person's name stands again that the recogniser saw elsewhere.

    Only names that begin without article are looked for: الأسد may be a lion the next time.
    """
    people = {_bares(atom, words): atom for atom in atoms.values() if atom.span.type == "Person"}
    first_words = frozenset(key[0] for key in people)
    covered = {i for atom in atoms.values() for i in range(atom.first, atom.last)}
    found = dict(atoms)
    for index, word in enumerate(words):
        if index in covered or word.spelling.bares.isdisjoint(first_words):
            continue
        for form in word.forms:
            match = next((key for key in people if key[0] == form.bare and _stands(key, index, words, covered)), None)
            if match is not None and not form.article and sum(map(len, match)) >= _MIN_LETTERS:
                last = index + len(match)
                span = replace(people[match].span, begin=form.begin, end=words[last - 1].token.end)
                found[index] = Atom(span, index, last)
                covered |= set(range(index, last))
                break
    return _joined_people(found, words)


def _joined_people(atoms: dict[int, Atom], words: tuple[Word, ...]) -> dict[int, Atom]:
    """The atoms; two persons' names side by side, nothing between them, are one name: غير | بيدرسن.

    Two that are complete are two: those of several words, and those that stand elsewhere alone (التقى | لافروف | كيري)
    or are a family name behind somebody's known name (إيمانويل ماكرون | ترامب).
    """
    gazetteer = Gazetteer.load()
    told = Counter(_bares(atom, words) for atom in atoms.values() if atom.span.type == "Person")

    def complete(atom: Atom) -> bool:
        return atom.last - atom.first > 1 or told[_bares(atom, words)] > 1

    joined: dict[int, Atom] = {}
    last: Atom | None = None
    for first, atom in sorted(atoms.items()):
        if last is not None and last.last == first and last.span.type == atom.span.type == "Person":
            whole = Atom(replace(last.span, end=atom.span.end), last.first, atom.last)
            two = (complete(last) and complete(atom)) or gazetteer.are_two_people(_bares(whole, words))
            if atom.span.begin - last.span.end == 1 and not two:
                joined[last.first] = last = whole
                continue
        joined[first] = last = atom
    return joined


def _bares(atom: Atom, words: tuple[Word, ...]) -> tuple[str, ...]:
    """The words of a name, folded, without articles."""
    return (_bare_at(atom, words), *(words[i].plain.bare for i in range(atom.first + 1, atom.last)))


def _bare_at(atom: Atom, words: tuple[Word, ...]) -> str:
    return next((f.bare for f in words[atom.first].forms if f.begin == atom.span.begin), words[atom.first].plain.bare)


def _stands(key: tuple[str, ...], index: int, words: tuple[Word, ...], covered: set[int]) -> bool:
    places = range(index + 1, index + len(key))
    return places.stop <= len(words) and all(
        i not in covered and words[i].plain.bare == bare for i, bare in zip(places, key[1:], strict=True)
    )
