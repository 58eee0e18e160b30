"""Whether a time expression dates an event, by how its host stands to the words that tell the event."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from kg.extract.clauses import Clause, ClauseKind, Clauses, clauses_in
from kg.extract.finite_verbs import VerbSort, particles
from kg.extract.scene import Scene
from kg.extract.time_hosts import Host, host_of
from kg.extract.verbs import VerbTable
from kg.text.dates import DateExpression, DateKind, Direction
from kg.text.lexicon import read_lexicon

__all__ = ["Closeness", "Dated", "date_told"]

_OWNERS = ("هما", "هم", "ها", "ه")
_LAST_REACH = 4
"""Words up to the adjective of a noun: زيارة الوزير المفاجئة الأخيرة."""
_ABOUT_REACH = 4
"""Words before a noun in which that stands which makes it a topic: حول تداعيات الهجوم."""


class Closeness(IntEnum):
    """How a time expression belongs to what tells an event; less is closer."""

    OWN = 0
    """It stands beside a word that tells the event."""
    GOVERNED = 1
    """It stands beside the verb of the clause: نفذ، الأحد، غارات."""
    SAME_TIME = 2
    """It dates what happened at the time of the event: قال، الأحد، خلال لقائه."""
    BESIDE = 3
    """It dates the clause before, or the whole sentence from its front: قصف، الأحد، … واستهدف."""
    REPORTED = 4
    """A month or year in which it was told: أعلن، في مايو الماضي، أن."""
    AFTERMATH = 5
    """It dates what the event followed, days ago: قتل ثلاثة بعد محاولتهم عبور الحدود الأحد."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A time expression with how it belongs to an event."""

    expression: DateExpression
    host: Host
    closeness: Closeness


def date_told(
    scene: Scene,
    own: frozenset[int],
    others: tuple[frozenset[int], frozenset[int]],
    usable: Collection[DateExpression],
    *,
    planned: bool,
) -> Dated | None:
    """The expression that dates the event told at the words `own`: the closest one, then the most precise.

    `others` are the nouns and the verbs that tell events in the sentence, the own ones among them. A verb in the past
    dates no event that is `planned`: اتفقا، الأحد، على عقد قمة.
    """
    clauses = clauses_in(scene, *others)
    found = []
    for expression in usable:
        host = host_of(scene, clauses, expression)
        if planned and host.past and host.word not in own and not any(_is_purpose(scene, word) for word in own):
            continue
        closeness = _closeness(scene, clauses, host, own, expression)
        if closeness is not None and expression.value is not None:
            at = scene.word_at(expression.begin)
            order = closeness, expression.value.day is None, min(abs(at - word) for word in own), at
            found.append((order, Dated(expression, host, closeness)))
    return min(found, key=lambda item: item[0])[1] if found else None


def _is_purpose(scene: Scene, word: int) -> bool:
    """Whether what is told is what somebody came for, on the day of his coming: وصل الأحد لإجراء محادثات."""
    return any(scene.norm(i) in particles("purpose") for i in (word - 1, word))


def _closeness(
    scene: Scene, clauses: Clauses, host: Host, own: frozenset[int], expression: DateExpression
) -> Closeness | None:
    if host.word in own:
        return Closeness.OWN
    homes = [clauses.of(word) for word in sorted(own)]
    at = scene.word_at(expression.begin)
    if host.sort is VerbSort.SAYS:
        if any(_same_time(home, host.clause) for home in homes):
            return Closeness.SAME_TIME
        precise = expression.value is None or expression.value.day is not None
        told = not precise and _announces(scene, host) and any(host.clause in home.chain for home in homes)
        return Closeness.REPORTED if told else None
    if any(_describes(scene, clauses, host.clause, word) or _governs(scene, clauses, host, at, word) for word in own):
        return Closeness.GOVERNED
    last = all(_is_the_last(scene, word) for word in own)
    if not last and any(_same_time(home, host.clause) or _same_time(host.clause, home) for home in homes):
        return Closeness.SAME_TIME
    if any(_results(scene, host, home) for home in homes):
        return Closeness.SAME_TIME
    if any(
        _carries(host, at, word, clauses.of(word))
        or _causes(scene, host, at, clauses.of(word))
        or _is_brought_down(scene, host, clauses.of(word))
        for word in own
    ):
        return Closeness.BESIDE
    return Closeness.AFTERMATH if any(_follows(scene, host, home, expression) for home in homes) else None


def _announces(scene: Scene, host: Host) -> bool:
    return host.word is not None and _verbs("announces").of(scene.words[host.word]) is not None


@cache
def _verbs(table: str) -> VerbTable:
    return VerbTable(read_lexicon("verbs.toml")[table]["words"])


def _governs(scene: Scene, clauses: Clauses, host: Host, at: int, word: int) -> bool:
    """Whether a word stands in the host's clause, and not as what is only talked about: يتحدث، الأحد، حول الهجوم."""
    begin = max(min(at, host.word if host.word is not None else at), word - _ABOUT_REACH)
    before = {scene.norm(i) for i in range(begin, word)}
    topic = before & particles("about", "topics") or (host.sort is not VerbSort.OCCURS and before & particles("about"))
    # الهجوم الذي وقع الأحد والمشاورات: what is joined to the noun that a relative clause describes is not in it.
    joined = host.clause.kind is ClauseKind.RELATIVE and scene.norm(word).startswith("و") and word != host.clause.verb
    return clauses.of(word) is host.clause and not topic and not joined


