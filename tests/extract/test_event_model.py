"""What of the tellings is an event, which are of one, and what weak words tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from kg.extract.event_clustering import clusters
from kg.extract.event_features import InContext, telling_features
from kg.extract.event_model import EventModel, in_context
from kg.extract.events import EventExtractor
from kg.extract.geography import Geography
from kg.extract.joining_features import Pairs
from kg.extract.scene import scenes_of
from kg.extract.states import StateAdjectives
from kg.extract.telling import Telling
from kg.extract.words import words_of
from kg.model import Article, Extraction, PartialDate, Stance
from kg.text.segment import analyse

Understand = Callable[[str], Extraction]

_FAMILIES = ("Attack", "DiplomaticMeeting")


def _telling(sentence: int, *, weak: bool = False, place: tuple[str, ...] = ("e1",), kind: str = "Attack") -> Telling:
    return Telling(kind, "Attack", sentence, ((10 * sentence, 10 * sentence + 4),), 0, "verb", place=place, weak=weak)


def _tellings(*tellings: Telling) -> list[InContext]:
    """Each told by one word in a line of its own."""
    text = "\n".join("سيطر" if t.weak else "قصف" for t in tellings)
    document = analyse(Article("a", text))
    scenes = scenes_of(document, words_of(document), (), _is_a)
    return in_context((s, replace(t, anchor=s.first), ()) for s, t in zip(scenes, tellings, strict=True))


def _is_a(one: str, other: str) -> bool:
    return one == other


def _model(telling: dict[str, float], joining: dict[str, float]) -> EventModel:
    return EventModel({"telling": dict.fromkeys(_FAMILIES, telling), "joining": dict.fromkeys(_FAMILIES, joining)})


@pytest.fixture
def nowhere() -> Geography:
    return Geography((), StateAdjectives.load(), _is_a)


def test_an_event_that_no_telling_makes_likely_is_none(nowhere: Geography) -> None:
    told = _tellings(_telling(0), _telling(5, place=("e2",)))
    assert len(_model({"bias": 1.0}, {}).events(told, nowhere, frozenset())) == 2
    assert _model({"bias": -2.0}, {}).events(told, nowhere, frozenset()) == []


def test_a_weak_telling_joins_an_event_or_makes_one_or_nothing(nowhere: Geography) -> None:
    strong, weak = _telling(0), _telling(1, weak=True)
    told = _tellings(strong, weak)

    def gathered(telling: dict[str, float], joining: dict[str, float]) -> list[list[int]]:
        groups = _model(telling, joining).events(told, nowhere, frozenset())
        return [[t.sentence for t in group.tellings] for group in groups]

    assert gathered({"bias": 1.0}, {"bias": 2.0}) == [[0, 1]]
    assert gathered({"bias": 2.0}, {"bias": -2.0}) == [[0], [1]]
    assert gathered({"bias": 1.0, "weak=1": -1.0}, {"bias": -2.0}) == [[0]]


def test_tellings_of_two_days_are_never_of_one_event(nowhere: Geography) -> None:
    first, second = (replace(_telling(n), date=PartialDate(2021, 7, 4 + n)) for n in range(2))
    events = _model({"bias": 1.0}, {"bias": 2.0}).events(_tellings(first, second), nowhere, frozenset())
    assert [len(event.tellings) for event in events] == [1, 1]


def test_groups_are_joined_by_all_that_speaks_for_and_against() -> None:
    odds = {(0, 1): 2.0, (1, 2): 1.0, (0, 2): -3.0, (2, 3): 0.5, (0, 3): 0.0, (1, 3): 0.0}
    assert clusters(4, lambda i, j: odds[i, j]) == [[0, 1], [2, 3]]
    assert clusters(4, lambda i, j: 1.0) == [[0, 1, 2, 3]]
    assert clusters(1, lambda i, j: 1.0) == [[0]]
    assert clusters(0, lambda i, j: 1.0) == []


def test_features_say_what_a_reader_would_point_at(nowhere: Geography) -> None:
    told = _tellings(_telling(0), _telling(3, weak=True))
    seen = set(telling_features(told[1]))
    assert {"word=سيطر", "weak=1", "known=p", "sentence=3", "siblings=1", "shared=1"} <= seen
    beside = set(Pairs(told, nowhere, frozenset()).features(0, 1))
    assert {"distance=4", "place=all", "kind=same", "stem=0", "pluperfect=00"} <= beside


def _beside(understand: Understand, text: str) -> set[str]:
    """The features of the two tellings of a text."""
    document = understand(text).document
    reading = EventExtractor(StateAdjectives.load(), _is_a).reading(document, words_of(document), ())
    assert len(reading.tellings) == 2
    return set(Pairs(reading.tellings, reading.geography, reading.states).features(0, 1))


@pytest.mark.parametrize(
    ("text", "features"),
    [
        # A chemical attack is not the air strikes that answer it.
        ("شنت الطائرات غارات على المدينة.\nوجاء ذلك بعد هجوم كيميائي.", {"kinds=apart", "quality=chemical0101"}),
        # Two attacks, told together.
        ("تبنى التنظيم هجومين في العاصمة.\nوقال إن الهجوم استهدف السفارة.", {"number=dual|one", "stem=1"}),
        # What had been before.
        ("قصفت الطائرات المدينة.\nوكان التنظيم قد شن هجوما على المدينة.", {"pluperfect=01", "auxiliary=01"}),
        # Of which attack is spoken.
        ("شن التنظيم هجوما على المدينة.\nوأسفر الهجوم الذي أعلن عنه عن قتلى.", {"relative=11", "stem=1"}),
        ("شن التنظيم هجوما على المدينة.\nوأدانت الحكومة هذا الهجوم.", {"demonstrative=1"}),
        ("شن التنظيم هجوما على المدينة.\nويشبه ذلك الهجوم الأخير في السوق.", {"earlier=01"}),
    ],
)
def test_the_words_around_two_tellings_tell_them_apart(understand: Understand, text: str, features: set[str]) -> None:
    assert features <= _beside(understand, text)


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


def test_what_is_denied_is_what_was_told_of_the_same_target(understand: Understand) -> None:
    found = understand(
        "سمعت أصوات انفجارات في حقل كونيكو، وسط أنباء عن هجوم بالقذائف الصاروخية على حقل كونيكو.\n"
        "وقال الجيش السوري إنه عزز مواقعه في المنطقة.\n"
        "في المقابل، سارع تنظيم قسد إلى نفي استهداف حقل كونيكو."
    )
    (event,) = found.events
    assert {claim.stance for claim in found.claims if claim.about == event.id} >= {Stance.DENIES}
