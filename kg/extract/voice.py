"""What the encoder says of an article's tellings, weighed with what the linear models say."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from kg.extract.event_features import InContext

if TYPE_CHECKING:
    from kg.extract.reading import Reading
    from kg.extract.weighing import Weighing

__all__ = ["SILENT", "Voice"]


class Voice:
    """The encoder's voice about the tellings of a reading; silent where there is none."""

    def __init__(self, reading: Reading | None = None, weighing: Weighing | None = None) -> None:
        self._logits = reading.logits if reading is not None else None
        self._weighing = weighing
        self._numbers = {id(told): n for n, told in enumerate(reading.tellings)} if reading is not None else {}

    @property
    def speaks(self) -> bool:
        """Whether there is one."""
        return self._logits is not None and self._weighing is not None

    def of_telling(self, told: InContext, odds: float) -> float:
        """The log-odds that a telling is of an event; `odds` are the linear model's."""
        if self._logits is None or self._weighing is None:
            return odds
        said = float(self._logits.happens[self._numbers[id(told)]])
        return self._weighing.odds("telling", told.telling.family, odds, said)

    def of_two(self, one: InContext, other: InContext, odds: float) -> float:
        """The log-odds that two tellings are of one event."""
        if self._logits is None or self._weighing is None:
            return odds
        said = float(self._logits.same[self._numbers[id(one)], self._numbers[id(other)]])
        return self._weighing.odds("joining", one.telling.family, odds, said)

    def of_roles(
        self, family: str, tellings: Collection[int], entity: str, chances: dict[str, float]
    ) -> dict[str, float]:
        """The probabilities of an entity's roles, and of ``none``, in the event of some tellings, given by number.

        `chances` are the linear model's.
        """
        if self._logits is None or self._weighing is None:
            return chances
        return self._weighing.roles(family, chances, self._logits.role(tellings, entity))


SILENT = Voice()
