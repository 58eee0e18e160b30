"""What the conditional random field sees of a word: its letters, its clitics, its neighbours, the lexicons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.lexicon import HeadLexicon, TitleLexicon, head_lexicon, title_lexicon
from kg.extract.states import StateAdjectives
from kg.text.clitics import readings

if TYPE_CHECKING:
    from kg.model import Token

__all__ = ["WordFeatures"]

_REACH = (-2, -1, 0, 1, 2)
_BIAS = b"bias"


MAX_SPELLINGS = 16_384
"""Spellings whose features are remembered: about 30 MB. The oldest goes first; a frequent one is soon back."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """The features of one spelling, by its distance from the word that is looked at."""

    at: tuple[tuple[bytes, ...], ...]
    """Encoded, so that they are not encoded again wherever the spelling stands."""


class WordFeatures:
    """Features of the words of a sentence. Those of a spelling are made once and remembered."""

    def __init__(self, heads: HeadLexicon, titles: TitleLexicon, states: StateAdjectives) -> None:
        self._heads, self._titles, self._states = heads, titles, states
        self._known: dict[str, _Seen] = {}
        self._outside = tuple((f"{distance}:-".encode(),) for distance in _REACH)

    @classmethod
    def load(cls) -> WordFeatures:
        """With the shipped lexicons."""
        return cls(head_lexicon(), title_lexicon(), StateAdjectives.load())

    def of_sentence(self, tokens: Sequence[Token]) -> list[list[bytes]]:
        """The features of each token among its neighbours, two on either side."""
        seen = [self._seen(token).at for token in tokens]
        size = len(seen)
        rows = []
        for i in range(size):
            row = [_BIAS]
            for place, distance in enumerate(_REACH):
                row += seen[i + distance][place] if 0 <= i + distance < size else self._outside[place]
            rows.append(row)
        return rows

    def of_word(self, token: Token) -> list[bytes]:
        """The features of a token by itself."""
        return list(self._seen(token).at[2])

    def _seen(self, token: Token) -> _Seen:
        seen = self._known.get(token.norm)
        if seen is None:
            if len(self._known) >= MAX_SPELLINGS:
                del self._known[next(iter(self._known))]
            seen = self._known[token.norm] = self._look(token)
        return seen

    def _look(self, token: Token) -> _Seen:
        word = token.norm
        own = [f"w={word}", f"s={_shape(word)}"]
        forms = []
        for reading in readings(token):
            form = reading.norm[2:] if reading.article else reading.norm
            forms.append(form)
            own += [f"f={form}", f"c={reading.proclitics}{'+' if reading.article else ''}"]
        own += [f"p{n}={word[:n]}" for n in (1, 2, 3) if len(word) > n]
        own += [f"e{n}={word[-n:]}" for n in (1, 2, 3) if len(word) > n]
        shortest = forms[-1]
        own += [f"l={min(len(word), 9)}", f"q={shortest[:4]}"]
        lexicon = self._lexicon(forms)
        near = [f"w={word}", f"f={shortest}", f"s={_shape(word)}", f"e={word[-2:]}", *lexicon]
        far = [f"w={word}", *lexicon]
        own += lexicon
        by_distance = {-2: far, -1: near, 1: near, 2: far}
        at = {distance: [f"{distance}:{feature}" for feature in seen] for distance, seen in by_distance.items()}
        at[0] = own
        return _Seen(tuple(tuple(feature.encode() for feature in at[distance]) for distance in _REACH))

    def _lexicon(self, forms: Sequence[str]) -> list[str]:
        found = []
        for form in dict.fromkeys(forms):
            found += [f"h={head.type}" for head in self._heads.heads.get(form, ())]
            if form in self._titles.titles or form in self._titles.unique:
                found.append("t")
            if self._states.of(form) is not None:
                found.append("a")
        return list(dict.fromkeys(found))


def _shape(word: str) -> str:
    first = word[:1]
    if first.isdigit():
        return "9"
    if not first.isalpha():
        return first
    return ("A" if first.isupper() else "a") if first.isascii() else "ع"
