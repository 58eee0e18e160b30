"""Who says so: claims that assert or deny an event, with the word that says it.

Words are data: ``kg/data/lexicon/claims.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from kg.extract.circumstances import folded
from kg.extract.scene import Filler, Scene
from kg.extract.verbs import VerbTable
from kg.extract.words import Word
from kg.model import Stance
from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm

__all__ = ["Cue", "cues_of", "is_dateline"]

_SUBJECT_REACH = 7
"""Words after a verb of saying in which its subject stands."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A word of saying, and who says it."""

    sentence: int
    begin: int
    end: int
    word: int
    stance: Stance
    claimant: str | None
    takes: bool
    """Whether the speaker takes the deed upon himself: تبنى، أعلن مسؤوليته."""
    accused: str | None
    """Whom the speaker accuses."""
    follows: bool = False
    """Whether what is said may stand before it: …، بحسب سانا."""


@cache
def _verbs(table: str) -> VerbTable:
    return VerbTable(read_lexicon("claims.toml")[table]["verbs"])


@cache
def _responsibility(key: str) -> VerbTable:
    return VerbTable(read_lexicon("claims.toml")["responsibility"][key])


@cache
def _phrases(table: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(norm, phrase.split())) for phrase in read_lexicon("claims.toml")[table]["nouns"])


def cues_of(scene: Scene) -> Iterator[Cue]:
    """The cues of a sentence in order."""
    found = [
        cue for index in range(scene.first, scene.last) if scene.over(index) is None for cue in _cue_at(scene, index)
    ]
    found += _colon_cue(scene)
    denial = next((c for c in found if c.stance is Stance.DENIES and c.claimant is None), None)
    speaker = next((c for c in found if denial and c.word < denial.word and c.claimant), None)
    for cue in found:
        if speaker is not None and cue is denial:
            # زعم التنظيم أن لا صحة للأنباء: whoever says so is who denies.
            yield replace(cue, claimant=speaker.claimant)
        elif cue is not speaker:
            yield cue


def _cue_at(scene: Scene, index: int) -> Iterator[Cue]:
    yield from _verb_cue(scene, index)
    for table, stance in (("denies", Stance.DENIES), ("asserts", Stance.ASSERTS)):
        for phrase in _phrases(table):
            if not _phrase_at(scene, index, phrase):
                continue
            speaker = _genitive(scene, index + len(phrase))
            if speaker is None and stance is Stance.ASSERTS:
                return
            yield _cue(scene, index, stance, speaker, last=index + len(phrase) - 1, follows=True)
            return


def _verb_cue(scene: Scene, index: int) -> Iterator[Cue]:
    word = scene.words[index]
    for table, stance in (("denies", Stance.DENIES), ("asserts", Stance.ASSERTS), ("relays", Stance.ASSERTS)):
        verb = _verbs(table).of(word)
        if verb is None or verb.future or verb.object_pronoun:
            continue
        if (
            _is_present(word)
            and not scene.sentence.is_title
            and scene.norm(index - 1) not in folded("claims.toml", "after")
        ):
            # The body of an article tells what was said; its present tense is no report: يتحدث، يتابع.
            continue
        speaker = _quoted(scene, index) if table == "relays" else _speaker(scene, index)
        yield replace(
            _cue(
                scene,
                index,
                stance,
                speaker,
                last=index,
                follows=scene.norm(index - 1) in folded("claims.toml", "after"),
            ),
            takes=_responsibility("takes").of(word) is not None or _takes_responsibility(scene, index),
            accused=_accused(scene, index, speaker) if _responsibility("accuses").of(word) is not None else None,
        )
        return


def _colon_cue(scene: Scene) -> Iterator[Cue]:
    """Whoever stands before a colon at the start of a sentence says what follows: موسكو: …"""
    speaker = scene.at(scene.first)
    told = speaker is not None and scene.norm(speaker.last) == ":" and not is_dateline(scene.words, speaker.last)
    if speaker is not None and told and scene.is_actor(speaker):
        yield _cue(scene, speaker.last, Stance.ASSERTS, speaker, last=speaker.last, follows=False)


def is_dateline(words: tuple[Word, ...], colon: int) -> bool:
    """Whether a place before a colon dates the report: القاهرة: أعلن المتحدث …"""
    following = words[colon + 1] if colon + 1 < len(words) else None
    return following is not None and any(_verbs(table).of(following) for table in ("asserts", "denies", "relays"))


