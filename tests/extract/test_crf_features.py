"""Features of words are remembered, so many and no more."""

from __future__ import annotations

import pytest

from kg.extract import crf_features
from kg.extract.crf_features import WordFeatures
from kg.model import Article
from kg.text.segment import analyse


def test_what_is_forgotten_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "قصفت طائرات مدينة الحديدة، وقصفت طائرات أخرى مدينة تعز في اليمن."
    tokens = analyse(Article("a", text)).tokens
    whole = WordFeatures.load().of_sentence(tokens)
    monkeypatch.setattr(crf_features, "MAX_SPELLINGS", 3)
    features = WordFeatures.load()
    assert features.of_sentence(tokens) == features.of_sentence(tokens) == whole
    assert len(features._known) == 3
