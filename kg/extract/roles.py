"""Which role an entity has in an event that its sentence tells: a linear model over what stands around both.

The rules of `kg.extract.attack` and `kg.extract.diplomacy` propose roles; the model weighs their proposal against
prepositions, positions and types, and finds roles that no rule sees. It was trained on annotated articles
(``kg/data/models/ROLES.md``); at run time it is a sum of weights.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from kg.extract.claims import Cue
from kg.extract.lexicon import bare
from kg.extract.scene import Filler, Scene
from kg.extract.telling import Telling, unique
from kg.resources import data_dir

__all__ = ["ROLES", "RoleModel", "features_of", "rule_role"]

ROLES = {"Attack": ("agent", "target", "place"), "DiplomaticMeeting": ("participant", "place")}
"""The roles of each family; every other entity of the sentence has none."""

_FAR = 6
_SURE = 0.5
"""Probability at which the model's role stands against that of the rules; measured on annotated articles."""
_SURE_OF_AGENT = 0.65
"""The same for naming an attacker, where a wrong name does most harm."""
_POSSIBLE = 0.2
"""Probability below which the model rules a role out."""


class RoleModel:
    """Weights of features by family and role."""

    def __init__(self, weights: Mapping[str, Mapping[str, Mapping[str, float]]]) -> None:
        self._weights = weights

    @classmethod
    @cache
    def load(cls, path: Path | None = None) -> RoleModel:
        """The shipped model."""
        with gzip.open(path or data_dir() / "models" / "roles.json.gz", "rt", encoding="utf-8") as file:
            return cls(json.load(file))

    def probabilities(self, family: str, features: list[str]) -> dict[str, float]:
        """The probability of each role of the family, and of ``none``."""
        weights = self._weights[family]
        sums = {role: sum(table.get(f, 0.0) for f in features) for role, table in weights.items()}
        top = max(sums.values())
        powers = {role: math.exp(value - top) for role, value in sums.items()}
        total = sum(powers.values())
        return {role: power / total for role, power in powers.items()}

    def assign(self, scene: Scene, telling: Telling, cues: Sequence[Cue]) -> Telling:
        """`telling` with the most probable role of each entity of its sentence."""
        found: dict[str, list[str]] = {role: [] for role in ROLES[telling.family]}
        best: dict[str, tuple[float, str]] = {}
        for filler in scene.fillers:
            scores = self.probabilities(telling.family, list(features_of(scene, telling, filler, cues)))
            entity = filler.entity.id
            role = _decided(scores, rule_role(telling, entity))
            if entity not in best or scores[role] > best[entity][0]:
                best[entity] = scores[role], role
        for entity, (_, role) in best.items():
            if role in found:
                found[role].append(entity)
        return replace(telling, **{role: unique(ids) for role, ids in found.items()})  # type: ignore[arg-type]


def _decided(scores: Mapping[str, float], rule: str) -> str:
    """The model's role where it is sure, else that of the rules where the model does not rule it out."""
    best = max(scores, key=lambda name: (scores[name], name))
    if best == rule or scores[best] >= (_SURE_OF_AGENT if best == "agent" else _SURE):
        return best
    return rule if scores[rule] >= _POSSIBLE else "none"


def rule_role(telling: Telling, entity: str) -> str:
    """The role that the rules propose for an entity, or ``none``."""
    return next((role for role in ROLES[telling.family] if entity in getattr(telling, role)), "none")


def features_of(scene: Scene, telling: Telling, filler: Filler, cues: Sequence[Cue]) -> Iterator[str]:
    """What is seen of an entity's mention and the trigger of a telling, as strings."""
    rule = rule_role(telling, filler.entity.id)
    kind = filler.entity.type
    place, actor = scene.is_place(filler), scene.is_actor(filler)
    coarse = ("p" if place else "") + ("a" if actor else "") + ("f" if scene.is_facility(filler) else "")
    distance = filler.first - telling.anchor
    side = "after" if distance > 0 else "before"
    step = min(abs(distance), 12) // 2
    preposition = bare(scene.norm(filler.first - 1)) or "^"
    led = filler.joined or preposition
    between = sum(
        1 for f in scene.fillers if min(filler.first, telling.anchor) < f.first < max(filler.first, telling.anchor)
    )
    same = any(f.entity.id == filler.entity.id and f is not filler for f in scene.fillers)
    yield "bias"
    yield f"rule={rule}"
    yield f"rule={rule}|{coarse}"
    yield f"type={kind}"
    yield f"type={kind}|{side}"
    yield f"type={kind}|{telling.type}"
    yield f"led={led}"
    yield f"led={led}|{coarse}"
    yield f"led={led}|{side}|{coarse}"
    yield f"before={scene.bare(filler.first - 2)}|{led}"
    yield f"next={scene.bare(filler.last)}"
    yield f"{side}|{step}"
    yield f"{side}|{step}|{coarse}"
    yield f"{side}|{telling.how}|{coarse}"
    yield f"between={min(between, 4)}|{side}|{coarse}"
    yield f"trigger={scene.bare(telling.anchor)}|{coarse}|{side}"
    yield f"first={filler is scene.fillers[0]}|{coarse}"
    yield f"title={telling.title}|{side}|{coarse}"
    if same:
        yield f"again|{coarse}"
    if 0 < distance <= _FAR:
        path = " ".join(scene.bare(i) for i in range(telling.anchor + 1, filler.first))
        yield f"path={path}|{coarse}"
    if -_FAR <= distance < 0:
        path = " ".join(scene.bare(i) for i in range(filler.last, telling.anchor))
        yield f"path={path}|{coarse}|before"
    for cue in cues:
        if cue.claimant == filler.entity.id:
            yield f"claims={cue.stance.value}|{cue.takes}"
        if cue.accused == filler.entity.id:
            yield "accused"
