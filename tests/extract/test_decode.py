import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.decode import TagSet, after_proclitics, spans_of
from kg.model import Token
from kg.text.normalise import norm

TAGS = TagSet(["O", "B-City", "I-City", "B-Person", "I-Person"])


def test_an_inside_tag_needs_a_name_of_its_type_before_it() -> None:
    scores = np.array([[0.0, -1.0, 5.0, -1.0, -1.0], [0.0, -1.0, 4.0, -1.0, 3.5]], dtype=np.float32)
    path = TAGS.best(scores)
    assert [TAGS.tags[tag] for tag in path] == ["B-City", "I-City"]
    assert spans_of(path) == [(0, 2, 0)]


def test_neighbouring_names_stay_apart() -> None:
    assert spans_of([1, 1, 2, 0, 3, 4]) == [(0, 1, 0), (1, 3, 0), (4, 6, 1)]


def test_a_sentence_without_words_has_no_names() -> None:
    assert spans_of(TAGS.best(np.zeros((0, 5), dtype=np.float32))) == []


@given(st.integers(0, 12), st.integers(0, 2**32 - 1))
def test_best_path_is_valid_and_no_valid_change_of_one_tag_improves_it(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(words, 5)).astype(np.float32)
    path = TAGS.best(scores)

    def valid(tags: list[int]) -> bool:
        return all(t not in (2, 4) or (i > 0 and tags[i - 1] in (t, t - 1)) for i, t in enumerate(tags))

    assert valid(path)
    total = sum(scores[i, t] for i, t in enumerate(path))
    for i in range(words):
        for tag in range(5):
            other = [*path[:i], tag, *path[i + 1 :]]
            if valid(other):
                assert sum(scores[j, t] for j, t in enumerate(other)) <= total + 1e-4


@pytest.mark.parametrize("tags", [[], ["B-X", "I-X"], ["O", "B-X"], ["O", "B-X", "I-Y"]])
def test_tags_must_come_in_pairs(tags: list[str]) -> None:
    with pytest.raises(ValueError, match="pairs"):
        TagSet(tags)


@pytest.mark.parametrize(
    ("word", "letters", "begin"),
    [("ذبيح", 1, 10), ("وذبيح", 1, 11), ("لبنان", 0, 10), ("وَبيروت", 2, 13), ("وب", 2, 10)],
)
def test_only_letters_of_proclitics_are_taken_off_a_name(word: str, letters: int, begin: int) -> None:
    assert after_proclitics(Token(10, 10 + len(word), word, norm(word)), letters) == begin
