"""Trains the fast engine's models on the gold, the newswire and, if asked, on what the encoder finds in raw news.

See ``python -m kg.train crf``.
"""

from __future__ import annotations

import json
import logging
import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

import pycrfsuite

from kg.extract.article_encoder import ArticleEncoder
from kg.extract.crf_features import WordFeatures
from kg.extract.ner import NerRecogniser
from kg.model import Article, Document, NameSpan, Token
from kg.text.normalise import norm
from kg.text.segment import analyse
from kg.train.corpora import Sample, read_newswire, trained_on
from kg.train.gold import read_gold, samples_of
from kg.train.labels import tags_of

__all__ = ["CrfOptions", "silver_samples", "train_crf"]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CrfOptions:
    """What a training needs to know. `teacher` is an encoder model that labels `silver` raw articles, or `None`."""

    corpora: Path
    gold: Path
    out: Path
    teacher: Path | None = None
    silver: int = 1500
    gold_copies: int = 2
    iterations: int = 70
    seed: int = 13
    threads: int = 2


def train_crf(options: CrfOptions) -> tuple[Path, Path]:
    """Write ``names.crf`` and ``proclitics.crf`` into `options.out`; returns their paths."""
    features = WordFeatures.load()
    gold = [sample for article in read_gold(options.gold) for sample in samples_of(article)]
    samples = gold * options.gold_copies
    ner = options.corpora / "ner"
    newswire = trained_on(read_newswire(ner / "anercorp.train.conll", ner / "newsfane.train.conll"))
    if options.teacher is None:
        samples += [sample for sample in newswire if "?" not in sample.tags["project"]]
    else:
        samples += list(silver_samples(options))
    log.info("sentences: %d", len(samples))
    options.out.mkdir(parents=True, exist_ok=True)
    names, proclitics = options.out / "names.crf", options.out / "proclitics.crf"
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.select("lbfgs")
    trainer.set_params({"c1": 0.4, "c2": 0.02, "max_iterations": options.iterations, "feature.minfreq": 2})
    for sample in samples:
        trainer.append(features.of_sentence(_tokens(sample.words)), sample.tags["project"])
    trainer.train(str(names))
    _train_proclitics([*samples, *newswire], features, proclitics)
    return names, proclitics


def _train_proclitics(samples: list[Sample], features: WordFeatures, target: Path) -> None:
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.select("lbfgs")
    trainer.set_params({"c1": 0.2, "c2": 0.02, "max_iterations": 60, "feature.minfreq": 2})
    for sample in samples:
        for token, tag, letters in zip(_tokens(sample.words), sample.tags["project"], sample.clitics, strict=True):
            if tag.startswith("B-") and letters >= 0 and token.text[0] in "وفبلك" and len(token.text) > 2:
                trainer.append([features.of_word(token)], [str(letters)])
    trainer.train(str(target))


def silver_samples(options: CrfOptions) -> Iterator[Sample]:
    """What the teacher finds in articles drawn from ``raw/``, one sample a sentence."""
    if options.teacher is None:
        return
    teacher = NerRecogniser(ArticleEncoder(options.teacher, options.threads))
    texts = [text for path in sorted((options.corpora / "raw").glob("*.jsonl.xz")) for text in _raw(path)]
    Random(options.seed).shuffle(texts)  # noqa: S311 - draws articles
    for number, text in enumerate(islice(texts, options.silver)):
        document = analyse(Article(f"raw-{number}", text))
        yield from _as_samples(document, teacher.recognise(document))


def _raw(path: Path) -> Iterator[str]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            yield f"{record['title']}\n{record['text']}"[:4000]


def _as_samples(document: Document, names: tuple[NameSpan, ...]) -> Iterator[Sample]:
    for sentence in document.sentences:
        tokens = document.tokens_of(sentence)
        clitics = [0] * len(tokens)
        spans = []
        for name in names:
            if sentence.begin <= name.begin < sentence.end:
                inside = [i for i, token in enumerate(tokens) if token.begin < name.end and token.end > name.begin]
                clitics[inside[0]] = name.begin - tokens[inside[0]].begin
                spans.append((inside[0], inside[-1] + 1, name.type))
        yield Sample("silver", [token.text for token in tokens], {"project": tags_of(spans, len(tokens))}, clitics)


def _tokens(words: list[str]) -> list[Token]:
    return [Token(0, len(word), word, norm(word)) for word in words]
