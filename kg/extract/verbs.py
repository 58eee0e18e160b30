"""Inflected forms of verbs, made from the third person of past and present: «قصف يقصف» → قصفت، يقصفون، ستقصف …

Enough of Arabic's paradigm for news: third persons of all genders and numbers, first person plural, the future in س,
and object pronouns. Written without vowels, active and passive look the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.extract.words import Word
from kg.text.normalise import norm

__all__ = ["VerbForm", "VerbTable"]

_OBJECTS = ("", "ه", "ها", "هم", "هما")


@dataclass(frozen=True, slots=True)
class VerbForm:
    """A verb as it stands in a text."""

    lemma: str
    future: bool
    object_pronoun: bool
    present: bool = False
    """Whether it stands in the imperfect."""


class VerbTable:
    """The verbs of a lexicon by their inflected forms."""

    def __init__(self, entries: Iterable[str], *, objects: bool = True) -> None:
        """`entries` are verbs as past and present; `objects` tells whether forms with object pronouns are made too."""
        self._forms: dict[str, VerbForm] = {}
        for entry in entries:
            past, present = (norm(part) for part in entry.split())
            # Folded, the hamza of بدأ looks like the weak end of دعا, and the ى of أجرى like a ي.
            weak, retracted = entry.split()[0].endswith("ا"), entry.split()[0].endswith("ى")
            for form, future, imperfect in _paradigm(past, present, weak=weak):
                for pronoun in _OBJECTS if objects else _OBJECTS[:1]:
                    joined = _joined(form, pronoun)
                    if retracted and form == past and pronoun:
                        joined = f"{past[:-1]}ا{pronoun}"
                    self._forms.setdefault(joined, VerbForm(past, future, bool(pronoun), imperfect))

    def of(self, word: Word) -> VerbForm | None:
        """The verb that a word is, conjunctions taken off; `None` for everything else."""
        for form in word.spelling.verbal:
            if (found := self._forms.get(form)) is not None:
                return found
        return None

    def forms(self) -> Mapping[str, VerbForm]:
        """All forms."""
        return self._forms


def _joined(form: str, pronoun: str) -> str:
    """A form with an object pronoun: قصفوا + ه → قصفوه."""
    return form[:-1] + pronoun if pronoun and form.endswith("وا") else form + pronoun


def _paradigm(past: str, present: str, *, weak: bool) -> Iterator[tuple[str, bool, bool]]:
    """The forms of a verb, each with whether it is future and whether it is imperfect."""
    weak_past = past[:-1] if past.endswith("ي") else past
    # A past that ends in ا (دعا) keeps its radical و only where a vowel follows; the third feminine drops it.
    stem = past[:-1] if weak else weak_past
    for form in (past, f"{stem}ت", f"{stem}وا", f"{past}ا", f"{stem}تا", f"{past}نا"):
        yield form, False, False
    body = present[1:]
    short = body[:-1] if body.endswith(("ي", "و")) else body
    for prefix in "يتن":
        for form in (
            prefix + body,
            f"{prefix}{short}ون",
            f"{prefix}{short}وا",
            f"{prefix}{body}ان",
            f"{prefix}{body}ا",
        ):
            yield form, False, True
            yield f"س{form}", True, True
    if short != body:
        # The jussive of a weak verb: لم ينف.
        yield from ((prefix + short, False, True) for prefix in "يتن")
