"""Words of a folded text, and the phrases of a lexicon found among them: what the grammars of dates and numbers read.

A grammar moves a `Cursor` over a `Tape`. Each step is a lookup of a few words, so that reading stays linear in the
length of the text whatever stands in it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from kg.text.normalise import norm

__all__ = ["Cursor", "Phrases", "Tape", "Word", "readings"]

_WORD = re.compile(r"[0-9]+(?:[.,٫٬][0-9]+)*|[^\W\d_]+|\S")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters, of digits with what separates them, or one other character; offsets are of the folded text."""

    text: str
    begin: int
    end: int
    glued: bool
    """Whether nothing stands between it and the word before."""
    new_line: bool
    """Whether a line ends between it and the word before."""


class Tape:
    """The words of a folded text by index; outside it there are empty words."""

    def __init__(self, text: str) -> None:
        self.words = tuple(self._cut(text))

    def __len__(self) -> int:
        return len(self.words)

    def text(self, index: int) -> str:
        """The word at `index`, empty outside the text."""
        return self.words[index].text if 0 <= index < len(self.words) else ""

    def glued(self, index: int) -> bool:
        """Whether the word at `index` exists and nothing stands between it and the one before."""
        return 0 < index < len(self.words) and self.words[index].glued

    def same_line(self, index: int) -> bool:
        """Whether the word at `index` exists and stands on the line of the one before."""
        return 0 < index < len(self.words) and not self.words[index].new_line

    @staticmethod
    def _cut(text: str) -> Iterator[Word]:
        end = 0
        for match in _WORD.finditer(text):
            begin = match.start()
            yield Word(match.group(), begin, match.end(), begin == end, "\n" in text[end:begin])
            end = match.end()


def readings(word: str) -> Iterator[tuple[str, int]]:
    """A folded word as it stands, then without its proclitics, with the number of letters left off.

    للاحد is للاحد, 0 and الاحد, 2.
    """
    yield word, 0
    at = 0
    if len(word) > 2 and word[0] in "وف":
        at = 1
        yield word[1:], 1
    rest = word[at:]
    if rest.startswith("لل") and len(rest) > 3:
        yield "ال" + rest[2:], at + 2
    if len(rest) > 2 and rest[0] in "بلك":
        yield rest[1:], at + 1


class Phrases(Generic[V]):
    """Phrases of folded words with a value each; of those that begin with a word the longest is found."""

    def __init__(self, table: Iterable[tuple[str, V]]) -> None:
        found: dict[str, list[tuple[tuple[str, ...], V]]] = defaultdict(list)
        for phrase, value in table:
            first, *rest = (match.group() for match in _WORD.finditer(norm(phrase)))
            found[first].append((tuple(rest), value))
        self._by_first = {word: sorted(rest, key=lambda item: -len(item[0])) for word, rest in found.items()}

    @property
    def firsts(self) -> frozenset[str]:
        """The words that a phrase may begin with."""
        return frozenset(self._by_first)

    def at(self, tape: Tape, index: int, word: str | None = None) -> tuple[V, int] | None:
        """The value of the phrase at `index` and the index after it; `word` is a reading of its first word."""
        for rest, value in self._by_first.get(tape.text(index) if word is None else word, ()):
            end = index + 1 + len(rest)
            if all(tape.text(at) == text and tape.same_line(at) for at, text in enumerate(rest, index + 1)):
                return value, end
        return None

    def __contains__(self, word: str) -> bool:
        """Whether `word` alone is one of the phrases."""
        return any(not rest for rest, _ in self._by_first.get(word, ()))


class Cursor:
    """A place on a tape that moves over phrases. The first one may carry proclitics, which stay outside its span."""

    __slots__ = ("_first", "index", "last_begin", "tape")

    def __init__(self, tape: Tape, index: int) -> None:
        self.tape = tape
        self.index = index
        self._first: int | None = None
        self.last_begin = 0
        """Offset in the folded text where the phrase taken last begins, without its proclitics."""

    def fork(self) -> Cursor:
        """Another cursor at the same place, to try something with."""
        other = Cursor(self.tape, self.index)
        other.join(self)
        return other

    def join(self, other: Cursor) -> None:
        """Move to where a fork went."""
        self.index, self._first, self.last_begin = other.index, other._first, other.last_begin

    @property
    def moved(self) -> bool:
        """Whether it has taken anything."""
        return self._first is not None

    @property
    def begin(self) -> int:
        """Offset in the folded text where the first phrase begins, without its proclitics."""
        return self._first if self._first is not None else self.tape.words[self.index].begin

    @property
    def end(self) -> int:
        """Offset in the folded text after the last word taken."""
        return self.tape.words[self.index - 1].end

    @property
    def next(self) -> str:
        """The word ahead, empty at the end of the line."""
        return self.tape.text(self.index) if not self.moved or self.tape.same_line(self.index) else ""

    def take(self, phrases: Phrases[V], *, clitics: bool = False) -> V | None:
        """Move over one of the phrases and return its value; stay and return `None` where none stands ahead."""
        if not self.next:
            return None
        for word, skipped in readings(self.next) if clitics or not self.moved else [(self.next, 0)]:
            found = phrases.at(self.tape, self.index, word)
            if found is not None:
                self._move(found[1], self.tape.words[self.index].begin + skipped)
                return found[0]
        return None

    def take_mark(self, marks: str) -> bool:
        """Move over one of these punctuation marks."""
        if self.next and self.next in marks:
            self.step()
            return True
        return False

    def step(self) -> None:
        """Move over the word ahead."""
        self._move(self.index + 1, self.tape.words[self.index].begin)

    def _move(self, index: int, begin: int) -> None:
        self.index, self.last_begin = index, begin
        if self._first is None:
            self._first = begin
