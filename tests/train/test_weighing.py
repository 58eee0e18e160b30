"""How much each of two voices counts, fitted where the right answers are known."""

from __future__ import annotations

from random import Random

from kg.train.parts import PARTS, in_training, part_of
from kg.train.weighing import Voices, fitted_weights


def _voices(count: int) -> list[Voices]:
    """Attacks in which the encoder is right and the linear model guesses."""
    random = Random(7)
    found = []
    for _ in range(count):
        answer = random.choice(("yes", "none"))
        said = 2.0 if answer == "yes" else -2.0
        found.append(Voices("telling", "Attack", {"yes": random.gauss(0, 2)}, {"yes": said}, answer))
    return found


def test_the_voice_that_is_right_counts_and_the_one_that_guesses_does_not() -> None:
    _, linear, encoder = fitted_weights(_voices(200))["Attack"]["yes"]
    assert abs(linear) < 0.3
    assert encoder > 1.0


def test_with_little_to_learn_from_both_count_alike() -> None:
    assert fitted_weights([]) == {}
    _, linear, encoder = fitted_weights(_voices(1))["Attack"]["yes"]
    assert abs(linear - encoder) < 0.5


def test_a_part_of_the_articles_is_kept_back_by_their_ids_alone() -> None:
    articles = [f"article-{n}" for n in range(500)]
    kept = [a for a in articles if not in_training(a)]
    assert 500 / PARTS * 0.7 < len(kept) < 500 / PARTS * 1.3
    assert {part_of(a) for a in kept} == {part_of(kept[0])}
