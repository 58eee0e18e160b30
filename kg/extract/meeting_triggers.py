"""What tells a meeting: nouns, with and without a possessive pronoun, and verbs.

Words are data: ``kg/data/lexicon/diplomacy.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.extract.circumstances import folded
from kg.extract.lexicon import bare
from kg.extract.scene import Scene
from kg.extract.verbs import VerbTable
from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm

__all__ = ["MeetingTrigger", "meeting_triggers"]

_PRONOUNS = ("ه", "ها", "هم", "هما", "نا")
_REACH = 18
"""Words after a verb in which that must stand without which it tells no meeting."""
_NOUN_REACH = 5


@dataclass(frozen=True, slots=True)
class MeetingTrigger:
    """Words `first` to `last` (half-open) that tell a meeting."""

    first: int
    last: int
    type: str
    verb: bool
    definite: bool = False
    """Whether it may refer back: اللقاء."""
    possessed: bool = False
    """Whether a pronoun tells whose: لقائه."""
    plural: bool = False
    """Whether a pronoun or a verb's ending tells of more than one: اجتماعهما، بحثا."""
    future: bool = False
    past: bool = False
    """Whether it is a verb in the perfect: التقى."""
    object: bool = False
    """Whether who is met is the verb's object."""
    goal: bool = False
    """Whether a visit's place is the verb's object or stands after إلى."""
    direct: bool = False
    """Whether it is the verb's object: زار بغداد."""
    weak: bool = False
    """Whether it tells a meeting only where all else says so: ناقشا الأزمة."""


@dataclass(frozen=True, slots=True)
class _Noun:
    type: str
    possessed: bool
    needs: frozenset[str]
    next: frozenset[str]
    weak: bool


@dataclass(frozen=True, slots=True)
class _Verb:
    table: VerbTable
    type: str
    needs: str | None
    to: str | None
    object: bool
    goal: bool
    weak: bool


def meeting_triggers(scene: Scene) -> Iterator[MeetingTrigger]:
    """The triggers of a sentence in order. Weak ones tell something only where no other does."""
    found = list(_all_triggers(scene))
    strong = [trigger for trigger in found if not trigger.weak]
    yield from strong or found


def _all_triggers(scene: Scene) -> Iterator[MeetingTrigger]:
    index = scene.first
    while index < scene.last:
        may_tell = not scene.words[index].spelling.keys.isdisjoint(_telling_words()) and scene.over(index) is None
        trigger = (_noun_at(scene, index) or _verb_at(scene, index)) if may_tell else None
        if trigger is not None:
            yield trigger
        index = trigger.last if trigger is not None else index + 1


@cache
def _telling_words() -> frozenset[str]:
    """The words that a trigger may begin with: most words of a text are none of them."""
    return frozenset(words[0] for words in _nouns()).union(*(entry.table.forms() for entry in _verbs()))


@cache
def _nouns() -> dict[tuple[str, ...], _Noun]:
    found: dict[tuple[str, ...], _Noun] = {}
    for entry in read_lexicon("diplomacy.toml")["noun"]:
        needs, follows = _bare_set(entry.get("needs", ())), _bare_set(entry.get("next", ()))
        weak = entry.get("weak", False)
        for phrase in entry["words"]:
            first, *rest = (bare(norm(word)) for word in phrase.split())
            found[(first, *rest)] = _Noun(entry["type"], possessed=False, needs=needs, next=follows, weak=weak)
            for form in _possessed(norm(phrase.split()[0])):
                own = _Noun(entry["type"], possessed=True, needs=frozenset(), next=frozenset(), weak=weak)
                found.setdefault((form, *rest), own)
    return found


def _bare_set(words: Any) -> frozenset[str]:
    return frozenset(bare(norm(word)) for word in words)


def _possessed(noun: str) -> Iterator[str]:
    """A noun with the possessive pronouns: لقاء → لقاؤه لقائه لقاءه, زيارة → زيارته (folded)."""
    stems = {noun[:-1] + "ت"} if noun.endswith("ه") else {noun}
    if noun.endswith("اء"):
        stems = {noun, noun[:-1] + "و", noun[:-1] + "ي"}
    yield from (stem + pronoun for stem in stems for pronoun in _PRONOUNS)


