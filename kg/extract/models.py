"""The learnt models that decide about events, together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.extract.event_model import EventModel
from kg.extract.fillers import FillerModel
from kg.extract.roles import RoleModel
from kg.extract.weighing import Weighing

__all__ = ["EventModels"]


@dataclass(frozen=True, slots=True)
class EventModels:
    """Who has which role in a sentence, what is an event, and who fills its roles in the whole article.

    `weighing` says how much the encoder counts beside them.
    """

    roles: RoleModel
    events: EventModel
    fillers: FillerModel
    weighing: Weighing

    @classmethod
    @cache
    def load(cls) -> EventModels:
        """The shipped models."""
        return cls(RoleModel.load(), EventModel.load(), FillerModel.load(), Weighing.load())
