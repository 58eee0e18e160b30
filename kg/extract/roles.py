"""Which role an entity has in an event that its sentence tells: a linear model over what stands around both.

The rules of `kg.extract.attack` and `kg.extract.diplomacy` propose roles; the model weighs their proposal against
prepositions, positions and types, and finds roles that no rule sees. It was trained on annotated articles
(``kg/data/models/ROLES.md``); at run time it is a sum of weights.
"""

from __future__ import annotations

import gzip
import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from kg.extract.attack_grouping import is_answered
from kg.extract.circumstances import folded
from kg.extract.cue import Cue
from kg.extract.scene import Filler, Scene
from kg.extract.telling import Telling, unique
from kg.model import Stance
from kg.resources import data_dir

__all__ = ["ROLES", "Facts", "RoleModel", "Scores", "features_of", "rule_role"]

ROLES = {"Attack": ("agent", "target", "place"), "DiplomaticMeeting": ("participant", "place")}
"""The roles of each family; every other entity of the sentence has none."""

_FAR = 6
_SURE = 0.4
"""Probability at which the model's role stands against that of the rules; measured on annotated articles."""
_SURE_OF_AGENT = 0.65
"""The same for naming an attacker, where a wrong name does most harm."""
_SURE_OF_NONE = 0.7
"""The same for taking a role away that a rule has read."""
_POSSIBLE = 0.2
"""Probability below which the model rules a role out."""

Scores = tuple[Mapping[str, float], ...]
"""The probability of each role, and of ``none``, of each mention of a sentence."""


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

    def scores(self, scene: Scene, telling: Telling, cues: Sequence[Cue], facts: Facts) -> Scores:
        """The probabilities of the roles of each mention of the telling's sentence, in order."""
        seen = (list(features_of(scene, telling, filler, cues, facts)) for filler in scene.fillers)
        return tuple(self.probabilities(telling.family, features) for features in seen)

    def assign(self, scene: Scene, telling: Telling, cues: Sequence[Cue], scored: Scores) -> Telling:
        """`telling` with the most probable role of each entity of its sentence, by its `scores`."""
        found: dict[str, list[str]] = {role: [] for role in ROLES[telling.family]}
        best: dict[str, tuple[float, str]] = {}
        for filler, scores in zip(scene.fillers, scored, strict=True):
            entity = filler.entity.id
            rule = rule_role(telling, entity)
            role = _decided(scores, rule) if _told_by(telling, filler) else rule
            if role == "agent" != rule and _is_no_agent(scene, telling, filler):
                role = "none"
            if entity not in best or scores[role] > best[entity][0]:
                best[entity] = scores[role], role
        deniers = {cue.claimant for cue in cues if cue.stance is Stance.DENIES}
        for entity, (_, role) in best.items():
            # Who denies an attack is its agent where another sentence says so.
            if role in found and not (role == "agent" and entity in deniers):
                found[role].append(entity)
        return replace(telling, **{role: unique(ids) for role, ids in found.items()})  # type: ignore[arg-type]  # names of fields


def _told_by(telling: Telling, filler: Filler) -> bool:
    """Whether a mention stands in the words that tell the event; of others, the rules alone decide.

    What something is used or spoken of as takes no part: تتخذه القوات كقاعدة عسكرية.
    """
    return not filler.joined.endswith("ك") and (
        telling.clause is None or telling.clause[0] <= filler.first < telling.clause[1]
    )


def _is_no_agent(scene: Scene, telling: Telling, filler: Filler) -> bool:
    """Whether grammar forbids that who is mentioned attacked, however likely it looks."""
    answers = is_answered(scene, telling.anchor) and filler.first < telling.anchor
    return answers or _beyond_relative(scene, telling, filler) or _is_suffered(scene, telling)


def _beyond_relative(scene: Scene, telling: Telling, filler: Filler) -> bool:
    """Whether the trigger's relative clause belongs to another noun: القوات أغلقت المنطقة التي استهدفت."""
    opening = folded("attack.toml", "relative")
    between = range(filler.last, telling.anchor)
    pronoun = next((index for index in reversed(between) if scene.norm(index) in opening), None)
    return pronoun is not None and pronoun > filler.last


def _is_suffered(scene: Scene, telling: Telling) -> bool:
    """Whether a noun with the pronoun of its object tells it: who acted بعد استهدافها did not attack himself."""
    word = scene.norm(telling.anchor)
    return telling.how == "noun" and word.endswith(tuple(folded("attack.toml", "suffix")))


def _decided(scores: Mapping[str, float], rule: str) -> str:
    """The model's role where it is sure, else that of the rules where the model does not rule it out."""
    best = max(scores, key=lambda name: (scores[name], name))
    sure = _SURE_OF_AGENT if best == "agent" else _SURE_OF_NONE if best == "none" else _SURE
    if best == rule or scores[best] >= sure:
        return best
    return rule if scores[rule] >= _POSSIBLE else "none"


