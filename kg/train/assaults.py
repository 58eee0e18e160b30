"""Trains the model of reported assaults on labelled sentences, and measures it on sentences that it didn't see.

python -m kg.train assaults --sentences FILE --out kg/data/models/assaults.json.gz
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.evaluate.assault import labelled_sentences
from kg.extract.assaults import REPORTED, AssaultModel
from kg.extract.engine import Engine
from kg.model import Article
from kg.text.segment import analyse
from kg.train.linear import fitted, write_weights

__all__ = ["Score", "train_assaults"]

_REGULARISATION = 0.1
_FOLDS = 5


@dataclass(frozen=True, slots=True)
class Score:
    """How many sentences were found, how many of them rightly, and how many there are to find."""

    right: int
    found: int
    told: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where nothing is right."""
        return 2 * self.right / max(1, self.found + self.told)


def train_assaults(file: Path, engine: Engine, out: Path) -> Score:
    """Fit the weights on all sentences of `file` and write them; returns what models of four fifths find in the rest.

    `file` is as `kg.evaluate.assault` reads it. Raises `InputError` for a line that can't be read.
    """
    features: list[list[str]] = []
    answers: list[bool] = []
    for number, text, label in labelled_sentences(file):
        features.append(sorted(set(engine.assault_features(analyse(Article(str(number), text))))))
        answers.append(label == "yes")
    right = found = 0
    for fold in range(_FOLDS):
        held = [n for n in range(len(answers)) if n % _FOLDS == fold]
        rest = [n for n in range(len(answers)) if n % _FOLDS != fold]
        weights = _weights([features[n] for n in rest], [answers[n] for n in rest])
        reported = [n for n in held if AssaultModel(weights).probability(features[n]) >= REPORTED]
        found += len(reported)
        right += sum(answers[n] for n in reported)
    write_weights(_weights(features, answers), out)
    return Score(right, found, sum(answers))


def _weights(features: Sequence[Sequence[str]], answers: Sequence[bool]) -> dict[str, float]:
    return fitted(features, answers, _REGULARISATION)[str(True)]
