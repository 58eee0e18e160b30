"""Counts of what is said of a canonical node."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TypeAlias

from kg.rdf.terms import Term

__all__ = ["Statement", "Tally", "copied", "empty"]

Statement: TypeAlias = tuple[Term, ...]
"""Predicate and object; of an Arabic label also its transliteration, which goes with it."""
Tally: TypeAlias = Counter[Statement]
"""What is said of a canonical node, with how many entities or events of articles say it."""

empty = partial(Counter.__new__, Counter)
"""An empty tally. ``Counter()`` looks at what it may be asked to count, which takes five times as long."""


def copied(tally: Tally) -> Tally:
    """The same counts again, in a third of the time that ``Counter(tally)`` takes."""
    same: Tally = empty()
    dict.update(same, tally)
    return same
