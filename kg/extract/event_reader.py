"""What the shipped encoder makes of an article's tellings: who fills which role, what is an event, what is one event.

Small classifiers over the states of whole stretches of an article, so that an attacker named two sentences before is
seen. Their voice is weighed with those of the linear models (`kg.extract.weighing`). How they are made is told in
``kg/data/models/ENCODER.md``.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kg.extract.article_encoder import ArticleEncoder, Stretch, open_session
from kg.extract.asking import Asked
from kg.extract.event_windows import Window, distance_class, window_of
from kg.model import Document
from kg.resources import data_dir

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["EventLogits", "EventReader"]

_OUTPUTS = ("roles", "same", "happens")


@dataclass(frozen=True, slots=True)
class EventLogits:
    """The encoder's answers about the tellings and mentions of one article; NaN where it saw no such two together."""

    roles: NDArray[np.float32]
    """Log-odds of each role against none, by telling and mention, (tellings, mentions, roles)."""
    same: NDArray[np.float32]
    """Log-odds that two tellings are of one event, (tellings, tellings)."""
    happens: NDArray[np.float32]
    """Log-odds that a telling is of an event, (tellings,)."""
    names: tuple[str, ...]
    """The roles."""
    asked: Asked

    def role(self, tellings: Collection[int], entity: str) -> dict[str, float]:
        """The log-odds of an entity's roles in an event, of which the numbers of the `tellings` are given.

        Every telling beside every mention speaks; a role that none of them could see is left out.
        """
        named = [n for n, mention in enumerate(self.asked.mentions) if mention.entity == entity]
        seen = self.roles[np.ix_(sorted(tellings), named)].reshape(-1, len(self.names))
        seen = seen[~np.isnan(seen).any(axis=1)]
        if not len(seen):
            return {}
        return {name: float(np.logaddexp.reduce(column)) for name, column in zip(self.names, seen.T, strict=True)}


class EventReader:
    """The classifiers, over the states that `encoder` gives."""

    def __init__(self, model: Path, encoder: ArticleEncoder, threads: int = 0) -> None:
        """Load ``NAME.onnx``; `threads` 0 lets the runtime choose."""
        self._session = open_session(model, threads)
        about = json.loads(self._session.get_modelmeta().custom_metadata_map["kg"])
        self._kinds = {kind: n for n, kind in enumerate(about["kinds"])}
        self._roles = tuple(about["roles"])
        self._encoder = encoder

    @classmethod
    def load(cls, encoder: ArticleEncoder, threads: int = 0) -> EventReader:
        """The shipped model."""
        return cls(data_dir() / "models" / "event_heads.onnx", encoder, threads)

    def read(self, document: Document, asked: Asked) -> EventLogits:
        """What is said of the tellings of a document; where two stretches show the same, their mean."""
        tellings, mentions = len(asked.tellings), len(asked.mentions)
        roles, seen = np.zeros((tellings, mentions, len(self._roles))), np.zeros((tellings, mentions, 1))
        same, compared = np.zeros((tellings, tellings)), np.zeros((tellings, tellings))
        happens, read = np.zeros(tellings), np.zeros(tellings)
        for stretch in self._encoder.of_document(document).stretches:
            window = window_of(asked, stretch.first, stretch.firsts)
            if not window.tellings:
                continue
            found = self._run(asked, window, stretch)
            beside, pairs = np.ix_(window.tellings, window.mentions), np.ix_(window.tellings, window.tellings)
            roles[beside] += found["roles"]
            seen[beside] += 1
            same[pairs] += found["same"]
            compared[pairs] += 1
            happens[window.tellings] += found["happens"]
            read[window.tellings] += 1
        return EventLogits(_mean(roles, seen), _mean(same, compared), _mean(happens, read), self._roles, asked)

    def _run(self, asked: Asked, window: Window, stretch: Stretch) -> dict[str, NDArray[np.float32]]:
        tellings = [asked.tellings[n] for n in window.tellings]
        mentions = [asked.mentions[n] for n in window.mentions]
        told = [
            [window.firsts[w] for w in t.words if w in window.firsts] or [window.firsts[t.anchor]] for t in tellings
        ]
        named = [[window.firsts[w] for w in range(m.first, m.last)] for m in mentions]
        length = len(stretch.states)
        given = {
            "states": stretch.states,
            "telling_pool": _means(told, length),
            "mention_first": np.array([places[0] for places in named], dtype=np.int64),
            "mention_pool": _means(named, length),
            "attack": np.array([int(t.family == "Attack") for t in tellings], dtype=np.int64),
            "kinds": np.array([self._kinds.get(m.type, 0) for m in mentions], dtype=np.int64),
            "distances": _table([[distance_class(m.first - t.anchor) for m in mentions] for t in tellings]),
            "gaps": _table([[distance_class(abs(t.anchor - u.anchor)) for u in tellings] for t in tellings]),
        }
        return dict(zip(_OUTPUTS, self._session.run(list(_OUTPUTS), given), strict=True))


def _means(spots: Sequence[Sequence[int]], length: int) -> NDArray[np.float32]:
    """The matrix that takes the mean of the states at some places, a row each."""
    matrix = np.zeros((len(spots), length), dtype=np.float32)
    for row, places in enumerate(spots):
        matrix[row, places] = 1 / len(places)
    return matrix


def _mean(sums: NDArray[np.float64], counts: NDArray[np.float64]) -> NDArray[np.float32]:
    with np.errstate(invalid="ignore"):
        return (sums / counts).astype(np.float32)


def _table(rows: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    return np.array(rows, dtype=np.int64).reshape(len(rows), -1)
