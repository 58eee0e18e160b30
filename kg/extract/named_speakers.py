"""Who a noun phrase names as speaking: an actor, an outlet, a common noun that takes one up, an unnamed source.

قال المتحدث باسم الوزارة فلان            a person by name, else the body that he speaks for
مراسل الجزيرة                            the outlet that he reports for
الشرطة                                   whom it named before, else nobody by name
بيان صادر عن الحزب                       whose statement it is
مصدر في الوزارة                          nobody by name

Words are data: ``kg/data/lexicon/claims.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.extract.circumstances import folded
from kg.extract.lexicon import bare, title_lexicon
from kg.extract.parties import Parties, parties_at
from kg.extract.scene import Filler, Scene
from kg.extract.words import CLOSING
from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm

__all__ = [
    "LAST",
    "NOBODY",
    "Speaker",
    "begins_speech",
    "called",
    "common_noun",
    "doer_before",
    "first_of",
    "genitive_speaker",
    "is_governed",
    "is_someone",
    "is_subject",
    "party_at",
    "source_at",
    "speaks_for_itself",
]


_TITLE = 4
"""Words of a title between a preposition and the name."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: an entity by id, nobody by name, or whoever spoke before."""

    entity: str | None
    again: bool = False
    joined: bool = False
    """Whether its verb goes on after another one of the sentence: … وقال إن."""
    others: tuple[str, ...] = ()
    """Who says it together with him."""
    head: str | None = None
    """The noun that takes up a body named before, if one is called so: الشرطة."""


NOBODY = Speaker(None)
LAST = Speaker(None, again=True)


def called(head: str | None, told: Sequence[Scene], before: int) -> str | None:
    """The actor named last before word `before` whose name begins with a noun: الشرطة is الشرطة الإندونيسية."""
    if head is None:
        return None
    for scene in reversed(told):
        for filler in reversed(scene.fillers):
            speaks = scene.is_actor(filler) or speaks_for_itself(filler)
            if speaks and filler.first < before and scene.bare(filler.first) == head:
                return next(f.entity.id for f in scene.fillers if f.first == filler.first)
    return None


def genitive_speaker(scene: Scene, index: int) -> Speaker | None:
    """Whose saying it is, right after a noun of saying: بحسب سانا، وفقا لبيان صادر عن الوزارة."""
    statement = False
    for at in range(index, min(index + 12, scene.last)):
        if scene.norm(at) in {"،", ".", ":"} and not statement:
            return None
        if begins_speech(scene, at):
            return None
        found = party_at(scene, at, frozenset({"", "ل"}))
        if found is not None:
            return found
        if scene.over(at) is None and scene.bares(at) & folded("claims.toml", "anonymous"):
            return NOBODY
        issued = scene.bares(at) & folded("claims.toml", "asserts", "issued")
        if statement and not issued and is_subject(scene, at):
            return common_noun(scene, at)
        statement = statement or bool(scene.bares(at) & folded("claims.toml", "asserts", "statements"))
        if not statement and at - index >= 2:
            return None
    return LAST if statement else None


def doer_before(scene: Scene, index: int) -> Speaker:
    """Who does what a noun tells: سارعت الحركة إلى نفي …; the first party of the sentence, else who spoke last."""
    for at in range(scene.first, index):
        if not is_governed(scene, at) and (found := party_at(scene, at, frozenset({"", "و"}))) is not None:
            return found
    return LAST


def source_at(scene: Scene, index: int) -> Speaker | None:
    """An unnamed source as subject: nobody, an outlet by its reporter, or the source that was told before."""
    if scene.bares(index) & folded("claims.toml", "anonymous", "reporters"):
        outlet = next((f for f in scene.after(index + 1, 3) if f.entity.type == "MediaOrganization"), None)
        if outlet is not None:
            return Speaker(outlet.entity.id)
        return LAST if scene.words[index].plain.article else NOBODY
    party = parties_at(scene, index)
    if party is not None and (party.people or scene.bares(index) & _spokesmen()):
        return None
    if scene.norm(index) in _again() and party is None:
        return LAST
    if scene.bares(index) & folded("claims.toml", "anonymous"):
        return NOBODY
    if scene.bares(index) & _statement():
        return genitive_speaker(scene, index)
    return None


def common_noun(scene: Scene, index: int) -> Speaker:
    """A noun with the article that is no name; it may take up a body that was named before."""
    return Speaker(None, head=scene.bare(index))


