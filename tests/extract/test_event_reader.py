"""What the shipped encoder makes of tellings and names."""

from __future__ import annotations

import numpy as np
import pytest

from kg.extract.article_encoder import ArticleEncoder
from kg.extract.asking import Asked, asked_of
from kg.extract.engine import Engine, accurate
from kg.extract.event_reader import EventLogits, EventReader
from kg.extract.roles import ROLES
from kg.extract.words import words_of
from kg.model import Article, Document
from kg.text.segment import analyse

_TEXT = (
    "قصفت طائرات حربية مدينة سرمين في ريف إدلب صباح الخميس.\n"
    "وقال ناشطون إن الطيران الروسي نفذ الغارة، فيما لم تعلق وزارة الدفاع الروسية.\n"
    "وفي موضوع آخر، التقى وزير الخارجية المصري سامح شكري نظيره الأردني أيمن الصفدي في القاهرة."
)


@pytest.fixture(scope="module")
def reader() -> EventReader:
    return EventReader.load(ArticleEncoder.load(threads=1), threads=1)


def _asked(engine: Engine, text: str) -> tuple[Document, Asked]:
    document = analyse(Article("test", text))
    reading = engine.events.reading(document, words_of(document), engine.entities(document))
    return document, asked_of([p.scene for p in reading.proposals], [t.telling for t in reading.tellings])


def _best(logits: EventLogits, asked: Asked, telling: int, entity: str) -> tuple[float, str]:
    """The likeliest of the roles that the family has, behind its log-odds."""
    said = logits.role({telling}, entity)
    return max((said[role], role) for role in ROLES[asked.tellings[telling].family])


def test_who_and_where_of_two_events_are_told_apart(engine: Engine, reader: EventReader) -> None:
    document, asked = _asked(engine, _TEXT)
    logits = reader.read(document, asked)
    bombed = next(n for n, t in enumerate(asked.tellings) if t.family == "Attack" and t.sentence == 0)
    met = next(n for n, t in enumerate(asked.tellings) if t.family == "DiplomaticMeeting")

    def entity(name: str) -> str:
        return next(m.entity for m in asked.mentions if name in " ".join(asked.words[m.first : m.last]))

    town, minister = _best(logits, asked, bombed, entity("سرمين")), _best(logits, asked, met, entity("الصفدي"))
    assert (town[1], minister[1]) == ("place", "participant")
    assert _best(logits, asked, bombed, entity("الصفدي")) < (town[0] - 1, "")
    assert _best(logits, asked, met, entity("سرمين")) < (minister[0] - 1, "")
    assert logits.happens[bombed] > 0
    assert logits.happens[met] > 0


def test_an_article_reads_the_same_in_whatever_company(engine: Engine, reader: EventReader) -> None:
    asked = _asked(engine, _TEXT)
    first = reader.read(*asked)
    reader.read(*_asked(engine, "التقى الرئيسان في باريس يوم الجمعة."))
    again = reader.read(*asked)
    assert np.array_equal(first.roles, again.roles, equal_nan=True)
    assert np.array_equal(first.same, again.same, equal_nan=True)


def test_what_stands_too_far_apart_is_not_seen_together(engine: Engine, reader: EventReader) -> None:
    filler = "\n".join("ولم يصدر أي تعليق من الجهات المعنية حتى الآن على ما جرى في البلاد." for _ in range(60))
    document, asked = _asked(engine, f"قصفت طائرات مدينة سرمين.\n{filler}\nوزار الوفد مدينة القاهرة.")
    logits = reader.read(document, asked)
    near, far = 0, len(asked.mentions) - 1
    assert not np.isnan(logits.roles[0, near]).any()
    assert np.isnan(logits.roles[0, far]).all()


def test_whose_camp_is_attacked_does_not_attack_it() -> None:
    text = (
        "مقتل تسعة جنود في هجوم بطائرة مسيّرة على معسكر للجيش السوداني شمال أم درمان\n"
        "قُتل تسعة جنود، فجر اليوم الأربعاء، في هجوم بطائرة مسيّرة استهدف معسكراً للجيش السوداني شمال مدينة أم درمان.\n"
        "واتهم المتحدث باسم الجيش السوداني العميد نبيل عبد الله قوات الدعم السريع بتنفيذ الهجوم، بينما نفت قوات الدعم "
        "السريع في بيان أي صلة لها به.\n"
        "ويأتي الهجوم بعد يومين من غارات جوية شنها الجيش على مواقع لقوات الدعم السريع في مدينة الفاشر."
    )
    found = accurate().extract(analyse(Article("test", text)))
    army = next(e.id for e in found.entities if e.name == "الجيش السوداني")
    (attack,) = [event for event in found.events if event.type == "DroneAttack"]
    assert attack.agent
    assert army not in attack.agent
