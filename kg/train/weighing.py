"""Fits how much the encoder counts beside the linear models, on articles that neither has learnt from.

python -m kg.train weighing --gold DIR [--gold DIR …] --corpora DIR --out kg/data/models/weighing.json
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from kg.extract.engine import Engine
from kg.extract.event_model import EventModel
from kg.extract.filler_features import features_of
from kg.extract.fillers import FillerModel
from kg.extract.models import EventModels
from kg.extract.roles import ROLES, RoleModel
from kg.extract.surroundings import Surroundings
from kg.extract.weighing import UNSEEN, Weighing, log_odds
from kg.train.articles import ARTICLES, annotated_articles
from kg.train.events import examples_of, fitted_events
from kg.train.fillers import annotated_event, fitted_fillers
from kg.train.labelled import Labelled, of_articles
from kg.train.parts import in_training
from kg.train.roles import all_examples, fitted_roles

__all__ = ["Voices", "fitted_weights", "train_weighing"]

_PRIOR = 1.0
"""Strength of the pull towards weights of one half each: few articles are kept back."""

Weights = dict[str, dict[str, dict[str, list[float]]]]


@dataclass(frozen=True, slots=True)
class Voices:
    """What both say of one question, by role, and the right answer: a role or ``none``."""

    question: str
    family: str
    linear: dict[str, float]
    encoder: dict[str, float]
    answer: str


def train_weighing(folders: Sequence[Path], raw: Path, fast: Engine, engine: Engine, out: Path) -> dict[str, int]:
    """Fit and write the weights; returns the numbers of examples by question.

    The linear models are fitted anew, by the engine `fast`, without the articles that are kept back; these are read by
    `engine`, which has the encoder.
    """
    shipped = engine.events.models
    roles = fitted_roles([e for _, e in all_examples(folders, raw, fast, in_training)])
    events, _ = fitted_events(folders, raw, fast, in_training)
    fillers, _ = fitted_fillers(folders, raw, fast, in_training)
    linear = EventModels(RoleModel(roles), EventModel(events), FillerModel(fillers), shipped.weighing)
    engine.events = engine.events.with_models(linear)
    kept = list(of_articles((a for a in annotated_articles(ARTICLES, raw) if not in_training(a.id)), engine))
    told = [voices for article in kept for voices in _of_tellings(article, linear.events)]
    weights: Weights = {q: fitted_weights([v for v in told if v.question == q]) for q in ("telling", "joining")}
    # Who fills the roles is asked of the events as both together part them.
    weights |= {"roles": {family: {r: [0.0, 1.0, 0.0] for r in ROLES[family]} for family in ROLES}}
    parted = EventModels(linear.roles, linear.events, linear.fillers, Weighing(weights))
    engine.events = engine.events.with_models(parted)
    filled = [voices for article in kept for voices in _of_fillers(article, engine)]
    weights["roles"] = fitted_weights(filled)
    engine.events = engine.events.with_models(shipped)
    out.write_text(json.dumps(weights, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return {q: sum(v.question == q for v in (*told, *filled)) for q in weights}


def _of_tellings(article: Labelled, model: EventModel) -> Iterator[Voices]:
    logits = article.reading.logits
    if logits is None:
        return
    for example in examples_of([article]):
        linear = model.log_odds(example.question, example.family, example.features)
        first, *second = example.tellings
        said = float(logits.same[first, second[0]] if second else logits.happens[first])
        if not math.isnan(said):
            answer = "yes" if example.answer else "none"
            yield Voices(example.question, example.family, {"yes": linear}, {"yes": said}, answer)


def _of_fillers(article: Labelled, engine: Engine) -> Iterator[Voices]:
    logits = article.reading.logits
    if logits is None:
        return
    events = tuple(engine.events.gathered(article.reading))
    seen = Surroundings(events, article.reading, engine.events.is_a)
    for number, event in enumerate(events):
        annotated = annotated_event(event, article)
        if annotated is None:
            continue
        family, tellings = event.whole.family, seen.numbers(number)
        for entity in seen.candidates(number):
            chances = engine.events.models.fillers.probabilities(family, list(features_of(seen, number, entity)))
            said = logits.role(tellings, entity)
            linear = {role: log_odds(chances, role) for role in ROLES[family]}
            encoder = {role: said.get(role, UNSEEN) for role in ROLES[family]}
            yield Voices("roles", family, linear, encoder, article.roles[annotated].get(entity, "none"))


def fitted_weights(voices: Sequence[Voices]) -> dict[str, dict[str, list[float]]]:
    """Bias, weight of the linear model and weight of the encoder, by family and role.

    A family of which there are no examples is left out.
    """
    by_family = {family: [v for v in voices if v.family == family] for family in ROLES}
    return {family: _regression(mine, list(mine[0].linear)) for family, mine in by_family.items() if mine}


def _regression(voices: Sequence[Voices], roles: Sequence[str]) -> dict[str, list[float]]:
    """A multinomial logistic regression in which each role has a bias and one weight for each voice."""
    linear, encoder = (
        np.array([[getattr(v, voice)[role] for role in roles] for v in voices]) for voice in ("linear", "encoder")
    )
    right = np.array([("none", *roles).index(v.answer) for v in voices])

    def loss(flat: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
        bias, one, other = flat.reshape(3, len(roles))
        sums = np.concatenate([np.zeros((len(voices), 1)), bias + one * linear + other * encoder], axis=1)
        chosen = sums[np.arange(len(voices)), right]
        apart = float((np.logaddexp.reduce(sums, axis=1) - chosen).sum())
        return apart + _PRIOR * float(((one - 0.5) ** 2).sum() + ((other - 0.5) ** 2).sum())

    start = np.concatenate([np.zeros(len(roles)), np.full(2 * len(roles), 0.5)])
    best = minimize(loss, start, method="L-BFGS-B").x.reshape(3, len(roles))
    return {role: [round(float(value), 3) for value in best[:, n]] for n, role in enumerate(roles)}
