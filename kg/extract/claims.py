"""Who says so: claims that assert or deny an event, with the word that says it.

Words are data: ``kg/data/lexicon/claims.toml``. Who speaks is read in `kg.extract.speakers`; which events a cue is
about is decided in `kg.extract.attribution`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from kg.extract.blame import accused, denies_it, is_accused, is_blamed_behind, takes_responsibility
from kg.extract.circumstances import folded
from kg.extract.colons import before_colon
from kg.extract.cue import Cue
from kg.extract.named_speakers import LAST, NOBODY, Speaker, called, doer_before, genitive_speaker
from kg.extract.rejection import is_called_untrue, is_of_what_is_told
from kg.extract.scene import Scene
from kg.extract.speakers import (
    accuser_before,
    continues,
    is_behind,
    is_quoted,
    opening_doer,
    quoted_speaker,
    subject_right_after,
    subject_speaker,
)
from kg.extract.verbs import VerbTable
from kg.extract.words import Word
from kg.model import Stance
from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm

__all__ = ["cues_of", "is_dateline"]

_TABLES = (
    ("denies", Stance.DENIES),
    ("asserts", Stance.ASSERTS),
    ("relays", Stance.ASSERTS),
    ("calls", Stance.ASSERTS),
    ("rejects", Stance.DENIES),
)


_SUBJECT = 14
"""Words from a verb to «about», with its subject between them."""


def cues_of(scenes: Iterable[Scene]) -> Iterator[tuple[Cue, ...]]:
    """The cues of each sentence in order. Whoever spoke last is who goes on: وأضاف أن …"""
    last: str | None = None
    doer: str | None = None
    told: list[Scene] = []
    for scene in scenes:
        told.append(scene)
        found: list[Cue] = []
        for index in range(scene.first, scene.last):
            if scene.words[index].spelling.keys.isdisjoint(_cue_words()) or scene.over(index) is not None:
                continue
            for cue, speaker in _cue_at(scene, index):
                if speaker.joined:
                    speaker = Speaker(found[-1].claimant) if found else doer_before(scene, index)
                goes_on = doer if doer and not found and not continues(scene, index) else last
                claimant = goes_on if speaker.again else speaker.entity or called(speaker.head, told, index)
                found += (replace(cue, claimant=who, again=speaker.again) for who in (claimant, *speaker.others))
                if not (cue.wish or is_quoted(scene, index) or (found[0].claimant and _is_aside(scene, index))):
                    last = claimant
        if (colon := _colon_cue(scene)) is not None:
            found.insert(0, colon)
        # نعى الرئيس فلانا. وقال: who acts may go on to speak.
        doer = None if found else opening_doer(scene)
        yield tuple(_one_denial(found))


def _is_aside(scene: Scene, index: int) -> bool:
    """Whether a verb of saying stands in a clause of its own: نافيا ما أعلنه المرصد، الحركة التي قالت …"""
    before = scene.norm(index - 1)
    return before in folded("claims.toml", "after") or before in folded("claims.toml", "relative")


def _one_denial(found: list[Cue]) -> Iterator[Cue]:
    denial = next((c for c in found if c.stance is Stance.DENIES and (c.claimant is None or c.again)), None)
    speaker = next((c for c in found if denial and c.word < denial.word and c.claimant), None)
    for cue in found:
        if speaker is not None and cue is denial:
            # زعم التنظيم أن لا صحة للأنباء: whoever says so is who denies.
            yield replace(cue, claimant=speaker.claimant)
        elif cue is not speaker:
            yield cue


@cache
def _verbs(table: str, key: str = "verbs") -> VerbTable:
    return VerbTable(read_lexicon("claims.toml")[table][key])


@cache
def _phrases(table: str, key: str = "nouns") -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(norm, phrase.split())) for phrase in read_lexicon("claims.toml")[table][key])


@cache
def _cue_words() -> frozenset[str]:
    """The words that a cue may begin with: most words of a text are none of them."""
    words = {verb for table, _ in _TABLES for verb in _verbs(table).forms()}
    words |= {phrase[0] for table, _ in _TABLES[:2] for phrase in _phrases(table)}
    participles = (folded("claims.toml", table, "participles") for table, _ in _TABLES[:2])
    return folded("claims.toml", "asserts", "sayings").union(words, *participles)


def _cue_at(scene: Scene, index: int) -> Iterator[tuple[Cue, Speaker]]:
    found = _verb_cue(scene, index) or _participle_cue(scene, index) or _noun_cue(scene, index)
    if found is not None:
        yield found


def _noun_cue(scene: Scene, index: int) -> tuple[Cue, Speaker] | None:
    for table, stance in _TABLES[:2]:
        for phrase in _phrases(table):
            if not _phrase_at(scene, index, phrase):
                continue
            after = index + len(phrase)
            if scene.norm(after) in folded("claims.toml", "after") and _says(scene, after + 1):
                return None
            speaker = genitive_speaker(scene, after)
            if speaker is None and stance is Stance.ASSERTS:
                return None
            cue = _cue(scene, index, stance, last=after - 1, follows=True, lemma=phrase[0])
            # سارعت الحركة إلى نفي …; but of «لا صحة» who speaks is told elsewhere.
            return cue, speaker or (doer_before(scene, index) if phrase[0].startswith("نفي") else NOBODY)
    if scene.bares(index) & folded("claims.toml", "asserts", "sayings"):
        speaker = genitive_speaker(scene, index + 1)
        if speaker is not None and speaker.entity is not None:
            return _cue(scene, index, Stance.ASSERTS, last=index, follows=False, lemma=scene.bare(index)), speaker
    return None


def _says(scene: Scene, index: int) -> bool:
    return index < scene.last and any(_verbs(table).of(scene.words[index]) is not None for table, _ in _TABLES)


def _participle_cue(scene: Scene, index: int) -> tuple[Cue, Speaker] | None:
    for table, stance in _TABLES[:2]:
        participle = scene.bares(index) & folded("claims.toml", table, "participles")
        if participle and (index == scene.first or not _describes(scene, index)):
            return _cue(scene, index, stance, last=index, follows=False, lemma="participle"), LAST
    return None


def _describes(scene: Scene, index: int) -> bool:
    """Whether a participle is the adjective of a noun right before it, with nothing said behind it: حراسة مشددة."""
    noun = scene.words[index - 1].is_word and scene.over(index - 1) is None
    matter = scene.norm(index + 1) in folded("claims.toml", "governed") or _speech_follows(scene, index, within=5)
    return noun and not matter


def _verb_cue(scene: Scene, index: int) -> tuple[Cue, Speaker] | None:
    word = scene.words[index]
    for table, stance in _TABLES:
        verb = _verbs(table).of(word)
        if verb is None:
            continue
        # هجوم تبنته الحركة: what is said stands before it, and who says it right behind.
        taken = verb.object_pronoun and _verbs("responsibility", "takes").of(word) is not None
        after = is_behind(scene, index) or (taken and subject_right_after(scene, index))
        if verb.future or (verb.object_pronoun and not after) or _is_noun(scene, index):
            continue
        if not _is_of_speech(scene, index) or (table == "rejects" and not is_of_what_is_told(scene, index)):
            continue
        speaker = quoted_speaker(scene, index) if table == "relays" else subject_speaker(scene, index)
        own = _verbs("asserts", "own").of(word) is not None
        if speaker.joined and scene.bares(index) & folded("claims.toml", "asserts", "infinitives"):
            return None  # لجأ إلى التحصن ونشر أسلحته
        if speaker.again and (_is_present(word) or table == "calls" or own):
            # What nobody is named for is no report: يتحدث، يذكر أن.
            return None
        accuses = _verbs("responsibility", "accuses").of(word) is not None
        spoken = after or scene.sentence.is_title or _is_spoken(scene, index, stance, speaker, accuses=accuses)
        if _is_present(word) and not spoken:
            return None
        follows = after or (accuses and is_blamed_behind(scene, index))
        cue = _cue(scene, index, stance, last=index, follows=follows, lemma=verb.lemma)
        if accuses and is_accused(scene, index, speaker.entity):
            return replace(cue, accused=speaker.entity), accuser_before(scene, index)
        takes = _verbs("responsibility", "takes").of(word) is not None or (
            not accuses and takes_responsibility(scene, index, speaker.entity)
        )
        blamed = accused(scene, index, speaker.entity) if accuses else None
        if _verbs("rejects", "judges").of(word) is not None and is_called_untrue(scene, index):
            cue = replace(cue, stance=Stance.DENIES)
        return replace(cue, takes=takes, accused=blamed, wish=table == "calls"), speaker
    return None


def _is_spoken(scene: Scene, verb: int, stance: Stance, speaker: Speaker, *, accuses: bool) -> bool:
    """Whether a verb in the present tells what is said: ويقول إن، وتتهم موسكو كييف بـ…، وتنفي طهران ذلك."""
    if _speech_follows(scene, verb):
        return True
    if speaker.entity is None:
        return False
    if accuses:
        return accused(scene, verb, speaker.entity) is not None
    return stance is Stance.DENIES and denies_it(scene, verb)


def _is_of_speech(scene: Scene, index: int) -> bool:
    """Whether a verb that is of saying only near what is said is one: neither تابع لـ… nor يدعى فلان nor عبر الحدود.

    Nor does one tell what was said where it tells what may be: إذا قالت تركيا إن …
    """
    if scene.norm(index - 1) in folded("claims.toml", "conditions"):
        return False
    word, following = scene.words[index], scene.words[min(index + 1, scene.last - 1)]
    if _verbs("asserts", "about").of(word) is not None:
        about = any(scene.norm(i) == norm("عن") for i in range(index + 1, min(index + _SUBJECT, scene.last)))
        return about and subject_right_after(scene, index)
    if _verbs("asserts", "of_speech").of(word) is None:
        return True
    belongs = any(form.proclitics.startswith("ل") for form in following.forms)
    return not belongs and not word.token.text.endswith("دعى") and _speech_follows(scene, index, within=7)


def _is_noun(scene: Scene, index: int) -> bool:
    """Whether a preposition makes a noun of what looks like a verb: بعد نشر قوات، عبر بث."""
    return scene.norm(index - 1) in folded("diplomacy.toml", "clause", "prepositions")


def _speech_follows(scene: Scene, index: int, within: int = 11) -> bool:
    """Whether a sentence that is said stands behind a verb: ويقول التحالف إنه …"""
    return any(
        scene.norm(i) in {":", "«", '"'} or scene.norm(i) in folded("claims.toml", "that")
        for i in range(index + 1, min(index + 1 + within, scene.last))
    )


def _colon_cue(scene: Scene) -> Cue | None:
    """What whoever stands before a colon says."""
    found = before_colon(scene)
    if found is None or is_dateline(scene.words, found[0]):
        return None
    cue = _cue(scene, found[0], Stance.ASSERTS, last=found[0], follows=False, lemma=":")
    return replace(cue, claimant=found[1])


def is_dateline(words: tuple[Word, ...], colon: int) -> bool:
    """Whether a place before a colon dates the report: القاهرة: أعلن المتحدث …"""
    following = words[colon + 1] if colon + 1 < len(words) else None
    return following is not None and any(_verbs(table).of(following) for table, _ in _TABLES)


def _cue(scene: Scene, index: int, stance: Stance, *, last: int, follows: bool, lemma: str) -> Cue:
    return Cue(
        sentence=scene.number,
        begin=scene.words[index].token.begin,
        end=scene.words[last].token.end,
        word=index,
        stance=stance,
        claimant=None,
        takes=False,
        accused=None,
        follows=follows,
        lemma=lemma,
    )


@cache
def _past() -> frozenset[str]:
    """The past forms of the verbs of saying in third person, which may begin as the present does: تبنى، نفى، نقل."""
    data = read_lexicon("claims.toml")
    pasts = [norm(pair.split()[0]) for table, _ in _TABLES for pair in data[table]["verbs"]]
    stems = {past[:-1] if past.endswith("ي") else past for past in pasts}
    return frozenset(pasts) | {stem + ending for stem in stems for ending in ("ت", "وا", "ا")}


def _is_present(word: Word) -> bool:
    """Whether a form of a verb of saying is present tense, by its prefix."""
    forms = [f for f in word.forms if f.proclitics in {"", "و", "ف"}]
    return not any(f.bare in _past() for f in forms) and any(f.bare.startswith(("ي", "ت", "ن")) for f in forms)


def _phrase_at(scene: Scene, index: int, phrase: tuple[str, ...]) -> bool:
    first = scene.words[index]
    if phrase[0] != first.token.norm and all(form.bare != phrase[0] for form in first.forms):
        return False
    return all(scene.norm(index + i) == phrase[i] for i in range(1, len(phrase)))
