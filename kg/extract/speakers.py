"""Who says something: the subject of a verb of saying, the genitive of a noun, or whom a pronoun takes up.

قال المتحدث باسم الوزارة فلان إن …       a person by name, else the body that he speaks for
نقلت سانا عن مصادر …                     an outlet with an unnamed source speaks for itself
أردوغان يعلن أن …                        in titles, the subject stands before its verb
وأعلنت الشرطة أن …                       a common noun with the article: whom it named before, else nobody by name
وأضاف أن …                               whoever spoke last

Words are data: ``kg/data/lexicon/claims.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.extract.circumstances import folded
from kg.extract.lexicon import bare
from kg.extract.parties import Parties, parties_at, parties_before
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
    "doer_before",
    "genitive_speaker",
    "is_behind",
    "quoted_speaker",
    "subject_speaker",
]

_REACH = 16
"""Words after a verb of saying in which its subject stands."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: an entity by id, nobody by name, or whoever spoke before."""

    entity: str | None
    again: bool = False
    joined: bool = False
    """Whether its verb goes on after another one of the sentence: … وقال إن."""
    head: str | None = None
    """The noun that takes up a body named before, if one is called so: الشرطة."""


NOBODY = Speaker(None)
LAST = Speaker(None, again=True)


def subject_speaker(scene: Scene, verb: int) -> Speaker:
    """The subject of a verb of saying: after it, before it, or the one who spoke last."""
    follows = is_behind(scene, verb)
    before = None if follows else _fronted(scene, verb) or _antecedent(scene, verb)
    if before is not None:
        return before
    for index in range(verb + 1, min(verb + 1 + _REACH, scene.last)):
        if begins_speech(scene, index):
            break
        if scene.over(index) is None and (told := _source(scene, index)) is not None:
            return told
        if _is_governed(scene, index):
            continue
        found = _party(scene, index)
        if found is not None:
            return found
        if index == verb + 1 and _is_subject(scene, index):
            return _common_noun(scene, index)
        if index == verb + 1 and _is_someone(scene, index):
            return NOBODY
    if follows:
        # بحسب ما أفادت: what follows tells who, or nothing does.
        return LAST if verb + 1 >= scene.last or not scene.words[verb + 1].is_word else NOBODY
    return _before(scene, verb)


def is_behind(scene: Scene, verb: int) -> bool:
    """Whether a verb of saying stands behind what is said: …، بحسب ما أعلنت سانا."""
    # At the head of a sentence, «كما قال» means «also said».
    return scene.norm(verb - 1) in folded("claims.toml", "after") and verb - 1 > scene.first


def _fronted(scene: Scene, verb: int) -> Speaker | None:
    """Who begins the sentence and stands right before its verb, as in titles: أردوغان يعلن …"""
    party = parties_before(scene, verb, scene.first)
    if party is None or any(_holds_the_front(scene, i) for i in range(scene.first, party.first)):
        return None
    return _source(scene, party.first) or _first(party)


def _holds_the_front(scene: Scene, index: int) -> bool:
    """Whether a word before a subject says that the sentence began with something else: no mark, no وكان."""
    if not scene.words[index].is_word:
        return False
    return scene.over(index) is not None or not scene.bares(index) & folded("claims.toml", "openers")


def _antecedent(scene: Scene, verb: int) -> Speaker | None:
    """Whom a relative clause without a subject of its own goes on about: روسيا التي أكدت أن …"""
    if scene.norm(verb - 1) not in folded("claims.toml", "relative") or _party(scene, verb + 1) is not None:
        return None
    return _first(parties_before(scene, verb - 1, scene.first))


def _is_joined(scene: Scene, verb: int) -> bool:
    """Whether a verb goes on with «and»: وأشار إلى."""
    return any(form.proclitics in {"و", "ف"} for form in scene.words[verb].forms[1:])


def _is_someone(scene: Scene, index: int) -> bool:
    """Whether a noun of people without the article is who says it: أعلنت جماعة تابعة ل…"""
    return scene.over(index) is None and bool(scene.bares(index) & folded("claims.toml", "anonymous", "people"))


def _common_noun(scene: Scene, index: int) -> Speaker:
    """A noun with the article that is no name; it may take up a body that was named before."""
    return Speaker(None, head=scene.bare(index))


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
        quoted = _source(scene, index + 1) or _party(scene, index + 1)
        return quoted if quoted is not None and quoted != NOBODY else outlet
    return outlet