def _cue(scene: Scene, index: int, stance: Stance, speaker: Filler | None, *, last: int, follows: bool) -> Cue:
    return Cue(
        sentence=scene.number,
        begin=scene.words[index].token.begin,
        end=scene.words[last].token.end,
        word=index,
        stance=stance,
        claimant=speaker.entity.id if speaker is not None else None,
        takes=False,
        accused=None,
        follows=follows,
    )


def _is_present(word: Word) -> bool:
    """Whether a form of a verb of saying is present tense, by its prefix."""
    return any(form.bare.startswith(("ي", "ت", "ن")) and form.bare not in _PAST_IN_T for form in word.forms[:1])


_PAST_IN_T = frozenset(
    ("تبني", "تبنت", "تبنوا", "تابع", "تابعت", "نفي", "نفت", "نفوا", "نشر", "نشرت", "نسب", "نسبت", "نقل", "نقلت")
)
"""Past forms that begin with a letter that is elsewhere a prefix of the present."""


def _quoted(scene: Scene, verb: int) -> Filler | None:
    """Who is quoted by an outlet: the actor after عن."""
    for index in range(verb + 1, min(verb + 10, scene.last)):
        if scene.norm(index) == "عن":
            if scene.bares(index + 1) & folded("claims.toml", "anonymous"):
                return None
            found = [f for f in scene.after(index + 1, 5) if scene.is_actor(f)]
            people = [f for f in found if f.entity.type == "Person"]
            return next(iter(people or found), None)
    return _speaker(scene, verb)


def _phrase_at(scene: Scene, index: int, phrase: tuple[str, ...]) -> bool:
    first = scene.words[index]
    if phrase[0] != first.token.norm and all(form.bare != phrase[0] for form in first.forms):
        return False
    return all(scene.norm(index + i) == phrase[i] for i in range(1, len(phrase)))


def _speaker(scene: Scene, verb: int) -> Filler | None:
    """The subject of a verb of saying: the actor after it, before «أن» or a colon; else the one before it."""
    for index in range(verb + 1, min(verb + 1 + _SUBJECT_REACH, scene.last)):
        if scene.norm(index) in {"ان", "انه", "انها", "بان", ":", "«", '"'}:
            break
        if scene.bares(index) & folded("claims.toml", "anonymous") and scene.at(index) is None:
            # An anonymous source inside a body: the body is not the claimant. A titled person after it is.
            people = [f for f in scene.after(index + 1, _SUBJECT_REACH) if f.entity.type == "Person"]
            return people[0] if people and people[0].first - index < 5 else None
        filler = scene.at(index)
        if filler is not None and not filler.joined and scene.is_actor(filler):
            return _person_of(scene, filler)
    for filler in scene.before(verb, 3):
        if scene.is_actor(filler) and not filler.joined.endswith(("ب", "ل")):
            return filler
    return None


def _person_of(scene: Scene, filler: Filler) -> Filler:
    """A body followed by the name of who speaks for it, if it is a title's part: المتحدث باسم الجيش فلان."""
    if filler.entity.type == "Person":
        return filler
    follower = scene.at(filler.last)
    return follower if follower is not None and follower.entity.type == "Person" and not follower.joined else filler


def _genitive(scene: Scene, index: int) -> Filler | None:
    """The claimant right after a noun of saying: بحسب سانا، وفقا للمرصد."""
    found = [f for f in scene.after(index, 3) if scene.is_actor(f) and f.joined in {"", "ل"}]
    return found[0] if found else None


def _takes_responsibility(scene: Scene, verb: int) -> bool:
    nouns = frozenset(map(norm, read_lexicon("claims.toml")["responsibility"]["nouns"]))
    return any(scene.norm(i) in nouns for i in range(verb + 1, min(verb + 14, scene.last)))


def _accused(scene: Scene, verb: int, speaker: Filler | None) -> str | None:
    """The actor after the accuser: اتهم الحوثيون التحالف."""
    start = speaker.last if speaker is not None and speaker.first > verb else verb + 1
    found = [f for f in scene.after(start, 12) if scene.is_actor(f) and f is not speaker and not f.joined.endswith("ب")]
    return found[0].entity.id if found else None
