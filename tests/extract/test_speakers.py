"""Who speaks, and of which events: several speakers and several events, spokesmen, statements, calls, rejections."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Extraction

Understand = Callable[..., Extraction]


def _claims(found: Extraction) -> set[tuple[str, str]]:
    names = {entity.id: entity.name for entity in found.entities}
    return {(names[claim.claimant], claim.stance.value) for claim in found.claims if claim.claimant}


@pytest.mark.parametrize(
    ("text", "who"),
    [
        # Several say it together.
        ("قالت تركيا وفرنسا إن القوات الأميركية قصفت مدينة إدلب.", {"تركيا", "فرنسا"}),
        # A noun that is pointed at takes up a body; the next name in the sentence is another one.
        (
            "تقدمت القوات الروسية في ريف حلب.\nوأعلنت تلك القوات قصف مدينة إدلب، لكن وكالة سانا صمتت.",
            {"القوات الروسية"},
        ),
        # A verb belongs to the noun before a relative clause, not to the name inside it.
        ("وقال شهود إن حركة حماس التي تدعمها تركيا أكدت أن القوات الأميركية قصفت مدينة إدلب.", {"حركة حماس"}),
        # A statement in which something is said.
        ("جاء ذلك في بيان للجيش الروسي أعلن فيه أن القوات الأميركية قصفت مدينة إدلب.", {"الجيش الروسي"}),
        ("وبحسب البيان الصادر عن الجيش الروسي، قصفت القوات الأميركية مدينة إدلب.", {"الجيش الروسي"}),
        # What a verb speaks of is not who speaks.
        (
            "قال فلاديمير بوتين إن الهدنة صامدة.\nوأشار إلى هجمات شنتها القوات الأميركية على مدينة إدلب.",
            {"فلاديمير بوتين"},
        ),
        # A verb before its subject is singular.
        ("قالت حركة حماس إن الهدنة صامدة.\nوأبلغوا تركيا أن القوات الأميركية قصفت مدينة إدلب.", {"حركة حماس"}),
        # Who is told to have spoken aside does not go on.
        (
            "نفى فلاديمير بوتين ما أعلنته تركيا عن الهدنة.\nوأضاف أن القوات الأميركية قصفت مدينة إدلب.",
            {"فلاديمير بوتين"},
        ),
    ],
)
def test_who_speaks(understand: Understand, text: str, who: set[str]) -> None:
    assert _claims(understand(text)) == {(name, "Asserts") for name in who}


def test_who_stands_before_a_colon_with_his_title_speaks(understand: Understand) -> None:
    found = understand("نفى الجيش ذلك.", title="الرئيس الروسي فلاديمير بوتين: القوات الأميركية قصفت مدينة إدلب")
    assert ("فلاديمير بوتين", "Asserts") in _claims(found)


def test_a_spokesman_and_his_body_are_one_voice(understand: Understand) -> None:
    found = understand(
        "قال المتحدث باسم الجيش الروسي إيغور كوناشينكوف إن القوات الأميركية قصفت مدينة إدلب.\n"
        "وقال الجيش الروسي إن القصف أسفر عن مقتل ثلاثة."
    )
    assert _claims(found) == {("الجيش الروسي", "Asserts")}


def test_a_state_in_the_title_is_its_body_below(understand: Understand) -> None:
    found = understand(
        "أعلنت وزارة الدفاع الروسية أن القوات الأميركية قصفت مدينة إدلب.",
        title="روسيا تعلن أن القوات الأميركية قصفت مدينة إدلب",
    )
    assert _claims(found) == {("وزارة الدفاع الروسية", "Asserts")}


def test_what_stands_behind_a_verb_in_a_title_is_its_object(understand: Understand) -> None:
    found = understand("قُتل خمسة أشخاص في هجوم في مدينة إدلب.", title="جماعة مسلحة تتبنى هجوم سوريا")
    assert _claims(found) == set()


def test_a_cue_behind_claims_only_what_stands_before_it(understand: Understand) -> None:
    found = understand("قصفت القوات الأميركية مدينة إدلب، وفق وكالة سانا، فيما قصفت القوات الروسية مدينة حماة الأحد.")
    places = {entity.id: entity.name for entity in found.entities}
    told = {event.id: {places[place] for place in event.place} for event in found.events}
    assert [told[claim.about] for claim in found.claims if claim.claimant] == [{"مدينة إدلب"}]


def test_a_plural_takes_up_all_attacks_before_it(understand: Understand) -> None:
    found = understand(
        "انفجرت سيارة مفخخة في مدينة إدلب الأحد.\nوأطلق مسلحون النار على دورية في مدينة حماة الاثنين.\n"
        "وأعلن تنظيم داعش مسؤوليته عن الهجومين."
    )
    assert len(found.events) == 2
    assert {claim.about for claim in found.claims if claim.claimant} == {event.id for event in found.events}


def test_a_meeting_that_is_only_referred_to_is_not_claimed(understand: Understand) -> None:
    found = understand(
        "يلتقي فلاديمير بوتين ورجب طيب أردوغان في موسكو غدا.\nوقال عباس عراقجي إن الأسعار سترتفع قبل اللقاء."
    )
    assert _claims(found) == set()


def test_who_calls_for_talks_claims_that_they_are_to_be(understand: Understand) -> None:
    found = understand("دعا فلاديمير بوتين إلى عقد محادثات بين روسيا وتركيا في موسكو.")
    assert _claims(found) == {("فلاديمير بوتين", "Asserts")}


@pytest.mark.parametrize(
    "text",
    [
        "رفض الجيش الروسي الاتهامات بقصف مدينة إدلب.",
        "وصف الجيش الروسي الأنباء عن قصف مدينة إدلب بالكاذبة.",
        "قصفت طائرات مدينة إدلب.\nونفى الجيش الروسي ذلك.",
        "قصفت طائرات مستشفى في مدينة إدلب.\nونفى الجيش الروسي قصف المستشفى.",
        "قُتل خمسة أشخاص في هجوم في مدينة إدلب.\nونفى الجيش الروسي أي صلة له بما جرى.",
    ],
)
def test_who_rejects_what_is_told_denies_it(understand: Understand, text: str) -> None:
    assert _claims(understand(text)) == {("الجيش الروسي", "Denies")}


def test_an_accusation_behind_the_attack_claims_it(understand: Understand) -> None:
    found = understand("قُتل خمسة أشخاص في هجوم على مسجد في مدينة إدلب، واتهمت تركيا تنظيم داعش بالوقوف وراءه.")
    assert _claims(found) == {("تركيا", "Asserts")}


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("هاجم مسلحون مدينة إدلب.\nوأعرب فلاديمير بوتين عن صدمته من الهجوم.", {("فلاديمير بوتين", "Asserts")}),
        ("هاجم مسلحون مدينة إدلب.\nووصف فلاديمير بوتين الهجوم بأنه مروع.", {("فلاديمير بوتين", "Asserts")}),
        ("هاجم مسلحون مدينة إدلب عبر تركيا والعراق بعد تقارير عن هدنة.", set()),
    ],
)
def test_who_judges_an_attack_says_that_it_was(understand: Understand, text: str, claims: set[tuple[str, str]]) -> None:
    assert _claims(understand(text)) == claims
