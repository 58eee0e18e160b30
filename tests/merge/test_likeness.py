"""When reports of two articles are of one event: small reports, each pair with its verdict."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.merge.blocks import block_keys, sought_keys
from kg.merge.clusters import Group, cluster, first_report
from kg.merge.likeness import THRESHOLD, contradict, likeness
from kg.merge.names import same_name
from kg.merge.report import EventReport
from kg.merge.words import content_words

COUNTRY, TOWN, OTHER_TOWN, BASE, GROUP = (f"<x/entity/x-{name}>" for name in ("land", "town", "port", "base", "group"))
WORDS = content_words("استهدفت طائرات مجهولة مستودع الذخيرة شرق المدينة وأشعلت حرائق كبيرة")


def _attack(article: str, **changes: object) -> EventReport:
    report = EventReport(
        f"<x/article/{article}/event/1>",
        f"<x/article/{article}>",
        "Attack",
        "AirStrike",
        published=date(2021, 7, 5),
        date="2021-07-04",
        target=frozenset((BASE,)),
        place=frozenset((TOWN,)),
        around=frozenset((COUNTRY,)),
        countries=frozenset((COUNTRY,)),
        names={BASE: content_words("مستودع الذخيرة")},
        killed=12,
        words=WORDS,
    )
    return replace(report, **changes)  # type: ignore[arg-type] - the fields of the report, checked by it


def _one(first: EventReport, second: EventReport) -> bool:
    found = likeness(first, second)
    assert found == likeness(second, first)
    return found is not None and found.together


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"type": "MissileAttack"},
        {"type": "Attack"},
        {"killed": 14},
        {"killed": None},
        {"date": None},
        {"date": "2021-07"},
        {"place": frozenset((COUNTRY,)), "around": frozenset()},
        {"target": frozenset(), "names": {}},
        {"agent": frozenset((GROUP,)), "names": {BASE: WORDS, GROUP: content_words("كتائب النسر")}},
    ],
)
def test_reports_that_differ_in_a_detail_are_of_one_event(changes: dict[str, object]) -> None:
    assert _one(_attack("a"), _attack("b", **changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"date": "2021-07-05"},
        {"date": "2021-06"},
        {"date": None, "published": date(2021, 7, 8)},
        {"type": "Raid"},
        {"family": "DiplomaticMeeting", "type": "Meeting"},
        {"modality": "Planned"},
        {"place": frozenset((OTHER_TOWN,))},
        {"killed": 120},
    ],
)
def test_what_cannot_be_true_of_one_event_keeps_reports_apart(changes: dict[str, object]) -> None:
    one, other = _attack("a"), _attack("b", **changes)
    assert contradict(one, other)
    assert not _one(one, other)


def test_an_article_that_tells_two_events_is_believed() -> None:
    one = _attack("a")
    assert contradict(one, replace(one, node="<x/article/a/event/2>"))


def test_a_country_and_a_day_make_no_event() -> None:
    vague = {"target": frozenset(), "names": {}, "killed": None, "place": frozenset((COUNTRY,)), "around": frozenset()}
    words = content_words("غارات على مواقع متفرقة أوقعت خسائر بحسب السكان المحليين")
    assert not _one(_attack("a", **vague), _attack("b", **vague, words=words))


def _meeting(article: str, *people: str, **changes: object) -> EventReport:
    names = {f"<x/entity/x-{person.replace(' ', '-')}>": content_words(person) for person in people}
    nodes = frozenset(names)
    return _attack(
        article, family="DiplomaticMeeting", type="Meeting", target=frozenset(), killed=None, names=names,
        participant=nodes, persons=nodes, words=frozenset(), **changes,
    )  # fmt: skip


def test_a_planned_meeting_is_the_one_that_took_place() -> None:
    told, planned = _meeting("a", "سمير عوض", "هالة منصور"), _meeting("b", "سمير عوض", "هالة منصور", modality="Planned")
    assert _one(told, planned)


@pytest.mark.parametrize(
    "changes",
    [
        # At a front there is an attack every day of the month; armies are attacked every day.
        {
            "date": "2021-07",
            "killed": None,
            "words": content_words("قصف المدينة من جديد ليلا وسقط ضحايا كثيرون بين سكانها"),
        },
        {"place": frozenset(), "target": frozenset((GROUP,)), "killed": None, "words": frozenset()},
    ],
)
def test_a_war_is_not_one_attack(changes: dict[str, object]) -> None:
    one = _attack("a", target=frozenset((GROUP,)), names={GROUP: content_words("كتائب النسر")}, killed=None)
    assert not _one(one, replace(one, article="<x/article/b>", node="<x/article/b/event/1>", **changes))  # type: ignore[arg-type] - as above


def test_on_a_visit_there_are_many_meetings() -> None:
    visit = replace(_meeting("a", "سمير عوض"), type="Visit")
    assert not _one(visit, _meeting("b", "سمير عوض", "هالة منصور"))
    assert _one(visit, replace(_meeting("b", "سمير عوض"), type="Visit"))


def test_in_a_month_states_meet_more_than_once_and_a_visitor_meets_many() -> None:
    parties, vague = ("سمير عوض", "هالة منصور"), {"date": "2021-07"}
    told, month = _meeting("a", *parties), replace(_meeting("b", *parties), **vague)  # type: ignore[arg-type] - as above
    assert _one(told, month)
    assert not _one(told, replace(month, type="Visit"))
    states = [replace(report, persons=frozenset()) for report in (told, month)]
    assert _one(states[0], replace(states[1], date="2021-07-04"))
    assert not _one(*states)
    assert _one(*(replace(report, words=WORDS) for report in states))


def test_people_whose_names_are_spelt_differently_meet_once() -> None:
    assert _one(_meeting("a", "رياك عوض", "هالة منصور"), _meeting("b", "ريك عوض", "هالة منصور"))
    assert not _one(_meeting("a", "سمير عوض", "هالة منصور"), _meeting("b", "نبيل شاكر", "ليلى حداد"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ريك مشار", "رياك مشار", True),
        ("مبنى المؤسسة الوطنية للنفط", "مقر المؤسسة الوطنية للنفط", True),
        ("وزير الخارجية الروسي", "وزير الخارجية التركي", False),
        ("الرئيس الروسي", "الجيش الروسي", False),
        ("سمير", "ليلى", False),
    ],
)
def test_names_of_parties(one: str, other: str, same: bool) -> None:
    assert same_name(content_words(one), content_words(other)) is same


def test_a_report_stands_under_day_and_place_and_under_month_and_party() -> None:
    assert block_keys(_attack("a")) == {
        *("Attack 2021-07-04 x-land", "Attack 2021-07-04 x-town", "Attack 2021-07-04 x-base", "Attack 2021-07 x-base"),
    }
    undated = block_keys(_attack("a", date=None, target=frozenset()))
    assert undated == {f"Attack 2021-07-0{day} x-{place}" for day in (4, 5) for place in ("land", "town")}
    assert block_keys(_attack("a", modality="Hypothetical")) == frozenset()


def test_what_happened_in_a_town_is_looked_for_there_and_among_what_names_the_country_alone() -> None:
    town, other, land = (
        _attack(name, place=place, around=around, target=frozenset())
        for name, place, around in (
            ("a", frozenset((TOWN,)), frozenset((COUNTRY,))),
            ("b", frozenset((OTHER_TOWN,)), frozenset((COUNTRY,))),
            ("c", frozenset((COUNTRY,)), frozenset()),
        )
    )
    assert not sought_keys(town) & block_keys(other)
    assert sought_keys(town) & block_keys(land)
    assert sought_keys(land) & block_keys(town)


_PLACES = st.frozensets(st.sampled_from((COUNTRY, TOWN, OTHER_TOWN)))
_REPORTS = st.builds(
    lambda article, place, around, target, date: _attack(
        article, place=place, around=around - place, target=target, date=date, names={BASE: WORDS, GROUP: WORDS}
    ),
    st.sampled_from(("a", "b")), _PLACES, _PLACES, st.frozensets(st.sampled_from((BASE, GROUP))),
    st.sampled_from((None, "2021-07-04", "2021-07-05", "2021-07", "2021")),
)  # fmt: skip


@given(_REPORTS, _REPORTS)
def test_who_finds_is_found(one: EventReport, other: EventReport) -> None:
    found = not sought_keys(one).isdisjoint(block_keys(other))
    assert found == (not sought_keys(other).isdisjoint(block_keys(one)))


def test_a_chain_does_not_make_one_event_of_two() -> None:
    first = _attack("a", place=frozenset((TOWN,)))
    between = _attack("b", place=frozenset((COUNTRY,)), around=frozenset())
    last = _attack("c", place=frozenset((OTHER_TOWN,)), words=content_words("انفجار في الميناء"))
    reports = [first, between, last]
    alike: dict[tuple[str, str], float] = {}
    for one, other in ((first, between), (between, last)):
        found = likeness(one, other)
        assert found is not None
        assert found.together
        alike[(one.node, other.node)] = found.score
    groups = [[report.node for report in group] for group in cluster(reports, alike)]
    assert groups == [[first.node, between.node], [last.node]]


_NUMBERED = [_attack(f"{number}") for number in range(7)]
_SQUARE = len(_NUMBERED) ** 2
_SCORES = st.lists(
    st.sampled_from((-math.inf, 0.0, 1.5, 1.51, 2.49, 2.5, 2.51, 3.3, 4.7)), min_size=_SQUARE, max_size=_SQUARE
)


@given(_SCORES, st.permutations(range(len(_NUMBERED))))
def test_what_was_found_out_about_groups_holds_while_sets_grow(scores: list[float], order: list[int]) -> None:
    number_of = {report.node: number for number, report in enumerate(_NUMBERED)}

    def score(one: EventReport, other: EventReport) -> float:
        low, high = sorted((number_of[one.node], number_of[other.node]))
        return scores[low * len(_NUMBERED) + high]

    known: dict[str, Group] = {}
    for size in range(1, len(order) + 1):
        reports = [_NUMBERED[number] for number in sorted(order[:size])]
        pairs = {(one.node, other.node): score(one, other) for one, other in combinations(reports, 2)}
        alike = {pair: found for pair, found in pairs.items() if found >= THRESHOLD}
        assert cluster(reports, alike, score, known=known) == cluster(reports, alike, score)


def test_the_first_report_names_the_event() -> None:
    late, early = _attack("a", published=date(2021, 7, 6)), _attack("b", published=date(2021, 7, 5))
    assert first_report([late, early]) is early
