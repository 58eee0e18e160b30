"""From nodes to the characters that they were read from."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.query.evidence import passages, statements
from kg.store.oxigraph import OxigraphStore


def test_an_event_is_told_in_its_sentences(news: OxigraphStore) -> None:
    (passage,) = passages(ox.NamedNode(f"{news.base}article/one/event/1"), news)
    assert (passage.article, passage.source, passage.issued) == ("one", "صحيفة الشمال", "2021-07-05")
    assert (passage.begin, passage.end, passage.words, passage.by) == (20, 24, "قصفت", "rules/1")
    assert (passage.sentence, passage.at) == ("قصفت الكتائب القاعدة", 0)


def test_an_entity_is_told_in_the_sentences_around_it(news: OxigraphStore) -> None:
    (passage,) = passages(ox.NamedNode(f"{news.base}entity/x-base"), news)
    assert passage.sentence == "قصفت الكتائب القاعدة"
    assert passage.sentence[passage.at :] == passage.words == "القاعدة"


def test_words_without_a_sentence_stand_alone(news: OxigraphStore) -> None:
    found = passages(ox.NamedNode(f"{news.base}entity/x-group"), news)
    assert [(p.article, p.words, p.sentence) for p in found] == [
        ("one", "المسلحون", "المسلحون"),
        ("three", "الإرهابيون", "الإرهابيون"),
        ("three", "كتائب الجبل", "كتائب الجبل"),
    ]


def test_a_statement_leads_to_its_words(news: OxigraphStore) -> None:
    told = list(statements(ox.NamedNode(f"{news.base}entity/x-sami"), news))
    assert [(s.subject, s.property, s.value) for s in told] == [
        ("<article/one/entity/2>", "kg:role", "وزير الخارجية"),
        ("<article/three/entity/2>", "kg:role", "نائب الرئيس"),
    ]
    assert [[(p.article, p.begin, p.end) for p in s.passages] for s in told] == [[("one", 50, 54)], [("three", 60, 66)]]


def test_what_nobody_says_has_no_reason(news: OxigraphStore) -> None:
    with pytest.raises(QueryError, match="no article says anything of <entity/Q1>"):
        list(statements(ox.NamedNode(f"{news.base}entity/Q1"), news))
