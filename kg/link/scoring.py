"""How well an item of the index fits an entity: the features, their weights, and what they add up to.

The weights are data: ``kg/data/lexicon/linking.toml``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from kg.gazetteer.index import Row
from kg.link.context import Context
from kg.link.gate import near
from kg.link.names import Match, tables
from kg.model import Entity

__all__ = ["TOWNS", "Scored", "scored"]

TOWNS = frozenset({"City", "Region"})
"""Of namesakes among them the text is taken to name the largest, which is no evidence."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score and the features that made it."""

    row: Row
    score: float
    match: Match
    features: Mapping[str, float]

    @property
    def ids(self) -> tuple[str | None, str | None]:
        """Wikidata and GeoNames id."""
        return self.row.qid, self.row.geonames

    @property
    def reasons(self) -> str:
        """The features that count, as words."""
        return ", ".join(f"{name} {value:.2f}" for name, value in sorted(self.features.items()) if value)


def scored(entity: Entity, row: Row, match: Match, worth: float, context: Context) -> Scored:
    """`row` as a candidate for `entity`, found by a match that is worth between 0 and 1."""
    weights = tables()["weights"]
    related = weights["near_type"] if near(entity.type, row.type) else 0.0
    containers = context.containers.get(entity.id)
    inside = 0 if containers is None or row.country is None else 1 if row.country in containers else -1
    features = {
        match.value: weights["match"] * worth,
        "prominence": weights["prominence"] * _height(row.prominence),
        "type": weights["type"] if row.type == entity.type or _either(row, entity, context) else related,
        "state": weights["state"] * context.about(row.country, entity.id),
        "containment": weights["containment"] * inside,
        "cue": weights["cue"] if context.cues.get(entity.id) == row.type else 0.0,
        "known to Wikidata": weights["wikidata"] if row.qid else 0.0,
        "matched in text": 0.0 if row.type in TOWNS or row.qid not in entity.keys else weights["key"],
    }
    return Scored(row, sum(features.values()), match, features)


def _either(row: Row, entity: Entity, context: Context) -> bool:
    """Whether a bare name, taken for a province's, may as well be a city's: no noun of provinces stands anywhere."""
    bare = entity.type == "Region" and entity.id not in context.cues
    return bare and row.type == "City" and row.prominence >= tables()["limits"]["well_known"]


def _height(prominence: int) -> float:
    """Prominence between 0, a village, and 1, a large country or a metropolis."""
    return min(max(math.log10(prominence + 1) - 3, 0) / 4, 1.0)
