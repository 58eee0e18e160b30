"""Whether two names name one thing: by their words, by their state, as long and short form."""

from __future__ import annotations

from collections.abc import Callable

from kg.extract.lexicon import read_toml
from kg.extract.names import Name, folded_words
from kg.extract.states import StateAdjectives
from kg.text.normalise import norm

__all__ = ["NameIdentity"]

_TOPS = ("Person", "Location", "Facility")
"""Nothing is of two of these, a state aside, which is a place and acts."""


class NameIdentity:
    """Compares names of one article.

    `is_a` tells whether a class lies below another one in the ontology.
    """

    def __init__(self, states: StateAdjectives, is_a: Callable[[str, str], bool]) -> None:
        self._states, self._is_a = states, is_a
        short = read_toml("short_forms.toml")
        self._group_heads = frozenset(map(norm, short["groups"]["heads"]))
        self._forces = frozenset(map(norm, short["forces"]["heads"]))
        self._plain_force_words = frozenset(map(norm, short["forces"]["plain"]))
        self._titles_of_respect = frozenset(map(norm, short["respect"]["words"]))
        self._droppable = frozenset(map(norm, short["droppable"]["words"]))

    def identical(self, name: Name, other: Name) -> bool:
        """Whether two names are one name, spelling and framing aside."""
        if not self._compatible(name, other):
            return False
        if name.key and name.key == other.key:
            return True
        if name.words == other.words:
            return not (name.type in {"City", "Region"} and name.type != other.type and (name.head or other.head))
        if self._essence(name) == self._essence(other) and name.words:
            return True
        return self._same_forces(name, other)

    def _compatible(self, name: Name, other: Name) -> bool:
        """Whether two names may name one thing by their types: a state is a place and acts."""
        if name.key and other.key and name.key[:1] == other.key[:1] and name.key != other.key:
            return False
        mine = {top for top in _TOPS if self._is_a(name.type, top)}
        theirs = {top for top in _TOPS if self._is_a(other.type, top)}
        if mine == theirs:
            return True
        return "Country" in {name.type, other.type} and not {"Person", "Facility"} & (mine | theirs)

    def _essence(self, name: Name) -> tuple[str, ...]:
        """The words with adjectives of states replaced by the state, and without words that add nothing.

        Groups are told by adjectives of any number and with any head noun: ميليشيا الحوثي، الحوثيون.
        """
        words = [word for word in name.words if word not in self._droppable]
        if name.type == "ArmedGroup":
            words = [_singular(word) for word in words if word not in self._group_heads] or words
        return tuple(self._states.of(word) or word for word in words)

    def _same_forces(self, name: Name, other: Name) -> bool:
        """Forces, or bases, named by their state alone are one: القوات الأميركية، قوات الاحتلال الأميركي."""
        if not name.state or name.state != other.state:
            return False
        if name.type == other.type == "MilitaryBase" and name.head == other.head:
            return self._plain_base(name) and self._plain_base(other)
        return self._plain_force(name) and self._plain_force(other)

    def _plain_base(self, name: Name) -> bool:
        rest = [word for word in name.words[1:] if not self._states.of(word)]
        plain = self._plain_force_words | self._forces
        return all(word in plain or word.removeprefix("ل") in plain for word in rest)

    def _plain_force(self, name: Name) -> bool:
        rest = [word for word in name.words if not self._states.of(word)]
        return name.head in self._forces and all(w in self._forces or w in self._plain_force_words for w in rest)

    def is_short_of(self, name: Name, other: Name, text: str) -> bool:
        """Whether `name` is a shorter form of `other`."""
        if not self._compatible(name, other) or not name.words or name.words == other.words:
            return False
        if name.office:
            return other.role is not None and not other.office and self._office_of(name, text[slice(*other.role)])
        if other.inner and name.words == other.core and (name.head is None or name.head == other.head):
            return not (name.type == "Country" and other.type != "Country")
        if name.core and other.core and name.core == other.core and name.head == other.head:
            return True
        if name.type == other.type == "Person":
            return self._short_person(name.words, other.words)
        if name.head and name.head == other.head and len(name.words) > 1:
            return other.words[: len(name.words)] == name.words
        return False

    def _office_of(self, name: Name, role: str) -> bool:
        theirs = folded_words(role)
        mine = tuple(self._states.of(word) or word for word in name.words)
        return tuple(self._states.of(word) or word for word in theirs)[: len(mine)] == mine

    def _short_person(self, short: tuple[str, ...], full: tuple[str, ...]) -> bool:
        """Whether all words of a person's short name stand in the full one, in order."""
        kept = [word for word in short if word not in self._titles_of_respect]
        rest = iter(full)
        return bool(kept) and len(kept) < len(full) + 1 and all(word in rest for word in kept)


def _singular(word: str) -> str:
    """The masculine singular of a relative adjective: حوثيون، حوثية → حوثي."""
    return next((word[: -len(end)] + "ي" for end in ("يون", "يين", "يه") if word.endswith(end) and len(word) > 5), word)
