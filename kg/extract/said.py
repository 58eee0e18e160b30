"""Whether the words that tell an event belong to what somebody says, and not to when, where or why he says it.

قال فلان إن القوات قصفت …                said: it stands behind «that»
قال في مؤتمر بعد القمة إن …              not said: it stands before «that»
وصف الهجوم بأنه …                        said: it is what is judged
قصفت القوات …، بحسب سانا                 said: it stands before a cue that follows
وقال إن الملف سيبحث في القمة             not said: a meeting that is only referred to

Words are data: ``kg/data/lexicon/claims.toml``.
"""

from __future__ import annotations

from functools import cache

from kg.extract.circumstances import folded
from kg.extract.cue import Cue
from kg.extract.light_verbs import is_light
from kg.extract.named_speakers import begins_speech
from kg.extract.scene import Scene
from kg.extract.telling import Telling
from kg.extract.verbs import VerbTable
from kg.model import Stance
from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm

__all__ = ["is_said", "said_words"]


def is_said(scene: Scene, cue: Cue, telling: Telling) -> bool:
    """Whether what `cue` introduces tells an event. Who denies may do so anywhere in its sentence."""
    if any(begin <= cue.begin < end for begin, end in telling.triggers):
        return False  # A word that tells it is no cue.
    if cue.stance is Stance.DENIES:
        return True
    said = said_words(scene, cue)
    told = [index for begin, _ in telling.triggers if (index := scene.word_at(begin)) in said]
    if said.start == scene.first:
        return bool(told)
    return not _is_referred_to(scene, telling) and any(_stands_in(scene, cue, telling, index) for index in told)


def said_words(scene: Scene, cue: Cue) -> range:
    """The words of a sentence among which what `cue` introduces stands."""
    if cue.follows and not _is_at_the_head(scene, cue.word):
        return range(scene.first, cue.word)
    return range(cue.word + 1, _end_of_said(scene, cue))


def _is_at_the_head(scene: Scene, cue: int) -> bool:
    """Whether nothing but words of saying stands before a cue in its sentence: وبحسب ما أعلنت سانا، …"""
    sources = folded("claims.toml", "asserts", "nouns") | folded("claims.toml", "after")
    return all(scene.bares(i) & sources or not scene.words[i].is_word for i in range(scene.first, cue))


def _is_referred_to(scene: Scene, telling: Telling) -> bool:
    """Whether a meeting is taken up and nothing is said of it: it does not stand right behind «that»."""
    if telling.family != "DiplomaticMeeting" or telling.how != "noun":
        return False
    if _around().of(scene.words[telling.anchor - 1]) is not None or _is_for(scene, telling.anchor):
        return True  # خطوات تسبق القمة، شرط للقمة
    if not telling.anaphoric or _takes_part(scene, telling.anchor):
        return False
    return scene.norm(telling.anchor - 1) not in folded("claims.toml", "that")


def _is_for(scene: Scene, noun: int) -> bool:
    """Whether a noun with the article stands behind ل: شرط مسبق للاجتماع."""
    forms = (form for form in scene.words[noun].forms if form.article and form.proclitics.endswith("ل"))
    # Of للقاء, spelling doesn't tell whether it has the article.
    return any(form.bare in _meetings() and not form.bare.startswith("ل") for form in forms)


def _takes_part(scene: Scene, noun: int) -> bool:
    """Whether a meeting is the object of a verb of taking part: شاركت في الاجتماع، حضر اللقاء."""
    verb = noun - 1 if scene.words[noun - 1].is_word and scene.norm(noun - 1) != norm("في") else noun - 2
    return verb >= scene.first and is_light(scene, verb)


@cache
def _meetings() -> frozenset[str]:
    return frozenset(norm(word) for entry in read_lexicon("diplomacy.toml")["noun"] for word in entry["words"])


@cache
def _around() -> VerbTable:
    return VerbTable(read_lexicon("claims.toml")["around"]["verbs"])


def _end_of_said(scene: Scene, cue: Cue) -> int:
    """Where the outlet goes on for itself behind what is announced, if no sentence is quoted: أعلن النصر، لكن …"""
    for index in range(cue.word + 1, scene.last):
        if begins_speech(scene, index):
            break
        if scene.norm(index) in folded("claims.toml", "breaks") and not scene.words[index - 1].is_word:
            return index
    return scene.last


def _stands_in(scene: Scene, cue: Cue, telling: Telling, index: int) -> bool:
    """Whether a word behind a cue is in what is said. An attack may be its object itself: تبنى الهجوم."""
    if cue.follows:
        return True
    if cue.wish:
        return all(scene.words[i].is_word for i in range(cue.word + 1, index))  # طالبت بالاعتذار، مهددة بإلغاء اللقاء
    begins = next((i for i in range(cue.word + 1, scene.last) if begins_speech(scene, i)), None)
    if begins is not None and begins < index:
        return True
    if begins is not None and (telling.family != "Attack" or scene.norm(begins) in folded("claims.toml", "that")):
        return cue.lemma in folded("claims.toml", "judges", "verbs") and telling.family == "Attack"
    return telling.family == "Attack" or cue.lemma in {":", "participle"}
