"""What an article tells before it is decided what are events: its sentences and their tellings, roles assigned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.cue import Cue
from kg.extract.event_features import InContext
from kg.extract.geography import Geography
from kg.extract.roles import Facts, Scores
from kg.extract.scene import Scene
from kg.extract.telling import Telling
from kg.model import Entity

if TYPE_CHECKING:
    from kg.extract.event_reader import EventLogits

__all__ = ["Proposal", "Reading", "facts_of"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sentence with the tellings and the cues of saying that the rules read in it."""

    scene: Scene
    tellings: tuple[Telling, ...]
    cues: tuple[Cue, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What an article tells before it is decided what are events: its sentences and their tellings, roles assigned."""

    proposals: tuple[Proposal, ...]
    tellings: tuple[InContext, ...]
    scores: tuple[Scores, ...]
    """What the role model says of the mentions of each telling's sentence."""
    entities: tuple[Entity, ...]
    geography: Geography
    states: frozenset[str]
    """The ids of the states that it names."""
    logits: EventLogits | None = None
    """What the encoder says of the tellings, if there is one."""


def facts_of(proposals: Sequence[Proposal]) -> Facts:
    """What the sentences of an article tell of its entities together."""
    return Facts.of((p.scene for p in proposals), (t for p in proposals for t in p.tellings))
