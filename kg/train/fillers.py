"""Trains the filler model: which entities of annotated articles fill the roles of an event.

python -m kg.train fillers --gold DIR [--gold DIR …] --corpora DIR --out kg/data/models/fillers.json.gz
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from kg.extract.engine import Engine
from kg.extract.filler_features import features_of
from kg.extract.roles import ROLES, RoleModel
from kg.extract.surroundings import Joined, Surroundings
from kg.train.articles import ARTICLES, annotated_articles
from kg.train.labelled import OPEN, Labelled, of_articles, of_gold
from kg.train.linear import fitted, write_weights
from kg.train.parts import PARTS, part_of
from kg.train.roles import all_examples, fitted_roles

__all__ = ["Example", "annotated_event", "examples_of", "fitted_fillers", "train_fillers"]

_REGULARISATION = 0.02
_RARE = 10
"""Features of fewer examples than this are left out."""

Weights = dict[str, dict[str, dict[str, float]]]
"""By family, role and feature."""


@dataclass(frozen=True, slots=True)
class Example:
    """One entity beside one event of its article, and its annotated role."""

    family: str
    features: list[str]
    role: str


def train_fillers(folders: Sequence[Path], raw: Path, engine: Engine, out: Path) -> dict[str, int]:
    """Fit one logistic regression a family and write its weights; returns the numbers of examples.

    `folders` are of annotated articles; `raw` is that of the raw news of which the project annotated sentences and
    whole articles. What the role model says of an article that it was trained on is surer than what it says of others:
    each article is read with a role model of its own part.
    """
    fillers, examples = fitted_fillers(folders, raw, engine)
    write_weights(fillers, out)
    return {family: sum(e.family == family for e in examples) for family in ROLES}


def fitted_fillers(
    folders: Sequence[Path], raw: Path, engine: Engine, wanted: Callable[[str], bool] = lambda _: True
) -> tuple[Weights, list[Example]]:
    """The weights of the model, and what they were fitted on; `wanted` tells by its id which raw article is used."""
    models = engine.events.models
    seen = [(article, e) for article, e in all_examples(folders, raw, engine, wanted)]
    examples: list[Example] = []
    for part in range(PARTS):
        others = [e for article, e in seen if part_of(article) != part]
        engine.events = engine.events.with_models(replace(models, roles=RoleModel(fitted_roles(others))))
        here = (a for a in annotated_articles(ARTICLES, raw) if part_of(a.id) == part and wanted(a.id))
        quoted = (a for folder in folders for a in of_gold(folder, engine, partial(_is_of, part)))
        for article in chain(quoted, of_articles(here, engine)):
            examples += examples_of(article, engine)
    engine.events = engine.events.with_models(models)
    weights: Weights = {}
    for family in ROLES:
        chosen = [e for e in examples if e.family == family]
        common = _common(e.features for e in chosen)
        features = [[f for f in e.features if f in common] for e in chosen]
        weights[family] = fitted(features, [e.role for e in chosen], _REGULARISATION)
    return weights, examples


def examples_of(article: Labelled, engine: Engine) -> Iterator[Example]:
    """Each entity of an article beside each event that the annotation knows."""
    events = tuple(engine.events.gathered(article.reading))
    seen = Surroundings(events, article.reading, engine.events.is_a)
    for number, event in enumerate(events):
        annotated = annotated_event(event, article)
        if annotated is None:
            continue
        for entity in seen.candidates(number):
            role = article.roles[annotated].get(entity, "none")
            yield Example(event.whole.family, list(features_of(seen, number, entity)), role)


def annotated_event(event: Joined, article: Labelled) -> int | None:
    """The number of the annotated event that most tellings of an event are of."""
    mine = {(t.family, t.sentence, t.anchor) for t in event.group.tellings}
    votes = Counter(
        number
        for told, number in zip(article.reading.tellings, article.events, strict=True)
        if number not in {None, OPEN} and (told.telling.family, told.telling.sentence, told.telling.anchor) in mine
    )
    return max(votes, key=lambda number: (votes[number], -(number or 0))) if votes else None


def _common(seen: Iterable[list[str]]) -> frozenset[str]:
    counts = Counter(feature for features in seen for feature in set(features))
    return frozenset(feature for feature, count in counts.items() if count >= _RARE)


def _is_of(part: int, article: str) -> bool:
    return part_of(article) == part
