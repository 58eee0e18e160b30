"""The fast engine's recogniser: a conditional random field over spelling, neighbours and lexicons.

Source of the method: Lafferty, McCallum and Pereira, "Conditional random fields" (2001), as in CRFsuite. How the
models are made is told in ``kg/data/models/CRF.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pycrfsuite

from kg.extract.crf_features import WordFeatures
from kg.model import Document, NameSpan, Token
from kg.resources import data_dir

__all__ = ["CrfRecogniser"]

_BY = "crf-1"
_PROCLITIC_LETTERS = frozenset("وفبلك")


class CrfRecogniser:
    """Two models: one tags the words of a sentence, one says how many letters of proclitics a name begins with."""

    def __init__(self, names: Path, proclitics: Path) -> None:
        """Open both model files. They are mapped, not read."""
        self._names, self._proclitics = pycrfsuite.Tagger(), pycrfsuite.Tagger()
        self._names.open(str(names))
        self._proclitics.open(str(proclitics))
        self._features = WordFeatures.load()
        self._letters: dict[str, int] = {}

    @classmethod
    def load(cls) -> CrfRecogniser:
        """The shipped models."""
        models = data_dir() / "models"
        return cls(models / "names.crf", models / "proclitics.crf")

    def recognise(self, document: Document) -> tuple[NameSpan, ...]:
        """The names in `document`, in order, without proclitics; `score` is the mean probability of their words."""
        found: list[NameSpan] = []
        for sentence in document.sentences:
            found.extend(self._names_of(document.tokens_of(sentence)))
        return tuple(found)

    def _names_of(self, tokens: Sequence[Token]) -> Iterator[NameSpan]:
        tags = self._names.tag(self._features.of_sentence(tokens))
        first = 0
        while first < len(tags):
            if tags[first] == "O":
                first += 1
                continue
            kind = tags[first][2:]
            last = first + 1
            while last < len(tags) and tags[last] == f"I-{kind}":
                last += 1
            marginals = [self._names.marginal(tags[i], i) for i in range(first, last)]
            begin = tokens[first].begin + self._proclitics_of(tokens[first])
            yield NameSpan(begin, tokens[last - 1].end, kind, _BY, round(sum(marginals) / len(marginals), 4))
            first = last

    def _proclitics_of(self, token: Token) -> int:
        if len(token.text) < 3 or token.text[0] not in _PROCLITIC_LETTERS:
            return 0
        letters = self._letters.get(token.text)
        if letters is None:
            (tag,) = self._proclitics.tag([self._features.of_word(token)])
            letters = self._letters[token.text] = min(int(tag), len(token.text) - 2)
        return letters
