"""Who says so: sources in chains, quotations over sentences, denials, and who speaks for whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Extraction, Stance

Understand = Callable[..., Extraction]


def _claims(found: Extraction) -> set[tuple[str | None, str]]:
    names = {entity.id: entity.name for entity in found.entities}
    return {(names[c.claimant] if c.claimant else None, c.stance.value) for c in found.claims}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("قالت وكالة سانا إن القوات الأميركية قصفت مدينة إدلب.", "وكالة سانا"),
        ("نقلت وكالة سانا عن مصادر محلية أن القوات الأميركية قصفت مدينة إدلب.", "وكالة سانا"),
        # A wire service brings what others say; so does any outlet beside who said it.
        ("قالت وكالة رويترز إن القوات الأميركية قصفت مدينة إدلب.", None),
        ("نقلت وكالة رويترز عن مصادر محلية أن القوات الأميركية قصفت مدينة إدلب.", None),
        ("نقلت وكالة رويترز عن الرئيس الروسي فلاديمير بوتين قوله إن القوات الأميركية قصفت إدلب.", "فلاديمير بوتين"),
        ("قال المتحدث باسم الجيش الروسي إن القوات الأميركية قصفت مدينة إدلب.", "الجيش الروسي"),
        ("قال مصدر في الجيش الروسي إن القوات الأميركية قصفت مدينة إدلب.", None),
        ("قصفت القوات الأميركية مدينة إدلب، بحسب وكالة سانا.", "وكالة سانا"),
        ("قصفت القوات الأميركية مدينة إدلب، وفق بيان صادر عن الجيش الروسي.", "الجيش الروسي"),
        ("وكان الرئيس الروسي فلاديمير بوتين قد قال إن القوات الأميركية قصفت مدينة إدلب.", "فلاديمير بوتين"),
    ],
)
def test_who_asserts(understand: Understand, text: str, who: str | None) -> None:
    assert _claims(understand(text)) == {(who, "Asserts")}


def test_whoever_spoke_last_goes_on(understand: Understand) -> None:
    found = understand("قال الرئيس الروسي فلاديمير بوتين إن الهدنة صامدة.\nوأضاف أن القوات الأميركية قصفت مدينة إدلب.")
    assert _claims(found) == {("فلاديمير بوتين", "Asserts")}


def test_an_unnamed_source_goes_on_without_a_name(understand: Understand) -> None:
    found = understand("قال مصدر ميداني إن الهدنة انهارت.\nوأضاف المصدر أن القوات الأميركية قصفت مدينة إدلب.")
    assert _claims(found) == {(None, "Asserts")}


def test_a_sentence_about_the_toll_is_a_claim_of_the_attack(understand: Understand) -> None:
    found = understand("قصفت القوات الأميركية مدينة إدلب.\nوقال رامي عبد الرحمن إن عدد القتلى بلغ ثلاثة.")
    assert _claims(found) == {("رامي عبد الرحمن", "Asserts")}


def test_who_denies_and_who_asserts_stand_side_by_side(understand: Understand) -> None:
    found = understand("اتهمت تركيا الجيش السوري بقصف مدينة إدلب.\nونفى الجيش السوري قصف مدينة إدلب.")
    assert {("تركيا", "Asserts"), ("الجيش السوري", "Denies")} <= _claims(found)
    assert all(claim.stance in Stance for claim in found.claims)


def test_where_something_was_said_is_no_claim(understand: Understand) -> None:
    found = understand(
        "التقى فلاديمير بوتين رجب طيب أردوغان.\nوقال فلاديمير بوتين بعد القمة مع رجب طيب أردوغان إن الأسعار ترتفع."
    )
    assert found.claims == ()


def test_who_takes_responsibility_is_the_agent(understand: Understand) -> None:
    found = understand("أعلن تنظيم داعش مسؤوليته عن هجوم انتحاري في مدينة إدلب.")
    names = {entity.id: entity.name for entity in found.entities}
    assert [names[i] for i in found.events[0].agent] == ["تنظيم داعش"]
    assert _claims(found) == {("تنظيم داعش", "Asserts")}


def test_who_hastens_to_deny_denies(understand: Understand) -> None:
    found = understand("اتهمت تركيا القوات الروسية بقصف مدينة إدلب.\nوسارعت القوات الروسية إلى نفي قصف مدينة إدلب.")
    assert ("القوات الروسية", "Denies") in _claims(found)


def test_a_common_noun_that_speaks_is_nobody_by_name(understand: Understand) -> None:
    found = understand("قال الرئيس الروسي فلاديمير بوتين إن الهدنة صامدة.\nوقالت السلطات إن تركيا قصفت مدينة إدلب.")
    assert _claims(found) <= {(None, "Asserts")}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        # In front of its verb, as in titles: what is attacked speaks for nobody.
        ("القوات الروسية أعلنت قصف القوات الأميركية مدينة إدلب.", "القوات الروسية"),
        ("روسيا التي أكدت أن القوات الأميركية قصفت مدينة إدلب تطالب بتحقيق.", "روسيا"),
        # A mission speaks, the site where it publishes doesn't.
        ("قالت السفارة الفرنسية في بيان على موقع تويتر إن القوات الأميركية قصفت مدينة إدلب.", "السفارة الفرنسية"),
        ("قصفت القوات الأميركية مدينة إدلب، بحسب ما ذكرت «سانا».", "سانا"),
        # Of what a relative clause tells, no name inside it is the subject.
        ("تزايدت الأنباء التي تحدثت عن تركيا وأن القوات الأميركية قصفت مدينة إدلب.", None),
        # Who says it may stand behind what he says, and its verb take it up.
        ("قتل مدنيون في هجوم انتحاري على مدينة إدلب تبناه تنظيم داعش.", "تنظيم داعش"),
        # A common noun takes up the body that was named by it.
        ("انتشرت الشرطة الألمانية في برلين.\nوأعلنت الشرطة أن تنظيم داعش هاجم مدينة برلين.", "الشرطة الألمانية"),
        # Who begins the sentence goes on, though it is no name.
        ("وكان مسؤول في وزارة الدفاع الروسية ذكر أن القوات الأميركية قصفت مدينة إدلب.", None),
        ("نقلت وكالة رويترز عن المتحدث باسم الجيش العراقي، العميد يحيى رسول، أن تنظيم داعش هاجم كركوك.", "يحيى رسول"),
    ],
)
def test_who_is_the_subject(understand: Understand, text: str, who: str | None) -> None:
    assert _claims(understand(text)) == {(who, "Asserts")}


def test_a_state_before_a_colon_is_where_it_happened(understand: Understand) -> None:
    assert understand("سوريا: غارات على مدينة إدلب\nنفذت القوات الأميركية الغارات على مدينة إدلب.").claims == ()


def test_who_is_accused_in_the_passive_claims_nothing(understand: Understand) -> None:
    found = understand("وقد اتهم الجيش السوري بقصف مدينة إدلب.")
    assert _claims(found) == {(None, "Asserts")}


def test_an_outlet_beside_who_said_it_claims_nothing(understand: Understand) -> None:
    found = understand("قال الجيش الروسي إن القوات الأميركية قصفت مدينة إدلب، وفق ما نقلت وكالة سانا.")
    assert _claims(found) == {("الجيش الروسي", "Asserts"), (None, "Asserts")}


def test_who_speaks_of_his_own_meeting_as_a_time_does_not_claim_it(understand: Understand) -> None:
    told = "التقى فلاديمير بوتين رجب طيب أردوغان في موسكو.\nوقال فلاديمير بوتين إن "
    assert understand(f"{told}الأسعار انخفضت بعد لقائه مع رجب طيب أردوغان.").claims == ()
    assert _claims(understand(f"{told}اللقاء مع رجب طيب أردوغان كان مفيدا.")) == {("فلاديمير بوتين", "Asserts")}


def test_who_says_that_he_met_claims_the_meeting(understand: Understand) -> None:
    found = understand("قال فلاديمير بوتين إنه التقى رجب طيب أردوغان في موسكو.")
    assert _claims(found) == {("فلاديمير بوتين", "Asserts")}


def test_a_joined_verb_keeps_its_subject(understand: Understand) -> None:
    found = understand("أشاد فلاديمير بوتين بالهدنة مع رجب طيب أردوغان، وقال إن القوات الأميركية قصفت مدينة إدلب.")
    assert _claims(found) == {("فلاديمير بوتين", "Asserts")}


def test_who_is_quoted_to_have_spoken_does_not_go_on(understand: Understand) -> None:
    found = understand(
        "قال فلاديمير بوتين: «أبلغنا رجب طيب أردوغان أن الهدنة صامدة».\nوأضاف أن القوات الأميركية قصفت مدينة إدلب."
    )
    assert _claims(found) == {("فلاديمير بوتين", "Asserts")}


def test_what_is_said_behind_has_no_speaker_before_it(understand: Understand) -> None:
    found = understand("قصفت القوات الأميركية مدينة إدلب في سوريا، بحسب ما أفادت هيئات الإسعاف.")
    assert _claims(found) == {(None, "Asserts")}


def test_to_renew_shelling_says_nothing(understand: Understand) -> None:
    assert understand("جددت القوات الأميركية قصفها على مدينة إدلب، وتحدثت إذاعات عن دمار.").claims == ()


def test_who_is_called_by_a_name_says_nothing(understand: Understand) -> None:
    found = understand("وقال الجيش العراقي إن المهاجم الذي فجر نفسه في مدينة كركوك يدعى سمير قنطار، وأضاف أنه أجنبي.")
    assert _claims(found) == {("الجيش العراقي", "Asserts")}


def test_who_says_that_it_is_not_true_denies_it(understand: Understand) -> None:
    found = understand("وقال الجيش العراقي إن ما أعلنته تركيا عن قصف مدينة كركوك غير صحيح.")
    assert ("الجيش العراقي", "Denies") in _claims(found)
    assert ("تركيا", "Denies") not in _claims(found)


def test_a_name_in_quotation_marks_speaks_though_nobody_knows_it(understand: Understand) -> None:
    text = (
        "قال الجيش الأردني إن قاعدة التنف تعرضت لهجوم. وأعلنت «سرايا الجبل الأشم» مسؤوليتها عن الهجوم على قاعدة التنف."
    )
    found = understand(text)
    army = next(entity.id for entity in found.entities if entity.name == "الجيش الأردني")
    assert all(army not in event.agent for event in found.events)
    announced = text.index("وأعلنت")
    assert army not in {claim.claimant for claim in found.claims if claim.cue.begin >= announced}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        # Who adds to what was said has said it before, whoever was named since.
        (
            "أعلنت وزارة الداخلية العراقية أن المشتبه به هو سمير قنطار، وأضاف أن تنظيم داعش هاجم مدينة كركوك.",
            "وزارة الداخلية العراقية",
        ),
        # Whom somebody met, or what his title is governed by, is no subject.
        ("قال مصدر محلي في لقاء مع رجب طيب أردوغان إن القوات الأميركية قصفت مدينة إدلب.", None),
        # An outlet before a relative clause speaks, not who stands in it.
        ("لكن وكالة سانا التي تديرها وزارة الإعلام قالت إن القوات الأميركية قصفت مدينة إدلب.", "وكالة سانا"),
        # Who accuses in the present tense claims it as well, also in a relative clause.
        ("وتتهم تركيا القوات الروسية بقصف مدينة إدلب.", "تركيا"),
        ("وقع هجوم على مدينة إدلب في سوريا التي اتهمت تركيا بالوقوف وراءه.", "سوريا"),
    ],
)
def test_whose_words_they_are(understand: Understand, text: str, who: str | None) -> None:
    assert _claims(understand(text)) == {(who, "Asserts")}


def test_who_denies_in_the_present_denies(understand: Understand) -> None:
    found = understand("قالت تركيا إن القوات الروسية قصفت مدينة إدلب.\nلكن روسيا تنفي ذلك.")
    assert ("روسيا", "Denies") in _claims(found)


def test_whose_version_is_called_false_denies_nothing(understand: Understand) -> None:
    found = understand(
        "قالت تركيا إن القوات الروسية قصفت مدينة إدلب.\nورد الجيش الروسي وكذب رواية تركيا عن قصف مدينة إدلب."
    )
    assert ("القوات الروسية", "Denies") in _claims(found)
    assert ("تركيا", "Denies") not in _claims(found)


def test_to_spread_weapons_says_nothing(understand: Understand) -> None:
    found = understand("لجأ تنظيم داعش إلى التحصن ونشر أسلحته، وتعرضت مدينة كركوك لقصف.")
    assert not any(claim.claimant for claim in found.claims)


def test_what_the_outlet_goes_on_with_is_no_claim(understand: Understand) -> None:
    found = understand("أعلن حيدر العبادي النصر على تنظيم داعش، لكن تنظيم داعش هاجم مدينة كركوك.")
    assert found.claims == ()
    told = "هاجم تنظيم داعش مدينة كركوك الأحد.\n"
    found = understand(f"{told}وكان حيدر العبادي أعلن النصر، لكن الهجمات تتواصل في البلاد.")
    assert found.claims == ()
    found = understand("أعلن حيدر العبادي أن الحرب انتهت، لكن تنظيم داعش هاجم مدينة كركوك.")
    assert _claims(found) == {("حيدر العبادي", "Asserts")}


def test_a_meeting_as_the_time_or_the_condition_of_something_is_not_claimed(understand: Understand) -> None:
    told = "يلتقي فلاديمير بوتين رجب طيب أردوغان في قمة بموسكو.\nوقالت وزارة الخارجية الروسية إن "
    assert understand(f"{told}الأسعار انخفضت في أيام تسبق القمة بين فلاديمير بوتين ورجب طيب أردوغان.").claims == ()
    assert understand(f"{told}الهدنة شرط مسبق للقمة بين فلاديمير بوتين ورجب طيب أردوغان.").claims == ()
    found = understand(f"{told}القمة بين فلاديمير بوتين ورجب طيب أردوغان ستعقد في موسكو.")
    assert _claims(found) == {("وزارة الخارجية الروسية", "Asserts")}


def test_what_somebody_may_say_is_no_claim(understand: Understand) -> None:
    found = understand("إذا قالت تركيا إن القوات الأميركية قصفت مدينة إدلب فستغلق القاعدة.")
    assert found.claims == ()


def test_who_acts_may_go_on_to_speak(understand: Understand) -> None:
    said = "قال رجب طيب أردوغان إن الهدنة صامدة.\nونعى فلاديمير بوتين جنوده.\n"
    goes_on = understand(f"{said}وقال إن القوات الأميركية قصفت مدينة إدلب.")
    assert _claims(goes_on) == {("فلاديمير بوتين", "Asserts")}
    # Who adds something has spoken before.
    adds = understand(f"{said}وأضاف أن القوات الأميركية قصفت مدينة إدلب.")
    assert _claims(adds) == {("رجب طيب أردوغان", "Asserts")}


def test_who_speaks_of_its_culprit_speaks_of_an_attack(understand: Understand) -> None:
    found = understand("قصفت القوات الأميركية مدينة إدلب.\nوعلق رامي عبد الرحمن قائلا إن الجناة معروفون.")
    assert _claims(found) == {("رامي عبد الرحمن", "Asserts")}


def test_who_says_that_somebody_took_part_speaks_of_the_meeting(understand: Understand) -> None:
    told = "اجتمع فلاديمير بوتين مع رجب طيب أردوغان في موسكو.\nوقالت تيريزا ماي إن "
    assert _claims(understand(f"{told}سيرغي لافروف شارك في الاجتماع.")) == {("تيريزا ماي", "Asserts")}
    assert understand(f"{told}الأسعار ارتفعت بعد الاجتماع.").claims == ()


def test_whose_threat_a_noun_names(understand: Understand) -> None:
    found = understand("ارتفعت الأسعار بعد توعد فلاديمير بوتين بقصف مدينة إدلب.")
    assert _claims(found) == {("فلاديمير بوتين", "Asserts")}


def test_who_refuses_to_comment_denies_nothing(understand: Understand) -> None:
    found = understand("قصفت طائرات مدينة إدلب، بحسب الأمم المتحدة. ورفض الجيش الروسي التعليق على هذه الأنباء.")
    assert all(claim.stance is not Stance.DENIES for claim in found.claims)
