"""The subject of a verb of saying: after it, before it, or the one who spoke last.

نقلت سانا عن مصادر …                     an outlet with an unnamed source speaks for itself
أردوغان يعلن أن …                        in titles, the subject stands before its verb
روسيا التي أكدت أن …                     before a relative clause, if none stands in it
ورحب فلان بالهدنة وقال إن …              whose verb goes on after another one
وأضاف أن …                               whoever spoke last

Words are data: ``kg/data/lexicon/claims.toml``.
"""

from __future__ import annotations

from functools import cache

from kg.extract.circumstances import folded
from kg.extract.finite_verbs import finite_verb
from kg.extract.named_speakers import (
    LAST,
    NOBODY,
    Speaker,
    begins_speech,
    common_noun,
    doer_before,
    first_of,
    genitive_speaker,
    is_governed,
    is_someone,
    is_subject,
    party_at,
    source_at,
    speaks_for_itself,
)
from kg.extract.parties import parties_before
from kg.extract.scene import Scene
from kg.extract.verbs import VerbTable
from kg.extract.words import CLOSING
from kg.text.lexicon import read_lexicon

__all__ = [
    "accuser_before",
    "continues",
    "is_behind",
    "is_quoted",
    "opening_doer",
    "quoted_speaker",
    "subject_right_after",
    "subject_speaker",
]

_MAX_QUOTED = 5
"""Words of a name in quotation marks."""
_REACH = 16
"""Words after a verb of saying in which its subject stands."""


def subject_speaker(scene: Scene, verb: int) -> Speaker:
    """The subject of a verb of saying: after it, before it, or the one who spoke last."""
    follows = is_behind(scene, verb)
    before = None if follows else _first_before(scene, verb)
    if before is not None:
        return before
    after = None if _stands_behind(scene, verb) and not follows else _after(scene, verb)
    if after is not None:
        return after
    if follows:
        # بحسب ما أفادت: what follows tells who, or nothing does.
        return LAST if verb + 1 >= scene.last or not scene.words[verb + 1].is_word else NOBODY
    return _before(scene, verb)


def _stands_behind(scene: Scene, verb: int) -> bool:
    """Whether a verb follows its subject: a plural (طالبوا الأمم المتحدة), and any behind a word of a title."""
    in_title = scene.sentence.is_title and verb > scene.first and scene.words[verb - 1].is_word
    return in_title or scene.norm(verb).endswith("وا")


def _first_before(scene: Scene, verb: int) -> Speaker | None:
    """Who is its subject before a verb, whatever stands behind it."""
    told = _fronted(scene, verb) or _antecedent(scene, verb) or _issuer(scene, verb)
    return told or _after_that(scene, verb) or _quoted_subject(scene, verb + 1)


def _after(scene: Scene, verb: int) -> Speaker | None:
    """Who stands behind a verb, before what is said."""
    for index in range(verb + 1, min(verb + 1 + _REACH, scene.last)):
        if begins_speech(scene, index) or _begins_matter(scene, verb, index):
            return None
        if scene.over(index) is None and (told := source_at(scene, index)) is not None:
            return told
        if is_governed(scene, index):
            continue
        found = party_at(scene, index)
        if found is not None:
            return found
        noun = index + 1 if scene.norm(index) in folded("claims.toml", "anonymous", "pointing") else index
        if index == verb + 1 and is_subject(scene, noun):
            return common_noun(scene, noun)
        if index == verb + 1 and is_someone(scene, index):
            return NOBODY
    return None


def _begins_matter(scene: Scene, verb: int, index: int) -> bool:
    """Whether what a verb speaks of begins right behind it: وأشار إلى انهيارات …; not in كشف عن ذلك الوزير."""
    if index == verb + 1 and _denies(scene, verb) and scene.bares(index) & folded("claims.toml", "rejects", "told"):
        return True  # كذب رواية الشرطة
    governed = index == verb + 1 and scene.norm(index) in folded("claims.toml", "governed")
    return governed and scene.norm(index + 1) not in folded("claims.toml", "anonymous", "pointing")


