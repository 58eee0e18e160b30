"""Counts in digits and words."""

from __future__ import annotations

import pytest

from kg.text.numbers import find_counts


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("مقتل ثلاثة أشخاص", [3]),
        ("وخمسة وعشرون آخرون", [25]),
        ("١٢ جنديا و3 مدنيين", [12, 3]),
        ("1,500 نازح", [1500]),
        ("ألف وخمسمئة", [1500]),
        ("مئة وثلاثة وعشرين", [123]),
        ("أربعة عشر مدنيا ومئتي جريح", [14, 200]),
        ("بنسبة 3.5 والساعة 10:30", []),
        ("عشرات القتلى", []),
    ],
)
def test_counts(text: str, values: list[int]) -> None:
    assert [count.value for count in find_counts(text)] == values
