"""Linking offline: which item of the index an entity is, or that none of them is.

Candidates come by the exact folded name, then by its name without head noun (مدينة الرقة → الرقة).
A gate of types keeps the wrong kinds out; what remains is ranked by prominence, by the states that the
article is about, and by the type that the text gives. A link is accepted if it reaches a threshold and leads the next
by a margin; otherwise the entity stays without one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.gazetteer.index import Index, Row
from kg.model import Candidate, Entity, Extraction, Link, LinkedExtraction
from kg.text.lexicon import read_lexicon
from kg.text.normalise import name_key

__all__ = ["NoLinker", "OfflineLinker", "Scored"]

THRESHOLD = 0.55
MARGIN = 0.06
MAX_CANDIDATES = 5

_PLACES = frozenset({"City", "Region", "Place", "NaturalFeature", "Country"})
_FACILITIES = frozenset(
    {
        *("Facility", "MilitaryBase", "EnergySite", "Airport", "Port"),
        *("Hospital", "School", "Government", "Religious", "Crossing"),
    }
)
_BODIES = frozenset(
    {
        *("Organization", "GovernmentBody", "MilitaryForce", "ArmedGroup"),
        *("InternationalOrganization", "MediaOrganization", "PoliticalParty", "Company"),
    }
)


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score and the features that made it."""

    row: Row
    score: float
    features: Mapping[str, float]


class NoLinker:
    """Links nothing."""

    def link(self, extraction: Extraction) -> LinkedExtraction:
        """The extraction without links."""
        return LinkedExtraction(extraction)


class OfflineLinker:
    """Links by the index at `path`, by default the shipped one."""

    def __init__(self, path: Path | None = None) -> None:
        self._index = Index(path)
        self._by = f"khabar-linker/1 index/{self._index.version}"
        self._heads = frozenset(name_key(word) for word in read_lexicon("linking.toml")["heads"]["words"])

    def link(self, extraction: Extraction) -> LinkedExtraction:
        """`extraction` with a link for each entity that one item fits well and alone."""
        states = self._states(extraction)
        links = (self._link(entity, states) for entity in extraction.entities)
        return LinkedExtraction(extraction, tuple(link for link in links if link is not None))

    def candidates(self, entity: Entity, states: Mapping[str, float] | None = None) -> tuple[Scored, ...]:
        """The items that `entity` might be, the best first. `states` weighs country codes by the article's content."""
        best: dict[int, Scored] = {}
        for name, kind, weight in self._keys(entity):
            for row in self._index.by_name(name):
                if not _fits(entity.type, row.type):
                    continue
                scored = self._score(entity, row, kind, weight, states or {})
                if row.id not in best or scored.score > best[row.id].score:
                    best[row.id] = scored
        for qid in entity.keys:
            # The text itself said so: قالت موسكو names Russia.
            known = self._index.by_qid(qid)
            if known is not None and known.type == entity.type and known.id not in best:
                best[known.id] = self._score(entity, known, "key", 1.0, states or {})
        return tuple(sorted(best.values(), key=lambda s: (-s.score, -s.row.prominence, s.row.id)))

    def explain(self, name: str, kind: str = "Place") -> tuple[Scored, ...]:
        """The candidates for a bare name of a type, for people who ask why."""
        return self.candidates(Entity("e0", kind, name, (), ()))

    def _keys(self, entity: Entity) -> list[tuple[str, str, float]]:
        """The names to look up, with the kind of match and what it is worth."""
        keys = [(entity.name, "name", 1.0)]
        proper = [n for n in entity.alt_names if len(n) > 2 and (entity.type != "Person" or " " in n)]
        keys += [(name, "alias", 0.95) for name in proper]
        for name in (entity.name, *proper):
            words = name_key(name).split()
            if len(words) > 1 and words[0] in self._heads:
                keys.append((" ".join(words[1:]), "without head noun", 0.9))
        return keys

    def _score(self, entity: Entity, row: Row, kind: str, weight: float, states: Mapping[str, float]) -> Scored:
        features = {
            kind: 0.45 * weight,
            "prominence": 0.3 * min(math.log10(row.prominence + 1) / 7, 1.0),
            "type": 0.15 if row.type == entity.type else 0.05 if _near(entity.type, row.type) else 0.0,
            "state": 0.15 * states.get(row.country or "", 0.0),
        }
        if row.qid:
            features["known to Wikidata"] = 0.05
        if row.qid and row.qid in entity.keys:
            features["matched in text"] = 0.15
        return Scored(row, sum(features.values()), features)

    def _states(self, extraction: Extraction) -> dict[str, float]:
        """How much the article is about each state: mentions of it, and of places that can lie in no other."""
        weights: Counter[str] = Counter()
        for entity in extraction.entities:
            fitting = [row for row in self._index.by_name(entity.name) if _fits(entity.type, row.type)]
            rows = [row for row in fitting if row.type == entity.type] or fitting
            countries = {row.country for row in rows if row.country}
            if len(countries) == 1:
                weights[countries.pop()] += len(entity.mentions) * (2 if entity.type == "Country" else 1)
        top = max(weights.values(), default=0)
        return {code: count / top for code, count in weights.items()} if top else {}

    def _link(self, entity: Entity, states: Mapping[str, float]) -> Link | None:
        ranked = self.candidates(entity, states)
        if not ranked or ranked[0].score < THRESHOLD:
            return None
        best = ranked[0]
        rivals = [other for other in ranked[1:] if not _same_place(best.row, other.row)]
        if rivals and best.score - rivals[0].score < MARGIN:
            return None
        features = ", ".join(f"{name} {value:.2f}" for name, value in sorted(best.features.items()) if value)
        return Link(
            entity=entity.id,
            qid=best.row.qid,
            geonames=best.row.geonames,
            confidence=round(min(best.score, 1.0), 3),
            justification=features,
            by=self._by,
            label_en=best.row.label_en,
            latitude=best.row.latitude,
            longitude=best.row.longitude,
            country_qid=best.row.country_qid,
            type=best.row.type,
            candidates=tuple(
                Candidate(s.row.qid, s.row.geonames, s.row.label_en, round(min(s.score, 1.0), 3))
                for s in ranked[1:MAX_CANDIDATES]
            ),
        )


def _same_place(one: Row, other: Row) -> bool:
    """Whether two rows are a town and the province that is named after it: then the type alone decides."""
    return {one.type, other.type} == {"City", "Region"} and one.country == other.country


def _fits(entity: str, row: str) -> bool:
    """The gate of types: a person is no place; a state may act; bodies of all kinds are one family."""
    if entity == "Person" or row == "Person":
        return entity == row
    if row == "Country":
        return entity in _PLACES | {"Organization", "GovernmentBody"}
    families = (_PLACES, _FACILITIES, _BODIES)
    return any(entity in family and row in family for family in families)


def _near(entity: str, row: str) -> bool:
    return {entity, row} in ({"City", "Region"}, {"City", "Place"}, {"Region", "Place"}) or (
        entity in _BODIES and row in _BODIES
    )
