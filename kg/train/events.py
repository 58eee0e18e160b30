"""Trains the event model: which tellings of annotated articles are of events, and which are of the same one.

python -m kg.train events --gold DIR [--gold DIR …] --corpora DIR --out kg/data/models/events.json.gz
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from kg.extract.engine import Engine
from kg.extract.event_features import InContext, telling_features
from kg.extract.joining_features import Pairs
from kg.extract.roles import ROLES
from kg.train.articles import ARTICLES, annotated_articles
from kg.train.labelled import OPEN, Labelled, of_articles, of_gold
from kg.train.linear import fitted, write_weights

__all__ = ["Example", "examples_of", "fitted_events", "train_events"]

_REGULARISATION = {"telling": 0.1, "joining": 0.05}
"""By question, the inverse of its strength."""


@dataclass(frozen=True, slots=True)
class Example:
    """What is seen of a telling, or of two of them, and what the annotation says of it."""

    question: str
    """``telling`` or ``joining``."""
    family: str
    features: list[str]
    answer: bool
    tellings: tuple[int, ...]
    """The numbers of the tellings in their article."""


def train_events(folders: Sequence[Path], raw: Path, engine: Engine, out: Path) -> dict[str, int]:
    """Fit one logistic regression a question and family and write the weights; returns the numbers of examples.

    `folders` are of annotated articles; `raw` is that of the raw news of which the project annotated whole articles.
    """
    weights, examples = fitted_events(folders, raw, engine)
    write_weights(weights, out)
    return {question: sum(e.question == question for e in examples) for question in weights}


def fitted_events(
    folders: Sequence[Path], raw: Path, engine: Engine, wanted: Callable[[str], bool] = lambda _: True
) -> tuple[dict[str, dict[str, dict[str, float]]], list[Example]]:
    """The weights of the model by question, family and feature, and what they were fitted on.

    `wanted` tells by its id whether an article of the raw news is used.
    """
    examples = [example for folder in folders for example in examples_of(of_gold(folder, engine))]
    articles = (a for a in annotated_articles(ARTICLES, raw) if wanted(a.id))
    examples += examples_of(of_articles(articles, engine))
    weights: dict[str, dict[str, dict[str, float]]] = {}
    for question, regularisation in _REGULARISATION.items():
        for family in ROLES:
            chosen = [e for e in examples if (e.question, e.family) == (question, family)]
            fit = fitted([e.features for e in chosen], [e.answer for e in chosen], regularisation)
            weights.setdefault(question, {})[family] = fit[str(True)]
    return weights, examples


def examples_of(articles: Iterable[Labelled]) -> Iterator[Example]:
    """The examples of labelled articles."""
    for article in articles:
        yield from _tellings(article)
        yield from _joinings(article)


def _tellings(article: Labelled) -> Iterator[Example]:
    for number, (told, event) in enumerate(zip(article.reading.tellings, article.events, strict=True)):
        telling = told.telling
        if event == OPEN:
            continue
        if event is None and not article.exhaustive and telling.family in article.families and _may_repeat(told):
            # Evidence is quoted once or twice an event: what else refers to it proves nothing.
            continue
        yield Example("telling", telling.family, list(telling_features(told)), event is not None, (number,))


def _may_repeat(told: InContext) -> bool:
    telling = told.telling
    return telling.definite or telling.anaphoric or telling.title or telling.weak


def _joinings(article: Labelled) -> Iterator[Example]:
    """Each two tellings of a family of which it is known whether they are of one event, one of them at least of any."""
    reading = article.reading
    known = [
        (number, told, event)
        for number, (told, event) in enumerate(zip(reading.tellings, article.events, strict=True))
        if told.telling.grounded or told.telling.anaphoric
    ]
    for family in ROLES:
        same = [(number, told, event) for number, told, event in known if told.telling.family == family]
        pairs = Pairs([told for _, told, _ in same], reading.geography, reading.states)
        for (i, (first, _, one)), (j, (second, _, other)) in combinations(enumerate(same), 2):
            if OPEN in (one, other) or one is other is None:
                continue
            if article.exhaustive or None not in (one, other):
                features = list(pairs.features(i, j))
                yield Example("joining", family, features, one == other, (first, second))
