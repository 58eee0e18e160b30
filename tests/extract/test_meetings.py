"""Who meets whom: subjects and objects, listed and reciprocal parties, visits, what is planned, what was called off."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Event, Extraction, Modality

Understand = Callable[..., Extraction]


def _names(found: Extraction, ids: tuple[str, ...]) -> set[str]:
    names = {entity.id: entity.name for entity in found.entities}
    return {names[i] for i in ids}


def _meetings(found: Extraction) -> list[Event]:
    return [event for event in found.events if event.participant]


@pytest.mark.parametrize(
    "text",
    [
        "التقى الرئيس الروسي فلاديمير بوتين الرئيس التركي رجب طيب أردوغان في سوتشي.",
        "اجتمع فلاديمير بوتين ورجب طيب أردوغان في سوتشي.",
        "استقبل الرئيس الروسي فلاديمير بوتين في سوتشي نظيره التركي رجب طيب أردوغان.",
        "أجرى الرئيس الروسي فلاديمير بوتين مباحثات في سوتشي مع الرئيس التركي رجب طيب أردوغان.",
        "عقدت قمة بين فلاديمير بوتين ورجب طيب أردوغان في سوتشي.",
        "قال دميتري بيسكوف إن فلاديمير بوتين اجتمع مع رجب طيب أردوغان في سوتشي.",
        "في سوتشي، جمع لقاء الرئيس الروسي فلاديمير بوتين بنظيره التركي رجب طيب أردوغان.",
    ],
)
def test_two_presidents_meet_however_it_is_told(understand: Understand, text: str) -> None:
    found = understand(text)
    (event,) = _meetings(found)
    assert _names(found, event.participant) == {"فلاديمير بوتين", "رجب طيب أردوغان"}


def test_a_counterpart_without_a_name_is_his_state(understand: Understand) -> None:
    found = understand("وصلت تركيا وروسيا إلى اتفاق.\nوبحث سيرغي لافروف مع نظيره التركي الأزمة الليبية.")
    event = _meetings(found)[-1]
    assert _names(found, event.participant) == {"سيرغي لافروف", "تركيا"}


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            (
                "التقى وزير الخارجية الأميركي مايك بومبيو الملك سلمان بن عبد العزيز، وولي عهده الأمير محمد بن سلمان، "
                "ووزير الخارجية السعودي عادل الجبير."
            ),
            {"مايك بومبيو", "الملك سلمان بن عبد العزيز", "الأمير محمد بن سلمان", "عادل الجبير"},
        ),
        (
            "التقى سيرغي لافروف وزير الخارجية الروسي، ووزير الدفاع سيرغي شويغو، رجب طيب أردوغان.",
            {"سيرغي لافروف", "سيرغي شويغو", "رجب طيب أردوغان"},
        ),
        ("عقدت القمة التي جمعت #دونالد_ترمب و #فلاديمير_بوتين في هلسنكي.", {"دونالد_ترمب", "فلاديمير_بوتين"}),
        ("دعا فلاديمير بوتين رجب طيب أردوغان إلى زيارة موسكو.", {"فلاديمير بوتين", "رجب طيب أردوغان"}),
        (
            "عقد فلاديمير بوتين اجتماعا حضره من الجانب التركي رجب طيب أردوغان.",
            {"فلاديمير بوتين", "رجب طيب أردوغان"},
        ),
    ],
)
def test_lists_of_who_meets_are_read_to_their_end(understand: Understand, text: str, parties: set[str]) -> None:
    found = understand(text)
    (event,) = _meetings(found)
    assert _names(found, event.participant) == parties


def test_a_body_inside_a_title_meets_nobody(understand: Understand) -> None:
    found = understand("التقى الأمين العام للأمم المتحدة أنطونيو غوتيريش في جنيف وزير الخارجية الروسي سيرغي لافروف.")
    (event,) = _meetings(found)
    assert _names(found, event.participant) == {"أنطونيو غوتيريش", "سيرغي لافروف"}


def test_a_visit_has_a_visitor_and_a_place(understand: Understand) -> None:
    found = understand("وصل وزير الخارجية الروسي سيرغي لافروف إلى القاهرة يوم الخميس.", published="2021-07-05")
    (event,) = _meetings(found)
    assert event.type == "Visit"
    assert _names(found, event.participant) == {"سيرغي لافروف"}
    assert "القاهرة" in _names(found, event.place)
    assert event.date is not None
    assert event.date.lexical == "2021-07-01"


def test_troops_that_arrive_do_not_visit(understand: Understand) -> None:
    assert _meetings(understand("وصلت القوات الروسية إلى مدينة إدلب مساء الأحد.")) == []


def test_other_partners_make_another_meeting(understand: Understand) -> None:
    found = understand(
        "التقى سيرغي لافروف في القاهرة نظيره المصري سامح شكري.\n"
        "والتقى سيرغي لافروف في جنيف الأمين العام للأمم المتحدة أنطونيو غوتيريش."
    )
    pairs = [_names(found, event.participant) for event in _meetings(found)]
    assert pairs == [{"سيرغي لافروف", "سامح شكري"}, {"سيرغي لافروف", "أنطونيو غوتيريش"}]


def test_one_meeting_in_three_sentences_is_one_event(understand: Understand) -> None:
    found = understand(
        "التقى فلاديمير بوتين في سوتشي رجب طيب أردوغان.\nوتناول اللقاء الأزمة السورية.\n"
        "وقال فلاديمير بوتين خلال لقائه رجب طيب أردوغان إن الهدنة صامدة.",
        title="بوتين يلتقي أردوغان",
    )
    assert len(_meetings(found)) == 1


def test_a_summit_on_whose_sidelines_two_meet_is_another_event(understand: Understand) -> None:
    found = understand("اجتمع فلاديمير بوتين مع رجب طيب أردوغان على هامش قمة مجموعة العشرين في أوساكا.")
    first = _meetings(found)[0]
    assert (first.type, _names(found, first.participant)) == ("Meeting", {"فلاديمير بوتين", "رجب طيب أردوغان"})


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("تعقد القمة بين فلاديمير بوتين ورجب طيب أردوغان في 20 آب المقبل.", Modality.PLANNED),
        ("قال دميتري بيسكوف إن القمة بين فلاديمير بوتين ورجب طيب أردوغان ستعقد في سوتشي.", Modality.PLANNED),
        ("ألغى فلاديمير بوتين لقاء كان مقررا مع رجب طيب أردوغان في سوتشي.", Modality.PLANNED),
        ("دعا فلاديمير بوتين إلى عقد اجتماع مع رجب طيب أردوغان في سوتشي.", Modality.PLANNED),
        ("قد يجتمع فلاديمير بوتين مع رجب طيب أردوغان في سوتشي.", Modality.HYPOTHETICAL),
        ("وقد اجتمع فلاديمير بوتين مع رجب طيب أردوغان في سوتشي.", Modality.ACTUAL),
    ],
)
def test_what_is_to_come_and_what_was(understand: Understand, text: str, modality: Modality) -> None:
    (event,) = _meetings(understand(text, published="2021-07-05"))
    assert event.modality is modality


def test_a_plan_told_on_a_past_day_is_not_of_that_day(understand: Understand) -> None:
    (event,) = _meetings(
        understand("دعا فلاديمير بوتين الأربعاء إلى عقد اجتماع مع رجب طيب أردوغان في سوتشي.", published="2021-07-05")
    )
    assert event.date is None


def test_a_ministry_is_no_visit_and_a_mountain_no_summit(understand: Understand) -> None:
    assert understand("قالت وزارة الدفاع في سوريا إن الجنود بلغوا قمة جبل الشيخ.").events == ()


def test_who_comes_for_a_meeting_meets(understand: Understand) -> None:
    found = understand("وصل أنتوني بلينكن إلى القاهرة للقاء سامح شكري وعبد الفتاح السيسي.")
    names = {entity.id: entity.name for entity in found.entities}
    (visit,) = found.events
    assert [names[i] for i in visit.participant] == ["أنتوني بلينكن", "سامح شكري", "عبد الفتاح السيسي"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("من المقرر أن تستضيف القاهرة اجتماعا لوزراء الخارجية العرب.", "القاهرة"),
        ("احتضنت مدينة جدة السعودية أمس اجتماعا دوليا حول السودان.", "مدينة جدة السعودية"),
        ("استضافت قطر محادثات بين روسيا وأوكرانيا.", "قطر"),
    ],
)
def test_a_place_that_hosts_a_meeting_is_where_it_is_held(understand: Understand, text: str, place: str) -> None:
    found = understand(text)
    (event,) = found.events
    assert place in _names(found, event.place)
    assert place not in _names(found, event.participant)


def test_who_hosts_in_person_takes_part(understand: Understand) -> None:
    found = understand("استضاف الرئيس التركي رجب طيب أردوغان في أنقرة قمة مع الرئيس الروسي فلاديمير بوتين.")
    (event,) = _meetings(found)
    assert _names(found, event.participant) == {"رجب طيب أردوغان", "فلاديمير بوتين"}


def test_who_denies_a_meeting_of_others_was_not_there(understand: Understand) -> None:
    found = understand("نفت الرئاسة التركية عقد أي لقاء بين فلاديمير بوتين ورجب طيب أردوغان.")
    (event,) = _meetings(found)
    assert _names(found, event.participant) == {"فلاديمير بوتين", "رجب طيب أردوغان"}


def test_a_body_that_meets_may_stand_behind_the_preposition_at_once(understand: Understand) -> None:
    found = understand("شهدت مدينة فيينا اجتماعا لمجلس الأمن الدولي.")
    (event,) = _meetings(found)
    assert _names(found, event.participant) == {"مجلس الأمن الدولي"}


def test_who_calls_for_a_meeting_of_a_body_does_not_meet(understand: Understand) -> None:
    found = understand("دعا الرئيس التركي رجب طيب أردوغان إلى اجتماع عاجل لمجلس الأمن الدولي.")
    (event,) = _meetings(found)
    assert (_names(found, event.participant), event.modality) == ({"مجلس الأمن الدولي"}, Modality.PLANNED)


def test_what_came_then_is_another_meeting(understand: Understand) -> None:
    found = understand(
        "اجتمع سيرغي لافروف في أنقرة مع رجب طيب أردوغان ثم توجه إلى دمشق للقاء الرئيس السوري بشار الأسد."
    )
    parties = [_names(found, event.participant) for event in _meetings(found)]
    assert {"سيرغي لافروف", "رجب طيب أردوغان"} in parties
    assert not any({"رجب طيب أردوغان", "بشار الأسد"} <= both for both in parties)


def test_the_word_for_by_telephone_makes_a_call_of_it(understand: Understand) -> None:
    found = understand("بحث رجب طيب أردوغان مع الرئيس الروسي فلاديمير بوتين هاتفيا الأزمة السورية.")
    (event,) = _meetings(found)
    assert event.type == "PhoneCall"


def test_a_call_need_not_be_said_to_be_by_telephone(understand: Understand) -> None:
    text = "شدد فلاديمير بوتين خلال اتصال مع الرئيس التركي رجب طيب أردوغان على وقف القتال."
    (event,) = _meetings(understand(text))
    assert event.type == "PhoneCall"
    assert understand("يبقى فلاديمير بوتين على اتصال مع الرئيس التركي رجب طيب أردوغان.").events == ()
