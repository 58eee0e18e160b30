"""What the shipped encoder says of the words of an article."""

from __future__ import annotations

import numpy as np
import pytest

from kg.extract.article_encoder import ArticleEncoder
from kg.extract.ner import NerRecogniser
from kg.model import Article
from kg.text.segment import analyse

_SENTENCE = "التقى وزير الخارجية المصري سامح شكري نظيره الأردني أيمن الصفدي في القاهرة اليوم."


@pytest.fixture(scope="module")
def encoder() -> ArticleEncoder:
    return ArticleEncoder.load(threads=1)


def test_every_word_has_probabilities_of_tags(encoder: ArticleEncoder) -> None:
    document = analyse(Article("a", "\n".join([_SENTENCE] * 30)))
    encoded = encoder.of_document(document)
    assert len(encoded.stretches) > 1
    assert encoded.tags.shape == (len(document.tokens), len(encoder.tags.tags))
    assert np.allclose(np.exp(encoded.tags).sum(axis=1), 1, atol=1e-4)


def test_a_document_is_read_once(encoder: ArticleEncoder) -> None:
    document = analyse(Article("a", _SENTENCE))
    assert encoder.of_document(document) is encoder.of_document(document)
    other = analyse(Article("a", _SENTENCE.replace("القاهرة", "عمان")))
    assert encoder.of_document(other) is not encoder.of_document(document)


def test_signs_without_pieces_and_empty_texts_are_read(encoder: ArticleEncoder) -> None:
    for text in ("", "ـ", "\u200f \u0651", "😀 😀", "ا" * 3000):
        document = analyse(Article("a", text))
        assert len(encoder.of_document(document).tags) == len(document.tokens)


def test_names_are_found_in_a_long_sentence(encoder: ArticleEncoder) -> None:
    document = analyse(Article("a", " و".join(["قال كلاما كثيرا"] * 250) + " ثم زار محمود عباس مدينة باريس."))
    found = {document.article.text[name.begin : name.end] for name in NerRecogniser(encoder).recognise(document)}
    assert "محمود عباس" in found
