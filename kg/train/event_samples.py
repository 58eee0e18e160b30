"""Annotated articles as the encoder learns from them: what it is asked, and the right answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from kg.extract.asking import Asked, asked_of, words_over
from kg.extract.engine import Engine
from kg.train.articles import ARTICLES, AnnotatedArticle, annotated_articles
from kg.train.labelled import Labelled, of_articles, of_gold, of_records
from kg.train.sentences import SENTENCES, annotated_sentences

__all__ = ["EventSample", "LabelledEvent", "samples"]


@dataclass(frozen=True, slots=True)
class LabelledEvent:
    """An annotated event; entities by their ids."""

    family: str
    subtype: str
    modality: str
    roles: Mapping[str, str]
    stances: Mapping[str, str]
    """Who asserts or denies it."""


@dataclass(frozen=True, slots=True)
class EventSample:
    """An article, and what the annotation says of it."""

    asked: Asked
    tellings: Sequence[int | None]
    """The number of each telling's event; `None` for no event, `OPEN` where the annotation doesn't say."""
    events: Sequence[LabelledEvent]
    exhaustive: bool
    """Whether all that tells an event is annotated."""
    triggers: Mapping[int, str] | None
    """The words that tell an event, each with its family; `None` where they are not annotated."""


def samples(
    folders: Iterable[Path], raw: Path, engine: Engine, wanted: Callable[[str], bool] = lambda _: True
) -> Iterator[EventSample]:
    """What is annotated of folders of articles and of the raw news in the folder `raw`.

    `wanted` tells by its id whether an article of the raw news is used.
    """
    for article in annotated_articles(ARTICLES, raw):
        if wanted(article.id):
            yield from (_sample(labelled, article) for labelled in of_articles([article], engine))
    quoted = chain.from_iterable(of_gold(folder, engine) for folder in folders)
    sentences = ((r, g) for r, g in annotated_sentences(SENTENCES, raw) if wanted(r["id"].rpartition("-")[0]))
    for labelled in chain(quoted, of_records(sentences, engine)):
        if labelled.reading.proposals:
            yield _sample(labelled, None)


def _sample(labelled: Labelled, article: AnnotatedArticle | None) -> EventSample:
    """A labelled article as a sample; `article` is its annotation where that names the words that tell an event."""
    scenes = [proposal.scene for proposal in labelled.reading.proposals]
    asked = asked_of(scenes, [told.telling for told in labelled.reading.tellings])
    events = [
        LabelledEvent(event["type"], event["subtype"], event.get("modality", "actual"), roles, stances)
        for event, roles, stances in zip(labelled.annotated, labelled.roles, labelled.stances, strict=True)
    ]
    triggers: dict[int, str] | None = None if events else {}
    if article is not None:
        words = scenes[0].words
        triggers = {w: e["type"] for e, spans in article.events for span in spans for w in words_over(words, span)}
    # A sentence or an article without events has all of them annotated.
    return EventSample(asked, labelled.events, events, labelled.exhaustive or not events, triggers)
