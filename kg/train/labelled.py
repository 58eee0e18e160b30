"""Finds annotated events again in what an engine reads: which telling of an article is of which event."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from kg.extract.engine import Engine
from kg.extract.event_features import InContext
from kg.extract.reading import Reading
from kg.extract.roles import ROLES
from kg.extract.words import words_of
from kg.model import Article, Document, Entity
from kg.text.normalise import name_key
from kg.text.segment import analyse
from kg.train.articles import AnnotatedArticle
from kg.train.gold import occurrences

__all__ = ["OPEN", "Labelled", "gold_entity", "of_articles", "of_gold", "of_records"]

OPEN = -1
"""The event of a telling of which the annotation doesn't say whether it is of one, or of which."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article's tellings, each with the number of its annotated event.

    `None` stands for no event, `OPEN` where the annotation doesn't say.
    """

    reading: Reading
    annotated: tuple[dict[str, Any], ...]
    """The annotated events."""
    roles: tuple[dict[str, str], ...]
    """The role of each entity, by its id, in each annotated event; an attacked place is a place."""
    stances: tuple[dict[str, str], ...]
    """What each entity, by its id, says of each annotated event: ``asserts`` or ``denies``."""
    events: tuple[int | None, ...]
    exhaustive: bool
    """Whether every sentence that tells an event is annotated, so that all others tell none."""

    @property
    def families(self) -> frozenset[str]:
        """The families of which the article has events."""
        return frozenset(event["type"] for event in self.annotated)


# --- whole articles ------------------------------------------------------------------------------------------------


def of_articles(articles: Iterable[AnnotatedArticle], engine: Engine) -> Iterator[Labelled]:
    """Articles in which every word that tells an event is annotated."""
    for article in articles:
        document, entities, reading = _read(engine, article.id, article.title, article.text, None)
        events = tuple(event for event, _ in article.events)
        named = partial(_named, article.text, entities)
        roles = tuple(_roles(event, named, entities) for event in events)
        labels = tuple(_by_words(document, told, article.events, roles) for told in reading.tellings)
        stances = tuple(_stances(event, named) for event in events)
        yield Labelled(reading, events, roles, stances, labels, exhaustive=True)


def _by_words(
    document: Document,
    told: InContext,
    events: Sequence[tuple[dict[str, Any], tuple[tuple[int, int], ...]]],
    roles: Sequence[dict[str, str]],
) -> int | None:
    """The event that the words of a telling tell, of several the one that shares most fillers."""
    family, sentence = told.telling.family, document.sentences[told.telling.sentence]
    same = [(n, e, spans) for n, (e, spans) in enumerate(events) if e["type"] == family]
    exact = [(n, e) for n, e, spans in same if any(_touch(t, s) for t in told.telling.triggers for s in spans)]
    if not exact:
        near = any(_touch((sentence.begin, sentence.end), span) for _, _, spans in same for span in spans)
        return OPEN if near else None
    mine = {x for role in ROLES[family] for x in getattr(told.telling, role)}
    shared = [(len(mine & roles[n].keys()), n) for n, _ in exact]
    best = [n for score, n in shared if score == max(shared)[0]]
    return best[0] if len(best) == 1 else OPEN


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


# --- articles with quoted evidence ---------------------------------------------------------------------------------


def of_gold(folder: Path, engine: Engine, wanted: Callable[[str], bool] = lambda _: True) -> Iterator[Labelled]:
    """The articles of a folder with ``articles.jsonl`` and ``gold/ID.json``, whose events quote some evidence.

    `wanted` tells by its id whether an article is read.
    """
    for line in (folder / "articles.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        annotation = folder / "gold" / f"{record['id']}.json"
        if annotation.is_file() and wanted(str(record["id"])):
            yield from of_records([(record, json.loads(annotation.read_text("utf-8")))], engine)


def of_records(records: Iterable[tuple[dict[str, Any], dict[str, Any]]], engine: Engine) -> Iterator[Labelled]:
    """Articles as ``articles.jsonl`` has them, each with its annotation as ``gold/ID.json`` has it."""
    for record, gold in records:
        title = record.get("title") or None
        text = f"{title}\n{record['text']}" if title else record["text"]
        document, entities, reading = _read(engine, record["id"], title, text, record.get("published"))
        known = {entity.id: gold_entity(entity, gold) for entity in entities}
        labels = tuple(_by_quotes(document, told, reading, gold["events"], known) for told in reading.tellings)
        found = {key: entity.id for entity in entities if (key := known[entity.id]) is not None}
        roles = tuple(_roles(event, found.get, entities) for event in gold["events"])
        stances = tuple(_stances(event, found.get) for event in gold["events"])
        yield Labelled(reading, tuple(gold["events"]), roles, stances, labels, exhaustive=False)


def _by_quotes(
    document: Document,
    told: InContext,
    reading: Reading,
    events: Sequence[dict[str, Any]],
    known: dict[str, str | None],
) -> int | None:
    """The event whose quotation holds the telling; open where only another part of its sentence is quoted."""
    telling, text = told.telling, document.article.text
    sentence = document.sentences[telling.sentence]
    same = [
        (n, e, [(at, at + len(q)) for q in e.get("evidence", ()) if (at := text.find(q)) >= 0])
        for n, e in enumerate(events)
        if e["type"] == telling.family
    ]
    quoted = [(n, e, spans) for n, e, spans in same if any(_touch((sentence.begin, sentence.end), s) for s in spans)]
    if not quoted:
        return None
    begin = telling.triggers[0][0]
    holding = [(n, e) for n, e, spans in quoted if any(first <= begin < last for first, last in spans)]
    if not holding:
        alone = sum(
            t.telling.sentence == telling.sentence and t.telling.family == telling.family for t in reading.tellings
        )
        return quoted[0][0] if alone == 1 and len(quoted) == 1 else OPEN
    mine = {known[x] for role in ROLES[telling.family] for x in getattr(telling, role)} - {None}
    shared = [(len(mine & {x for role in ROLES[telling.family] for x in e.get(role) or ()}), n) for n, e in holding]
    best = [n for score, n in shared if score == max(shared)[0]]
    return best[0] if len(best) == 1 else OPEN


def _read(
    engine: Engine, article: str, title: str | None, text: str, published: str | None
) -> tuple[Document, tuple[Entity, ...], Reading]:
    document = analyse(Article(article, text, title=title, published=published))
    entities = engine.entities(document)
    return document, entities, engine.events.reading(document, words_of(document), entities)


def _named(text: str, entities: Iterable[Entity], name: str) -> str | None:
    """The id of the entity that `name` names in a text: the one whose mentions cover it best, wherever it stands."""
    spans = [(begin, end) for begin, end, _ in occurrences(text, [(name, name)])]
    scores = [(sum(_shared(span, (m.begin, m.end)) for span in spans for m in e.mentions), e.id) for e in entities]
    best = max(scores, default=(0.0, ""), key=lambda scored: scored[0])
    return best[1] if best[0] > 0 else None


_SAME = 0.5
"""Share of the letters of two spans that both have, from which on they are one name: قوات الشرعية [اليمنية]."""


def _shared(one: tuple[int, int], other: tuple[int, int]) -> float:
    """The letters that two spans share, by those of both; 0 where most are not shared."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    share = common / (max(one[1], other[1]) - min(one[0], other[0]))
    return share if share > _SAME else 0.0


