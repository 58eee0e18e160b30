"""Folding and its way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.normalise import name_key, norm, normalise

ARABIC = st.text(st.sampled_from("ابتةىيأإآؤئء وفال\u064b\u0651\u0640\u200f«»1٢a\n"), max_size=40)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أميركا", "اميركا"),
        ("السوريّة", "السورية"),
        ("مستشفى", "مستشفي"),
        ("الرقـــة", "الرقة"),
        ("«داعش»", "داعش"),
        ("الأمم  المتحدة", "الامم المتحده"),
        ("دير الزور", "دير زور"),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("حماة", "حماس"), ("حمص", "حماة"), ("ليبيا", "لبنان")])
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@given(ARABIC)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert norm(norm(text)) == norm(text)


@given(ARABIC)
def test_each_folded_character_comes_from_its_raw_one(text: str) -> None:
    folded = normalise(text)
    assert folded.text == norm(text)
    for index, char in enumerate(folded.text):
        begin, end = folded.span(index, index + 1)
        assert norm(text[begin:end]) == char
