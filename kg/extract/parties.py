"""Who meets: persons with their titles, and what they are joined with.

وزير الخارجية الروسي سيرغي لافروف ونظيره التركي    a person by name; the other one by his state
ممثل الأمين العام للأمم المتحدة غير بيدرسن          the body inside a title is no party of its own

A party is an entity's id, or a state's Wikidata id where only its adjective is told (نظيره التركي).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.extract.circumstances import folded
from kg.extract.lexicon import bare, title_lexicon
from kg.extract.scene import Filler, Scene
from kg.extract.states import StateAdjectives
from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm

__all__ = ["Parties", "parties_at", "parties_before"]

_COMMAS = frozenset("،,")
_MARKS = frozenset('#"«“')
_INSIDE = frozenset(map(norm, ("إلى", "لدى", "في", "باسم")))
"""Prepositions inside a title: المبعوث الأممي إلى اليمن."""
_LONGEST_TITLE = 11
"""Words from a title's first word to the person's name: المبعوث الخاص للأمين العام للأمم المتحدة إلى اليمن فلان."""


@dataclass(frozen=True, slots=True)
class Parties:
    """Coordinated parties over the words `first` to `last` (half-open)."""

    ids: tuple[str, ...]
    first: int
    last: int
    people: bool
    """Whether one of them is a person by name."""


def parties_at(scene: Scene, first: int, joined: frozenset[str] = frozenset({""})) -> Parties | None:
    """The parties that begin at word `first`, with what is coordinated to them; `None` where none does.

    `joined` holds the proclitics that the first one may carry.
    """
    first = _after_marks(scene, _after_each(scene, first))
    found: list[_Party] = []
    at: int | None = first
    while at is not None and (party := _party(scene, at, joined)) is not None:
        found.append(party)
        at = _after_and(scene, party.last)
        plain = at is None or at == party.last or scene.norm(at - 1) in _COMMAS
        joined = _COORDINATED if plain else _COORDINATED | {""}
        if at is not None and (free := _after_marks(scene, at + 1 if scene.norm(at) == "و" else at)) != at:
            # A word of its own, before a hashtag: #فلان و #فلان.
            at, joined = free, frozenset({""})
    if not found:
        return None
    return Parties(tuple(dict.fromkeys(p.id for p in found)), first, found[-1].last, any(p.person for p in found))


def parties_before(scene: Scene, last: int, earliest: int, *, governed: bool = False) -> Parties | None:
    """The parties that end right before word `last`, commas and «قد» aside; `governed`: also behind a preposition."""
    while (
        last - 1 > earliest
        and scene.over(last - 1) is None
        and (scene.norm(last - 1) in _COMMAS or scene.norm(last - 1) in {"قد", "كان"})
    ):
        last -= 1
    for first in range(max(earliest, last - 30), last):
        found = parties_at(scene, first, frozenset({"", "و", "ف"}) if first == earliest else frozenset({""}))
        if found is not None and found.last == last:
            return None if not governed and scene.norm(first - 1) in _prepositions() else found
    return None


@cache
def _prepositions() -> frozenset[str]:
    return frozenset(map(norm, read_lexicon("diplomacy.toml")["clause"]["prepositions"]))


_COORDINATED = frozenset({"و"})


@dataclass(frozen=True, slots=True)
class _Party:
    id: str
    last: int
    person: bool


@cache
def _titles() -> frozenset[str]:
    lexicon = title_lexicon()
    return lexicon.titles | lexicon.unique | folded("diplomacy.toml", "with", "delegates") | _heads_of_phrases()


@cache
def _heads_of_phrases() -> frozenset[str]:
    return frozenset(phrase[0] for phrase in title_lexicon().phrases)


@cache
def _words_of_phrases() -> frozenset[str]:
    return frozenset(bare(word) for phrase in title_lexicon().phrases for word in phrase)


def _party(scene: Scene, first: int, joined: frozenset[str]) -> _Party | None:
    filler = scene.at(first)
    if filler is not None and filler.joined in joined:
        if filler.entity.type == "Person":
            return _Party(filler.entity.id, _apposed(scene, filler), person=True)
        if scene.is_actor(filler) and filler.entity.type != "MediaOrganization":
            return _Party(filler.entity.id, _after_holder(scene, _apposed(scene, filler)), person=False)
        return None
    if filler is not None:
        return None
    if _is_title(scene, first, joined):
        return _titled(scene, first)
    return _by_state(scene, first) if joined >= _COORDINATED else None


def _after_holder(scene: Scene, last: int) -> int:
    """The index after the person whose title ends a body's name: حكومة الرئيس | فلان."""
    holder = scene.at(last)
    named = holder is not None and holder.entity.type == "Person" and not holder.joined
    return holder.last if holder is not None and named and scene.bare(last - 1) in _titles() else last


