"""Events as a linguist would test them: told, denied, planned, threatened, told again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Event, Extraction, Modality, Stance

Understand = Callable[..., Extraction]


def _named(extraction: Extraction, ids: tuple[str, ...]) -> list[str]:
    names = {entity.id: entity.name for entity in extraction.entities}
    return [names[i] for i in ids]


def _only(extraction: Extraction) -> Event:
    assert len(extraction.events) == 1, [e.type for e in extraction.events]
    return extraction.events[0]


def test_a_verb_with_subject_and_object(understand: Understand) -> None:
    found = understand("قصفت القوات الروسية مدينة إدلب يوم 3 مايو 2021.")
    event = _only(found)
    assert _named(found, event.agent) == ["القوات الروسية"]
    assert "مدينة إدلب" in _named(found, (*event.place, *event.target))
    assert event.date is not None
    assert event.date.lexical == "2021-05-03"


def test_a_noun_with_a_state_and_a_preposition(understand: Understand) -> None:
    event = _only(understand("أسفرت غارة جوية إسرائيلية على مدينة حمص في سوريا عن مقتل ثلاثة جنود وإصابة خمسة آخرين."))
    assert (event.type, event.killed, event.injured) == ("AirStrike", 3, 5)


def test_a_passive_has_a_target_and_no_agent(understand: Understand) -> None:
    found = understand("تعرضت القاعدة الأميركية في مدينة إدلب لهجوم صاروخي.")
    event = _only(found)
    assert event.type == "MissileAttack"
    assert event.agent == ()
    assert _named(found, event.target) == ["القاعدة الأميركية"]
    assert "مدينة إدلب" in _named(found, event.place)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("شن الجيش الروسي غارات على مدينة إدلب.", "AirStrike"),
        ("هجوم بطائرة مسيرة على مدينة إدلب.", "DroneAttack"),
        ("قصف مدفعي على مدينة إدلب.", "Shelling"),
        ("انفجرت سيارة مفخخة في مدينة إدلب.", "Bombing"),
        ("هجوم انتحاري في مدينة إدلب.", "SuicideAttack"),
        ("اندلعت اشتباكات بين الجيش السوري وتنظيم داعش في مدينة إدلب.", "ArmedClash"),
        ("سقطت قذائف صاروخية على مدينة إدلب.", "MissileAttack"),
        ("اقتحمت القوات الإسرائيلية مدينة جنين.", "Raid"),
    ],
)
def test_types_of_attack(understand: Understand, text: str, kind: str) -> None:
    assert _only(understand(text)).type == kind


def test_one_attack_in_five_sentences_is_one_event(understand: Understand) -> None:
    found = understand(
        "تعرضت القاعدة الأميركية في حقل العمر لهجوم صاروخي.\n"
        "وقالت وكالة سانا إن قذائف سقطت على القاعدة الأميركية في حقل العمر.\n"
        "وأسفر الهجوم عن مقتل جنديين.\n"
        "وأغلقت القوات المنطقة بعد القصف.",
        title="هجوم صاروخي على القاعدة الأميركية في حقل العمر",
    )
    event = _only(found)
    assert event.killed == 2
    assert len(event.mentions) >= 5


def test_another_day_is_another_event(understand: Understand) -> None:
    found = understand(
        "قصفت القوات الروسية مدينة إدلب يوم الأحد.\nوفي 28 حزيران الماضي قصفت القوات الروسية مدينة إدلب بالصواريخ."
    )
    assert sorted(e.date.lexical for e in found.events if e.date) == ["2021-06-28", "2021-07-04"]


def test_another_place_is_another_event(understand: Understand) -> None:
    found = understand("قصفت القوات الروسية مدينة إدلب.\nوقصفت القوات الإسرائيلية مدينة الحديدة في اليمن.")
    assert len(found.events) == 2


def test_a_denied_attack_is_an_event_with_a_denial(understand: Understand) -> None:
    found = understand("قالت وكالة سانا إن القوات الأميركية قصفت مدينة إدلب.\nونفى الجيش الأميركي قصف مدينة إدلب.")
    _only(found)
    stances = {(c.stance, *_named(found, (c.claimant,))) for c in found.claims if c.claimant}
    assert any(stance is Stance.DENIES for stance, *_ in stances)
    assert any(stance is Stance.ASSERTS and "سانا" in who for stance, who in stances)


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("سيلتقي الرئيس الروسي فلاديمير بوتين الرئيس التركي رجب طيب أردوغان في سوتشي.", Modality.PLANNED),
        ("من المقرر أن يلتقي الرئيس الروسي فلاديمير بوتين الرئيس التركي رجب طيب أردوغان.", Modality.PLANNED),
        ("التقى الرئيس الروسي فلاديمير بوتين الرئيس التركي رجب طيب أردوغان.", Modality.ACTUAL),
        ("هددت إيران بقصف مدينة تل أبيب.", Modality.HYPOTHETICAL),
    ],
)
def test_modality(understand: Understand, text: str, modality: Modality) -> None:
    assert _only(understand(text)).modality is modality


def test_a_meeting_with_participants_place_and_topic(understand: Understand) -> None:
    found = understand("بحث وزير الخارجية الروسي سيرغي لافروف مع نظيره المصري سامح شكري في القاهرة الأزمة الليبية.")
    event = _only(found)
    assert event.type == "Meeting"
    assert set(_named(found, event.participant)) == {"سيرغي لافروف", "سامح شكري"}


def test_unknown_tolls_are_absent(understand: Understand) -> None:
    event = _only(understand("قصفت القوات الروسية مدينة إدلب دون ورود معلومات عن قتلى أو إصابات."))
    assert (event.killed, event.injured) == (None, None)


def test_an_adjective_of_war_on_words_is_no_attack(understand: Understand) -> None:
    assert understand("شن الرئيس الروسي فلاديمير بوتين هجوما لاذعا على الرئيس التركي رجب طيب أردوغان.").events == ()


def test_mentions_give_back_their_text(understand: Understand) -> None:
    found = understand("قالت وكالة سانا إن القوات الأميركية قصفت مدينة إدلب.")
    text = found.document.article.text
    for event in found.events:
        for mention in event.mentions:
            assert 0 <= mention.begin < mention.end <= len(text)
    for claim in found.claims:
        assert text[claim.cue.begin : claim.cue.end] == "قالت"


def test_a_match_is_no_attack(understand: Understand) -> None:
    found = understand(
        "شن المنتخب الروسي هجوما على مرمى المنتخب المصري في الشوط الثاني من المباراة، وسجل اللاعب هدفا في كأس العالم."
    )
    assert found.events == ()


def test_who_acts_after_an_attack_on_himself_is_no_attacker(understand: Understand) -> None:
    found = understand("أغلقت القوات الفرنسية الطرق حول القاعدة الفرنسية بعد استهدافها بصواريخ في مدينة غاو.")
    assert [event.agent for event in found.events] == [()]


def test_the_subject_before_a_relative_clause_is_not_the_subject_in_it(understand: Understand) -> None:
    found = understand("وأغلقت القوات الفرنسية المنطقة التي استهدفت بهجوم صاروخي في مدينة غاو.")
    assert [event.agent for event in found.events] == [()]


def test_a_meeting_that_did_not_take_place_is_denied(understand: Understand) -> None:
    text = "لم يلتق الرئيس الروسي فلاديمير بوتين نظيره التركي رجب طيب أردوغان في موسكو."
    found = understand(text)
    event = _only(found)
    (claim,) = found.claims
    assert (event.type, claim.about, claim.stance, claim.claimant) == ("Meeting", event.id, Stance.DENIES, None)
    assert text[claim.cue.begin : claim.cue.end] == "لم"


def test_who_was_not_met_is_of_another_meeting(understand: Understand) -> None:
    found = understand(
        "التقى الرئيس الروسي فلاديمير بوتين الرئيس التركي رجب طيب أردوغان في موسكو.\n"
        "ولم يلتق أردوغان وزير الخارجية الروسي سيرغي لافروف."
    )
    met, denied = found.events
    assert "سيرغي لافروف" not in _named(found, met.participant)
    assert "سيرغي لافروف" in _named(found, denied.participant)
    assert [(claim.about, claim.stance) for claim in found.claims] == [(denied.id, Stance.DENIES)]


def test_who_says_that_it_did_not_happen_denies_it(understand: Understand) -> None:
    found = understand("قال الجيش الأميركي إن قواته لم تقصف مدينة إدلب.")
    _only(found)
    (claim,) = found.claims
    assert claim.stance is Stance.DENIES
    assert _named(found, (claim.claimant or "",)) == ["الجيش الأميركي"]


@pytest.mark.parametrize(
    "text",
    [
        "قصف الجيش السوري مدينة إدلب، وقصفت القوات التركية مدينة عفرين.",
        "قصف الجيش السوري مدينة إدلب، وشنت القوات التركية غارات على مدينة عفرين.",
    ],
)
def test_two_attacks_in_one_sentence_have_their_own_agents(understand: Understand, text: str) -> None:
    found = understand(text)
    assert [_named(found, event.agent) for event in found.events] == [["الجيش السوري"], ["القوات التركية"]]
    assert [_named(found, event.place) for event in found.events] == [["مدينة إدلب"], ["مدينة عفرين"]]


def test_one_who_acts_twice_attacks_once(understand: Understand) -> None:
    found = understand("شن الجيش السوري غارات وقصف مدينة إدلب بالمدفعية.")
    assert _named(found, _only(found).agent) == ["الجيش السوري"]


def test_a_remembered_attack_is_of_its_own_year(understand: Understand) -> None:
    found = understand("أحيت سوريا ذكرى قصف القوات الفرنسية مدينة دمشق عام 1945.")
    event = _only(found)
    assert event.date is not None
    assert (event.date.lexical, _named(found, event.agent)) == ("1945", ["القوات الفرنسية"])


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("نقلت وكالة رويترز عن الجيش العراقي أن تنظيم داعش هاجم مدينة كركوك.", "الجيش العراقي"),
        ("قالت وكالة سبأ إن المتحدث باسم الجيش أعلن أن الطيران السعودي قصف مدينة صعدة.", "وكالة سبأ"),
    ],
)
def test_what_one_reports_of_another(understand: Understand, text: str, who: str) -> None:
    found = understand(text)
    (claim,) = found.claims
    assert _named(found, (claim.claimant or "",)) == [who]


def test_a_town_that_is_the_object_is_where_it_happened(understand: Understand) -> None:
    found = understand("استهدفت القوات التركية مدينة عفرين بالمدفعية.")
    event = _only(found)
    assert "مدينة عفرين" in _named(found, event.place)
    assert event.type == "Shelling"
