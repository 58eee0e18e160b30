"""A document's words as the name grammar sees them: each token with its possible bare forms."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.lexicon import bare
from kg.model import Document, Token
from kg.text.clitics import readings

__all__ = ["CLOSING", "OPENING", "Form", "Word", "words_of"]

OPENING = "«\"“”(‘'"
CLOSING = {"«": "»", '"': '"', "“": "”", "”": "”", "(": ")", "‘": "’", "'": "'"}


@dataclass(frozen=True, slots=True)
class Form:
    """One way to read a token: what remains when `proclitics` are taken off, without the article."""

    begin: int
    """Raw offset at which the word, its article included, begins."""
    bare: str
    """Folded, without proclitics and article."""
    article: bool
    proclitics: str


@dataclass(frozen=True, slots=True)
class Word:
    """A token with its forms, the one without proclitics first."""

    token: Token
    forms: tuple[Form, ...]

    @property
    def plain(self) -> Form:
        """The form without proclitics."""
        return self.forms[0]

    @property
    def is_word(self) -> bool:
        """Whether it is made of letters."""
        return self.token.norm[:1].isalpha()

    def joined_by(self, proclitics: frozenset[str]) -> tuple[Form, ...]:
        """The forms whose proclitics are one of `proclitics`."""
        return tuple(form for form in self.forms if form.proclitics in proclitics)


def words_of(document: Document) -> tuple[Word, ...]:
    """One `Word` a token of the document."""
    return tuple(_word(token) for token in document.tokens)


def _word(token: Token) -> Word:
    forms = []
    for reading in readings(token):
        stripped = bare(reading.norm)
        article = reading.article or stripped != reading.norm
        forms.append(Form(reading.begin, stripped, article, reading.proclitics))
    return Word(token, tuple(forms))