def _roles(event: dict[str, Any], found: Callable[[str], str | None], entities: Iterable[Entity]) -> dict[str, str]:
    """The roles of the entities in an annotated event, whose fillers `found` knows."""
    spots = {e.id for e in entities if e.type in _LOCATIONS}
    roles: dict[str, str] = {}
    for role in ROLES[event["type"]]:
        for filler in event.get(role) or ():
            entity = found(filler)
            if entity is not None:
                roles.setdefault(entity, "place" if role == "target" and entity in spots else role)
    return roles


def _stances(event: dict[str, Any], found: Callable[[str], str | None]) -> dict[str, str]:
    """What entities say of an annotated event, whose claimants `found` knows."""
    claimed = ((found(c["claimant"]), c["stance"]) for c in event.get("claims") or () if c.get("claimant"))
    return {entity: stance for entity, stance in claimed if entity is not None}


_LOCATIONS = frozenset({"Country", "Region", "City", "NaturalFeature", "Place", "Location"})


def gold_entity(entity: Entity, gold: dict[str, Any]) -> str | None:
    """The id of the annotated entity that shares most names with one that was found; `None` for none."""
    keys = {name_key(name) for name in (entity.name, *entity.alt_names)}
    scored = [(len(keys & {name_key(n) for n in e["names"]}), e["id"]) for e in gold["entities"]]
    best = max(scored, default=(0, None))
    return best[1] if best[0] else None
