"""Proclitics: where a name begins in a token."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Token
from kg.text.clitics import readings
from kg.text.normalise import norm

WORD = st.text(st.sampled_from("وفبلكا ليسنةﻻ\u064e\u0651\u0640".replace(" ", "")), min_size=1, max_size=12).filter(
    norm
)


def _token(word: str, begin: int = 0) -> Token:
    return Token(begin, begin + len(word), word, norm(word))


def _all(word: str) -> list[tuple[str, str, str]]:
    return [(word[r.begin :], r.norm, r.proclitics) for r in readings(_token(word))]


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("والرقة", "الرقة"),
        ("بالرقة", "الرقة"),
        ("فالرقة", "الرقة"),
        ("كالرقة", "الرقة"),
        ("وبالرقة", "الرقة"),
        ("للرقة", "لرقة"),
        ("وللأمم", "لأمم"),
        ("فللأمم", "لأمم"),
        ("لدمشق", "دمشق"),
        ("وبدمشق", "دمشق"),
        ("كموسكو", "موسكو"),
        ("للبنان", "لبنان"),
        ("ولليبيا", "ليبيا"),
        ("لواشنطن", "واشنطن"),
        ("وواشنطن", "واشنطن"),
        ("وَبِموسكو", "موسكو"),
        ("بِـالرَّقّةِ", "الرَّقّةِ"),
    ],
)
def test_one_reading_begins_at_the_name_itself(word: str, name: str) -> None:
    assert name in {word[reading.begin - 5 :] for reading in readings(_token(word, 5))}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("دمشق", [("دمشق", "دمشق", "")]),
        ("والرقة", [("والرقة", "والرقه", ""), ("الرقة", "الرقه", "و")]),
        ("للرقة", [("للرقة", "للرقه", ""), ("لرقة", "لرقه", "ل"), ("لرقة", "اللرقه", "ل"), ("لرقة", "الرقه", "ل")]),
        ("للجنة", [("للجنة", "للجنه", ""), ("لجنة", "لجنه", "ل"), ("لجنة", "اللجنه", "ل"), ("لجنة", "الجنه", "ل")]),
        ("ولد", [("ولد", "ولد", "")]),
        ("وبحر", [("وبحر", "وبحر", ""), ("بحر", "بحر", "و")]),
        ("،", [("،", "،", "")]),
        ("15", [("15", "15", "")]),
    ],
)
def test_all_readings_of_a_word(word: str, expected: list[tuple[str, str, str]]) -> None:
    assert _all(word) == expected


def test_the_article_behind_li_is_restored() -> None:
    (plain, *_, last) = readings(_token("للرقة"))
    assert (plain.proclitics, plain.article) == ("", False)
    assert (last.norm, last.proclitics, last.article) == (norm("الرقة"), "ل", True)


def test_a_ligature_is_not_cut_through() -> None:
    # ﻻ is ل and ا in one character: no span begins between them.
    assert _all("ﻻيران") == [("ﻻيران", "لايران", "")]
    assert ("ﻻذقية", "لاذقيه", "و") in _all("وﻻذقية")


@given(WORD, st.integers(0, 9))
def test_each_reading_gives_the_letters_that_stand_there(word: str, begin: int) -> None:
    token = _token(word, begin)
    first, *others = readings(token)
    assert (first.begin, first.norm, first.proclitics) == (begin, token.norm, "")
    for reading in others:
        assert begin < reading.begin < token.end
        written = norm(word[reading.begin - begin :])
        assert token.norm == reading.proclitics + written
        assert reading.norm in {written, f"ال{written}", f"ا{written}"}
        assert len(reading.norm) >= 3
