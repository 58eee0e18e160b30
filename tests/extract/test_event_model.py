"""What weak words tell, and what of the tellings is an event."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.event_features import InContext, joining_features, telling_features
from kg.extract.event_model import EventModel, in_context
from kg.extract.geography import Geography
from kg.extract.scene import Scene
from kg.extract.states import StateAdjectives
from kg.extract.telling import Telling
from kg.model import Extraction

Understand = Callable[[str], Extraction]

_FAMILIES = ("Attack", "DiplomaticMeeting")


class _Scene(Scene):
    """A sentence of which only the words are asked."""

    def __init__(self, *words: str) -> None:
        object.__setattr__(self, "said", words)
        object.__setattr__(self, "fillers", ())

    def norm(self, index: int) -> str:
        return self.said[index] if 0 <= index < len(self.said) else ""  # type: ignore[attr-defined]

    bare = norm


def _telling(sentence: int, *, weak: bool = False, place: tuple[str, ...] = ("e1",), kind: str = "Attack") -> Telling:
    return Telling(kind, "Attack", sentence, ((10 * sentence, 10 * sentence + 4),), 0, "verb", place=place, weak=weak)


def _tellings(*tellings: Telling) -> list[InContext]:
    return in_context((_Scene("قصف" if not t.weak else "سيطر"), t, 0) for t in tellings)


def _model(telling: dict[str, float], joining: dict[str, float]) -> EventModel:
    return EventModel({"telling": dict.fromkeys(_FAMILIES, telling), "joining": dict.fromkeys(_FAMILIES, joining)})


@pytest.fixture
def nowhere() -> Geography:
    return Geography((), StateAdjectives.load(), lambda one, other: one == other)


def test_an_event_that_no_telling_makes_likely_is_none(nowhere: Geography) -> None:
    told = _tellings(_telling(0), _telling(5, place=("e2",)))
    assert len(_model({"bias": 1.0}, {}).events(told, nowhere, frozenset())) == 2
    assert _model({"bias": -2.0}, {}).events(told, nowhere, frozenset()) == []


def test_a_weak_telling_joins_an_event_or_makes_one_or_nothing(nowhere: Geography) -> None:
    strong, weak = _telling(0), _telling(1, weak=True)
    told = _tellings(strong, weak)

    def gathered(telling: dict[str, float], joining: dict[str, float]) -> list[list[Telling]]:
        return [group.tellings for group in _model(telling, joining).events(told, nowhere, frozenset())]

    assert gathered({"bias": 1.0}, {"last:bias": 2.0}) == [[strong, weak]]
    assert gathered({"bias": 2.0}, {"last:bias": -2.0}) == [[strong], [weak]]
    assert gathered({"bias": 1.0, "weak=1": -1.0}, {"last:bias": -2.0}) == [[strong]]


def test_features_say_what_a_reader_would_point_at(nowhere: Geography) -> None:
    one, other = _tellings(_telling(0), _telling(3, weak=True))
    seen = set(telling_features(other))
    assert {"word=سيطر", "weak=1", "known=p", "sentence=3", "siblings=1", "shared=1"} <= seen
    beside = set(joining_features([one], other, nowhere))
    assert {"last:distance=4", "last:place=all", "last:kind=same", "whole:place=all", "tellings=1"} <= beside


@pytest.mark.parametrize(
    "text",
    [
        "سيطرت الحكومة على التضخم في مصر.",
        "وقع الوزير في القاهرة اتفاقا للتجارة.",
        "تقدم محمد صلاح في ترتيب الهدافين في لندن.",
        "ناقش البرلمان في تونس مشروع قانون.",
    ],
)
def test_weak_words_tell_nothing_by_themselves(understand: Understand, text: str) -> None:
    assert understand(text).events == ()


def test_a_capture_is_an_attack_where_all_else_says_so(understand: Understand) -> None:
    found = understand(
        "حرر الجيش اليمني مدينة حيس من الحوثيين السبت. وسيطر الجيش على مواقع الحوثيين في المدينة. "
        "وقتل في العملية 15 من الحوثيين."
    )
    names = {entity.id: entity.name for entity in found.entities}
    (event,) = found.events
    assert event.type == "Attack"
    assert [names[a] for a in event.agent] == ["الجيش اليمني"]
    assert event.killed == 15


def test_who_was_killed_belongs_to_the_attack_told_before(understand: Understand) -> None:
    found = understand("قصف الجيش الإسرائيلي مدينة رفح في قطاع غزة الأحد. وقتل في رفح ثلاثة فلسطينيين.")
    (event,) = found.events
    assert (event.type, event.killed) == ("Shelling", 3)


def test_explosions_heard_where_an_attack_is_told_are_its_noise(understand: Understand) -> None:
    found = understand("قصف الجيش الروسي مدينة إدلب في سوريا.\nوقال سكان إن أصوات انفجارات سمعت في مدينة إدلب.")
    (event,) = found.events
    assert event.type == "Shelling"
    assert len(event.mentions) >= 4
