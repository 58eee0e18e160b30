"""Trains the event model: which tellings of annotated articles are of events, and which are of the same one.

python -m kg.train events --gold DIR [--gold DIR …] --corpora DIR --out kg/data/models/events.json.gz
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.extract.engine import Engine
from kg.extract.event_features import InContext, joining_features, telling_features
from kg.extract.roles import ROLES
from kg.train.articles import ARTICLES, annotated_articles
from kg.train.labelled import OPEN, Labelled, of_articles, of_gold
from kg.train.linear import fitted, write_weights

__all__ = ["Example", "examples_of", "train_events"]

_REGULARISATION = 0.1


@dataclass(frozen=True, slots=True)
class Example:
    """What is seen of a telling, or of a telling beside an event, and what the annotation says of it."""

    question: str
    """``telling`` or ``joining``."""
    family: str
    features: list[str]
    answer: bool


def train_events(folders: Sequence[Path], raw: Path, engine: Engine, out: Path) -> dict[str, int]:
    """Fit one logistic regression a question and family and write the weights; returns the numbers of examples.

    `folders` are of annotated articles; `raw` is that of the raw news of which the project annotated whole articles.
    """
    examples = [example for folder in folders for example in examples_of(of_gold(folder, engine))]
    examples += examples_of(of_articles(annotated_articles(ARTICLES, raw), engine))
    weights: dict[str, dict[str, dict[str, float]]] = {}
    for question in ("telling", "joining"):
        for family in ROLES:
            chosen = [e for e in examples if (e.question, e.family) == (question, family)]
            fit = fitted([e.features for e in chosen], [e.answer for e in chosen], _REGULARISATION)
            weights.setdefault(question, {})[family] = fit[str(True)]
    write_weights(weights, out)
    return {question: sum(e.question == question for e in examples) for question in weights}


def examples_of(articles: Iterable[Labelled]) -> Iterator[Example]:
    """The examples of labelled articles."""
    for article in articles:
        yield from _tellings(article)
        yield from _joinings(article)


def _tellings(article: Labelled) -> Iterator[Example]:
    for told, event in zip(article.reading.tellings, article.events, strict=True):
        telling = told.telling
        if event == OPEN:
            continue
        if event is None and not article.exhaustive and telling.family in article.families and _may_repeat(told):
            # Evidence is quoted once or twice an event: what else refers to it proves nothing.
            continue
        yield Example("telling", telling.family, list(telling_features(told)), event is not None)


def _may_repeat(told: InContext) -> bool:
    telling = told.telling
    return telling.definite or telling.anaphoric or telling.title or telling.weak


def _joinings(article: Labelled) -> Iterator[Example]:
    """Each telling beside each event that was told before it; tellings of no event are events of their own here."""
    events: list[tuple[int | None, list[InContext]]] = []
    for told, number in zip(article.reading.tellings, article.events, strict=True):
        if number == OPEN or not (told.telling.grounded or told.telling.anaphoric):
            continue
        for other, tellings in events:
            known = number is not None and other is not None
            if tellings[0].telling.family == told.telling.family and (
                known or (article.exhaustive and number != other)
            ):
                seen = list(joining_features(tellings, told, article.reading.geography, article.reading.states))
                yield Example("joining", told.telling.family, seen, known and number == other)
        home = next((tellings for other, tellings in events if number is not None and other == number), None)
        if home is None:
            events.append((number, [told]))
        else:
            home.append(told)
