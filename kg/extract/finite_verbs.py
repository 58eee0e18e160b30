"""Which words are finite verbs, and of which sort: of saying, of happening, others.

Written without vowels, a short past (قتل، عقد) looks like a noun. It counts as a verb where a clause begins. Words are
data: ``kg/data/lexicon/verbs.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache

from kg.extract.circumstances import saying
from kg.extract.scene import Scene
from kg.extract.verbs import VerbTable
from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm

__all__ = ["FiniteVerb", "VerbSort", "finite_verb", "particles"]

_SHORT = 3
"""Letters of a past that may as well be a noun: قتل; with an ending, one more: ردا."""


class VerbSort(Enum):
    """What a day beside a verb may date."""

    SAYS = "says"
    """What is said: never what it is about."""
    OCCURS = "occurs"
    """The event that is the verb's subject or object."""
    ACTS = "acts"
    """What the verb itself tells."""
    STATES = "states"
    """Nothing: it tells what goes on."""


@dataclass(frozen=True, slots=True)
class FiniteVerb:
    """A verb as it stands in a sentence."""

    sort: VerbSort
    past: bool
    joined: bool
    """Whether a conjunction stands before it: وقصف."""


def finite_verb(scene: Scene, index: int) -> FiniteVerb | None:
    """The verb at a word; `None` for what is none, and for auxiliaries."""
    word = scene.words[index]
    if not word.is_word or scene.over(index) is not None or word.token.text.endswith(_FEMININE):
        return None
    for form in word.spelling.verbal:
        found = _form(form)
        if found is not None:
            joined = form != word.token.norm
            sure = not _is_doubtful(form, past=found[1]) or _begins(scene, index, joined=joined)
            return FiniteVerb(*found, joined=joined or scene.norm(index - 1) == "و") if sure else None
    return None


_FEMININE = "ة"
"""No verb ends in it, though folding makes it a pronoun's letter."""


def _is_doubtful(form: str, *, past: bool) -> bool:
    """Whether a past may as well be a noun: قتل، ردا، تقدم."""
    noun = form[:1] == "ت" and form[-1:] not in {"ت", "ا"} and form in _forms()
    feminine = form.endswith("ت") and form not in _nouns()
    return past and ((len(form) <= _SHORT + form.endswith("ا") and not feminine) or noun)


def _form(form: str) -> tuple[VerbSort, bool] | None:
    if form in _lookalikes():
        return None
    found = _forms().get(form)
    if found is not None:
        return found
    pronoun = next((p for p in _PRONOUNS if form.endswith(p) and len(form) > len(p) + 2), "")
    return _forms().get(form[: -len(pronoun)]) if pronoun else None


_PRONOUNS = ("هما", "ها", "هم", "ه")


@cache
def _nouns() -> frozenset[str]:
    return frozenset(map(norm, read_lexicon("verbs.toml")["nouns"]["words"]))


@cache
def _lookalikes() -> frozenset[str]:
    return frozenset(map(norm, read_lexicon("verbs.toml")["lookalikes"]["words"]))


@cache
def _forms() -> Mapping[str, tuple[VerbSort, bool]]:
    """Inflected forms, each with whether it is a past; of several sorts that of saying first."""
    data = read_lexicon("verbs.toml")
    mostly = {norm(form): (VerbSort(sort), True) for sort, words in data["mostly"].items() for form in words}
    holding = VerbTable(data["holds"]["words"], objects=False).forms()
    mostly |= {form: (VerbSort.STATES, False) for form, verb in holding.items() if verb.present and not verb.future}
    tables = [(VerbSort.SAYS, saying())]
    tables += [(sort, VerbTable(data[sort.value]["words"], objects=False)) for sort in VerbSort]
    forms: dict[str, tuple[VerbSort, bool]] = {}
    for sort, table in tables:
        for form, verb in table.forms().items():
            forms.setdefault(form, (sort, not verb.present))
    return forms | mostly


def _begins(scene: Scene, index: int, *, joined: bool) -> bool:
    """Whether a clause may begin at a word: at the start, behind a stop, a pronoun of relation or a particle."""
    if index == scene.first or not scene.words[index - 1].is_word:
        return True
    before = scene.norm(index - 1)
    if joined:
        return before not in particles("nominal")
    return before in particles("verbal")


@cache
def particles(table: str, key: str = "words") -> frozenset[str]:
    """A word list of ``clauses.toml``, folded, articles kept."""
    return frozenset(norm(word) for word in read_lexicon("clauses.toml")[table][key])
