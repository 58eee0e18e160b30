"""Which tellings are of real events, and what weak words tell: linear models over what stands around them.

The rules of `kg.extract.event_coreference` join the tellings of strong words. Of what they make, the model leaves out
what no telling makes likely (generic violence, talk of meetings). Tellings of weak words (سيطر على، ناقشا) and habitual
ones then join an event that was told, or make one of their own where the model is surer.

The models were trained on annotated articles (``kg/data/models/EVENTS.md``); at run time they are sums of weights.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from kg.extract.event_coreference import Gathered, gather
from kg.extract.event_features import InContext, joining_features, telling_features
from kg.extract.geography import Geography
from kg.extract.scene import Scene
from kg.extract.telling import Telling
from kg.resources import data_dir

__all__ = ["EventModel", "in_context"]

_LIKELY = 0.2
"""Probability that one telling of an event must reach; how these were set is told in the model's card."""
_JOINS = 0.5
"""Probability at which a weak telling joins an event."""
_SURE = 0.75
"""Probability at which a weak telling makes an event of its own."""


def in_context(told: Iterable[tuple[Scene, Telling, int]]) -> list[InContext]:
    """Tellings, with their sentences and the numbers of their cues, each beside the others of its family."""
    found = list(told)
    families = {t.family: [u for _, u, _ in found if u.family == t.family] for _, t, _ in found}
    return [
        InContext(
            scene,
            telling,
            order=next(n for n, u in enumerate(families[telling.family]) if u is telling),
            siblings=tuple(u for u in families[telling.family] if u is not telling),
            cues=cues,
        )
        for scene, telling, cues in found
    ]


class EventModel:
    """Weights of features by question (``telling``, ``joining``) and family of events."""

    def __init__(self, weights: Mapping[str, Mapping[str, Mapping[str, float]]]) -> None:
        self._weights = weights

    @classmethod
    @cache
    def load(cls, path: Path | None = None) -> EventModel:
        """The shipped model."""
        with gzip.open(path or data_dir() / "models" / "events.json.gz", "rt", encoding="utf-8") as file:
            return cls(json.load(file))

    def happens(self, told: InContext) -> float:
        """The probability that a telling is of an event."""
        return self._probability("telling", told.telling.family, telling_features(told))

    def joins(self, event: Sequence[InContext], told: InContext, geography: Geography, states: frozenset[str]) -> float:
        """The probability that `told` is of the event that other tellings are of."""
        return self._probability("joining", told.telling.family, joining_features(event, told, geography, states))

    def events(self, told: Sequence[InContext], geography: Geography, states: frozenset[str]) -> list[Gathered]:
        """The events of an article, by its tellings in order; `states` are the ids of its states."""
        usable = [t for t in told if t.telling.grounded or t.telling.anaphoric]
        strong = [t for t in usable if not (t.telling.weak or t.telling.habitual)]
        by_telling = {id(t.telling): t for t in strong}
        groups = [
            [by_telling[id(telling)] for telling in group.tellings]
            for group in gather((t.telling for t in strong), geography, states)
        ]
        events = [group for group in groups if any(self.happens(t) >= _LIKELY for t in group)]
        for weak in (t for t in usable if t.telling.weak or t.telling.habitual):
            self._place(weak, events, geography, states)
        return [Gathered([t.telling for t in event]) for event in events]

    def _place(
        self, weak: InContext, events: list[list[InContext]], geography: Geography, states: frozenset[str]
    ) -> None:
        """Put a weak telling where it belongs, or nowhere."""
        same = [event for event in events if event[0].telling.family == weak.telling.family]
        if (heard := _heard_at(weak.telling, same, geography)) is not None:
            # Of which kind it was, its noise doesn't tell.
            heard.append(replace(weak, telling=replace(weak.telling, type="Attack")))
            heard.sort(key=lambda t: (t.telling.sentence, t.telling.anchor))
            return
        scored = [(self.joins(_told_before(event, weak), weak, geography, states), n) for n, event in enumerate(same)]
        best = max(scored, key=lambda pair: (pair[0], -pair[1]), default=(0.0, 0))
        if best[0] > _JOINS:
            event = same[best[1]]
            event.append(weak)
            event.sort(key=lambda t: (t.telling.sentence, t.telling.anchor))
        elif self.happens(weak) >= _SURE:
            events.append([weak])

    def _probability(self, question: str, family: str, features: Iterable[str]) -> float:
        weights = self._weights[question][family]
        total = sum(weights.get(feature, 0.0) for feature in set(features))
        return 1 / (1 + math.exp(-total))


def _heard_at(weak: Telling, events: Sequence[list[InContext]], geography: Geography) -> list[InContext] | None:
    """The attack told last on the spot where explosions without a cause are told: they are its noise."""
    if not (weak.weak and weak.type == "Bombing"):
        return None

    def spots(telling: Telling) -> set[str]:
        return {x for x in (*telling.place, *telling.target) if geography.is_spot(x)}

    there = [
        (t.telling.sentence, number)
        for number, event in enumerate(events)
        for t in event
        if t.telling.sentence <= weak.sentence and spots(t.telling) & spots(weak)
    ]
    return events[max(there)[1]] if there else None


def _told_before(event: Sequence[InContext], weak: InContext) -> Sequence[InContext]:
    """The tellings of an event that stand before a weak one, else all of them."""
    at = weak.telling.sentence, weak.telling.anchor
    return [t for t in event if (t.telling.sentence, t.telling.anchor) < at] or event
