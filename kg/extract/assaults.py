"""Does a sentence report an assault, or does it only mention one?

«قتل ثلاثة في انفجار سيارة مفخخة» reports; «التحقيق في تفجير السفارة» mentions, as an inquiry, a condemnation or an
anniversary does. The graph holds the events of both. A linear model tells them apart by what the readers of events saw
(``kg/data/models/ASSAULTS.md``); its few features are general: no word has a weight of its own.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from kg.extract.circumstances import folded
from kg.extract.event_features import InContext
from kg.extract.event_model import EventModel
from kg.extract.modality import doing
from kg.extract.scene import Scene
from kg.model import Modality
from kg.resources import data_dir
from kg.text.dates import DateKind

__all__ = ["REPORTED", "AssaultModel", "assault_features"]

REPORTED = 0.3
"""Probability from which on an assault counts as reported; how it was set is told in the model's card."""
_LONG = 45
_SHORT = 25
"""Words of a sentence that is long, and of one that is short."""
_BESIDE = 5
"""Words around a noun in which the verb stands that does it: شن … هجوما."""
_LIKELY = (0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


class AssaultModel:
    """Weights of features."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights

    @classmethod
    @cache
    def load(cls) -> AssaultModel:
        """The shipped model."""
        with gzip.open(data_dir() / "models" / "assaults.json.gz", "rt", encoding="utf-8") as file:
            return cls(json.load(file))

    def probability(self, features: Iterable[str]) -> float:
        """The probability that an assault is reported where `features` are seen."""
        return 1 / (1 + math.exp(-sum(self._weights.get(feature, 0.0) for feature in set(features))))


def assault_features(scenes: Sequence[Scene], tellings: Sequence[InContext], model: EventModel) -> Iterator[str]:
    """What speaks for and against that the sentences of `scenes` report an assault; `tellings` are all of theirs."""
    yield "bias"
    attacks = [told for told in tellings if told.telling.family == "Attack"]
    if not attacks:
        yield "none"
        return
    likely = max(model.happens(told) for told in attacks)
    strong = max((model.happens(told) for told in attacks if not told.telling.weak), default=0.0)
    yield from (f"likely>{limit}" for limit in _LIKELY if likely > limit)
    yield from (f"strong>{limit}" for limit in _LIKELY if strong > limit)
    yield from chain.from_iterable(_of_telling(told) for told in attacks)
    yield from (f"all:{feature}" for feature in _shared(attacks))
    yield from _of_words(scenes)


def _of_telling(told: InContext) -> Iterator[str]:
    telling, scene, at = told.telling, told.scene, told.telling.anchor
    if telling.how == "verb":
        yield "verb"
    if telling.modality is Modality.ACTUAL:
        yield "actual"
    if telling.place:
        yield "place"
    if telling.negated:
        yield "negated"
    if any(doing(scene, i) is not None for i in range(max(scene.first, at - _BESIDE), min(scene.last, at + _BESIDE))):
        yield "done"
    if scene.bare(at - 1) in folded("assault.toml", "circumstance"):
        yield "circumstance"
    if any(scene.bares(i) & folded("assault.toml", "mention") for i in range(max(scene.first, at - 3), at)):
        yield "mention before"
    if scene.bare(at - 1) in folded("attack.toml", "other", "before"):
        yield "before or after"
    if any(f.entity.id in telling.target and f.entity.type == "Person" for f in scene.fillers):
        yield "person attacked"


def _shared(attacks: Sequence[InContext]) -> Iterator[str]:
    """What is true of every telling."""
    tellings = [told.telling for told in attacks]
    for name, every in (
        ("verb", all(t.how == "verb" for t in tellings)),
        ("definite", all(t.definite for t in tellings)),
        ("weak", all(t.weak for t in tellings)),
        ("general", all(t.type == "Attack" for t in tellings)),
        ("possible", all(t.modality is not Modality.ACTUAL for t in tellings)),
    ):
        if every:
            yield name


def _of_words(scenes: Sequence[Scene]) -> Iterator[str]:
    """What the words, numbers and names of the sentences tell."""
    forms = [scene.bares(i) for scene in scenes for i in range(scene.first, scene.last)]

    def number(words: frozenset[str]) -> int:
        return sum(bool(bares & words) for bares in forms)

    killed = number(folded("casualties.toml", "killed") | folded("casualties.toml", "killed", "duals"))
    injured = number(folded("casualties.toml", "injured") | folded("casualties.toml", "injured", "duals"))
    people = number(folded("casualties.toml", "people") | folded("casualties.toml", "people", "duals"))
    counted = any(scene.counts for scene in scenes)
    found = {
        "killed": killed,
        "injured": injured,
        "people": people,
        "victims": people and (killed or injured),
        "toll": counted and (killed or injured),
        "means": number(folded("assault.toml", "means")),
        "mention": number(folded("assault.toml", "mention")),
        "witnesses": number(folded("assault.toml", "witnesses")),
        "weighed": number(folded("assault.toml", "weighed")),
        "persons": sum(f.entity.type == "Person" for scene in scenes for f in scene.fillers),
        "actors": sum(scene.is_actor(f) for scene in scenes for f in scene.fillers),
    }
    for name, times in found.items():
        yield from (name for _ in range(bool(times)))
        yield from (f"{name} twice" for _ in range(bool(times > 1)))
    if len(forms) > _LONG:
        yield "long"
    if len(forms) < _SHORT:
        yield "short"
    if any(scene.words[i].token.text == "؟" for scene in scenes for i in range(scene.first, scene.last)):
        yield "question"
    dates = [expression for scene in scenes for expression in scene.dates]
    if any(expression.kind in {DateKind.WEEKDAY, DateKind.COUNTED} for expression in dates):
        yield "of these days"
    if any(e.value is not None and e.value.year is not None and e.value.day is None for e in dates):
        yield "of a year"
