"""Fits linear models over features that are strings, and writes their weights."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

__all__ = ["fitted", "write_weights"]

_SMALLEST = 1e-3
"""Weights below this change nothing and are left out."""


def fitted(
    features: Sequence[Sequence[str]], answers: Sequence[str | bool], regularisation: float
) -> dict[str, dict[str, float]]:
    """The weights of a logistic regression by answer and feature; of two answers, those of the second alone.

    `regularisation` is the inverse of its strength. There is no intercept: the features hold a bias of their own.
    """
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = DictVectorizer()
    matrix = vectors.fit_transform([dict.fromkeys(names, 1.0) for names in features])
    model = LogisticRegression(C=regularisation, max_iter=3000, random_state=0, fit_intercept=False)
    model.fit(matrix, list(answers))
    names = vectors.get_feature_names_out()
    answered = model.classes_ if len(model.classes_) > 2 else model.classes_[1:]
    return {
        str(answer): {str(n): round(float(w), 4) for n, w in zip(names, row, strict=True) if abs(w) >= _SMALLEST}
        for answer, row in zip(answered, model.coef_, strict=True)
    }


def write_weights(weights: Mapping[str, Any], out: Path) -> None:
    """Write weights as compressed JSON; the same weights give the same file."""
    data = json.dumps(weights, ensure_ascii=False, sort_keys=True).encode()
    # A fixed time in the header.
    out.write_bytes(gzip.compress(data, mtime=0))
