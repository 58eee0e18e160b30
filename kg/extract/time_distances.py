"""What a distance in time is counted from: its day is as far from that of what the distance stands beside.

أعلنت الشرطة، الأربعاء، فقدان تلاميذ بعد يومين من هجوم      the attack was on Monday
التقيا اليوم بعد أشهر من لقائهما الأخير                     no day is told of the last meeting
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from kg.extract.clauses import ClauseKind, Clauses
from kg.extract.finite_verbs import particles
from kg.extract.scene import Scene
from kg.extract.time_hosts import host_of
from kg.extract.time_relations import Closeness, Dated
from kg.model import PartialDate
from kg.text.dates import DateExpression, DateKind

__all__ = ["counted_from", "is_counted_from"]


def is_counted_from(scene: Scene, word: int) -> bool:
    """Whether a distance is counted from what is told at a word."""
    return _distance(scene, word) is not None


def counted_from(scene: Scene, word: int, clauses: Clauses, usable: Iterable[DateExpression]) -> Dated | None:
    """The day of what is told at a word, counted back from the day of the clause in which the distance stands."""
    distance = _distance(scene, word)
    if distance is None or distance.days is None:
        return None
    host = host_of(scene, clauses, distance)
    for expression in usable:
        day, clause = _day(expression.value), host_of(scene, clauses, expression).clause
        beside = clause.kind is ClauseKind.BESIDE and clause.upper is host.clause
        if day is not None and (clause is host.clause or beside):
            there = day - timedelta(days=distance.days)
            value = PartialDate(there.year, there.month, there.day)
            return Dated(replace(distance, kind=DateKind.COUNTED, value=value), host, Closeness.OWN)
    return None


def _distance(scene: Scene, word: int) -> DateExpression | None:
    last = word - 2 if scene.norm(word - 1) in particles("counted_from") else word - 1
    return next((d for d in scene.dates if d.kind is DateKind.ANAPHORIC and scene.word_at(d.end - 1) == last), None)


def _day(value: PartialDate | None) -> date | None:
    if value is None or value.year is None or value.month is None or value.day is None:
        return None
    return date(value.year, value.month, value.day)