def rule_role(telling: Telling, entity: str) -> str:
    """The role that the rules propose for an entity, or ``none``."""
    return next((role for role in ROLES[telling.family] if entity in getattr(telling, role)), "none")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rest of an article tells of its entities."""

    roles: Mapping[tuple[str, str], int]
    """How many sentences' rules give an entity a role."""
    titles: frozenset[str]
    """The entities of the title."""

    @classmethod
    def of(cls, scenes: Iterable[Scene], tellings: Iterable[Telling]) -> Facts:
        """The facts of the article with these sentences and tellings."""
        counts = Counter(
            (entity, role)
            for telling in tellings
            for role in ("agent", "target", "place", "participant")
            for entity in getattr(telling, role)
        )
        return cls(counts, frozenset(f.entity.id for s in scenes if s.sentence.is_title for f in s.fillers))

    def elsewhere(self, telling: Telling, entity: str, role: str) -> int:
        """How often other sentences than that of `telling` give an entity a role."""
        return self.roles.get((entity, role), 0) - (entity in getattr(telling, role))


def features_of(scene: Scene, telling: Telling, filler: Filler, cues: Sequence[Cue], facts: Facts) -> Iterator[str]:
    """What is seen of an entity's mention and the trigger of a telling, as strings."""
    rule = rule_role(telling, filler.entity.id)
    place, actor = scene.is_place(filler), scene.is_actor(filler)
    coarse = ("p" if place else "") + ("a" if actor else "") + ("f" if scene.is_facility(filler) else "")
    yield "bias"
    yield f"rule={rule}"
    yield f"rule={rule}|{coarse}"
    yield from _of_type(telling, filler, coarse)
    yield from _of_words(scene, telling, filler, coarse)
    yield from _of_position(scene, telling, filler, coarse)
    yield from _of_article(telling, filler, coarse, rule, facts)
    for cue in cues:
        if cue.claimant == filler.entity.id:
            yield f"claims={cue.stance.value}|{cue.takes}"
        if cue.accused == filler.entity.id:
            yield "accused"


def _side(telling: Telling, filler: Filler) -> str:
    return "after" if filler.first > telling.anchor else "before"


def _of_type(telling: Telling, filler: Filler, coarse: str) -> Iterator[str]:
    kind = filler.entity.type
    yield f"type={kind}"
    yield f"type={kind}|{_side(telling, filler)}"
    yield f"type={kind}|{telling.type}"
    yield f"event={telling.type}|{coarse}"


def _of_words(scene: Scene, telling: Telling, filler: Filler, coarse: str) -> Iterator[str]:
    """The words around a mention, and between it and the trigger."""
    side = _side(telling, filler)
    before = scene.bare(filler.first - 1) or "^"
    led = filler.joined or before
    yield f"led={led}"
    yield f"led={led}|{coarse}"
    yield f"led={led}|{side}|{coarse}"
    yield f"before={scene.bare(filler.first - 2)}|{led}"
    yield f"noun={before}|{filler.joined}|{coarse}"
    yield f"next={scene.bare(filler.last)}"
    yield f"trigger={scene.bare(telling.anchor)}|{coarse}|{side}"
    if _has_victim(scene, filler):
        yield f"victim|{coarse}"
    distance = filler.first - telling.anchor
    if 0 < distance <= _FAR:
        path = " ".join(scene.bare(i) for i in range(telling.anchor + 1, filler.first))
        yield f"path={path}|{coarse}"
    if -_FAR <= distance < 0:
        path = " ".join(scene.bare(i) for i in range(filler.last, telling.anchor))
        yield f"path={path}|{coarse}|before"


def _has_victim(scene: Scene, filler: Filler) -> bool:
    """Whether a word of killing or wounding stands closely before a mention: مقتل ثلاثة من عناصر …"""
    words = folded("casualties.toml", "killed") | folded("casualties.toml", "injured")
    return any(scene.bares(i) & words for i in range(filler.first - 5, filler.first))


def _of_position(scene: Scene, telling: Telling, filler: Filler, coarse: str) -> Iterator[str]:
    side = _side(telling, filler)
    step = min(abs(filler.first - telling.anchor), 12) // 2
    low, high = sorted((filler.first, telling.anchor))
    between = [f for f in scene.fillers if low < f.first < high]
    actors = sum(scene.is_actor(f) for f in between)
    commas = any(not scene.words[i].is_word for i in range(low, high))
    first, last = telling.clause or (scene.first, scene.last)
    yield f"{side}|{step}"
    yield f"{side}|{step}|{coarse}"
    yield f"{side}|{telling.how}|{coarse}"
    yield f"between={min(len(between), 4)}|{side}|{coarse}"
    yield f"actors={min(actors, 2)}|{side}|{coarse}"
    yield f"commas={commas}|{side}|{coarse}"
    yield f"clause={first <= filler.first < last}|{coarse}"
    yield f"first={filler is scene.fillers[0]}|{coarse}"
    yield f"title={telling.title}|{side}|{coarse}"
    if any(f.entity.id == filler.entity.id and f is not filler for f in scene.fillers):
        yield f"again|{coarse}"


def _of_article(telling: Telling, filler: Filler, coarse: str, rule: str, facts: Facts) -> Iterator[str]:
    """What the rest of the article tells of the entity."""
    entity = filler.entity.id
    for role in ROLES[telling.family]:
        times = facts.elsewhere(telling, entity, role)
        yield f"elsewhere={role}|{min(times, 2)}"
        if times:
            yield f"elsewhere={role}|{coarse}|{rule}"
    if entity in facts.titles:
        yield f"titled|{coarse}"
    yield f"mentions={min(len(filler.entity.mentions), 4)}|{coarse}"
