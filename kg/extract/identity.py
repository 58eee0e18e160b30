"""Whether two names of an article name one thing: by their words, by their state, as long and short form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from kg.extract.framing import Framing
from kg.extract.gazetteer import Gazetteer
from kg.extract.names import Name, folded_words, words_at
from kg.extract.spelling import same_person, same_place
from kg.extract.states import StateAdjectives

__all__ = ["NameIdentity"]

_TOPS = ("Person", "Location", "Facility")
"""Nothing is of two of these, a state aside, which is a place and acts."""
_TOLD_BY_LETTERS = frozenset({"Country", "GovernmentBody", "MilitaryForce"})
"""Types in whose names one letter may make another thing."""


class NameIdentity:
    """Compares names of one article.

    `is_a` tells whether a class lies below another one in the ontology.
    """

    def __init__(self, states: StateAdjectives, is_a: Callable[[str, str], bool]) -> None:
        self._states, self._is_a = states, is_a
        self._framing = Framing(states)
        self._tops = cache(self._tops_of)
        gazetteer = Gazetteer.load()
        self._is_given, self._country_of = gazetteer.is_given_name, gazetteer.country_of
        self._label_of = gazetteer.label_of

    def identical(self, name: Name, other: Name) -> bool:
        """Whether two names are one name, spelling and framing aside."""
        framing = self._framing
        if any(same(name, other) for same in (framing.same_forces, framing.same_followers, framing.same_coalition)):
            return True
        if not self._compatible(name, other):
            return False
        if name.key and name.key == other.key:
            return True
        if name.words == other.words:
            return not (name.type in {"City", "Region"} and name.type != other.type and (name.head or other.head))
        if self._framing.essence(name) == self._framing.essence(other) and name.words:
            return True
        if name.type == other.type == "Person":
            if name.office and other.office:
                return set(self._told(name)) == set(self._told(other))
            return not (name.office or other.office) and same_person(name.words, other.words, self._is_given)
        if name.type == other.type and len(name.words) > 1 and name.type not in _TOLD_BY_LETTERS:
            return same_place(name.words, other.words)
        return self._framing.same_government(name, other)

    def _compatible(self, name: Name, other: Name) -> bool:
        """Whether two names may name one thing by their types: a state is a place and acts."""
        if name.key and other.key and name.key[:1] == other.key[:1] and name.key != other.key:
            return False
        if name.type == other.type:
            return True
        mine, theirs = self._tops(name.type), self._tops(other.type)
        if mine == theirs:
            return True
        return "Country" in {name.type, other.type} and not {"Person", "Facility"} & (mine | theirs)

    def _tops_of(self, kind: str) -> frozenset[str]:
        return frozenset(top for top in _TOPS if self._is_a(kind, top))

    def is_short_of(self, name: Name, other: Name, text: str) -> bool:
        """Whether `name` is a shorter form of `other`."""
        if self._framing.is_strip(name, other):
            return True
        if not self._compatible(name, other) or not name.words or name.words == other.words:
            return False
        if name.office and other.office:
            return self._office_of(name, other.words)
        if name.office:
            return other.role is not None and not other.office and self._office_of(name, words_at(text, *other.role))
        if other.inner and name.words == other.core and (name.head is None or name.head == other.head):
            return not (name.type == "Country" and other.type != "Country")
        if name.core and name.core == other.core and name.head == other.head:
            return not (name.state and other.state and name.state != other.state)
        if name.type == other.type == "Person":
            return self._framing.is_short_person(name.words, other.words)
        if self._framing.is_epithet(name, other):
            return True
        if name.head and name.head == other.head and len(name.words) > 1:
            return other.words[: len(name.words)] == name.words or self._framing.is_part(name, other)
        return False

    def is_item(self, names: Sequence[Name], key: str) -> bool:
        """Whether a person of these names is an item: by its key, or as a short form of its label."""
        label = folded_words(self._label_of(key) or "")
        return any(name.key == key or self._framing.is_short_person(name.words, label) for name in names)

    def may_hold(self, office: Name, names: Sequence[Name], text: str) -> bool:
        """Whether the person of these names may hold an office, by a title that tells no state or by the gazetteer."""
        roles = {self._states.told(words_at(text, *name.role)) for name in names if name.role is not None}
        told = self._told(office)
        if roles:
            return roles == {told[:1]}
        states = {self._country_of(name.key) for name in names if name.key is not None}
        return states != set() and states <= set(told)

    def _told(self, name: Name) -> tuple[str, ...]:
        return self._states.told(name.words)

    def _office_of(self, name: Name, role: tuple[str, ...]) -> bool:
        """Whether an office is the one that a role tells more of: الوزير القطري and وزير الخارجية القطري."""
        theirs = self._states.told(role)
        mine = self._told(name)
        return theirs[:1] == mine[:1] and set(mine) <= set(theirs)
