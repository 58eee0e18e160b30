"""When, with how many dead, with what: what attacks and meetings have in common, read from a scene."""

from __future__ import annotations

from datetime import date
from functools import cache

from kg.extract.lexicon import bare
from kg.extract.scene import Filler, Scene
from kg.extract.verbs import VerbTable
from kg.model import PartialDate
from kg.text.dates import DateExpression, DateKind
from kg.text.lexicon import read_lexicon
from kg.text.normalise import norm

__all__ = [
    "casualties",
    "date_near",
    "deictic",
    "folded",
    "is_after",
    "places_near",
    "saying",
]

_REPORT_REACH = 12
"""Words between a verb of saying and the day that dates it: قال … الأحد."""


@cache
def folded(file: str, table: str, key: str = "words") -> frozenset[str]:
    """A word list of a lexicon, folded, without articles."""
    return frozenset(bare(norm(word)) for word in read_lexicon(file)[table][key])


@cache
def saying() -> VerbTable:
    """The verbs of saying, of assertion and denial alike."""
    data = read_lexicon("claims.toml")
    return VerbTable([*data["asserts"]["verbs"], *data["denies"]["verbs"]])


def date_near(scene: Scene, trigger: int, clause: tuple[int, int], *, since: bool = True) -> DateExpression | None:
    """The expression that dates an event told at word `trigger`: the most precise of its clause, then the nearest.

    An expression that follows a verb of saying closely dates the report, not the event. `since` tells whether one
    after منذ counts, which dates a beginning.
    """
    usable = []
    for expression in scene.dates:
        at = scene.word_at(expression.begin)
        if expression.value is None or not clause[0] <= at < clause[1]:
            continue
        if not since and _SINCE & {scene.norm(at), scene.norm(at - 1)}:
            continue
        if expression.kind in {DateKind.WEEKDAY, DateKind.COUNTED} and _dates_report(scene, at, trigger):
            continue
        usable.append((expression.value.day is None, abs(at - trigger), at, expression))
    return min(usable, key=lambda item: item[:3])[3] if usable else None


_SINCE = frozenset(map(norm, ("منذ", "حتى")))


def is_after(day: PartialDate, published: date) -> bool:
    """Whether a date lies after the day of publication, as far as it tells."""
    if day.year is None:
        return False
    told = (day.year, day.month or published.month, day.day or published.day)
    return told > (published.year, published.month, published.day)


def _dates_report(scene: Scene, at: int, trigger: int) -> bool:
    """Whether a day at word `at` is that of a report: قال … الأحد إن …؛ …، حسبما أعلن … الأحد؛ توعد، الأحد، بقصف."""
    verb = next((i for i in range(at - 1, max(at - _REPORT_REACH, scene.first) - 1, -1) if _reports(scene, i)), None)
    if verb is None or verb == trigger:
        return False
    if trigger < verb:
        return True
    if trigger < at:
        return False
    opens = folded("attack.toml", "report", "opens")
    spoken = any(scene.norm(i) in opens for i in range(at + 1, trigger))
    aside = not scene.words[at - 1].is_word and any(
        not scene.words[i].is_word for i in range(at + 1, min(at + 4, trigger))
    )
    return spoken or aside


def _reports(scene: Scene, index: int) -> bool:
    word = scene.words[index]
    return saying().of(word) is not None or _reporting().of(word) is not None


@cache
def _reporting() -> VerbTable:
    return VerbTable(read_lexicon("attack.toml")["report"]["verbs"])


def deictic(scene: Scene, clause: tuple[int, int]) -> bool:
    """Whether a clause is dated from a day of publication that is unknown: اليوم، مساء الأحد."""
    kinds = {DateKind.WEEKDAY, DateKind.COUNTED}
    return any(
        expression.value is None
        and expression.kind in kinds
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