@cache
def _verbs() -> tuple[_Verb, ...]:
    return tuple(
        _Verb(
            VerbTable(entry["words"]),
            entry["type"],
            norm(entry["needs"]) if "needs" in entry else None,
            norm(entry["to"]) if "to" in entry else None,
            entry.get("object", False),
            entry.get("goal", "to" in entry),
            entry.get("weak", False),
        )
        for entry in read_lexicon("diplomacy.toml")["verb"]
    )


def _noun_at(scene: Scene, index: int) -> MeetingTrigger | None:
    for form in scene.words[index].forms:
        for length in (2, 1):
            noun = _nouns().get((form.bare, *(scene.bare(index + i) for i in range(1, length))))
            if noun is None or (noun.possessed and form.article):
                continue
            last = index + length
            if not _is_meeting(scene, index, last):
                return None
            return MeetingTrigger(
                index,
                last,
                _named_type(scene, last, noun),
                verb=False,
                definite=form.article,
                possessed=noun.possessed or scene.bare(index - 1) in folded("diplomacy.toml", "light", "nouns"),
                plural=form.bare.endswith(("هما", "هم")) and noun.possessed,
                weak=noun.weak or not (form.article or _is_complete(scene, last, noun)),
            )
    return None


def _is_meeting(scene: Scene, first: int, last: int) -> bool:
    """Whether a noun is none of the bodies, interviews and mountains that are called alike."""
    if scene.bare(last) in folded("diplomacy.toml", "not", "after"):
        return False
    if scene.bare(first - 1) in folded("diplomacy.toml", "not", "before"):
        return False
    if any(scene.bares(i) & folded("diplomacy.toml", "not", "partners") for i in range(last, last + 4)):
        return False
    if any(_stands(scene, first - 1, phrase) for phrase in _phrases("contact")):
        return False
    return not any(_stands(scene, last, phrase) for phrase in _phrases("home"))


def _is_complete(scene: Scene, last: int, noun: _Noun) -> bool:
    """Whether what a noun needs to name a meeting of states stands behind it: حوار بين، مؤتمر دولي."""
    if noun.needs and not any(scene.bare(i) in noun.needs for i in range(last, last + _NOUN_REACH)):
        return False
    return not noun.next or bool(scene.bares(last) & noun.next)


@cache
def _phrases(key: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(bare(norm(w)) for w in p.split()) for p in read_lexicon("diplomacy.toml")["not"][key])


def _stands(scene: Scene, at: int, phrase: tuple[str, ...]) -> bool:
    """Whether a phrase stands at a word, proclitics aside: اجتماع لمجلس الوزراء."""
    return all(word in scene.bares(at + i) for i, word in enumerate(phrase))


def _verb_at(scene: Scene, index: int) -> MeetingTrigger | None:
    word = scene.words[index]
    if any(form.bare in folded("diplomacy.toml", "lookalike") for form in word.forms[:1]):
        return None
    for entry in _verbs():
        verb = entry.table.of(word)
        if verb is None:
            continue
        near = range(index + 1, min(index + _REACH, scene.last))
        if entry.needs is not None and not any(entry.needs in scene.bares(i) for i in near):
            continue
        if entry.to is not None and not _arrives(scene, index, entry.to):
            continue
        return MeetingTrigger(
            index,
            index + 1,
            entry.type,
            verb=True,
            future=verb.future,
            past=not verb.present,
            object=entry.object,
            goal=entry.goal,
            direct=entry.goal and entry.to is None,
            possessed=verb.object_pronoun,
            plural=scene.norm(index).endswith(("ا", "ان", "ون")) and scene.norm(index) not in _singular(),
            weak=entry.weak,
        )
    return None


@cache
def _singular() -> frozenset[str]:
    """Third persons singular that end like duals: دعا."""
    return frozenset(
        norm(form)
        for entry in read_lexicon("diplomacy.toml")["verb"]
        for pair in entry["words"]
        for form in pair.split()
    )


def _named_type(scene: Scene, last: int, noun: _Noun) -> str:
    """Talks named by a place are a process: محادثات جنيف."""
    place = scene.at(last)
    named = place is not None and not place.joined and scene.is_place(place) and place.entity.type != "Country"
    return "Negotiation" if named and noun.type == "Meeting" else noun.type


def _arrives(scene: Scene, verb: int, preposition: str) -> bool:
    """Whether a verb of motion has a place after its preposition: وصل … إلى بغداد."""
    return any(
        scene.is_place(filler) or scene.is_facility(filler)
        for filler in scene.after(verb + 1, _REACH)
        if preposition in {scene.norm(filler.first - 1), scene.norm(filler.first - 2)}
    )
