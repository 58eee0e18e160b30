"""Sentences, tokens and proclitics, at raw offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article, Token
from kg.text.clitics import readings
from kg.text.normalise import norm
from kg.text.segment import analyse

TEXT = st.text(st.sampled_from("ابو لسنة.!؟…«»()\n 12٣,.%\u064e\u0651\u200fab😀"), max_size=80)


@given(TEXT)
def test_tokens_give_back_their_text_and_do_not_overlap(text: str) -> None:
    document = analyse(Article("x", text))
    for token in document.tokens:
        assert text[token.begin : token.end] == token.text
        assert token.norm == norm(token.text)
    for one, other in zip(document.tokens, document.tokens[1:], strict=False):
        assert one.end <= other.begin


@given(TEXT)
def test_every_token_stands_in_one_sentence(text: str) -> None:
    document = analyse(Article("x", text))
    inside = [i for s in document.sentences for i in range(s.first, s.last)]
    assert inside == list(range(len(document.tokens)))
    for sentence in document.sentences:
        assert document.sentence_at(sentence.begin) == sentence


def test_the_title_is_a_sentence_of_its_own_and_numbers_do_not_end_one() -> None:
    document = analyse(Article("x", "عنوان\nارتفع 3.5 نقطة. ثم هبط! وانتهى", title="عنوان"))
    texts = [document.article.text[s.begin : s.end] for s in document.sentences]
    assert texts == ["عنوان", "ارتفع 3.5 نقطة.", "ثم هبط!", "وانتهى"]
    assert [s.is_title for s in document.sentences] == [True, False, False, False]


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("والرقة", "الرقة"),
        ("بالرقة", "الرقة"),
        ("للرقة", "لرقة"),
        ("وللأمم", "لأمم"),
        ("لدمشق", "دمشق"),
        ("وبدمشق", "دمشق"),
        ("كموسكو", "موسكو"),
        ("وَبِموسكو", "موسكو"),
    ],
)
def test_one_reading_begins_at_the_name_itself(word: str, name: str) -> None:
    token = Token(5, 5 + len(word), word, norm(word))
    assert name in {word[reading.begin - 5 :] for reading in readings(token)}


def test_the_article_behind_li_is_restored() -> None:
    (plain, *_, last) = readings(Token(0, 5, "للرقة", norm("للرقة")))
    assert plain.proclitics == ""
    assert (last.norm, last.proclitics, last.article) == (norm("الرقة"), "ل", True)
