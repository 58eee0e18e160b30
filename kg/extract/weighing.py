"""How much the encoder counts beside the linear models: one weight for each of the two voices, by question.

The linear models know lexicons, grammar and geography; the encoder reads. Each weight is of a logistic regression over
the log-odds of both, fitted on annotated articles that neither was trained on
(``kg/data/models/EVENT_ENCODER.md``).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from kg.resources import data_dir

__all__ = ["UNSEEN", "Weighing", "log_odds"]

UNSEEN = -6.0
"""Log-odds of a role where the encoder never saw event and entity in one stretch."""
_LEAST = 1e-6

Weights = Mapping[str, Mapping[str, Mapping[str, Sequence[float]]]]
"""By question, family and role: bias, weight of the linear model, weight of the encoder."""


class Weighing:
    """The weights; questions with two answers have the role ``yes`` alone."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    @classmethod
    @cache
    def load(cls, path: Path | None = None) -> Weighing:
        """The shipped weights."""
        return cls(json.loads((path or data_dir() / "models" / "weighing.json").read_text(encoding="utf-8")))

    def odds(self, question: str, family: str, linear: float, encoder: float) -> float:
        """The log-odds of ``telling`` or ``joining`` by those of both; where the encoder saw nothing, the linear."""
        if math.isnan(encoder):
            return linear
        bias, one, other = self._weights[question][family]["yes"]
        return bias + one * linear + other * encoder

    def roles(self, family: str, linear: Mapping[str, float], encoder: Mapping[str, float]) -> dict[str, float]:
        """The probabilities of roles and ``none`` by those of the linear model and the log-odds of the encoder."""
        sums = {"none": 0.0}
        for role, (bias, one, other) in self._weights["roles"][family].items():
            sums[role] = bias + one * log_odds(linear, role) + other * encoder.get(role, UNSEEN)
        top = max(sums.values())
        powers = {role: math.exp(value - top) for role, value in sums.items()}
        total = sum(powers.values())
        return {role: power / total for role, power in powers.items()}


def log_odds(probabilities: Mapping[str, float], role: str) -> float:
    """The log-odds of a role against none."""
    return math.log(max(probabilities.get(role, 0.0), _LEAST) / max(probabilities["none"], _LEAST))
