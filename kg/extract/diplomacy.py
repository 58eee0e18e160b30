"""Diplomatic meetings told by a sentence. Words are data: ``kg/data/lexicon/diplomacy.toml``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.extract.circumstances import date_near, deictic, folded, modality_at, negated, places_near
from kg.extract.lexicon import bare
from kg.extract.scene import Filler, Scene
from kg.extract.telling import Telling, unique
from kg.extract.verbs import VerbTable
from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm

__all__ = ["DiplomacyReader"]

_MAX_TOPIC = 8
"""Words of a topic; what is longer is a sentence of its own."""


@dataclass(frozen=True, slots=True)
class _Trigger:
    first: int
    last: int
    type: str
    verb: bool
    definite: bool = False
    future: bool = False


@cache
def _nouns() -> dict[tuple[str, ...], str]:
    return {
        tuple(bare(norm(word)) for word in phrase.split()): entry["type"]
        for entry in read_lexicon("diplomacy.toml")["noun"]
        for phrase in entry["words"]
    }


@cache
def _verbs() -> tuple[tuple[VerbTable, str, str | None], ...]:
    return tuple(
        (VerbTable(entry["words"]), entry["type"], norm(entry["needs"]) if "needs" in entry else None)
        for entry in read_lexicon("diplomacy.toml")["verb"]
    )


class DiplomacyReader:
    """Reads the meeting that a sentence tells; a sentence that tells one by several words tells one meeting."""

    def read(self, scene: Scene) -> Iterator[Telling]:
        """The telling, if the sentence has a trigger and someone who meets."""
        triggers = list(_triggers(scene))
        if not triggers:
            return
        # A visit and the talks that it consists of are one event when told in one sentence.
        kind = next(
            (t.type for t in triggers if t.type in {"Summit", "Visit", "PhoneCall", "Negotiation"}), triggers[0].type
        )
        main = next((t for t in triggers if t.type == kind), triggers[0])
        clause = (scene.first, scene.last)
        participants = _participants(scene, main)
        taken = {f.entity.id for f in participants}
        visited = _visited(scene, main) if kind == "Visit" else []
        places = [*visited, *places_near(scene, main.first, clause, taken)]
        date = date_near(scene, main.first, clause)
        verb = next((t for t in triggers if t.verb), main)
        yield Telling(
            type=kind,
            family="DiplomaticMeeting",
            sentence=scene.number,
            triggers=tuple((scene.words[t.first].token.begin, scene.words[t.last - 1].token.end) for t in triggers),
            anchor=main.first,
            how="verb" if main.verb else "noun",
            participant=unique(f.entity.id for f in participants),
            place=unique(f.entity.id for f in places if f.entity.id not in taken),
            date=date.value if date else None,
            date_text=date.text if date else None,
            deictic=deictic(scene, clause),
            topic=_topic(scene, main),
            modality=modality_at(scene, main.first, future=any(t.future for t in triggers)),
            negated=negated(scene, verb.first),
            anaphoric=all(t.definite for t in triggers) and len(participants) < 2,
            title=scene.sentence.is_title,
        )


def _triggers(scene: Scene) -> Iterator[_Trigger]:
    index = scene.first
    while index < scene.last:
        trigger = None if scene.over(index) else (_noun_at(scene, index) or _verb_at(scene, index))
        if trigger is not None:
            yield trigger
        index = trigger.last if trigger is not None else index + 1


def _noun_at(scene: Scene, index: int) -> _Trigger | None:
    for form in scene.words[index].forms:
        for length in (2, 1):
            key = (form.bare, *(scene.bare(index + i) for i in range(1, length)))
            kind = _nouns().get(key)
            if kind is None:
                continue
            last = index + length
            if scene.bare(last) in folded("diplomacy.toml", "not", "after") or scene.bare(index - 1) in folded(
                "diplomacy.toml", "not", "before"
            ):
                return None
            return _Trigger(index, last, kind, verb=False, definite=form.article)
    return None


def _verb_at(scene: Scene, index: int) -> _Trigger | None:
    for table, kind, needs in _verbs():
        verb = table.of(scene.words[index])
        if verb is None:
            continue
        near = range(index + 1, min(index + 18, scene.last))
        if needs is not None and not any(needs in scene.bares(i) for i in near):
            continue
        return _Trigger(index, index + 1, kind, verb=True, future=verb.future)
    return None


def _participants(scene: Scene, main: _Trigger) -> list[Filler]:
    """Who meets: the actors around the trigger, those who only tell of it left out."""
    first = _after_speaker(scene, main.first)
    span = (first, scene.last)
    found: list[Filler] = []
    for filler in scene.fillers:
        if not span[0] <= filler.first < span[1] or not scene.is_actor(filler):
            continue
        if filler.entity.type in {"MediaOrganization", "ArmedGroup"} and main.type != "Negotiation":
            continue
        if abs(filler.first - main.first) > 22:
            continue
        if filler.entity.type == "Country" and not _acts(scene, filler, main):
            continue
        found.append(filler)
    people = [f for f in found if f.entity.type == "Person"]
    if len({f.entity.id for f in people}) >= 2:
        # Where persons meet, the bodies beside them are their offices.
        return people
    return found


def _acts(scene: Scene, filler: Filler, main: _Trigger) -> bool:
    """Whether a state meets, and is not just where one meets: بين روسيا وتركيا، قمة أمريكية."""
    before = scene.norm(filler.first - 1)
    if filler.joined.endswith("ب") or before in {"في", "الي", "علي", "من"}:
        return False
    linked = before in {"بين", "مع"} or filler.joined in {"و", "ل"}
    return linked or filler.first < main.first


def _after_speaker(scene: Scene, trigger: int) -> int:
    """The first word of the clause that holds the trigger: after «أن» of a verb of saying before it."""
    for index in range(trigger - 1, scene.first, -1):
        if scene.norm(index) in {"ان", "إن", "بان"} or scene.norm(index) == ":":
            return index + 1
    return scene.first


def _visited(scene: Scene, main: _Trigger) -> list[Filler]:
    """The place that is visited: زيارة إلى موسكو، زار بغداد، زيارة لفرنسا."""
    for filler in scene.after(main.last, 10):
        led = scene.norm(filler.first - 1) in {"الي", "في"} or filler.joined.endswith("ل") or filler.first == main.last
        if scene.is_place(filler) and led:
            return [filler]
    return []


def _topic(scene: Scene, main: _Trigger) -> str | None:
    """What they talk about: after حول، بشأن …, or the object of بحث."""
    prepositions = frozenset(map(norm, read_lexicon("diplomacy.toml")["topic"]["prepositions"]))
    for index in range(main.first, min(main.first + 25, scene.last)):
        if scene.norm(index) in prepositions and index + 1 < scene.last:
            return _phrase(scene, index + 1)
    if main.verb and _discusses(scene, main.first):
        partners = [f for f in scene.after(main.last, 18) if scene.is_actor(f)]
        start = partners[-1].last if partners else main.last
        if start < scene.last and scene.words[start].is_word and scene.words[start].plain.article:
            return _phrase(scene, start)
    return None


def _discusses(scene: Scene, index: int) -> bool:
    return any(table.of(scene.words[index]) is not None for table, _, needs in _verbs() if needs == "مع")


def _phrase(scene: Scene, first: int) -> str:
    last = first
    while last < min(scene.last, first + _MAX_TOPIC) and scene.words[last].is_word:
        if last > first and scene.norm(last) in {
            "في",
            "خلال",
            "بعد",
            "قبل",
            "الذي",
            "التي",
            "ان",
            "اليوم",
            "امس",
            "وفق",
        }:
            break
        last += 1
    return scene.text(first, max(last, first + 1))
