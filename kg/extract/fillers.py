"""Who fills the roles of an event, decided over the whole article: a linear model after the tellings are joined.

What a sentence says of an entity is one voice among others here: how many sentences agree, whether another event
claims the entity, how far it stands from where the event is told, whether it holds the places that are known. So
«الهجوم» in the second sentence gets the attacker of the fourth, and loses the place of another attack. It was trained
on annotated articles (``kg/data/models/FILLERS.md``); at run time it is a sum of weights.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from kg.extract.filler_features import Surroundings, features_of
from kg.extract.roles import ROLES
from kg.extract.telling import Telling
from kg.resources import data_dir

__all__ = ["FillerModel"]

_KEPT = 0.1
"""Probability at which an entity keeps a role that the tellings give it; how these were set is in the model's card."""
_ADDED = 0.55
"""Probability at which it gets one that they don't."""
_ADDED_AS_AGENT = 0.65
"""The same for naming an attacker, where a wrong name does most harm."""


class FillerModel:
    """Weights of features by family and role."""

    def __init__(self, weights: Mapping[str, Mapping[str, Mapping[str, float]]]) -> None:
        self._roles = {family: tuple(tables) for family, tables in weights.items()}
        self._weights = {family: _by_feature(tables) for family, tables in weights.items()}

    @classmethod
    @cache
    def load(cls, path: Path | None = None) -> FillerModel:
        """The shipped model."""
        with gzip.open(path or data_dir() / "models" / "fillers.json.gz", "rt", encoding="utf-8") as file:
            return cls(json.load(file))

    def probabilities(self, family: str, features: Sequence[str]) -> dict[str, float]:
        """The probability of each role of the family, and of ``none``."""
        roles, known = self._roles[family], self._weights[family]
        found = [known[feature] for feature in features if feature in known]
        sums = {role: sum(weights[n] for weights in found) for n, role in enumerate(roles)}
        top = max(sums.values())
        powers = {role: math.exp(value - top) for role, value in sums.items()}
        total = sum(powers.values())
        return {role: power / total for role, power in powers.items()}

    def decided(self, article: Surroundings, number: int) -> Telling:
        """The event at `number` of an article with the entities that fill its roles."""
        event = article.events[number].whole
        found: dict[str, list[str]] = {role: [] for role in ROLES[event.family]}
        for entity in article.candidates(number):
            chances = self.probabilities(event.family, list(features_of(article, number, entity)))
            role = _chosen(event, entity, chances)
            if role is not None and (entity in getattr(event, role) or article.may_join(number, entity)):
                found[role].append(entity)
        found["place"] += _containers(article, event, found)
        return replace(event, **{role: tuple(ids) for role, ids in found.items()})  # type: ignore[arg-type]  # names of fields


def _by_feature(tables: Mapping[str, Mapping[str, float]]) -> Mapping[str, tuple[float, ...]]:
    """The weights of each feature, one a role."""
    return {
        feature: tuple(table.get(feature, 0.0) for table in tables.values())
        for feature in dict.fromkeys(name for table in tables.values() for name in table)
    }


def _containers(article: Surroundings, event: Telling, found: Mapping[str, Sequence[str]]) -> list[str]:
    """The places of the tellings that the article says to hold what is a place or attacked: they follow from it."""
    added: list[str] = []
    queue = [*found.get("target", ()), *found["place"]]
    while queue:
        for holder in article.entities[queue.pop(0)].located_in:
            if holder in event.place and holder not in (*found["place"], *added):
                added.append(holder)
                queue.append(holder)
    return added


def _chosen(event: Telling, entity: str, chances: Mapping[str, float]) -> str | None:
    roles = ROLES[event.family]
    best = max(roles, key=lambda role: chances.get(role, 0.0))
    if entity not in getattr(event, best) and chances[best] >= (_ADDED_AS_AGENT if best == "agent" else _ADDED):
        return best
    kept = (role for role in roles if entity in getattr(event, role) and chances[role] >= _KEPT)
    return max(kept, key=lambda role: chances[role], default=None)
