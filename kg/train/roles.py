"""Trains the role model: annotated events are found again in the sentences that tell them, entity by entity.

python -m kg.train roles --gold DIR [--gold DIR …] --out kg/data/models/roles.json.gz
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.extract.engine import Engine
from kg.extract.reading import facts_of
from kg.extract.roles import ROLES, features_of
from kg.extract.scene import Scene
from kg.extract.telling import Telling
from kg.extract.words import words_of
from kg.model import Article
from kg.text.segment import analyse
from kg.train.articles import ARTICLES, annotated_articles
from kg.train.labelled import OPEN, Labelled, gold_entity, of_articles
from kg.train.linear import fitted, write_weights
from kg.train.sentences import SENTENCES, annotated_sentences

__all__ = ["Example", "all_examples", "examples_of", "fitted_roles", "train_roles"]

_REGULARISATION = 0.2


@dataclass(frozen=True, slots=True)
class Example:
    """One entity beside one telling, and its annotated role."""

    family: str
    features: list[str]
    role: str


def train_roles(folders: list[Path], raw: Path | None, engine: Engine, out: Path) -> dict[str, int]:
    """Fit one logistic regression a family and write its weights; returns the numbers of examples.

    `folders` are of annotated articles; `raw` is that of the raw news of which the project annotated sentences and
    whole articles.
    """
    examples = [example for _, example in all_examples(folders, raw, engine)]
    write_weights(fitted_roles(examples), out)
    return {family: sum(e.family == family for e in examples) for family in ROLES}


def fitted_roles(examples: Sequence[Example]) -> dict[str, dict[str, dict[str, float]]]:
    """The weights of the model by family, role and feature."""
    chosen = {family: [e for e in examples if e.family == family] for family in ROLES}
    return {
        family: fitted([e.features for e in mine], [e.role for e in mine], _REGULARISATION)
        for family, mine in chosen.items()
    }


def all_examples(
    folders: Iterable[Path], raw: Path | None, engine: Engine, wanted: Callable[[str], bool] = lambda _: True
) -> Iterator[tuple[str, Example]]:
    """The examples of all that is annotated, each with the id of its article.

    `wanted` tells by its id whether an article of the raw news is used.
    """
    for folder in folders:
        yield from examples_of(folder, engine)
    if raw is None:
        return
    for annotated in annotated_articles(ARTICLES, raw):
        if wanted(annotated.id):
            yield from ((annotated.id, e) for e in _told_examples(of_articles([annotated], engine)))
    for record, gold in annotated_sentences(SENTENCES, raw):
        article = record["id"].rpartition("-")[0]
        if wanted(article):
            yield from ((article, e) for e in _examples(record, gold, engine))


def examples_of(folder: Path, engine: Engine) -> Iterator[tuple[str, Example]]:
    """The examples of an annotated folder, ``articles.jsonl`` and ``gold/ID.json``, each with its article's id."""
    for line in (folder / "articles.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        annotation = folder / "gold" / f"{record['id']}.json"
        if annotation.is_file():
            gold = json.loads(annotation.read_text("utf-8"))
            yield from ((str(record["id"]), example) for example in _examples(record, gold, engine))


def _examples(record: dict[str, Any], gold: dict[str, Any], engine: Engine) -> Iterator[Example]:
    title = record.get("title")
    text = f"{title}\n{record['text']}" if title else record["text"]
    document = analyse(Article(record["id"], text, title=title, published=record.get("published")))
    words, entities = words_of(document), engine.entities(document)
    known = {entity.id: gold_entity(entity, gold) for entity in entities}
    kinds = {entity["id"]: entity["type"] for entity in gold["entities"]}
    proposals = list(engine.events.proposals(document, words, entities))
    facts = facts_of(proposals)
    for proposal in proposals:
        for telling in proposal.tellings:
            event = _event_of(proposal.scene, telling, gold, text, known)
            if event is None:
                continue
            for filler in proposal.scene.fillers:
                role = _role(event, known[filler.entity.id], telling.family, kinds)
                features = list(features_of(proposal.scene, telling, filler, proposal.cues, facts))
                yield Example(telling.family, features, role)


def _told_examples(articles: Iterable[Labelled]) -> Iterator[Example]:
    """The examples of articles in which each telling has its event; an attacked place is a place."""
    for article in articles:
        proposed = [(p, t) for p in article.reading.proposals for t in p.tellings]
        facts = facts_of(article.reading.proposals)
        for (proposal, telling), number in zip(proposed, article.events, strict=True):
            if number is None or number == OPEN:
                continue
            for filler in proposal.scene.fillers:
                role = article.roles[number].get(filler.entity.id, "none")
                features = list(features_of(proposal.scene, telling, filler, proposal.cues, facts))
                yield Example(telling.family, features, role)


def _event_of(
    scene: Scene, telling: Telling, gold: dict[str, Any], text: str, known: dict[str, str | None]
) -> dict[str, Any] | None:
    """The annotated event of the same family with evidence in this sentence.

    Of several, the one alone whose quotation holds the trigger, else the one that shares most fillers.
    """
    found = [
        event
        for event in gold["events"]
        if event["type"] == telling.family
        and any(_overlaps(scene, text.find(quote), len(quote)) for quote in event.get("evidence", []))
    ]
    if len(found) > 1:
        begin = telling.triggers[0][0]
        holding = [e for e in found if any(_holds(text, q, begin) for q in e.get("evidence", []))]
        found = holding or found
    if len(found) > 1:
        fillers = {known[e] for role in ROLES[telling.family] for e in getattr(telling, role)} - {None}
        shared = [len(fillers & _fillers(event)) for event in found]
        found = [e for e, n in zip(found, shared, strict=True) if n == max(shared)]
    return found[0] if len(found) == 1 else None


def _holds(text: str, quote: str, offset: int) -> bool:
    at = text.find(quote)
    return at <= offset < at + len(quote) if at >= 0 else False


def _fillers(event: dict[str, Any]) -> set[str]:
    return {filler for role in ("agent", "target", "participant", "place") for filler in event.get(role) or []}


def _overlaps(scene: Scene, at: int, length: int) -> bool:
    return at >= 0 and at < scene.sentence.end and scene.sentence.begin < at + length


def _role(event: dict[str, Any], entity: str | None, family: str, kinds: dict[str, str]) -> str:
    for role in ROLES[family]:
        if entity in (event.get(role) or []):
            return "place" if role == "target" and kinds[str(entity)] == "Location" else role
    return "none"
