"""What sketches of two reports say: never that they can't be one event where comparing them finds something."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.merge.likeness import likeness
from kg.merge.report import EventReport
from kg.merge.sketches import may_be_one, sketched

LAND, TOWN, PORT, BASE, GROUP = (f"<x/entity/x-{name}>" for name in ("land", "town", "port", "base", "group"))
_NAMES = {
    LAND: frozenset(("بلاد",)), TOWN: frozenset(("مدين", "شمال")), PORT: frozenset(("ميناء", "شمال")),
    BASE: frozenset(("قاعد", "شمال")), GROUP: frozenset(("كتائب", "نسر")),
}  # fmt: skip
_NODES = st.frozensets(st.sampled_from((LAND, TOWN, PORT, BASE, GROUP)), max_size=3)
_WORDS = st.frozensets(st.sampled_from([f"كلم{number}" for number in range(12)]), max_size=9)


def _report(
    article: str, family: str = "Attack", kind: str = "AirStrike", words: frozenset[str] = frozenset(),
    place: frozenset[str] = frozenset(), around: frozenset[str] = frozenset((LAND,)),
    parties: frozenset[str] = frozenset(), single: frozenset[str] = frozenset(), killed: int | None = None,
) -> EventReport:  # fmt: skip
    is_attack = family == "Attack"
    return EventReport(
        f"<x/article/{article}/event/1>", f"<x/article/{article}>", family, kind if is_attack else "Meeting",
        date="2021-07-04", place=place, around=around - place, countries=frozenset((LAND,)),
        target=parties if is_attack else frozenset(), single=single & parties if is_attack else frozenset(),
        participant=frozenset() if is_attack else parties, persons=frozenset() if is_attack else single & parties,
        names=_NAMES, killed=killed, words=words,
    )  # fmt: skip


def _reports(family: str, article: str) -> st.SearchStrategy[EventReport]:
    return st.builds(
        _report, st.just(article), st.just(family), st.sampled_from(("AirStrike", "Attack")), _WORDS, _NODES, _NODES,
        _NODES, _NODES, st.sampled_from((None, 2, 12)),
    )  # fmt: skip


@given(
    st.sampled_from(("Attack", "DiplomaticMeeting")).flatmap(
        lambda family: st.tuples(_reports(family, "a"), _reports(family, "b"))
    )
)
def test_what_has_something_in_common_is_never_ruled_out(both: tuple[EventReport, EventReport]) -> None:
    one, other = map(sketched, both)
    assert may_be_one(one, other) == may_be_one(other, one)
    assert may_be_one(one, other) or likeness(*both) is None


_TOLD, _OTHERWISE = (frozenset(f"{word}{number}" for number in range(9)) for word in ("قصف", "هجوم"))


def _may_be(one: EventReport, other: EventReport) -> bool:
    return may_be_one(sketched(one), sketched(other))


def test_a_country_and_a_day_are_not_enough() -> None:
    assert not _may_be(_report("a", words=_TOLD), _report("b", words=_OTHERWISE))
    assert not _may_be(_report("a", parties=frozenset((GROUP,))), _report("b", parties=frozenset((GROUP,)), killed=2))


def test_a_town_a_building_a_toll_or_the_same_words_are() -> None:
    town = _report("a", place=frozenset((TOWN,)))
    assert _may_be(town, _report("b", place=frozenset((TOWN,))))
    assert _may_be(_report("a", killed=12), _report("b", killed=12))
    assert _may_be(_report("a", words=_TOLD), _report("b", words=_TOLD))
    base = frozenset((BASE,))
    assert _may_be(_report("a", parties=base, single=base), _report("b", parties=base))


def test_one_party_makes_no_meeting_two_do() -> None:
    one, two = frozenset((GROUP,)), frozenset((GROUP, BASE))
    assert not _may_be(_report("a", "DiplomaticMeeting", parties=one), _report("b", "DiplomaticMeeting", parties=two))
    assert _may_be(_report("a", "DiplomaticMeeting", parties=two), _report("b", "DiplomaticMeeting", parties=two))