def is_quoted(scene: Scene, index: int) -> bool:
    """Whether a verb of saying stands inside quotes: who is told there to have spoken doesn't go on outside."""
    before = [scene.norm(i) for i in range(scene.first, index)]
    return before.count('"') % 2 == 1 or before.count("«") > before.count("»") or before.count("“") > before.count("”")


def _denies(scene: Scene, verb: int) -> bool:
    return _denying().of(scene.words[verb]) is not None


@cache
def _denying() -> VerbTable:
    return VerbTable(read_lexicon("claims.toml")["denies"]["verbs"])


def subject_right_after(scene: Scene, verb: int) -> bool:
    """Whether an actor stands right after a verb: تبناها التنظيم."""
    return party_at(scene, verb + 1) is not None


def _quoted_subject(scene: Scene, index: int) -> Speaker | None:
    """Who is called by a name in quotation marks, behind which the sentence goes on: أعلنت «سرايا الجبل» مسؤوليتها."""
    closing = CLOSING.get(scene.norm(index))
    inside = range(index + 1, min(index + 2 + _MAX_QUOTED, scene.last - 1))
    last = next((i for i in inside if scene.norm(i) == closing), None)
    if last is None or not scene.words[last + 1].is_word or scene.bare(last + 1).startswith("و"):
        return None
    return party_at(scene, index + 1) or NOBODY


def is_behind(scene: Scene, verb: int) -> bool:
    """Whether a verb of saying stands behind what is said: …، بحسب ما أعلنت سانا."""
    # At the head of a sentence, «كما قال» means «also said».
    return scene.norm(verb - 1) in folded("claims.toml", "after") and verb - 1 > scene.first


def _fronted(scene: Scene, verb: int) -> Speaker | None:
    """Who begins the sentence and stands right before its verb, as in titles: أردوغان يعلن …"""
    closing = scene.norm(verb - 1) in CLOSING.values()
    party = parties_before(scene, verb - 1 if closing else verb, scene.first)
    if party is None or (closing and CLOSING.get(scene.norm(party.first - 1)) != scene.norm(verb - 1)):
        return None
    if any(_holds_the_front(scene, i) for i in range(scene.first, party.first)):
        return None
    return source_at(scene, party.first) or first_of(scene, party)


def _holds_the_front(scene: Scene, index: int) -> bool:
    """Whether a word before a subject says that the sentence began with something else: no mark, no وكان."""
    if not scene.words[index].is_word:
        return False
    return scene.over(index) is not None or not scene.bares(index) & folded("claims.toml", "openers")


def _antecedent(scene: Scene, verb: int) -> Speaker | None:
    """Whom a relative clause without a subject of its own goes on about: روسيا التي أكدت أن …"""
    if scene.norm(verb - 1) not in folded("claims.toml", "relative") or party_at(scene, verb + 1) is not None:
        return None
    # الأنباء التي تحدثت عن …: who is no actor has no name.
    return first_of(scene, parties_before(scene, verb - 1, scene.first, governed=True)) or NOBODY


def accuser_before(scene: Scene, verb: int) -> Speaker:
    """Who accuses where a verb is followed by the accused alone: بريطانيا التي اتهمت موسكو; else it is passive."""
    if scene.norm(verb - 1) in folded("claims.toml", "relative"):
        return first_of(scene, parties_before(scene, verb - 1, scene.first, governed=True)) or NOBODY
    return NOBODY


def opening_doer(scene: Scene) -> str | None:
    """Who does what a sentence begins with, by a verb and his name: ونعى الرئيس فلان …"""
    if finite_verb(scene, scene.first) is None:
        return None
    party = party_at(scene, scene.first + 1)
    return party.entity if party is not None else None


def _issuer(scene: Scene, verb: int) -> Speaker | None:
    """Whose statement it is in which a verb says something: في بيان للوزارة أعلنت فيه …"""
    if scene.norm(verb + 1) not in folded("claims.toml", "asserts", "therein"):
        return None
    statements = folded("claims.toml", "asserts", "statements")
    at = next((i for i in range(verb - 1, scene.first, -1) if scene.bares(i) & statements), None)
    issuer = genitive_speaker(scene, at + 1) if at is not None else None
    return issuer if issuer is not None and issuer.entity is not None else None


