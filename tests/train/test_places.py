"""Counting how names of places stand in news."""

from __future__ import annotations

from kg.train.places import count_places

TEXTS = [
    "الورد (وكالة) - وصل الوفد إلى الورد.\nوقال إن الورد في حدائق الورد جميل، وفي الورد سوق.",
    "سارت المسيرة نحو الورد ثم عادت. الريح قوية.",
]


def test_a_word_before_a_name_and_a_dateline_tell_of_a_place() -> None:
    assert list(count_places(TEXTS, {"الورد": False, "الريح": False, "النخل": True})) == [
        ("النخل", 0, 0),
        ("الورد", 6, 4),
    ]
