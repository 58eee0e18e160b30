"""What a name says of a thing beside naming it: framings, the state of a force, who leads a coalition.

ميليشيا الحوثي الانقلابية = الحوثيون            a group, whatever it is called
قوات الاحتلال الأميركي = الجيش الأميركي          the forces of a state
النظام السوري = الحكومة السورية                  the government of a state
التحالف بقيادة السعودية = التحالف العربي         one coalition
المملكة = السعودية                               a state by its form of government

The words are data: ``kg/data/lexicon/short_forms.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kg.extract.lexicon import bare, read_toml
from kg.extract.names import Name
from kg.extract.spelling import joined
from kg.extract.states import StateAdjectives
from kg.text.normalise import norm

__all__ = ["Framing"]


_CALLED = frozenset(
    {"Airport", "Port", "Hospital", "School", "MilitaryBase", "EnergySite", "Crossing", "Religious", "Facility"}
)
"""Types of facilities: what they are called after tells them apart."""


class Framing:
    """Compares names of bodies, forces and states beyond their letters."""

    def __init__(self, states: StateAdjectives) -> None:
        self._states = states
        data = read_toml("short_forms.toml")

        def words(table: str, key: str) -> frozenset[str]:
            return frozenset(bare(norm(word)) for word in data[table][key])

        self._respect, self._droppable = words("respect", "words"), words("droppable", "words")
        self._group_heads, self._framings = words("groups", "heads"), words("groups", "framings")
        self._land, self._air = words("forces", "heads"), words("forces", "air")
        self._plain = words("forces", "plain")
        self._forces = [bare(norm(data["forces"]["general"]))]
        self._governments, self._standing = words("governments", "heads"), words("governments", "standing")
        self._coalition, self._carriers = words("coalitions", "heads"), words("coalitions", "carriers")
        self._sides = {bare(norm(word)): state for word, state in data["coalitions"]["sides"].items()}
        self._epithets = {bare(norm(word)): frozenset(ids) for word, ids in data["states"]["epithets"].items()}
        self._strips = words("strips", "heads")
        self._inexact = words("parts", "heads_not")
        self._essence = lru_cache(maxsize=1 << 14)(self._essence_of)

    def essence(self, name: Name) -> tuple[str, ...]:
        """The words of a name without what adds nothing; names of one essence name one thing."""
        return self._essence(name.type, name.words)

    def _essence_of(self, kind: str, own: tuple[str, ...]) -> tuple[str, ...]:
        """The words with states told by their ids, and without words that add nothing.

        Groups are told by adjectives of any number and with any head noun: ميليشيا الحوثي، الحوثيون.
        """
        if kind == "Person":
            return ("person", *joined([word for word in own if word not in self._respect]))
        words = [word for word in own if word not in self._droppable] or list(own)
        if kind == "ArmedGroup":
            called = [_singular(word) for word in words if not self._frames(word)]
            # A group that is told by its state alone (الجماعة الليبية) is not that state.
            of_a_state = all(word[:1] == "Q" for word in self._states.told(called))
            words = words if of_a_state else called
        told = self._states.told(words)
        if kind == "Region":
            # ريف دير الزور الشرقي, الريف الشرقي لدير الزور.
            return tuple(sorted(word.removeprefix("ل") for word in told))
        if kind in {"City", "NaturalFeature"}:
            # دوما السورية: the state is said for those who don't know the town.
            return tuple(word for word in told if word[:1] != "Q") or told
        return told

    def _frames(self, word: str) -> bool:
        return word in self._group_heads or word in self._framings or _singular(word) in self._framings

    def _state(self, name: Name) -> str | None:
        told = self._states.told(name.words)
        return name.state or next((word for word, plain in zip(told, told, strict=True) if plain[:1] == "Q"), None)

    def _rest(self, name: Name) -> list[str]:
        return [word for word in self._states.told(name.words) if word[:1] != "Q" and word != name.state]

    # --- forces and bases of a state -------------------------------------------------------------------------------

    def same_forces(self, name: Name, other: Name) -> bool:
        """Forces, or bases, named by their state alone are one: القوات الأميركية، قوات الاحتلال الأميركي."""
        if name.type != other.type or name.type not in {"MilitaryForce", "MilitaryBase"}:
            return False
        if self._of_government(name) and self._of_government(other):
            return None in (self._state(name), self._state(other)) or self._state(name) == self._state(other)
        state = self._state(name)
        if state is None or state != self._state(other):
            return False
        if name.type == "MilitaryBase":
            return name.head == other.head and self._plain_base(name) and self._plain_base(other)
        return self._arm(name) == self._arm(other) != ""

    def same_followers(self, name: Name, other: Name) -> bool:
        """Those who follow one leader or name, whatever they are called: قوات الهاشمي، ميليشيات الهاشمي."""
        if not {name.type, other.type} <= {"MilitaryForce", "ArmedGroup"} or len(name.words) < 2:
            return False
        return name.words[1:] == other.words[1:] and {name.words[0], other.words[0]} <= self._group_heads

    def _of_government(self, name: Name) -> bool:
        """Whether a name is of the forces of a government: القوات الحكومية، القوات الموالية للحكومة، قوات السلطة."""
        rest = self._rest(name)
        sides = {word.removeprefix("لل").removeprefix("ل") for word in rest[1:]}
        return name.type == "MilitaryForce" and rest[:1] == self._forces and not sides.isdisjoint(self._governments)

    def _plain_base(self, name: Name) -> bool:
        plain = self._plain | self._land
        return all(word in plain or word.removeprefix("ل") in plain for word in self._rest(name)[1:])

    def _arm(self, name: Name) -> str:
        """``air`` or ``land`` for the forces of a state as such, nothing for a unit of them."""
        rest = self._rest(name)
        known = self._land | self._air | self._plain
        if not rest or not all(word in known for word in rest) or not set(rest) & (self._land | self._air):
            return ""
        return "air" if set(rest) & self._air else "land"

    # --- governments, coalitions, states ---------------------------------------------------------------------------

    def same_government(self, name: Name, other: Name) -> bool:
        """The government of a state by any name: النظام السوري، الحكومة السورية، السلطات السورية."""
        if not name.type == other.type == "GovernmentBody":
            return False
        state = self._state(name)
        mine, theirs = self._rest(name), self._rest(other)
        if not all(rest and set(rest) <= self._governments | self._standing for rest in (mine, theirs)):
            return False
        if state is not None and self._state(other) is not None:
            return state == self._state(other)
        # The government that is recognised or legitimate is that of the article's state.
        stateless = [rest for rest, own in ((mine, state), (theirs, self._state(other))) if own is None]
        return all(not self._standing.isdisjoint(rest) for rest in stateless)

    def same_coalition(self, name: Name, other: Name) -> bool:
        """An article's coalition, where nothing tells two of them apart: التحالف العربي، التحالف بقيادة السعودية."""
        mine, theirs = self._coalition_sides(name), self._coalition_sides(other)
        return mine is not None and theirs is not None and (mine == theirs or not mine or not theirs)

    def _coalition_sides(self, name: Name) -> frozenset[str] | None:
        if name.type not in {"MilitaryForce", "InternationalOrganization", "ArmedGroup"}:
            return None
        words = [word for word in name.words if word not in self._carriers]
        if not words or words[0] not in self._coalition:
            return None
        told = (self._sides.get(word, word) for word in self._states.told(words))
        return frozenset(self._sides.get(word, word) for word in told if word[:1] == "Q")

    def is_epithet(self, name: Name, other: Name) -> bool:
        """Whether `name` is a general noun for `other`: المملكة, the rebels of the rebel militia."""
        if name.type == other.type == "Country" and len(name.words) == 1:
            return other.key in self._epithets.get(name.words[0], ())
        if name.type == other.type == "ArmedGroup":
            mine = {_singular(word) for word in name.words}
            return mine <= {_singular(word) for word in other.words} and all(map(self._frames, name.words))
        if name.type == other.type == "GovernmentBody" and name.words[0] == other.words[0]:
            return name.words[0] in self._governments and set(name.words) < set(other.words)
        return False

    def is_strip(self, name: Name, other: Name) -> bool:
        """Whether the town `name` stands for the strip around it: غزة, of قطاع غزة, where no word says the city."""
        return name.head is None and other.head in self._strips and name.words == other.core

    def is_part(self, name: Name, other: Name) -> bool:
        """Whether all words of `name` stand in `other`: المركز الروسي of مركز المصالحة الروسي, and of facilities what
        they are called after: مطار عبد العزيز of مطار الملك عبد العزيز الدولي.
        """
        if name.words[0] in self._inexact:
            return False
        mine, theirs = set(self._states.told(name.words)), set(self._states.told(other.words))
        if name.type == other.type and name.type in _CALLED and mine < theirs:
            return len(name.words) > 1 and not mine - {name.words[0]} <= self._plain
        return mine < theirs and any(word[:1] == "Q" for word in mine)

    def is_short_person(self, short: tuple[str, ...], full: tuple[str, ...]) -> bool:
        """Whether all words of a person's short name stand in the full one, in order."""
        plain = [word for word in short if word not in self._respect]
        return _stands_in(plain, full) or _stands_in(joined(plain), joined(full))


def _stands_in(short: Sequence[str], full: Sequence[str]) -> bool:
    rest = iter(full)
    return bool(short) and len(short) <= len(full) and all(word in rest for word in short)


def _singular(word: str) -> str:
    """The masculine singular of a relative adjective: حوثيون، حوثية → حوثي."""
    return next((word[: -len(end)] + "ي" for end in ("يون", "يين", "يه") if word.endswith(end) and len(word) > 4), word)
