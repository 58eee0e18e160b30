"""Counts of what is said of a canonical node."""

from __future__ import annotations

from collections import Counter
from typing import TypeAlias

from kg.rdf.terms import Term

__all__ = ["Statement", "Tally"]

Statement: TypeAlias = tuple[Term, ...]
"""Predicate and object; of an Arabic label also its transliteration, which goes with it."""
Tally: TypeAlias = Counter[Statement]
"""What is said of a canonical node, with how many entities or events of articles say it."""
