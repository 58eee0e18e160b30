"""Which tellings are of real events, and which are of the same one: linear models over what stands around them.

One model says of each two tellings how likely they are of one event; they are parted so that all pairs together are
likeliest. Another one says of each telling how likely it is of an event at all: groups of which no telling is likely
enough are left out (generic violence, talk of meetings); of weak words (سيطر على، ناقشا) and habitual tellings more is
asked.

The models were trained on annotated articles (``kg/data/models/EVENTS.md``); at run time they are sums of weights.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from kg.extract.cue import Cue
from kg.extract.event_clustering import clusters
from kg.extract.event_coreference import Gathered
from kg.extract.event_features import InContext, telling_features
from kg.extract.geography import Geography
from kg.extract.joining_features import Pairs
from kg.extract.scene import Scene
from kg.extract.telling import Telling
from kg.extract.voice import SILENT, Voice
from kg.model import Stance
from kg.resources import data_dir

__all__ = ["EventModel", "in_context"]

_LIKELY = 0.2
"""Probability that one telling of an event must reach; how these were set is told in the model's card."""
_SURE = 0.75
"""The same for tellings of weak words and habitual ones."""
_KEPT_APART = 0.5
"""By how much the log-odds of one event must be higher for two tellings that the rules keep apart."""


def in_context(told: Iterable[tuple[Scene, Telling, Sequence[Cue]]]) -> list[InContext]:
    """Tellings, with their sentences and the cues of these, each beside the others of its family."""
    found = list(told)
    families = {t.family: [u for _, u, _ in found if u.family == t.family] for _, t, _ in found}
    return [
        InContext(
            scene,
            telling,
            order=next(n for n, u in enumerate(families[telling.family]) if u is telling),
            siblings=tuple(u for u in families[telling.family] if u is not telling),
            cues=len(cues),
            denied=telling.negated or any(c.stance is Stance.DENIES and c.word < telling.anchor for c in cues),
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
        return 1 / (1 + math.exp(-self.log_odds("telling", told.telling.family, telling_features(told))))

    def events(
        self,
        told: Sequence[InContext],
        geography: Geography,
        states: frozenset[str],
        voice: Voice = SILENT,
    ) -> list[Gathered]:
        """The events of an article, by its tellings in order; `states` are the ids of its states.

        `voice` is that of the encoder about these tellings.
        """
        usable = [t for t in told if t.telling.grounded or t.telling.anaphoric]
        families = sorted({t.telling.family for t in usable})
        parted = (
            group
            for family in families
            for group in self._groups([t for t in usable if t.telling.family == family], geography, states, voice)
        )
        return [Gathered([t.telling for t in group]) for group in parted if self._is_event(group, voice)]

    def _is_event(self, group: Sequence[InContext], voice: Voice) -> bool:
        def chance(told: InContext) -> float:
            odds = self.log_odds("telling", told.telling.family, telling_features(told))
            return 1 / (1 + math.exp(-voice.of_telling(told, odds)))

        return any(chance(t) >= (_SURE if t.telling.weak or t.telling.habitual else _LIKELY) for t in group)

    def _groups(
        self, told: Sequence[InContext], geography: Geography, states: frozenset[str], voice: Voice
    ) -> Iterable[list[InContext]]:
        """Tellings of one family, parted into those of one event each."""
        if len(told) < 2:
            return [[t] for t in told]
        family, pairs = told[0].telling.family, Pairs(told, geography, states)

        def log_odds(i: int, j: int) -> float:
            if pairs.contradict(i, j):
                return -math.inf
            odds = self.log_odds("joining", family, pairs.features(i, j))
            odds = voice.of_two(told[i], told[j], odds)
            return odds - _KEPT_APART if pairs.ruled(i, j) == "two" else odds

        groups = [[told[n] for n in group] for group in clusters(len(told), log_odds)]

        def on_its_spot(stray: Telling, told: Telling) -> bool:
            return bool(_spots(stray, geography) & _spots(told, geography))

        def of_its_building(stray: Telling, told: Telling) -> bool:
            dates = stray.date is None or told.date is None or stray.date.compatible(told.date)
            return dates and any(geography.is_building(x) for x in {*stray.target} & {*told.target})

        return _sent_home(_sent_home(groups, _is_noise, on_its_spot), _is_denial, of_its_building)

    def log_odds(self, question: str, family: str, features: Iterable[str]) -> float:
        """The log-odds of ``telling`` or ``joining`` by what is seen."""
        weights = self._weights[question][family]
        return sum(weights.get(feature, 0.0) for feature in set(features))


def _is_noise(group: Sequence[InContext]) -> bool:
    """Whether only explosions without a cause are told: they are the noise of the attack told last on their spot."""
    return all(t.telling.weak and t.telling.type == "Bombing" for t in group)


def _is_denial(group: Sequence[InContext]) -> bool:
    """Whether an attack is only denied: it is the one told last of the same building that is denied."""
    return all(t.denied and t.telling.family == "Attack" for t in group)


def _sent_home(
    groups: list[list[InContext]],
    strays: Callable[[Sequence[InContext]], bool],
    belongs: Callable[[Telling, Telling], bool],
) -> list[list[InContext]]:
    """The groups, those that `strays` picks joined with the one told last before them to whose telling they belong."""
    events = [group for group in groups if not strays(group)]
    for stray in (group for group in groups if strays(group)):
        first = stray[0].telling
        there = [
            (t.telling.sentence, number)
            for number, group in enumerate(events)
            for t in group
            if t.telling.sentence <= first.sentence and belongs(first, t.telling)
        ]
        if there:
            events[max(there)[1]] += stray
        else:
            events.append(stray)
    return [sorted(group, key=lambda t: (t.telling.sentence, t.telling.anchor)) for group in events]


def _spots(telling: Telling, geography: Geography) -> set[str]:
    return {x for x in (*telling.place, *telling.target) if geography.is_spot(x)}
