"""Which day is an event's: its own, not that of the report, of another clause, of a beginning or of a limit."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Event, Extraction

Understand = Callable[..., Extraction]

_PUBLISHED = "2021-07-07"
"""A Wednesday."""


def _day(found: Extraction, family: str) -> str | None:
    event = _one(found, family)
    return event.date.lexical if event.date is not None else None


def _one(found: Extraction, family: str) -> Event:
    events = [e for e in found.events if bool(e.participant) == (family == "meeting")]
    assert len(events) == 1, [(e.type, e.date) for e in found.events]
    return events[0]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("قصفت طائرات روسية مدينة إدلب الأحد.", "2021-07-04", id="beside its verb"),
        pytest.param("ومساء الأحد، قصفت طائرات روسية مدينة إدلب.", "2021-07-04", id="in front of its verb"),
        pytest.param("شن الجيش الروسي، الأحد، غارات على مدينة إدلب.", "2021-07-04", id="beside the verb of the noun"),
        pytest.param("قتل ثلاثة جنود روس، الأحد، في هجوم على قاعدة حميميم.", "2021-07-04", id="of the killing"),
        pytest.param(
            "أعلن الجيش الروسي، الثلاثاء، أن طائراته قصفت مدينة إدلب الأحد.", "2021-07-04", id="not of the report"
        ),
        pytest.param("أعلن الجيش الروسي، الثلاثاء، أن طائراته قصفت مدينة إدلب.", None, id="only of the report"),
        pytest.param(
            "أسقط الدفاع الجوي الروسي، مساء الأحد، طائرة مسيرة أطلقتها هيئة تحرير الشام باتجاه قاعدة حميميم.",
            "2021-07-04",
            id="of bringing down what was launched",
        ),
        pytest.param(
            "أسقط الجيش الروسي طائرة مسيرة أطلقتها هيئة تحرير الشام باتجاه قاعدة حميميم مساء الأحد.",
            "2021-07-04",
            id="of the launch itself",
        ),
        pytest.param(
            "دمر الجيش الروسي، الأحد، مستودعا كانت هيئة تحرير الشام تقصف منه قاعدة حميميم.",
            None,
            id="not of what goes on where something is destroyed",
        ),
        pytest.param("قصفت طائرات روسية مدينة إدلب، بحسب بيان صدر الثلاثاء.", None, id="of the statement"),
        pytest.param(
            "أعلن الجيش الروسي مقتل جنديين، الأحد، في هجوم على قاعدة حميميم.", "2021-07-04", id="of what is reported"
        ),
        pytest.param(
            "شن الجيش الروسي غارات على مدينة إدلب التي سيطرت عليها المعارضة عام 2015.", None, id="of a relative clause"
        ),
        pytest.param(
            "نددت تركيا بالغارات الروسية التي وقعت الأحد على مدينة إدلب.", "2021-07-04", id="that describes it"
        ),
        pytest.param(
            "شن الجيش الروسي غارات على مدينة إدلب بعد انتهاء الهدنة السبت الماضي.", None, id="of what came before it"
        ),
        pytest.param(
            "هذا أول هجوم صاروخي على القاعدة الروسية في حميميم منذ انتهاء الحرب في 2015.",
            None,
            id="of the end of something",
        ),
        pytest.param("خلال الحملة عام 2016 قصفت طائرات روسية مدينة إدلب.", "2016", id="at the time of something"),
        pytest.param(
            "وفي الرابع من مايو 2020، فر الجنود من القاعدة بعدما قصفت طائرات روسية مدينة إدلب.",
            "2020-05-04",
            id="from the front of the sentence",
        ),
        pytest.param("قصفت طائرات روسية مدينة إدلب بين 2 و4 يوليو.", "2021-07-02", id="the first of an interval"),
        pytest.param("قتل ثلاثة جنود روس في هجوم على قاعدة حميميم، حسبما أعلن الجيش الثلاثاء.", None, id="as was said"),
        pytest.param(
            "قتل ثلاثة جنود روس برصاص القوات التركية في مدينة إدلب، بعد محاولتهم عبور الحدود، الأحد.",
            "2021-07-04",
            id="soon after what it followed",
        ),
        pytest.param(
            "غادر السكان بعدما قصفت طائرات يعتقد أنها روسية مدينة إدلب الاثنين.", "2021-07-05", id="behind a belief"
        ),
        pytest.param("شنت روسيا غارات على مدينة إدلب من قبل القوات الجوية الأحد.", "2021-07-04", id="by is not before"),
        pytest.param(
            "ضربت غارات روسية مدينة إدلب، التي تسيطر عليها المعارضة، الأحد.", "2021-07-04", id="behind what goes on"
        ),
        pytest.param(
            "قال مصدر إن جنديا تعرض للطعن قرب مدينة إدلب، الأحد، وإن القوات الروسية أطلقت النار على المهاجم.",
            "2021-07-04",
            id="of what somebody suffered",
        ),
        pytest.param(
            "أعلن مصدر، الأحد، أن طائرات روسية قصفت فجرا مدينة إدلب.", "2021-07-04", id="dawn on the day of the report"
        ),
        pytest.param(
            "قصفت طائرات روسية مدينة إدلب، ما أسفر عن مقتل ثلاثة مدنيين، الأحد.", "2021-07-04", id="of what came of it"
        ),
        pytest.param(
            "أعلن الجيش الروسي، الثلاثاء، فقدان جندي بعد يومين من هجوم على قاعدة حميميم.",
            "2021-07-04",
            id="counted from the day of the report",
        ),
        pytest.param(
            "بعد يومين من هجوم على قاعدة حميميم الروسية، زار الوزير المكان الثلاثاء.",
            "2021-07-04",
            id="counted in front of the verb",
        ),
        pytest.param(
            "تجددت الاشتباكات بين روسيا وتركيا في إدلب، بعد انهيار هدنة كان قد تم التوصل إليها السبت.",
            None,
            id="of what was before",
        ),
        pytest.param(
            "يعقد مجلس الأمن الدولي اجتماعا طارئا الأحد حول مسألة هجوم روسيا على مدينة إدلب.",
            None,
            id="of talks about it",
        ),
        pytest.param(
            "قصفت طائرات روسية مدينة إدلب لأول مرة منذ الهدنة، السبت.",
            None,
            id="of the beginning of something",
        ),
        pytest.param(
            "المواجهات التي اندلعت بين روسيا وتركيا في الشارع الواقع شمالي إدلب الأحد أدت إلى مقتل خمسة.",
            "2021-07-04",
            id="not of where something lies",
        ),
        pytest.param(
            "قال مصدر إن عملية القصف التي وقعت الأحد في مدينة إدلب نفذتها روسيا.",
            "2021-07-04",
            id="of the first of two nouns",
        ),
        pytest.param(
            "قتل ضابط روسي إثر انفجار عبوة ناسفة في المدرعة التي كان على متنها الأحد في مدينة إدلب.",
            "2021-07-04",
            id="not of where somebody was",
        ),
        pytest.param(
            "شنت روسيا غارات على مدينة إدلب في مناطق تسيطر عليها فصائل في وقت متأخر الأحد.",
            "2021-07-04",
            id="not of who holds a place",
        ),
        pytest.param(
            "لقي سبعة مصرعهم وأصيب 20 آخرون، الأحد، من جراء انفجار استهدف القوات الروسية في مدينة إدلب.",
            "2021-07-04",
            id="of the harm that it did",
        ),
        pytest.param("أعلن الجيش فقدان جندي بعد أيام من هجوم على قاعدة حميميم.", None, id="counted in some days"),
        pytest.param("موسكو 6 يوليو (إنترفاكس) - قصفت طائرات روسية مدينة إدلب.", None, id="of the dateline"),
        pytest.param(
            "أعلن مصدر، الأحد، أن طائرات روسية قصفت مدينة إدلب بينما كان يزورها فجرا.",
            None,
            id="dawn of something else",
        ),
    ],
)
def test_the_day_of_an_attack(understand: Understand, text: str, day: str | None) -> None:
    assert _day(understand(text, published=_PUBLISHED), "attack") == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param(
            "أكد سيرغي لافروف، الثلاثاء، أنه اجتمع مع جون كيري بعد دخوله السفارة الأحد.", None, id="of others"
        ),
        pytest.param(
            "قال سيرغي لافروف، الأحد، خلال لقائه جون كيري في جنيف إن بلاده ستنسحب.", "2021-07-04", id="during"
        ),
        pytest.param("يلتقي سيرغي لافروف جون كيري في جنيف الجمعة.", "2021-07-09", id="a present with a day is a plan"),
        pytest.param("كان سيرغي لافروف يلتقي جون كيري في جنيف الجمعة.", "2021-07-02", id="what was is no plan"),
        pytest.param("ألغى سيرغي لافروف لقاء كان مقررا الثلاثاء مع جون كيري.", "2021-07-06", id="a plan of yesterday"),
        pytest.param("ألغى سيرغي لافروف لقاء كان مقررا الخميس مع جون كيري.", "2021-07-08", id="a plan of tomorrow"),
        pytest.param(
            "اتفق البلدان، الثلاثاء، على عقد لقاء بين سيرغي لافروف وجون كيري.", None, id="day of the agreement"
        ),
        pytest.param(
            "استضاف سيرغي لافروف، الاثنين، جون كيري، وذلك في قمة ثلاثية في جنيف.", "2021-07-05", id="told again by وذلك"
        ),
        pytest.param(
            "وصف سيرغي لافروف لقاءه مع جون كيري في جنيف الاثنين بأنه مثمر.", "2021-07-05", id="not of the description"
        ),
        pytest.param(
            "قدم سيرغي لافروف موعد لقائه مع جون كيري في جنيف في وقت سابق الاثنين.", None, id="earlier that day"
        ),
        pytest.param(
            "في مستهل لقائه جون كيري في جنيف، أعرب سيرغي لافروف، الاثنين، عن أمله.", "2021-07-05", id="at its opening"
        ),
        pytest.param("وصل سيرغي لافروف إلى جنيف الاثنين للقاء جون كيري.", "2021-07-05", id="what he came for"),
        pytest.param("سيلتقي سيرغي لافروف وجون كيري بحلول أكتوبر المقبل.", "2021-10", id="a limit is all a plan tells"),
        pytest.param(
            "وصف سيرغي لافروف لقاءه جون كيري في جنيف، والذي استمر ساعة الأحد، بأنه مثمر.", "2021-07-04", id="of his"
        ),
        pytest.param(
            "قام سيرغي لافروف بزيارة لم يعلن عنها إلى بكين الشهر الماضي.", "2021-06", id="not of what was not"
        ),
        pytest.param(
            "سيشارك سيرغي لافروف وجون كيري في قمة المجموعة التي تضم سبع دول يوم 9 يوليو.",
            "2021-07-09",
            id="a verb of what goes on has no day",
        ),
    ],
)
def test_the_day_of_a_meeting(understand: Understand, text: str, day: str | None) -> None:
    assert _day(understand(text, published=_PUBLISHED), "meeting") == day


def test_a_month_of_the_report_is_better_than_nothing(understand: Understand) -> None:
    found = understand("وكانت روسيا أعلنت في مايو الماضي أن طائراتها قصفت مدينة إدلب.", published=_PUBLISHED)
    assert _day(found, "attack") == "2021-05"


@pytest.mark.parametrize(
    "text",
    [
        "قصفت طائرات روسية الأحد مدينة إدلب، وشنت طائرات تركية غارات على مدينة عفرين.",
        "قصفت طائرات روسية الأحد مدينة إدلب، فيما قصفت القوات التركية مدينة عفرين.",
        "قصفت طائرات روسية الأحد مدينة إدلب، فيما فر السكان عقب غارات تركية على مدينة عفرين.",
        "اعترض الجيش الروسي الأحد صاروخا، في وقت قصفت القوات التركية مدينة عفرين.",
        "شنت طائرات روسية الأحد غارات على مدينة إدلب، ردت عليها المعارضة بإطلاق صواريخ على مدينة حمص.",
    ],
)
def test_a_day_goes_for_the_clauses_beside_it(understand: Understand, text: str) -> None:
    found = understand(text, published=_PUBLISHED)
    assert [e.date.lexical for e in found.events if e.date] == ["2021-07-04"] * len(found.events)


def test_the_last_visit_was_before_what_is_told_now(understand: Understand) -> None:
    text = "التقى سيرغي لافروف، الأحد، جون كيري في جنيف عقب زيارة لافروف الأخيرة إلى بكين."
    found = understand(text, published=_PUBLISHED)
    assert {e.type: e.date.lexical if e.date else None for e in found.events} == {
        "Meeting": "2021-07-04",
        "Visit": None,
    }
