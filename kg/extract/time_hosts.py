"""The host of a time expression: the one word of its sentence that it dates.

أكد الوزير، الثلاثاء، أنه اجتمع بالسفير      الثلاثاء is the day of the saying
اجتمع بالسفير بعد دخوله القنصلية الأحد       الأحد is the day of the entry
أعلن الجيش مقتل ثلاثة، الأحد، في هجوم        the day of the killing, and with it of the attack
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.clauses import Clause, ClauseKind, Clauses
from kg.extract.finite_verbs import VerbSort, particles
from kg.extract.scene import Scene
from kg.text.dates import DateExpression

__all__ = ["Host", "host_of"]

_SPEECH_REACH = 3
"""Words behind a day in which that opens what was said on it: الأحد، إن."""
_AROUND_A_NOUN = frozenset({ClauseKind.TIME, ClauseKind.STATEMENT})
_PHRASES = frozenset({ClauseKind.TIME, ClauseKind.STATEMENT, ClauseKind.RELATIVE})


@dataclass(frozen=True, slots=True)
class Host:
    """What a time expression belongs to."""

    clause: Clause
    word: int | None
    """Index of the word; `None` where it belongs to a whole clause that has no such word."""
    sort: VerbSort | None
    past: bool = False
    """Whether it is a verb in the past."""


def host_of(scene: Scene, clauses: Clauses, expression: DateExpression) -> Host:
    """The host of an expression: what stands nearest before it in its clause, else behind it, else further out."""
    at, after = scene.word_at(expression.begin), scene.word_at(expression.end - 1) + 1
    clause = clauses.of(at)
    if _speech_follows(scene, after):
        # قال الوزير الذي يزور موسكو، الأحد، إن
        saying = next((c for c in clause.chain if c.sort is VerbSort.SAYS), None)
        if saying is not None:
            return Host(saying, saying.verb, VerbSort.SAYS, saying.past)
    acts = next((c for c in clause.chain if not _states(c)), clause)
    if scene.norm(at - 1) in particles("relative_time") and acts.verb is not None and acts.verb < at:
        # أضفى الضبابية على موعد الضربة في وقت سابق الخميس
        return Host(acts, acts.verb, acts.sort, acts.past)
    hosts = (_host_in(scene, reached, at) for reached in _reached(scene, clause, at, after))
    return next((host for host in hosts if host is not None), Host(clause, None, None))


def _reached(scene: Scene, clause: Clause, at: int, after: int) -> Sequence[Clause]:
    """The clauses in which the host of an expression at a word may stand, from the inside."""
    chain = list(clause.chain)
    comma = not scene.words[at - 1].is_word
    since = scene.norm(clause.opener) in particles("since")
    if comma and clause.kind is ClauseKind.TIME and not clause.nouns and clause.verb is None and not since:
        # لقي حتفه، بعد محاولته العبور، الأحد
        chain = chain[1:]
    # القمة التي تضم سبع دول يومي 8 و9 يونيو؛ قام بزيارة لم يعلن عنها الشهر الماضي
    chain = [c for c in chain if c.parent is None or not (_states(c) or _is_dayless(scene, c))]
    if comma and (after >= scene.last or not scene.words[after].is_word):
        # ضربت غارات مدينة إدلب، التي تسيطر عليها المعارضة، الخميس.
        chain = [c for c in chain if not _goes_on_by_itself(c)] or chain
    return chain


def _states(clause: Clause) -> bool:
    return clause.sort is VerbSort.STATES and not clause.nouns


def _is_dayless(scene: Scene, clause: Clause) -> bool:
    """Whether a clause describes a noun by what did not happen, or by where it was: المدرعة التي كانا على متنها."""
    if clause.kind is not ClauseKind.RELATIVE or clause.nouns:
        return False
    if clause.verb is None:
        return scene.norm(clause.opener + 1) in particles("auxiliaries")
    return scene.norm(clause.verb - 1) in particles("negations")


def _goes_on_by_itself(clause: Clause) -> bool:
    """Whether a clause that describes a noun tells in the present what somebody does or says, without a day."""
    present = clause.verb is not None and not clause.past and clause.sort is not VerbSort.OCCURS
    return clause.kind is ClauseKind.RELATIVE and present and not clause.nouns


def _host_in(scene: Scene, clause: Clause, at: int) -> Host | None:
    words = [*clause.nouns, *(word for word in (clause.verb,) if word is not None)]
    before = [word for word in words if word < at]
    # اجتمعوا، الجمعة، لمناقشة هجوم: what is talked about has another day.
    later = [word for word in words if word > at and not _is_topic(scene, word)]
    if not words or (clause.kind in _AROUND_A_NOUN and clause.opener < at and not before):
        return Host(clause, clause.opener + 1, clause.sort) if clause.kind in _PHRASES else None
    if not (before or later):
        return Host(clause, None, None)
    word = max(before) if before else min(later)
    if word != clause.verb:
        return Host(clause, word, None)
    if clause.happened is not None and word < clause.happened < at:
        # أعلن مقتل ثلاثة، الأحد: what happened, not the saying.
        return Host(clause, clause.happened, VerbSort.OCCURS)
    return Host(clause, word, clause.sort, clause.past)


def _is_topic(scene: Scene, word: int) -> bool:
    return any(scene.norm(i) in particles("about", "topics") for i in (word - 1, word - 2))


def _speech_follows(scene: Scene, after: int) -> bool:
    """Whether what was said follows; بأن may as well complete another verb: وصف اجتماعه اليوم بأنه."""
    return any(
        scene.norm(i) in particles("said")
        and not scene.norm(i).startswith("ب")
        and all(not scene.words[j].is_word for j in range(after, i))
        for i in range(after, min(after + _SPEECH_REACH, scene.last))
    )
