"""Who says something: the subject of a verb of saying, the genitive of a noun, or whom a pronoun takes up.

قال المتحدث باسم الوزارة فلان إن …       a person by name, else the body that he speaks for
نقلت سانا عن مصادر …                     an outlet with an unnamed source speaks for itself
وأضاف أن …                               whoever spoke last

Words are data: ``kg/data/lexicon/claims.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.extract.circumstances import folded
from kg.extract.parties import Parties, parties_at, parties_before
from kg.extract.scene import Scene
from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm

__all__ = ["LAST", "NOBODY", "Speaker", "doer_before", "genitive_speaker", "quoted_speaker", "subject_speaker"]

_REACH = 16
"""Words after a verb of saying in which its subject stands."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: an entity by id, nobody by name, or whoever spoke before."""

    entity: str | None
    again: bool = False


NOBODY = Speaker(None)
LAST = Speaker(None, again=True)


def subject_speaker(scene: Scene, verb: int) -> Speaker:
    """The subject of a verb of saying: after it, before it, or the one who spoke last."""
    for index in range(verb + 1, min(verb + 1 + _REACH, scene.last)):
        if _begins_speech(scene, index):
            break
        if scene.over(index) is None and (told := _source(scene, index)) is not None:
            return told
        if _is_governed(scene, index):
            continue
        found = _party(scene, index)
        if found is not None:
            return found
        if index == verb + 1 and _is_subject(scene, index):
            return NOBODY
    return _before(scene, verb)


def _is_subject(scene: Scene, index: int) -> bool:
    """Whether a definite noun, no name and no day, is who says it: شدد الجانبان على …"""
    if scene.over(index) is not None or not scene.words[index].plain.article:
        return False
    return all(not scene.word_at(d.begin) <= index <= scene.word_at(d.end - 1) for d in scene.dates)


def quoted_speaker(scene: Scene, verb: int) -> Speaker:
    """Who is quoted by an outlet, after عن; the outlet itself where that is nobody by name."""
    outlet = subject_speaker(scene, verb)
    for index in range(verb + 1, min(verb + _REACH, scene.last)):
        if scene.norm(index) != "عن" or scene.over(index) is not None:
            continue
        if scene.bares(index + 1) & folded("claims.toml", "anonymous") and not _named_after(scene, index + 1):
            return outlet
        return _party(scene, index + 1) or outlet
    return outlet


def genitive_speaker(scene: Scene, index: int) -> Speaker | None:
    """Whose saying it is, right after a noun of saying: بحسب سانا، وفقا لبيان صادر عن الوزارة."""
    statement = False
    for at in range(index, min(index + 12, scene.last)):
        if scene.norm(at) in {"،", ".", ":"} and not statement:
            return None
        if _begins_speech(scene, at):
            return None
        found = _party(scene, at, frozenset({"", "ل"}))
        if found is not None:
            return found
        if scene.over(at) is None and scene.bares(at) & folded("claims.toml", "anonymous"):
            return NOBODY
        statement = statement or bool(scene.bares(at) & folded("claims.toml", "asserts", "statements"))
        if not statement and at - index >= 2:
            return None
    return LAST if statement else None


def doer_before(scene: Scene, index: int) -> Speaker:
    """Who does what a noun tells: سارعت الحركة إلى نفي …; the first party of the sentence, else who spoke last."""
    for at in range(scene.first, index):
        if not _is_governed(scene, at) and (found := _party(scene, at, frozenset({"", "و"}))) is not None:
            return found
    return LAST


def _begins_speech(scene: Scene, index: int) -> bool:
    if scene.over(index) is not None:
        return False
    return scene.norm(index) in _that() or scene.norm(index) in {":", "«", '"', "“"}


@cache
def _that() -> frozenset[str]:
    return frozenset(map(norm, read_lexicon("claims.toml")["that"]["words"]))


@cache
def _again() -> frozenset[str]:
    return frozenset(map(norm, read_lexicon("claims.toml")["anonymous"]["again"]))


def _source(scene: Scene, index: int) -> Speaker | None:
    """An unnamed source as subject: nobody, an outlet by its reporter, or the source that was told before."""
    if scene.bares(index) & folded("claims.toml", "anonymous", "reporters"):
        outlet = next((f for f in scene.after(index + 1, 3) if f.entity.type == "MediaOrganization"), None)
        return NOBODY if outlet is None else Speaker(outlet.entity.id)
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


@cache
def _spokesmen() -> frozenset[str]:
    """Who speaks for a body and not for himself: متحدث باسم الجيش."""
    return frozenset(map(norm, read_lexicon("claims.toml")["anonymous"]["spokesmen"]))


@cache
def _statement() -> frozenset[str]:
    return frozenset(map(norm, ("بيان", "تقرير", "بلاغ")))


def _named_after(scene: Scene, index: int) -> bool:
    """Whether a titled person by name begins here: المسؤول في الوزارة فلان."""
    found = parties_at(scene, index)
    return found is not None and found.people


def _is_governed(scene: Scene, index: int) -> bool:
    return scene.norm(index - 1) in folded("diplomacy.toml", "clause", "prepositions")


def _party(scene: Scene, index: int, joined: frozenset[str] = frozenset({""})) -> Speaker | None:
    filler = scene.at(index)
    if filler is not None and filler.joined in joined and filler.entity.type == "MediaOrganization":
        return Speaker(filler.entity.id)
    return _first(parties_at(scene, index, joined))


def _first(parties: Parties | None) -> Speaker | None:
    """The first of several who speak; who is known by his state alone is nobody by name."""
    if parties is None:
        return None
    return NOBODY if parties.ids[0].startswith("Q") else Speaker(parties.ids[0])


def _before(scene: Scene, verb: int) -> Speaker:
    """A subject before its verb, as in titles and after كان; without one, who spoke last."""
    start = next((i + 1 for i in range(verb - 1, scene.first, -1) if _begins_speech(scene, i)), scene.first)
    adjacent = _first(parties_before(scene, verb, start))
    if adjacent is not None:
        return adjacent
    media = next(iter(scene.before(verb, 1)), None)
    if media is not None and media.entity.type == "MediaOrganization" and not media.joined.endswith(("ب", "ل")):
        return Speaker(media.entity.id)
    if any(form.proclitics in {"و", "ف"} for form in scene.words[verb].forms[1:]) and verb == start:
        return LAST
    for index in range(start, min(start + 4, verb)):
        if _is_governed(scene, index):
            continue
        opening = _party(scene, index, frozenset({"", "و"}))
        if opening is not None:
            return opening
    return LAST
