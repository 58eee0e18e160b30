"""Trains the role model: annotated events are found again in the sentences that tell them, entity by entity.

python -m kg.train roles --gold DIR [--gold DIR …] --out kg/data/models/roles.json.gz
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.extract.engine import Engine
from kg.extract.events import facts_of
from kg.extract.roles import ROLES, features_of
from kg.extract.scene import Scene
from kg.extract.telling import Telling
from kg.extract.words import words_of
from kg.model import Article, Entity
from kg.text.normalise import name_key
from kg.text.segment import analyse
from kg.train.sentences import SENTENCES, annotated_sentences

__all__ = ["Example", "examples_of", "train_roles"]

_REGULARISATION = 0.2
_SMALLEST = 1e-3
"""Weights below this change nothing and are left out."""


@dataclass(frozen=True, slots=True)
class Example:
    """One entity beside one telling, and its annotated role."""

    family: str
    features: list[str]
    role: str


def train_roles(folders: list[Path], raw: Path | None, engine: Engine, out: Path) -> dict[str, int]:
    """Fit one logistic regression a family and write its weights; returns the numbers of examples.

    `folders` are of annotated articles; `raw` is that of the raw news whose sentences the project annotated.
    """
    examples = [example for folder in folders for example in examples_of(folder, engine)]
    if raw is not None:
        examples += [e for record, gold in annotated_sentences(SENTENCES, raw) for e in _examples(record, gold, engine)]
    weights = {family: _fit([e for e in examples if e.family == family]) for family in ROLES}
    data = json.dumps(weights, ensure_ascii=False, sort_keys=True).encode()
    # A fixed time in the header: the same weights give the same file.
    out.write_bytes(gzip.compress(data, mtime=0))
    return {family: sum(e.family == family for e in examples) for family in ROLES}


def _fit(examples: list[Example]) -> dict[str, dict[str, float]]:
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = DictVectorizer()
    matrix = vectors.fit_transform([dict.fromkeys(e.features, 1.0) for e in examples])
    model = LogisticRegression(C=_REGULARISATION, max_iter=2000, random_state=0)
    model.fit(matrix, [e.role for e in examples])
    names = vectors.get_feature_names_out()
    return {
        str(role): {str(n): round(float(w), 4) for n, w in zip(names, row, strict=True) if abs(w) >= _SMALLEST}
        for role, row in zip(model.classes_, model.coef_, strict=True)
    }


def examples_of(folder: Path, engine: Engine) -> Iterator[Example]:
    """The examples of an annotated folder: ``articles.jsonl`` and ``gold/ID.json``."""
    for line in (folder / "articles.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        annotation = folder / "gold" / f"{record['id']}.json"
        if annotation.is_file():
            yield from _examples(record, json.loads(annotation.read_text("utf-8")), engine)


def _examples(record: dict[str, Any], gold: dict[str, Any], engine: Engine) -> Iterator[Example]:
    title = record.get("title")
    text = f"{title}\n{record['text']}" if title else record["text"]
    document = analyse(Article(record["id"], text, title=title, published=record.get("published")))
    words, entities = words_of(document), engine.entities(document)
    known = {entity.id: _gold_id(entity, gold) for entity in entities}
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


def _gold_id(entity: Entity, gold: dict[str, Any]) -> str | None:
    keys = {name_key(name) for name in (entity.name, *entity.alt_names)}
    scored = [(len(keys & {name_key(n) for n in e["names"]}), e["id"]) for e in gold["entities"]]
    best = max(scored, default=(0, None))
    return best[1] if best[0] else None


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
