"""A document's words as the name grammar sees them: each token with its possible bare forms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from kg.extract.lexicon import bare
from kg.model import Document, Token
from kg.text.clitics import readings

__all__ = ["CLOSING", "OPENING", "Form", "Word", "words_of"]

OPENING = "«\"“”(‘'"
CLOSING = {"«": "»", '"': '"', "“": "”", "”": "”", "(": ")", "‘": "’", "'": "'"}
_CONJUNCTIONS = frozenset({"", "و", "ف"})


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
class Spelling:
    """What is known of a token by its letters alone, wherever it stands. Worked out once for each spelling."""

    forms: tuple[Form, ...]
    """As of a word at offset 0."""
    bares: frozenset[str]
    """The bare forms of all readings."""
    verbal: tuple[str, ...]
    """What a verb would look like: the readings without preposition, an article that was taken off put back (التقى)."""
    keys: frozenset[str]
    """Everything by which a lexicon may know it, with article and without: a word that shares none of it with a
    lexicon's words is not in the lexicon.
    """


@dataclass(frozen=True, slots=True)
class Word:
    """A token with its forms, the one without proclitics first."""

    token: Token
    forms: tuple[Form, ...]
    spelling: Spelling

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
    spelling = _spelling(token.text, token.norm)
    at = token.begin
    forms = tuple(Form(at + form.begin, form.bare, form.article, form.proclitics) for form in spelling.forms)
    return Word(token, forms, spelling)


@lru_cache(maxsize=1 << 14)
def _spelling(text: str, norm: str) -> Spelling:
    forms = []
    for reading in readings(Token(0, len(text), text, norm)):
        stripped = bare(reading.norm)
        article = reading.article or stripped != reading.norm
        forms.append(Form(reading.begin, stripped, article, reading.proclitics))
    bares = frozenset(form.bare for form in forms)
    whole = [f"ال{form.bare}" if form.article else form.bare for form in forms]
    verbal = (word for word, form in zip(whole, forms, strict=True) if form.proclitics in _CONJUNCTIONS)
    return Spelling(tuple(forms), bares, tuple(verbal), bares.union(whole, {norm}))
