"""When, with how many dead, with what: what attacks and meetings have in common, read from a scene."""

from __future__ import annotations

from datetime import date
from functools import cache

from kg.extract.lexicon import bare
from kg.extract.scene import Filler, Scene
from kg.extract.verbs import VerbTable
from kg.model import PartialDate
from kg.text.dates import DateKind
from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm

__all__ = [
    "casualties",
    "deictic",
    "folded",
    "is_after",
    "places_near",
    "saying",
    "shifted",
]


@cache
def folded(file: str, table: str, key: str = "words") -> frozenset[str]:
    """A word list of a lexicon, folded, without articles."""
    return frozenset(bare(norm(word)) for word in read_lexicon(file)[table][key])


@cache
def saying() -> VerbTable:
    """The verbs of saying, of assertion and denial alike."""
    data = read_lexicon("claims.toml")
    return VerbTable([*data["asserts"]["verbs"], *data["denies"]["verbs"]])


def is_after(day: PartialDate, published: date) -> bool:
    """Whether a date lies after the day of publication, as far as it tells."""
    if day.year is None:
        return False
    told = (day.year, day.month or published.month, day.day or published.day)
    return told > (published.year, published.month, published.day)


def deictic(scene: Scene, clause: tuple[int, int]) -> bool:
    """Whether a clause is dated from a day of publication that is unknown: اليوم، مساء الأحد."""
    kinds = {DateKind.WEEKDAY, DateKind.COUNTED}
    return any(
        expression.value is None
        and expression.kind in kinds
        and clause[0] <= scene.word_at(expression.begin) < clause[1]
        for expression in scene.dates
    )


def shifted(scene: Scene, clause: tuple[int, int]) -> bool:
    """Whether a clause is dated by days or more from another event: بعد يومين من الهجوم; not بعد ساعات."""
    hours = {word for words in read_lexicon("dates.toml")["units"]["hour"].values() for word in words}
    return any(
        expression.kind is DateKind.ANAPHORIC
        and hours.isdisjoint(expression.text.split())
        and clause[0] <= scene.word_at(expression.begin) < clause[1]
        for expression in scene.dates
    )


# --- casualties ----------------------------------------------------------------------------------------------------


def casualties(scene: Scene, clause: tuple[int, int]) -> tuple[int | None, int | None]:
    """The killed and the injured that a clause counts; `None` where it counts none."""
    return _counted(scene, "killed", clause), _counted(scene, "injured", clause)


def _counted(scene: Scene, table: str, clause: tuple[int, int]) -> int | None:
    words = folded("casualties.toml", table)
    duals = folded("casualties.toml", table, "duals")
    other = folded("casualties.toml", "injured" if table == "killed" else "killed")
    people = folded("casualties.toml", "people")
    people_duals = folded("casualties.toml", "people", "duals")
    counts = {scene.word_at(count.begin): count for count in scene.counts}
    for index in range(*clause):
        forms = scene.bares(index)
        if forms & duals:
            return 2
        if not forms & words:
            continue
        for at in range(index + 1, min(index + 7, clause[1])):
            if scene.bares(at) & other and at > index + 1:
                break
            if at in counts and _counts_people(scene, at, people | words):
                return counts[at].value
            if scene.bares(at) & people_duals:
                return 2
        for at in range(max(scene.first, index - 2), index):
            if at in counts:
                return counts[at].value
    return None


def _counts_people(scene: Scene, at: int, people: frozenset[str]) -> bool:
    """Whether a number counts people: what it counts is named, or whose part they are (15 من الحوثيين)."""
    return (
        any(scene.bares(i) & people for i in range(at + 1, min(at + 4, scene.last)))
        or scene.norm(at + 1) == "من"
        or not scene.words[min(at + 1, scene.last - 1)].is_word
    )


# --- places --------------------------------------------------------------------------------------------------------


def places_near(scene: Scene, trigger: int, clause: tuple[int, int], taken: set[str]) -> list[Filler]:
    """The locations of a clause that a preposition of place leads to, the one nearest after the trigger first."""
    found = []
    for filler in scene.fillers:
        if not scene.is_place(filler) or filler.entity.id in taken or not clause[0] <= filler.first < clause[1]:
            continue
        follower = scene.at(filler.last)
        if follower is not None and follower.entity.type == "Person" and not follower.joined:
            # المبعوث إلى سورية | بيدرسن: a place of an office, not of the event.
            continue
        led = filler.joined.endswith("ب") or scene.bare(filler.first - 1) in folded("places.toml", "into")
        chained = any(other.last == filler.first and scene.is_place(other) for other in scene.fillers)
        if led or chained:
            found.append(filler)
    return sorted(found, key=lambda f: (f.first < trigger, abs(f.first - trigger)))
