"""How an article is cut into what the encoder reads at once."""

from __future__ import annotations

from itertools import accumulate, pairwise

from hypothesis import given
from hypothesis import strategies as st

from kg.extract.stretches import LONGEST, stretches_of


def _sentences(lengths: list[int]) -> list[tuple[int, int]]:
    return list(pairwise([0, *accumulate(lengths)]))


def test_a_short_article_is_read_at_once() -> None:
    assert list(stretches_of([(0, 40), (40, 100)], [1] * 100)) == [(0, 100)]


def test_a_stretch_begins_with_the_last_sentence_of_the_one_before() -> None:
    assert list(stretches_of(_sentences([150, 150, 150, 150]), [1] * 600)) == [(0, 300), (150, 450), (300, 600)]


def test_a_sentence_longer_than_a_stretch_has_one_of_its_own() -> None:
    assert list(stretches_of(_sentences([10, 400, 10]), [1] * 420)) == [(0, 10), (10, 410), (410, 420)]


def test_a_sentence_longer_than_the_encoder_reads_is_cut() -> None:
    found = list(stretches_of([(0, 1200)], [1] * 1200))
    assert found == [(0, LONGEST), (LONGEST, 2 * LONGEST), (2 * LONGEST, 1200)]


@given(st.lists(st.lists(st.integers(0, 75), max_size=120), max_size=12))
def test_every_word_is_read_and_no_stretch_is_too_long(sentences: list[list[int]]) -> None:
    sizes = [size for sentence in sentences for size in sentence]
    found = list(stretches_of(_sentences([len(sentence) for sentence in sentences]), sizes))
    assert {word for first, last in found for word in range(first, last)} == set(range(len(sizes)))
    assert all(sum(sizes[first:last]) <= LONGEST for first, last in found)