def _after_that(scene: Scene, verb: int) -> Speaker | None:
    """Who stands between «that» and a verb: أن الوزير أشار إلى …"""
    that = folded("claims.toml", "that")
    if verb - 2 >= scene.first and scene.norm(verb - 2) in that and is_subject(scene, verb - 1):
        return common_noun(scene, verb - 1)
    party = parties_before(scene, verb, scene.first)
    return first_of(scene, party) if party is not None and scene.norm(party.first - 1) in that else None


def _holder(scene: Scene, inside: int, start: int) -> Speaker | None:
    """Whom a relative clause belongs to, if a name before a verb stands in one: التحالف الذي تدعمه تركيا قال …"""
    for index in range(inside - 1, start, -1):
        if scene.norm(index) in folded("claims.toml", "relative"):
            last = index - 1 if scene.norm(index - 1) in {"،", *CLOSING.values()} else index
            return first_of(scene, parties_before(scene, last, start)) or _outlet_before(scene, last) or NOBODY
    return None


def _is_joined(scene: Scene, verb: int) -> bool:
    """Whether a verb goes on with «and»: وأشار إلى."""
    return any(form.proclitics in {"و", "ف"} for form in scene.words[verb].forms[1:])


def continues(scene: Scene, verb: int) -> bool:
    """Whether a verb adds to what was said, so that whoever spoke before is its subject: وأضاف."""
    return _continuing().of(scene.words[verb]) is not None


@cache
def _continuing() -> VerbTable:
    return VerbTable(read_lexicon("claims.toml")["asserts"]["continuing"])


def quoted_speaker(scene: Scene, verb: int) -> Speaker:
    """Who is quoted by an outlet, after عن; the outlet itself where that is nobody by name."""
    outlet = subject_speaker(scene, verb)
    for index in range(verb + 1, min(verb + _REACH, scene.last)):
        if scene.norm(index) != "عن" or scene.over(index) is not None:
            continue
        quoted = source_at(scene, index + 1) or party_at(scene, index + 1)
        return quoted if quoted is not None and quoted != NOBODY else outlet
    return outlet


def _before(scene: Scene, verb: int) -> Speaker:
    """A subject before its verb, as in titles and after كان; without one, who spoke last."""
    start = next((i + 1 for i in range(verb - 1, scene.first, -1) if begins_speech(scene, i)), scene.first)
    joined = _is_joined(scene, verb)
    if joined and (start == scene.first < verb or (verb > scene.first and continues(scene, verb))):
        return Speaker(None, joined=True)
    if not joined and (adjacent := _adjacent(scene, verb, start)) is not None:
        return adjacent
    if joined and verb == start:
        return LAST
    for index in range(start, min(start + 4, verb)):
        if is_governed(scene, index):
            continue
        if scene.over(index) is None and (told := source_at(scene, index)) is not None:
            return told
        opening = party_at(scene, index, frozenset({"", "و"}))
        if opening is not None:
            return opening
        if index > start and scene.bares(start) & folded("claims.toml", "openers") and is_subject(scene, index):
            return common_noun(scene, index)
    return LAST if verb == start else doer_before(scene, verb)


def _adjacent(scene: Scene, verb: int, start: int) -> Speaker | None:
    """Who stands right before a verb, commas and «قد» aside."""
    party = parties_before(scene, verb, start)
    if party is not None:
        return _holder(scene, party.first, start) or source_at(scene, party.first) or first_of(scene, party)
    return _outlet_before(scene, verb)


def _outlet_before(scene: Scene, index: int) -> Speaker | None:
    """The outlet, or who else speaks for himself, right before a word."""
    outlet = next(iter(scene.before(index, 1)), None)
    if outlet is None or not speaks_for_itself(outlet) or outlet.joined.endswith(("ب", "ل")):
        return None
    return Speaker(outlet.entity.id)
