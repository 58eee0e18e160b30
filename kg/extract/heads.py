"""The grammar of head nouns: from a noun that says what is named to the end of the name.

    القوات | الأميركية        a force and the adjective of its state
    وزارة | الخارجية الروسية  a body, its domain, the adjective of its state
    تنظيم | «داعش»            a group and its name
    ريف | حماة | الشرقي       a region, the place it belongs to, the side of it

Which nouns begin names, and what must follow them, is data: ``kg/data/lexicon/heads.toml``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.extract.atoms import Atom
from kg.extract.headed import BODIES, HeadedName, HeadReader
from kg.extract.lexicon import Head, bare, head_lexicon, read_toml
from kg.extract.states import StateAdjectives
from kg.extract.words import Form, Word
from kg.text.normalise import norm

__all__ = ["HeadGrammar", "HeadedName"]

_SINGULAR = ("ي", "يه")
_TITLE_REACH = 5
"""Words of a title before the person on whose side a force is."""
_STATE_BODIES = frozenset({"GovernmentBody", "Government"})


class HeadGrammar:
    """Finds headed names in a document's words."""

    def __init__(self, states: StateAdjectives) -> None:
        self._lexicon = head_lexicon()
        short, places = read_toml("short_forms.toml"), read_toml("places.toml")
        self._governments = frozenset(bare(norm(word)) for word in short["governments"]["heads"])
        self._coalitions = frozenset(bare(norm(word)) for word in short["coalitions"]["heads"])
        self._at = frozenset(map(norm, places["at"]["words"]))
        self._states = states

    def find(self, words: tuple[Word, ...], atoms: Mapping[int, Atom]) -> tuple[HeadedName, ...]:
        """The headed names, the longest from each word on, in order; they may overlap each other."""
        found = []
        for index, word in enumerate(words):
            if word.spelling.bares.isdisjoint(self._lexicon.nouns):
                continue
            if (longest := self.longest(words, index, atoms)) is not None:
                atom = atoms.get(index)
                if atom is not None and atom.last > longest.last and atom.span.begin == longest.begin:
                    longest = replace(longest, last=atom.last, end=atom.span.end)
                found.append(longest)
        return tuple(found)

    def longest(self, words: tuple[Word, ...], index: int, atoms: Mapping[int, Atom]) -> HeadedName | None:
        """The longest headed name from a word on."""
        word = words[index]
        readings = (
            HeadReader(self, words, atoms, index, form, head).read()
            for form in word.forms
            for head in self._lexicon.heads.get(form.bare, ())
            if _fits(head, form, word)
        )
        names = (name for name in readings if name is not None)
        return max(names, key=lambda name: (name.end - name.begin, name.inner is not None), default=None)

    def housed(
        self, words: tuple[Word, ...], atoms: Mapping[int, Atom], headed: Iterable[HeadedName]
    ) -> tuple[HeadedName, ...]:
        """Buildings that are called after the body in them: مقر | وزارة الدفاع. The body is named beside."""
        bodies = {first: (atom.last, self._body_type(atom, words), atom.span.end) for first, atom in atoms.items()}
        bodies |= {name.first: (name.last, name.type, name.end) for name in headed}
        found = []
        for index, word in enumerate(words[:-1]):
            last, kind, end = bodies.get(index + 1, (0, "", 0))
            for form in word.forms if kind in BODIES | _STATE_BODIES else ():
                if form.bare in self._lexicon.housing and not form.article:
                    house = "Government" if kind in _STATE_BODIES else "Facility"
                    inner = (words[index + 1].token.begin, end)
                    found.append(
                        HeadedName(
                            index,
                            last,
                            form.begin,
                            end,
                            house,
                            form.bare,
                            inner,
                            False,
                            True,
                            place_after=True,
                            state=None,
                        )
                    )
                    break
        return tuple(found)

    def _body_type(self, atom: Atom, words: tuple[Word, ...]) -> str:
        """The type of a name that a noun of buildings stands before: what recognisers take for a place is the body."""
        if atom.span.type != "Facility":
            return atom.span.type
        readings = (head for form in words[atom.first].forms for head in self._lexicon.heads.get(form.bare, ()))
        return next((head.type for head in readings if head.type in BODIES | _STATE_BODIES), "Organization")

    def unhoused(self, atoms: Mapping[int, Atom], words: tuple[Word, ...]) -> dict[int, Atom]:
        """The atoms, those that a noun of buildings stands before as the bodies that they are."""
        return {
            first: replace(atom, span=replace(atom.span, type=self._body_type(atom, words)))
            if first and atom.span.type == "Facility" and self._is_housing(words[first - 1])
            else atom
            for first, atom in atoms.items()
        }

    def _is_housing(self, word: Word) -> bool:
        return any(form.bare in self._lexicon.housing and not form.article for form in word.forms)

    def name_inside(self, atom: Atom, words: tuple[Word, ...]) -> tuple[int, int] | None:
        """Raw offsets of the name in what a recogniser took with its head noun: كابول of العاصمة الأفغانية كابول."""
        first = words[atom.first]
        if not any(head.inner for form in first.forms for head in self._lexicon.heads.get(form.bare, ())):
            return None
        start = atom.first + 1
        while start < atom.last and self.state_of(words[start].plain.bare):
            start += 1
        named = start < atom.last and words[start].is_word
        return (words[start].token.begin, atom.span.end) if named else None

    def state_of(self, bare: str) -> str | None:
        """Wikidata id of the state that an adjective belongs to."""
        return self._states.of(bare)

    def is_singular_of_state(self, word: Word) -> bool:
        """Whether a word is a state's adjective in the singular; peoples are told in the plural (الأميركيون)."""
        return word.plain.bare.endswith(_SINGULAR) and self.state_of(word.plain.bare) is not None

    def is_adjective_of(self, kind: str, bare: str) -> bool:
        """Whether `bare` is one of the adjectives that make a name of a noun of this type."""
        return bare in self._lexicon.adjectives.get(kind, ())

    def is_head(self, bare: str) -> bool:
        """Whether a word begins names of its kind: مخيم، مدينة."""
        return bare in self._lexicon.heads

    def is_stop(self, word: Word) -> bool:
        """Whether a definite word ends a name."""
        return word.plain.bare in self._lexicon.stop

    def is_general(self, word: Word) -> bool:
        """Whether a word tells no particular thing: a head noun alone, الأمن، المسلحة."""
        known = self._lexicon
        return any(
            form.bare in known.general or form.bare in known.heads or form.bare in known.housing for form in word.forms
        )

    def is_office(self, bare: str) -> bool:
        """Whether a noun makes an office of state of رئاسة، مجلس …"""
        return bare in self._lexicon.office

    def is_honour(self, bare: str) -> bool:
        """Whether a word is a title of whom a facility may be called after."""
        return bare in self._lexicon.honours

    def led(self, words: tuple[Word, ...], index: int) -> int:
        """The number of words that say, from word `index` on, that somebody leads a coalition."""
        said = (phrase for phrase in self._lexicon.led if _says(words, index, phrase))
        return max(map(len, said), default=0)

    def is_coalition(self, head: str) -> bool:
        """Whether a head noun names a coalition, of which it may be said who leads it."""
        return head in self._coalitions

    def leads_to_place(self, word: Word) -> bool:
        """Whether a preposition leads from a facility to where it is."""
        return word.plain.bare in self._at

    def is_government(self, head: str) -> bool:
        """Whether a head noun, with a state or a description, names a government."""
        return head in self._governments

    def may_be_described(self, kind: str) -> bool:
        """Whether participles say of a body of this type whose side it is on."""
        return kind in self._lexicon.described

    def described(self, words: tuple[Word, ...], index: int, atoms: Mapping[int, Atom], *, feminine: bool) -> int:
        """The index after the description that begins with a participle at word `index` and agrees with its noun in
        gender; 0 if none does.
        """
        known = (phrase for phrase in self._lexicon.recognised[feminine] if _stands(words, index, phrase))
        if size := max(map(len, known), default=0):
            return index + size
        form = words[index].plain
        preposition = self._lexicon.descriptions.get(form.bare)
        agrees = form.article and form.bare.endswith("ه") is feminine
        if preposition is None or not agrees or index + 1 >= len(words):
            return 0
        if words[index + 1].token.norm == preposition:
            return self._named(words, index + 2, atoms)
        joined = any(form.proclitics == preposition for form in words[index + 1].forms)
        return self._named(words, index + 1, atoms) if joined else 0

    def _named(self, words: tuple[Word, ...], index: int, atoms: Mapping[int, Atom]) -> int:
        """The index after who is named at word `index`, by title and name or by a definite noun; 0 if nobody is."""
        if index >= len(words):
            return 0
        if (atom := atoms.get(index)) is not None:
            return atom.last
        if (headed := self.longest(words, index, atoms)) is not None:
            return headed.last
        for at in range(index, min(index + _TITLE_REACH, len(words))):
            if (atom := atoms.get(at)) is not None:
                return atom.last if atom.span.type == "Person" else index + 1
            if not any(form.article for form in words[at].forms):
                break
        return index + 1 if any(form.article for form in words[index].forms) else 0

    def state_words(self, words: tuple[Word, ...], index: int) -> tuple[str | None, int]:
        """The state whose adjective stands at word `index`, and how many words the adjective has."""
        form = words[index].plain
        if index + 1 < len(words) and (state := self._states.of_pair(form.bare, words[index + 1].plain.bare)):
            return state, 2
        return self._states.of(form.bare), 1

    def is_compound(self, bare: str) -> bool:
        """Whether a word begins place names of two words."""
        return bare in self._lexicon.compound


def _fits(head: Head, form: Form, word: Word) -> bool:
    """Whether a word may be the head noun: with its article where it needs one, with no hamza that it lacks."""
    if head.definite and not form.article:
        return False
    written = word.token.text[form.begin - word.token.begin :].removeprefix("ال")
    return head.hamza or not any(letter in written for letter in "أإآ")


def _stands(words: tuple[Word, ...], index: int, phrase: tuple[str, ...]) -> bool:
    return tuple(word.plain.bare for word in words[index : index + len(phrase)]) == phrase


def _says(words: tuple[Word, ...], index: int, phrase: tuple[str, ...]) -> bool:
    return tuple(word.token.norm for word in words[index : index + len(phrase)]) == phrase
