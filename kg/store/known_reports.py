"""The reports of events that a process has met, kept so that they need not be read again.

To read one report its whole article is read, which takes a hundred times as long as to unpack it. So those that were
not asked for lately are packed, to a third of their size, and only the oldest of these are given up. To compress them
as well would save a third of that and take four times as long.
"""

from __future__ import annotations

import pickle
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import fields
from operator import attrgetter

from kg.merge.report import EventReport

__all__ = ["KnownReports"]

MAX_AT_HAND = 2_000
"""Reports that are kept as they are: about 5 MB. With three times as many, writing 4,000 articles took as long."""
MAX_PACKED = 20_000
"""Reports that are kept packed, those among them that are at hand again: about 18 MB."""

_VALUES = attrgetter(*(field.name for field in fields(EventReport)))


class KnownReports:
    """Reports by their nodes. `stored` gives those of an article in the store."""

    def __init__(self, stored: Callable[[str], Iterable[EventReport]]) -> None:
        self._stored = stored
        self._at_hand: OrderedDict[str, EventReport] = OrderedDict()
        self._packed: OrderedDict[str, bytes] = OrderedDict()

    def of(self, node: str) -> EventReport | None:
        """A report that the store has, or that was kept."""
        if (known := self._at_hand.get(node)) is not None:
            self._at_hand.move_to_end(node)
            return known
        if (packed := self._packed.get(node)) is not None:
            self._take(EventReport(*pickle.loads(packed)))  # noqa: S301 - packed below, by this process
            return self._at_hand[node]
        found = None
        for report in self._stored(node.rpartition("/event/")[0] + ">"):
            self.keep(report)
            found = report if report.node == node else found
        return found

    def keep(self, report: EventReport) -> None:
        """Keep a report, in the place of what is known of its node."""
        self._packed.pop(report.node, None)
        self._take(report)

    def _take(self, report: EventReport) -> None:
        self._at_hand[report.node] = report
        self._at_hand.move_to_end(report.node)
        while len(self._at_hand) > MAX_AT_HAND:
            node, oldest = self._at_hand.popitem(last=False)
            if node in self._packed:
                self._packed.move_to_end(node)
            else:
                self._packed[node] = pickle.dumps(_VALUES(oldest), pickle.HIGHEST_PROTOCOL)
        while len(self._packed) > MAX_PACKED:
            self._packed.popitem(last=False)

    def drop(self, node: str) -> None:
        """Forget a report that goes."""
        self._at_hand.pop(node, None)
        self._packed.pop(node, None)

    def clear(self) -> None:
        """Read everything anew from now on."""
        self._at_hand.clear()
        self._packed.clear()