def genitive_speaker(scene: Scene, index: int) -> Speaker | None:
    """Whose saying it is, right after a noun of saying: بحسب سانا، وفقا لبيان صادر عن الوزارة."""
    statement = False
    for at in range(index, min(index + 12, scene.last)):
        if scene.norm(at) in {"،", ".", ":"} and not statement:
            return None
        if begins_speech(scene, at):
            return None
        found = _party(scene, at, frozenset({"", "ل"}))
        if found is not None:
            return found
        if scene.over(at) is None and scene.bares(at) & folded("claims.toml", "anonymous"):
            return NOBODY
        if statement and _is_subject(scene, at):
            return _common_noun(scene, at)
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


def called(head: str | None, told: Sequence[Scene], before: int) -> str | None:
    """The actor named last before word `before` whose name begins with a noun: الشرطة is الشرطة الإندونيسية."""
    if head is None:
        return None
    for scene in reversed(told):
        for filler in reversed(scene.fillers):
            speaks = scene.is_actor(filler) or _speaks_for_itself(filler)
            if speaks and filler.first < before and scene.bare(filler.first) == head:
                return next(f.entity.id for f in scene.fillers if f.first == filler.first)
    return None


def begins_speech(scene: Scene, index: int) -> bool:
    """Whether what is said begins with a word or mark; a name in quotes is none."""
    if scene.over(index) is not None:
        return False
    if scene.norm(index) in CLOSING and (name := scene.at(index + 1)) is not None:
        return scene.norm(name.last) != CLOSING[scene.norm(index)]
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


@cache
def _spokesmen() -> frozenset[str]:
    """Who speaks for a body and not for himself: متحدث باسم الجيش."""
    return frozenset(map(norm, read_lexicon("claims.toml")["anonymous"]["spokesmen"]))


@cache
def _statement() -> frozenset[str]:
    return frozenset(map(norm, ("بيان", "تقرير", "بلاغ")))


def _is_governed(scene: Scene, index: int) -> bool:
    prepositions = folded("diplomacy.toml", "clause", "prepositions")
    if scene.norm(index - 1) in folded("claims.toml", "directions"):
        return scene.norm(index - 2) in prepositions  # في شرق إنجلترا
    return scene.norm(index - 1) in prepositions


def _party(scene: Scene, index: int, joined: frozenset[str] = frozenset({""})) -> Speaker | None:
    filler = scene.at(index)
    if filler is not None and filler.joined in joined and _speaks_for_itself(filler):
        return Speaker(filler.entity.id)
    if filler is not None and _is_platform(filler):
        return None
    return _first(parties_at(scene, index, joined))


def _speaks_for_itself(filler: Filler) -> bool:
    """Whether an outlet or a mission is named: they speak, though they don't meet."""
    return filler.entity.type in {"MediaOrganization", "Government"} and not _is_platform(filler)


def _is_platform(filler: Filler) -> bool:
    """Whether it is where others publish: تويتر."""
    return bare(norm(filler.entity.name)) in folded("claims.toml", "platforms")


def _first(parties: Parties | None) -> Speaker | None:
    """The first of several who speak; who is known by his state alone is nobody by name."""
    if parties is None:
        return None
    return NOBODY if parties.ids[0].startswith("Q") else Speaker(parties.ids[0])


def _before(scene: Scene, verb: int) -> Speaker:
    """A subject before its verb, as in titles and after كان; without one, who spoke last."""
    start = next((i + 1 for i in range(verb - 1, scene.first, -1) if begins_speech(scene, i)), scene.first)
    joined = _is_joined(scene, verb)
    if joined and start == scene.first < verb:
        return Speaker(None, joined=True)
    if not joined and (adjacent := _adjacent(scene, verb, start)) is not None:
        return adjacent
    if joined and verb == start:
        return LAST
    for index in range(start, min(start + 4, verb)):
        if _is_governed(scene, index):
            continue
        if scene.over(index) is None and (told := _source(scene, index)) is not None:
            return told
        opening = _party(scene, index, frozenset({"", "و"}))
        if opening is not None:
            return opening
        if index > start and scene.bares(start) & folded("claims.toml", "openers") and _is_subject(scene, index):
            return _common_noun(scene, index)
    return LAST if verb == start else doer_before(scene, verb)


def _adjacent(scene: Scene, verb: int, start: int) -> Speaker | None:
    """Who stands right before a verb, commas and «قد» aside."""
    party = parties_before(scene, verb, start)
    if party is not None:
        return _source(scene, party.first) or _first(party)
    outlet = next(iter(scene.before(verb, 1)), None)
    if outlet is None or not _speaks_for_itself(outlet) or outlet.joined.endswith(("ب", "ل")):
        return None
    return Speaker(outlet.entity.id)
