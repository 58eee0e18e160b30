"""Whatever the words, extraction ends, and all that it finds can be traced to the text."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.extract.engine import Engine
from kg.link.linker import OfflineLinker
from kg.model import Article
from kg.ontology.schema import Schema
from kg.rdf.mapper import Mapper
from kg.text.segment import analyse

SENTENCE = """
قصفت هجوم غارات على في من قبل القوات الأميركية الروسي تنظيم « » داعش مدينة دير الزور وزير الخارجية الرئيس التقى بحث مع و
لافروف سيرغي نفى أعلن أن لا صحة الأحد 28 حزيران مقتل ثلاثة جنود حقل العمر قاعدة للأمم المتحدة : . ( ) " … بين اشتباكات
سورية موسكو 😀 CNN وكالة سانا سيلتقي قمة زيارة إلى شن العاصمة) المدينة" 1,500 قتيلان
"""
WORDS = [*SENTENCE.split(), "\n"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(WORDS), max_size=40), title=st.booleans())
def test_any_sequence_of_words_gives_a_graph(engine: Engine, words: list[str], title: bool) -> None:
    body = " ".join(words)
    text = f"{body}\n{body}" if title else body
    article = Article("x", text, title=body if title else None, published="2021-07-05")
    found = engine.extract(analyse(article))
    ids = {entity.id for entity in found.entities}
    mentions = [m for e in (*found.entities, *found.events) for m in e.mentions] + [c.cue for c in found.claims]
    assert all(0 <= m.begin < m.end <= len(text) and text[m.begin : m.end].strip() for m in mentions)
    for event in found.events:
        assert {*event.agent, *event.target, *event.participant, *event.place} <= ids
    assert {claim.about for claim in found.claims} <= {event.id for event in found.events}
    assert Mapper(Schema.load()).article_graph(OfflineLinker().link(found)).quads
