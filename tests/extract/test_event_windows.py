"""What of an article's tellings and mentions stands in one stretch."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.extract.asking import Asked, AskedMention, AskedTelling
from kg.extract.event_windows import DISTANCES, distance_class, window_of

_ASKED = Asked(
    ["كلمة"] * 9,
    [(0, 3), (3, 6), (6, 9)],
    [AskedTelling("Attack", n, first, (first,)) for n, first in enumerate((0, 3, 6))],
    [AskedMention("e1", "City", 2, 3), AskedMention("e2", "City", 4, 6), AskedMention("e3", "City", 5, 7)],
)


def test_a_window_has_the_tellings_and_mentions_of_its_words() -> None:
    window = window_of(_ASKED, 3, (1, 3, 4))
    assert window.firsts == {3: 1, 4: 3, 5: 4}
    assert window.tellings == [1]
    assert window.mentions == [1], "a mention that goes on behind the stretch is not in it"


def test_the_whole_article_has_all() -> None:
    window = window_of(_ASKED, 0, range(1, 10))
    assert window.tellings == [0, 1, 2]
    assert window.mentions == [0, 1, 2]


@given(st.integers(-2000, 2000))
def test_distances_have_a_class_that_tells_their_side(words: int) -> None:
    assert 0 <= distance_class(words) < DISTANCES
    assert (distance_class(words) < DISTANCES // 2) == (words >= 0)
    assert distance_class(words + 1) >= distance_class(words) or words < 0