def _by_state(scene: Scene, first: int) -> _Party | None:
    """Of several with one title, a further one: نظيريه الروسي … والإيراني، فلان."""
    if not scene.first <= first < scene.last or scene.over(first) is not None:
        return None
    states = StateAdjectives.load()
    form = next((f for f in scene.words[first].forms if f.proclitics == "و" and f.article and states.of(f.bare)), None)
    if form is None:
        return None
    at = first + 2 if scene.norm(first + 1) in _COMMAS else first + 1
    name = scene.at(at)
    if name is not None and name.entity.type == "Person" and not name.joined:
        return _Party(name.entity.id, _apposed(scene, name), person=True)
    return _Party(states.of(form.bare) or "", first + 1, person=False)


def _is_title(scene: Scene, index: int, joined: frozenset[str]) -> bool:
    if not scene.first <= index < scene.last or scene.over(index) is not None:
        return False
    return any(form.proclitics in joined and form.bare in _titles() for form in scene.words[index].forms)


def _titled(scene: Scene, first: int) -> _Party | None:
    """Who a title without a mention of its own belongs to: the person after it, else its body or state."""
    office: _Party | None = None
    at = first + 1
    while at < min(scene.last, first + _LONGEST_TITLE):
        filler = scene.at(at)
        if filler is not None:
            if filler.joined.startswith(("و", "ف")):
                break
            if filler.entity.type == "Person":
                return _Party(filler.entity.id, _apposed(scene, filler), person=True)
            if scene.is_actor(filler) and office is None:
                office = _Party(filler.entity.id, filler.last, person=False)
            at = filler.last
            continue
        state = StateAdjectives.load().of(scene.bare(at))
        if scene.norm(at) == "#":
            at += 1
            continue
        if state is not None and office is None:
            office = _Party(state, at + 1, person=False)
        elif state is None and not _continues(scene, at):
            break
        at += 1
    return office


def _continues(scene: Scene, index: int) -> bool:
    """Whether a word may stand inside a title: its adjectives and prepositions, further titles, definite nouns."""
    lexicon = title_lexicon()
    if scene.norm(index) in _COMMAS:
        name = index + 1
        while name < index + 3 and scene.at(name) is None and _is_title(scene, name, frozenset({""})):
            name += 1  # العميد، between the office and the name
        follower = scene.at(name)
        return follower is not None and follower.entity.type == "Person" and not follower.joined
    if scene.norm(index) in _INSIDE:
        return scene.at(index + 1) is not None
    forms = scene.words[index].forms
    return any(
        form.bare in _titles() | lexicon.inside
        or (form.article and form.proclitics in {"", "ل"})
        or _is_possessed(form.bare, lexicon.inside)
        for form in forms
        if not form.proclitics.startswith(("و", "ف"))
    )


def _is_possessed(word: str, inside: frozenset[str]) -> bool:
    """Whether a word of a title carries a pronoun: ولي عهده، وزير خارجيتها، مستشاره."""
    stems = {word.removesuffix(suffix) for suffix in _OWN if word.endswith(suffix)}
    known = _titles() | inside | _words_of_phrases()
    return any(stem in known or (stem.endswith("ت") and stem[:-1] + "ه" in known) for stem in stems)


_OWN = ("ه", "ها", "هم", "هما")


def _apposed(scene: Scene, filler: Filler) -> int:
    """The index after a mention and the further mentions of the same entity beside it: الرئيس الروسي، بوتين،"""
    last = filler.last
    while True:
        at = last + 1 if scene.norm(last) in _COMMAS else last
        follower = scene.at(at)
        if follower is not None and follower.entity.id == filler.entity.id and not follower.joined:
            last = follower.last
            continue
        inner = scene.over(at)
        if inner is not None and inner.entity.id == filler.entity.id and inner.last > last:
            last = inner.last
            continue
        return _after_title(scene, last) if filler.entity.type == "Person" else last


def _after_title(scene: Scene, last: int) -> int:
    """The index after the title that stands behind a name: فلان وزير الداخلية، ووزير …"""
    if not _is_title(scene, last, frozenset({""})):
        return last
    at = last + 1
    while at < scene.last and scene.at(at) is None and scene.norm(at) not in _COMMAS and _continues(scene, at):
        at += 1
    return at if scene.at(at) is None else last


def _after_each(scene: Scene, first: int) -> int:
    """The index after «كل من»."""
    for phrase in _phrases("each"):
        if tuple(scene.norm(first + i) for i in range(len(phrase))) == phrase:
            return first + len(phrase)
    return first


def _after_marks(scene: Scene, at: int) -> int:
    """The index after the marks that may stand before a name."""
    while scene.norm(at) in _MARKS:
        at += 1
    return at


def _after_and(scene: Scene, last: int) -> int | None:
    """Where a coordinated party may begin: behind a comma before و, or behind «وكذلك»."""
    at = last + 1 if scene.norm(last) in _COMMAS else last
    for phrase in _phrases("and"):
        if tuple(scene.norm(at + i) for i in range(len(phrase))) == phrase:
            return at + len(phrase)
    joined = at < scene.last and (scene.norm(at) == "و" or any(f.proclitics == "و" for f in scene.words[at].forms))
    return at if joined else None


@cache
def _phrases(key: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(norm, p.split())) for p in read_lexicon("diplomacy.toml")["with"][key])
