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
from typing import NamedTuple

from kg.extract.filler_features import features_of
from kg.extract.roles import ROLES
from kg.extract.surroundings import Surroundings
from kg.extract.telling import Telling
from kg.extract.voice import SILENT, Voice
from kg.resources import data_dir

__all__ = ["FillerModel"]


class _Bounds(NamedTuple):
    """Probabilities that are asked for."""

    kept: float
    """At which an entity keeps a role that the tellings give it."""
    added: float
    """At which it gets one that they don't."""
    added_as_agent: float
    """The same for naming an attacker, where a wrong name does most harm."""


_ALONE = _Bounds(0.1, 0.55, 0.65)
_TOGETHER = _Bounds(0.3, 0.4, 0.55)
"""With the encoder as a second voice. How both were set is in the models' cards."""


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

    def decided(self, article: Surroundings, number: int, voice: Voice = SILENT) -> Telling:
        """The event at `number` of an article with the entities that fill its roles.

        `voice` is that of the encoder about the article.
        """
        event, tellings = article.events[number].whole, article.numbers(number)
        bounds = _TOGETHER if voice.speaks else _ALONE
        found: dict[str, list[str]] = {role: [] for role in ROLES[event.family]}
        for entity in article.candidates(number):
            chances = self.probabilities(event.family, list(features_of(article, number, entity)))
            chances = voice.of_roles(event.family, tellings, entity, chances)
            barred = {role for role in found if not article.may_have(number, entity, role)}
            chances = {role: 0.0 if role in barred else chance for role, chance in chances.items()}
            role = _chosen(event, entity, chances, bounds)
            if role is not None and (entity in getattr(event, role) or _may_join(article, number, entity, role)):
                found[role].append(entity)
        if "agent" in found and not found["agent"]:
            filled = {entity for ids in found.values() for entity in ids}
            sure = dict.fromkeys(entity for telling in article.events[number].group.tellings for entity in telling.sure)
            free = (entity for entity in sure if entity not in filled)
            found["agent"] += [entity for entity in free if not article.wards_off(entity)]
        found["place"] += _containers(article, event, found)
        return replace(event, **{role: tuple(ids) for role, ids in found.items()})  # type: ignore[arg-type]  # names of fields


def _by_feature(tables: Mapping[str, Mapping[str, float]]) -> Mapping[str, tuple[float, ...]]:
    """The weights of each feature, one a role."""
    return {
        feature: tuple(table.get(feature, 0.0) for table in tables.values())
        for feature in dict.fromkeys(name for table in tables.values() for name in table)
    }


def _may_join(article: Surroundings, number: int, entity: str, role: str) -> bool:
    return article.may_join(number, entity) and (role != "participant" or article.may_meet(number, entity))


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


def _chosen(event: Telling, entity: str, chances: Mapping[str, float], bounds: _Bounds) -> str | None:
    roles = ROLES[event.family]
    best = max(roles, key=lambda role: chances.get(role, 0.0))
    if entity not in getattr(event, best) and chances[best] >= (
        bounds.added_as_agent if best == "agent" else bounds.added
    ):
        return best
    kept = (role for role in roles if entity in getattr(event, role) and chances[role] >= bounds.kept)
    return max(kept, key=lambda role: chances[role], default=None)
