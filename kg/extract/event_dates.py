"""The date of a telling: the time expression that belongs to it, read as past or as to come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from kg.extract.clauses import Clause, ClauseKind, Clauses, clauses_in
from kg.extract.finite_verbs import VerbSort, finite_verb, particles
from kg.extract.scene import Scene
from kg.extract.time_distances import counted_from, is_counted_from
from kg.extract.time_hosts import host_of
from kg.extract.time_relations import Closeness, Dated, date_told
from kg.model import PartialDate
from kg.text.dates import DateExpression, DateKind, Direction

__all__ = [
    "date_of",
    "day_told",
    "goes_on_undated",
    "happens_meanwhile",
    "is_scheduled",
    "value_of",
]

_FOILED_REACH = 6
"""Words before an expression in which a plan is told that came to nothing: كان مقررا بعد ظهر الأربعاء."""
_HALF_WEEK = 3
_MEANWHILE = 3
"""Words before a noun in which that stands: بالتزامن مع سلسلة غارات."""
_DATELINE = 5
"""Words before the day of a dateline, and within the brackets behind it."""
_ENDS_DATELINE = frozenset(":-–—")
_ASSERTED = frozenset({ClauseKind.MAIN, ClauseKind.SAID, ClauseKind.BESIDE})
_DEICTIC = frozenset({DateKind.WEEKDAY, DateKind.COUNTED})
_PRECISE = _DEICTIC | {DateKind.DAY}


def date_of(
    scene: Scene, own: Iterable[tuple[int, int]], others: Iterable[tuple[int, int]], *, since: bool, planned: bool
) -> Dated | None:
    """The expression that dates the event told at the words `own` (half-open spans), if one does.

    `others` are spans of all words that tell events of its family in the sentence. `since` tells whether a day behind
    منذ counts, which dates a beginning.
    """
    usable = list(_usable(scene, since=since, planned=planned))
    if not usable:
        return None
    words = {first for first, _ in others}
    verbs = frozenset(w for w in words if finite_verb(scene, w) is not None)
    spans = sorted(own)
    if is_counted_from(scene, spans[0][0]):
        return counted_from(scene, spans[0][0], _clauses(scene, words), usable)
    mine = frozenset(w for first, last in spans for w in range(first, last) if not is_counted_from(scene, first))
    dated = date_told(scene, mine, (frozenset(words - verbs), verbs), usable, planned=planned)
    return dated or (None if planned else _of_the_report(scene, mine, _clauses(scene, words), usable))


def _of_the_report(
    scene: Scene, own: frozenset[int], clauses: Clauses, usable: Iterable[DateExpression]
) -> Dated | None:
    """The day of the report, where what it says has but a part of the day: أفاد، الأحد، بأن طائرات قصفت فجرا."""
    for expression in usable:
        host = host_of(scene, clauses, expression)
        near = expression.kind in _DEICTIC and expression.direction is not Direction.FUTURE
        if near and host.sort is VerbSort.SAYS and any(_at_a_part(scene, clauses, host.clause, w) for w in own):
            return Dated(expression, host, Closeness.REPORTED)
    return None


def _at_a_part(scene: Scene, clauses: Clauses, report: Clause, word: int) -> bool:
    home = clauses.of(word)
    said = home is not report and report in home.chain
    return said and any(
        clauses.of(i) is home and scene.norm(i) in particles("part_of_day") for i in range(word, scene.last)
    )


def day_told(scene: Scene, told: Iterable[tuple[int, int]]) -> DateExpression | None:
    """The day on which a sentence tells that something happened, whatever it was.

    `told` are the raw offsets of words that tell events.
    """
    clauses = _clauses(scene, {scene.word_at(begin) for begin, _ in told})
    for expression in _usable(scene, since=False, planned=False):
        host = host_of(scene, clauses, expression)
        asserted = host.clause.kind in _ASSERTED and host.sort is VerbSort.OCCURS
        if asserted and expression.kind in _PRECISE and expression.value is not None:
            return expression
    return None


def goes_on_undated(scene: Scene, word: int) -> bool:
    """Whether what is told at a word is of no day: in the present (تشهد هجمات), lately, or as background (وكان)."""
    home = _clauses(scene, {word}).of(word)
    verb = finite_verb(scene, word)
    present = not verb.past if verb is not None else home.verb is not None and not home.past
    present = present and home.kind is not ClauseKind.SAID
    lately = any(scene.norm(i) in particles("background", "adverbs") for i in range(scene.first, scene.last))
    return present or lately or scene.norm(scene.first) in particles("background")


def happens_meanwhile(scene: Scene, word: int) -> bool:
    """Whether a noun stands behind what says that two things happened at once: بالتزامن مع غارات."""
    return any(scene.norm(i).removeprefix("و") in particles("time", "same") for i in range(word - _MEANWHILE, word))


def _clauses(scene: Scene, words: set[int]) -> Clauses:
    verbs = frozenset(w for w in words if finite_verb(scene, w) is not None)
    return clauses_in(scene, frozenset(words - verbs), verbs)


def value_of(scene: Scene, dated: Dated, *, planned: bool) -> PartialDate | None:
    """What an expression means: for a plan the next such day; for one that came to nothing the nearest."""
    expression = dated.expression
    if not planned or expression.upcoming is None or _is_over(dated):
        return expression.value
    return _nearest(scene, expression) if _is_foiled(scene, expression) else expression.upcoming


def _is_over(dated: Dated) -> bool:
    """Whether the day is one of something past: أعرب، خلال لقائهما السبت؛ وصل الأحد لإجراء محادثات."""
    host, clause = dated.host, dated.host.clause
    return host.past or (clause.kind is ClauseKind.TIME and clause.upper is not None and clause.upper.past)


def is_scheduled(scene: Scene, dated: Dated) -> bool:
    """Whether a present tells a plan, so that a bare weekday is the next one (تعقد الجمعية العامة اجتماعا الأربعاء), or
    a time to come dates it (يلتقي … الأسبوع المقبل).
    """
    expression, clause = dated.expression, dated.host.clause
    if expression.direction is Direction.FUTURE:
        return True
    if expression.kind is not DateKind.WEEKDAY or expression.upcoming is None or expression.direction is not None:
        return False
    told = dated.closeness in {Closeness.OWN, Closeness.GOVERNED} and clause.kind in _ASSERTED
    if not told or clause.verb is None or clause.past or clause.sort in {VerbSort.SAYS, VerbSort.STATES}:
        return False
    was = any(scene.norm(i).removeprefix("و") in particles("foiled") for i in range(clause.opener, clause.verb))
    return not was


def _nearest(scene: Scene, expression: DateExpression) -> PartialDate | None:
    """Of the last and the next day that a weekday names that nearest to the day of publication."""
    published, coming = scene.document.article.published_on, expression.upcoming
    if published is None or coming is None or expression.kind is not DateKind.WEEKDAY:
        return coming
    following = date.fromisoformat(coming.lexical)
    if (following - published).days <= _HALF_WEEK:
        return coming
    last = following - timedelta(days=7)
    return PartialDate(last.year, last.month, last.day)


def _is_foiled(scene: Scene, expression: DateExpression) -> bool:
    at = scene.word_at(expression.begin)
    near = range(max(scene.first, at - _FOILED_REACH), at)
    return any(scene.norm(i).removeprefix("و") in particles("foiled") for i in near)


def _usable(scene: Scene, *, since: bool, planned: bool) -> Iterator[DateExpression]:
    """The expressions that may date an event: no limits (حتى، بحلول), of an interval the first day."""
    last: DateExpression | None = None
    for expression in scene.dates:
        at = scene.word_at(expression.begin)
        if expression.value is None or _is_dateline(scene, expression):
            continue
        limit = scene.norm(at - 1)
        if limit in particles("limits") or (limit in particles("limits", "plans") and not planned):
            continue
        if {scene.norm(at), scene.norm(at - 1)} & particles("since") and not (since and expression.kind in _PRECISE):
            continue
        if last is not None and _goes_on(scene, last, at):
            last = expression
            continue
        last = expression
        yield expression


def _is_dateline(scene: Scene, expression: DateExpression) -> bool:
    """Whether an expression tells where and when a report was written: مقديشو 12 مايو (رويترز) -."""
    at, after = scene.word_at(expression.begin), scene.word_at(expression.end - 1) + 1
    if not scene.first < at <= scene.first + _DATELINE or scene.norm(at - 1).removeprefix("و") in particles("nominal"):
        return False
    if scene.norm(after) == "(":
        after = next((i for i in range(after, min(after + _DATELINE, scene.last)) if scene.norm(i) == ")"), after) + 1
    return scene.norm(after) in _ENDS_DATELINE and all(finite_verb(scene, i) is None for i in range(scene.first, at))


def _goes_on(scene: Scene, first: DateExpression, at: int) -> bool:
    """Whether the expression at a word is the end of what another one begins: بين 25 و27 تموز، من … إلى."""
    after = scene.word_at(first.end - 1) + 1
    between = [scene.norm(i) for i in range(after, at)]
    joined = scene.norm(at).startswith("و") and not between
    return first.kind in _PRECISE and (joined or (len(between) == 1 and between[0] in particles("interval")))
