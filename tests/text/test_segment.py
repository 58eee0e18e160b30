"""Sentences and tokens at raw offsets."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article
from kg.text.normalise import norm
from kg.text.segment import analyse

TEXT = st.text(st.sampled_from("ابو لسنة.!؟…«»()\n 12٣,.%\u064e\u0640\u0651\u200f\u202eab😀ﻻ\u0301"), max_size=80)
ANY = st.text(max_size=60)


def _tokens(text: str) -> list[str]:
    return [token.text for token in analyse(Article("x", text)).tokens]


def _sentences(text: str) -> list[str]:
    return [text[s.begin : s.end] for s in analyse(Article("x", text)).sentences]


@given(TEXT | ANY)
def test_tokens_give_back_their_text_and_do_not_overlap(text: str) -> None:
    document = analyse(Article("x", text))
    for token in document.tokens:
        assert token.begin < token.end
        assert text[token.begin : token.end] == token.text
        assert token.norm == (norm(token.text) or "-")
    for one, other in zip(document.tokens, document.tokens[1:], strict=False):
        assert one.end <= other.begin


@given(TEXT | ANY)
def test_nothing_that_can_be_seen_is_left_out(text: str) -> None:
    inside = {i for token in analyse(Article("x", text)).tokens for i in range(token.begin, token.end)}
    # A tatweel that only lengthens the letter behind it is part of no token.
    left = [ch for i, ch in enumerate(text) if i not in inside and ch != "\u0640"]
    assert [ch for ch in left if not ch.isspace() and unicodedata.category(ch) not in {"Mn", "Me", "Cf", "Cc"}] == []


@given(TEXT | ANY)
def test_every_token_stands_in_one_sentence(text: str) -> None:
    document = analyse(Article("x", text))
    inside = [i for s in document.sentences for i in range(s.first, s.last)]
    assert inside == list(range(len(document.tokens)))
    for sentence in document.sentences:
        tokens = document.tokens_of(sentence)
        assert (sentence.begin, sentence.end) == (tokens[0].begin, tokens[-1].end)
        assert sentence.paragraph == text[: sentence.begin].count("\n") + sum(
            text[: sentence.begin].count(ch) for ch in "\u2028\u2029"
        )


@given(TEXT | ANY, st.integers(0, 100))
def test_a_sentence_is_found_by_each_of_its_characters_and_by_no_other(text: str, offset: int) -> None:
    document = analyse(Article("x", text))
    holding = [s for s in document.sentences if s.begin <= offset < s.end]
    assert document.sentence_at(offset) == (holding[0] if holding else None)


@given(TEXT)
def test_no_sentence_goes_over_a_line_end(text: str) -> None:
    assert not any("\n" in sentence for sentence in _sentences(text))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", []),
        (" \n\u200f\u202c\ufeff\x07", []),
        ("وَالرَّقَّة،", ["وَالرَّقَّة", "،"]),
        ("١٢٫٥٪ و3.5% و1,500", ["١٢٫٥", "٪", "و", "3.5", "%", "و", "1,500"]),
        ("إف-16", ["إف", "-", "16"]),
        ("«الشرق\u200f»", ["«", "الشرق", "»"]),
        ("دم\u200dشق", ["دم\u200dشق"]),
        ("دمشق\u200b.", ["دمشق", "."]),
        ("بيروت ـ الحيــاة ـــ", ["بيروت", "ـ", "الحيــاة", "ـــ"]),
        ("😀 a_b", ["😀", "a", "_", "b"]),
        ("José e\u0301", ["José", "e\u0301"]),
        ("15هـ", ["15", "هـ"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert _tokens(text) == tokens


@pytest.mark.parametrize(
    "text",
    [
        "ارتفع السعر 3.5 نقطة أمس",
        "قالت أ. ف. ب إن الوزير وصل",
        "التقى د. محمد حسن نظيره",
        "وكان م. أحمد مع ود. سعاد هناك",
        "U.S. forces and John F. Kennedy met Dr. Smith",
        "1. وصول الوفد",
        " (12. البند التالي",
        "زاروا موقع example.com اليوم",
        "سأل: «من هناك؟» ثم مضى",
    ],
)
def test_what_is_one_sentence(text: str) -> None:
    assert len(_sentences(text)) == 1


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("وصل الوفد. غادر الوفد", ["وصل الوفد.", "غادر الوفد"]),
        ("وصل الوفد.\nغادر", ["وصل الوفد.", "غادر"]),
        ("وصل\n- غادر\n• عاد", ["وصل", "- غادر", "• عاد"]),
        ("هل وصل؟ نعم! حسنا… ثم مضى", ["هل وصل؟", "نعم!", "حسنا…", "ثم مضى"]),
        ("وصل.. وغادر", ["وصل..", "وغادر"]),
        ("قال: «لن نقبل.» وأضاف: «أبدا». ومضى", ["قال: «لن نقبل.»", "وأضاف: «أبدا».", "ومضى"]),
        ("توفي عام 622 م. ثم مضى", ["توفي عام 622 م.", "ثم مضى"]),
        ("قتل 5. وجرح 6", ["قتل 5.", "وجرح 6"]),
        ("سطر\u2028سطر\u2029سطر", ["سطر", "سطر", "سطر"]),
        ("...\n\n؟", ["...", "؟"]),
    ],
)
def test_where_sentences_end(text: str, sentences: list[str]) -> None:
    assert _sentences(text) == sentences


def test_the_title_is_known() -> None:
    document = analyse(Article("x", "عنوان الخبر\nارتفع 3.5 نقطة. ثم هبط! وانتهى", title="عنوان الخبر"))
    texts = [document.article.text[s.begin : s.end] for s in document.sentences]
    assert texts == ["عنوان الخبر", "ارتفع 3.5 نقطة.", "ثم هبط!", "وانتهى"]
    assert [s.is_title for s in document.sentences] == [True, False, False, False]
    assert [s.paragraph for s in document.sentences] == [0, 1, 1, 1]


@pytest.mark.parametrize(
    ("title", "text", "flags"),
    [
        (None, "سطر\nسطر", [False, False]),
        ("سطر\nسطر", "سطر\nسطر\nمتن", [True, True, False]),
        ("قمة.. ولقاء", "قمة.. ولقاء\nمتن", [True, True, False]),
        ("خبر", "# خبر\nمتن", [True, False]),
    ],
)
def test_titles_of_every_shape(title: str | None, text: str, flags: list[bool]) -> None:
    assert [s.is_title for s in analyse(Article("x", text, title=title)).sentences] == flags


@pytest.mark.parametrize(
    "piece", ["ا", ".", " .", "\u0640", "\u200f", "؟!", "«", "د. ", "1.", "1. ", "ا\u200f", ".»", "\n", "\u064e", "x."]
)
def test_no_text_takes_time_by_the_square_of_its_length(piece: str) -> None:
    article = Article("x", piece * (200_000 // len(piece)) + "ا")
    start = time.process_time()
    analyse(article)
    # A linear scan takes under a second; a quadratic one, as fast on 5,000 characters, a quarter of a minute.
    assert time.process_time() - start < 8
