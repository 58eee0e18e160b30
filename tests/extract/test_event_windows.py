"""What of an article the event encoder is shown at once."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kg.extract.asking import Asked, AskedMention, AskedTelling
from kg.extract.event_windows import DISTANCES, distance_class, windows_of


def _asked(lengths: list[int]) -> Asked:
    ends = [sum(lengths[: n + 1]) for n in range(len(lengths))]
    sentences = [(end - length, end) for end, length in zip(ends, lengths, strict=True)]
    tellings = [AskedTelling("Attack", n, first, (first,)) for n, (first, _) in enumerate(sentences)]
    mentions = [AskedMention("e1", "City", last - 1, last) for _, last in sentences]
    return Asked(["كلمة"] * sum(lengths), sentences, tellings, mentions)


@given(st.lists(st.integers(1, 90), min_size=1, max_size=30))
def test_every_word_and_telling_is_seen_and_neighbouring_windows_share_a_sentence(lengths: list[int]) -> None:
    asked = _asked(lengths)
    windows = list(windows_of(asked, [[7, 8]] * len(asked.words)))
    assert {word for window in windows for word in window.firsts} == set(range(len(asked.words)))
    assert {n for window in windows for n in window.tellings} == set(range(len(lengths)))
    for one, other in pairwise(windows):
        assert set(one.tellings) & set(other.tellings) or len(one.tellings) == 1


def test_a_window_tells_where_the_first_piece_of_a_word_stands() -> None:
    (window,) = windows_of(_asked([2, 1]), [[5, 6], [7], [8]])
    assert window.pieces == [5, 6, 7, 8]
    assert window.firsts == {0: 1, 1: 3, 2: 4}


def test_a_sentence_longer_than_the_encoder_reads_is_cut_and_what_lies_beyond_is_left_out() -> None:
    (window,) = windows_of(_asked([600]), [[5]] * 600)
    assert len(window.pieces) < 512
    assert window.tellings == [0]
    assert window.mentions == []


@given(st.integers(-2000, 2000))
def test_distances_have_a_class_that_tells_their_side(words: int) -> None:
    assert 0 <= distance_class(words) < DISTANCES
    assert (distance_class(words) < DISTANCES // 2) == (words >= 0)
    assert distance_class(words + 1) >= distance_class(words) or words < 0