def _same_time(inner: Clause, outer: Clause) -> bool:
    """Whether what is told in a clause of time happened at the time of the clause around it: خلال لقائه."""
    return inner.kind is ClauseKind.TIME and inner.carried and inner.upper is outer


def _is_the_last(scene: Scene, word: int) -> bool:
    """Whether a noun tells of the last one of its kind, which was before what is told beside it: زيارته الأخيرة."""
    return any(scene.norm(i) in particles("last") for i in range(word + 1, word + _LAST_REACH))


def _results(scene: Scene, host: Host, home: Clause) -> bool:
    """Whether what is dated came of what is told before it: استهدفت سيارة، ما أدى إلى مقتل اثنين، اليوم."""
    verb = host.clause.verb
    came = verb is not None and host.sort is VerbSort.OCCURS and scene.norm(verb - 1) in particles("results")
    return came and host.clause is not home and host.clause.upper is home


def _follows(scene: Scene, host: Host, home: Clause, expression: DateExpression) -> bool:
    """Whether somebody came to harm soon behind what a bare day dates, so that it was on that day."""
    bare = expression.kind in {DateKind.WEEKDAY, DateKind.COUNTED} and expression.direction is not Direction.PAST
    after = scene.norm(host.clause.opener).removeprefix("و") in particles("time", "after")
    harm = home.past and home.sort is VerbSort.OCCURS
    return bare and after and harm and host.clause.kind is ClauseKind.TIME and host.clause.upper is home


def _carries(host: Host, at: int, word: int, home: Clause) -> bool:
    """Whether the day of one clause goes for another one beside it, or from the front for all that depends on it."""
    outer = home.upper if home.kind is ClauseKind.TIME and home.carried else None
    if outer is not None and outer.kind is ClauseKind.BESIDE:
        # قصفت … الأحد، فيما فر السكان عقب غارات
        return at < word and _goes_on(outer, host.clause)
    if home.kind is ClauseKind.BESIDE:
        return at < word and (home.past or home.verb is None) and _goes_on(home, host.clause)
    fronted = host.clause.kind is ClauseKind.MAIN and (host.word is None or at < host.word)
    return fronted and home.upper is host.clause and (home.kind is ClauseKind.TIME or home.bare)


def _causes(scene: Scene, host: Host, at: int, home: Clause) -> bool:
    """Whether a clause describes that by which somebody came to harm: قتل ثلاثة، الأحد، في انفجار استهدف حافلة."""
    if home.kind is not ClauseKind.RELATIVE or not (home.bare and home.past) or home.verb is None or at > home.verb:
        return False
    harm = host.sort is VerbSort.OCCURS and host.past and home.upper is host.clause
    return harm and scene.norm(home.verb - 2) in particles("causes")


def _is_brought_down(scene: Scene, host: Host, home: Clause) -> bool:
    """Whether a clause describes what was brought down, minutes before: اعترض، الأحد، صاروخا أطلقته المليشيا."""
    launched, verb = home.kind is ClauseKind.RELATIVE and home.past, host.clause.verb
    if not launched or home.upper is not host.clause or verb is None or host.word != verb:
        return False
    return _verbs("intercepts").of(scene.words[verb]) is not None


def _goes_on(home: Clause, first: Clause) -> bool:
    """Whether a clause stands beside `first`, or beside one that does: قصف … الأحد واستهدف … وقتل."""
    while home.kind is ClauseKind.BESIDE and home.carried:
        upper = home.upper
        if upper is first:
            return True
        if upper is None:
            return False
        home = upper
    return False


def _describes(scene: Scene, clauses: Clauses, clause: Clause, word: int) -> bool:
    """Whether a relative clause tells how the event of a noun before it came about: الهجوم الذي وقع الأحد."""
    if clause.kind is not ClauseKind.RELATIVE or clause.sort not in {VerbSort.OCCURS, None} or word > clause.opener:
        return False
    if clause.bare and scene.norm(word).startswith("ال"):
        # Only what is indefinite is described without a pronoun: هجوم وقع الأحد.
        return False
    nearest = word in clauses.of(word).nouns and not any(word < n < clause.opener for n in clauses.of(word).nouns)
    between = any(word < verb < clause.opener for verb in clauses.verbs)
    return nearest and not between and _agree(scene, word, clause.opener)


def _agree(scene: Scene, noun: int, opener: int) -> bool:
    """Whether a relative pronoun or participle may describe a noun, by its gender; a verb that opens a clause may."""
    pronoun = scene.norm(opener).removeprefix("و")
    if pronoun not in {"الذي", "التي"} | particles("relative", "participles"):
        return True
    described = {_is_feminine(scene, noun)}
    before = scene.norm(noun - 1)
    if scene.norm(noun).startswith("ال") and not before.startswith("ال") and before not in particles("nominal"):
        # حادثة الانفجار التي وقعت: of a noun with what it is of, the first may be meant.
        described.add(_is_feminine(scene, noun - 1))
    return pronoun.endswith(("ه", "تي")) in described


def _is_feminine(scene: Scene, noun: int) -> bool:
    """Whether a noun is feminine, or a plural of things; before a pronoun by its ت: زيارته, and not لقائه."""
    word = scene.norm(noun)
    if not word or word in particles("relative", "feminine"):
        return bool(word)
    pronoun = "" if scene.words[noun].token.text.endswith("ة") else next((p for p in _OWNERS if word.endswith(p)), "")
    return word.removesuffix(pronoun).endswith("ت") if pronoun else word.endswith(("ه", "ات"))