def is_subject(scene: Scene, index: int) -> bool:
    """Whether a definite noun, no name and no day, is who says it: شدد الجانبان على …"""
    if scene.over(index) is not None or not scene.words[index].plain.article:
        return False
    return all(not scene.word_at(d.begin) <= index <= scene.word_at(d.end - 1) for d in scene.dates)


def is_someone(scene: Scene, index: int) -> bool:
    """Whether a noun of people without the article is who says it: أعلنت جماعة تابعة ل…"""
    return scene.over(index) is None and bool(scene.bares(index) & folded("claims.toml", "anonymous", "people"))


def party_at(scene: Scene, index: int, joined: frozenset[str] = frozenset({""})) -> Speaker | None:
    filler = scene.at(index)
    if filler is not None and filler.joined in joined and speaks_for_itself(filler):
        return Speaker(filler.entity.id)
    if filler is not None and _is_platform(filler):
        return None
    return first_of(scene, parties_at(scene, index, joined))


def first_of(scene: Scene, parties: Parties | None) -> Speaker | None:
    """The first of several who speak, with those beside him; who is known by his state alone is nobody by name."""
    if parties is None:
        return None
    first, *others = parties.ids
    if first.startswith("Q"):
        return NOBODY
    people = {f.entity.id for f in scene.fillers if f.entity.type == "Person"}
    # فلان، الوزير السابق وعضو الحزب: the body in a person's further title does not speak.
    named = (who for who in others if not who.startswith("Q") and (who in people) == (first in people))
    return Speaker(first, others=tuple(named))


def speaks_for_itself(filler: Filler) -> bool:
    """Whether an outlet or a mission is named: they speak, though they don't meet."""
    return filler.entity.type in {"MediaOrganization", "Government"} and not _is_platform(filler)


def _is_platform(filler: Filler) -> bool:
    """Whether it is where others publish: تويتر."""
    return bare(norm(filler.entity.name)) in folded("claims.toml", "platforms")


def is_governed(scene: Scene, index: int) -> bool:
    """Whether a name stands behind a preposition, its own (مع فلان) or that of its title (بالوزيرة فلانة)."""
    prepositions = folded("diplomacy.toml", "clause", "prepositions") | folded("claims.toml", "governing")
    if _is_titled_object(scene, index):
        return True
    if scene.norm(index - 1) in folded("claims.toml", "directions"):
        return scene.norm(index - 2) in prepositions  # في شرق إنجلترا
    return scene.norm(index - 1) in prepositions


def _is_titled_object(scene: Scene, index: int) -> bool:
    """Whether the title before a name carries a preposition: جمعه بالمستشارة الألمانية فلانة."""
    named = scene.at(index)
    if named is None or named.entity.type != "Person":
        return False
    for at in range(index - 1, max(scene.first, index - 1 - _TITLE), -1):
        if not scene.words[at].is_word or scene.at(at) is not None:
            return False
        for form in scene.words[at].forms:
            if form.bare in title_lexicon().titles:
                return form.proclitics.endswith(("ب", "ل", "ك"))
    return False


def begins_speech(scene: Scene, index: int) -> bool:
    """Whether what is said begins with a word or mark; a name in quotes is none."""
    if scene.over(index) is not None:
        return False
    if scene.norm(index) in CLOSING and (name := scene.at(index + 1)) is not None:
        return scene.norm(name.last) != CLOSING[scene.norm(index)]
    if scene.norm(index) == '"':
        return [scene.norm(i) for i in range(scene.first, index)].count('"') % 2 == 0
    return scene.norm(index) in _that() or scene.norm(index) in {":", "«", "“"}


@cache
def _that() -> frozenset[str]:
    return frozenset(map(norm, read_lexicon("claims.toml")["that"]["words"]))


@cache
def _again() -> frozenset[str]:
    return frozenset(map(norm, read_lexicon("claims.toml")["anonymous"]["again"]))


@cache
def _spokesmen() -> frozenset[str]:
    """Who speaks for a body and not for himself: متحدث باسم الجيش."""
    return frozenset(map(norm, read_lexicon("claims.toml")["anonymous"]["spokesmen"]))


@cache
def _statement() -> frozenset[str]:
    return frozenset(map(norm, ("بيان", "تقرير", "بلاغ")))
