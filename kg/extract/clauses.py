"""The clauses of a sentence: which words stand under which verb, and what opens them.

أكد الوزير | أنه اجتمع بالسفير | بعد دخوله القنصلية الثلاثاء
main        said                 time

A shallow reading, word by word: openers (الذي، أن، بعد، فيما) begin a clause, commas end relative clauses and those of
time, a second verb begins a clause of its own. Words are data: ``kg/data/lexicon/clauses.toml``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from kg.extract.finite_verbs import FiniteVerb, VerbSort, finite_verb, particles
from kg.extract.scene import Scene

__all__ = ["Clause", "ClauseKind", "Clauses", "clauses_in"]


class ClauseKind(Enum):
    """What a clause is to the one that it stands in."""

    MAIN = "main"
    SAID = "said"
    """What is said: أن …"""
    RELATIVE = "relative"
    """Describes the noun before it: الذي …، or a verb behind an indefinite noun."""
    TIME = "time"
    """Tells when: بعد …، قبل أن …"""
    BESIDE = "beside"
    """Goes on beside the one before: فيما …، و with a verb."""
    STATEMENT = "statement"
    """Names a statement: في بيان …، بحسب …"""


_ENDED_BY_COMMA = frozenset({ClauseKind.RELATIVE, ClauseKind.TIME, ClauseKind.STATEMENT})
_PHRASES = frozenset({ClauseKind.STATEMENT, ClauseKind.TIME})
_COMMAS = frozenset("،,")
_OPENS_SPEECH = frozenset(':"«“')


@dataclass(slots=True)
class Clause:
    """A clause while it is read. Places are indices of words."""

    kind: ClauseKind
    opener: int
    parent: Clause | None
    carried: bool = False
    """Whether the time of its parent is its own: خلال …، فيما …"""
    bare: bool = False
    """Whether no pronoun opens a relative clause: هجوم استهدف …"""
    verb: int | None = None
    sort: VerbSort | None = None
    past: bool = False
    """Whether its verb is in the past."""
    nouns: list[int] = field(default_factory=list)
    """Nouns in it that tell events."""
    happened: int | None = None
    """The first noun behind a verb of saying that names what happened: أعلن مقتل …"""

    @property
    def upper(self) -> Clause | None:
        """The clause that it depends on: the nearest around it with a verb."""
        return next((c for c in self.chain if c is not self and (c.verb is not None or c.parent is None)), None)

    @property
    def chain(self) -> Iterable[Clause]:
        """It and those that it stands in, from the inside."""
        clause: Clause | None = self
        while clause is not None:
            yield clause
            clause = clause.parent


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of a sentence, by the words in them."""

    first: int
    at: tuple[Clause, ...]

    @property
    def verbs(self) -> frozenset[int]:
        """The words that are verbs of clauses."""
        return frozenset(clause.verb for clause in self.at if clause.verb is not None)

    def of(self, index: int) -> Clause:
        """The innermost clause at a word."""
        return self.at[index - self.first]


def clauses_in(scene: Scene, nouns: frozenset[int], verbs: frozenset[int]) -> Clauses:
    """The clauses of a sentence, whose words at `nouns` and `verbs` tell events."""
    dates = {i for d in scene.dates for i in range(scene.word_at(d.begin), scene.word_at(d.end - 1) + 1)}
    top = Clause(ClauseKind.MAIN, scene.first, None)
    homes: list[Clause] = []
    for index in range(scene.first, scene.last):
        if index not in dates:
            top = _step(scene, index, top, nouns, verbs, dates)
        homes.append(top)
    return Clauses(scene.first, tuple(homes))


def _step(
    scene: Scene, index: int, top: Clause, nouns: frozenset[int], verbs: frozenset[int], dates: set[int]
) -> Clause:
    word = scene.words[index]
    if not word.is_word:
        phrase = top.kind is ClauseKind.STATEMENT and index + 1 not in dates
        ends = word.token.text in _COMMAS and (phrase or not _sets_apart(scene, index, dates))
        if word.token.text in _OPENS_SPEECH and _speaks(top):
            ends_phrase = top.kind is ClauseKind.STATEMENT
            return Clause(ClauseKind.SAID, index, top) if ends_phrase or word.token.text == ":" else top
        return _outside(top, _ENDED_BY_COMMA) if ends else top
    if scene.norm(index) in particles("again"):
        return _outside(top, _ENDED_BY_COMMA)
    opened = _opened(scene, index, top, dates)
    if opened is not None:
        if index in nouns:
            opened.nouns.append(index)
        return opened
    verb = finite_verb(scene, index)
    if verb is None and index in verbs:
        verb = FiniteVerb(VerbSort.OCCURS, past=True, joined=scene.norm(index).startswith("و"))
    if verb is not None and index not in nouns:
        return _under_verb(scene, index, top, verb)
    if index in nouns:
        top.nouns.append(index)
    elif top.sort is VerbSort.SAYS and top.happened is None and _happened(scene, index):
        top.happened = index
    return top


def _happened(scene: Scene, index: int) -> bool:
    """Whether a word, with or without the و or ب before it, names what happened."""
    norm = scene.norm(index)
    return not {norm, norm.removeprefix("و"), norm.removeprefix("ب")}.isdisjoint(particles("happened"))


def _sets_apart(scene: Scene, index: int, dates: set[int]) -> bool:
    """Whether a comma only sets a date or a name apart: قتل، الأحد، ثلاثة؛ مع الرئيس الكوري، مون جيه إن، الجمعة."""
    if index - 1 in dates or index + 1 in dates:
        return True
    return scene.at(index + 1) is not None or any(f.last == index for f in scene.fillers if f.last - f.first > 1)


def _outside(clause: Clause, kinds: frozenset[ClauseKind]) -> Clause:
    while clause.kind in kinds and clause.parent is not None:
        clause = clause.parent
    return clause


def _opened(scene: Scene, index: int, top: Clause, dates: set[int]) -> Clause | None:
    """The clause that a word opens."""
    norm = scene.norm(index)
    forms = {norm, norm.removeprefix("و")}
    meanwhile = _meanwhile(scene, index)
    if forms & particles("relative", "pronouns") and not meanwhile:
        return Clause(ClauseKind.RELATIVE, index, _described(scene, index, top))
    if forms & particles("relative", "participles") and scene.norm(index - 1) not in particles("nominal"):
        # A participle dates what it describes as a verb would, unless it tells where that lies.
        lies = bool(forms & particles("relative", "places"))
        return Clause(ClauseKind.RELATIVE, index, top, verb=index, sort=VerbSort.STATES if lies else VerbSort.OCCURS)
    if norm in particles("said"):
        # إن speaks behind a verb of saying only, and may be a name else: مون جاي إن.
        name = norm == "ان" and scene.words[index].token.text != "أن" and not _speaks(top)
        if name or scene.norm(index - 1) in particles("said", "not_after"):
            return None
        return Clause(ClauseKind.SAID, index, _speech(top))
    if forms & particles("beside") or meanwhile:
        carries = not forms & particles("beside", "others")
        return Clause(ClauseKind.BESIDE, index, _outside(top, _ENDED_BY_COMMA), carried=carries)
    if forms & particles("time", "conjunctions"):
        return Clause(ClauseKind.TIME, index, top, carried=bool(forms & particles("time", "during")))
    if forms & particles("statements"):
        return Clause(ClauseKind.STATEMENT, index, top, sort=VerbSort.SAYS)
    during = bool(forms & particles("time", "during"))
    if not during and not forms & particles("time", "prepositions"):
        return None
    if norm == "قبل" and scene.norm(index - 1) == "من":
        # من قبل القوات: by them.
        return None
    timed = index + 1 in dates or scene.norm(index + 1) in particles("time", "units")
    return None if timed else Clause(ClauseKind.TIME, index, top, carried=during)


def _meanwhile(scene: Scene, index: int) -> bool:
    """Whether a phrase ends at a word behind which a verb tells what happened meanwhile: في وقت أحبطت القوات هجوما."""
    after = index + 1
    after += after < scene.last and scene.words[after].token.text in _COMMAS
    if after >= scene.last or finite_verb(scene, after) is None:
        return False
    return any(_ends_with(scene, index, phrase.split()) for phrase in particles("beside", "phrases"))


def _ends_with(scene: Scene, index: int, phrase: list[str]) -> bool:
    before = [scene.norm(i) for i in range(index - len(phrase) + 1, index + 1)]
    return [before[0].removeprefix("و"), *before[1:]] == phrase


def _described(scene: Scene, index: int, top: Clause) -> Clause:
    """The clause of the noun that a relative pronoun describes: والذي goes on with the noun of the one before."""
    joined = scene.norm(index).startswith("و") and top.kind is ClauseKind.RELATIVE and top.parent is not None
    return top.parent if joined and top.parent is not None else top


def _speaks(top: Clause) -> bool:
    return any(c.sort is VerbSort.SAYS for c in top.chain)


def _speech(top: Clause) -> Clause:
    """The clause whose verb says, or believes, what follows أن."""
    return next((c for c in top.chain if c.sort in {VerbSort.SAYS, VerbSort.STATES}), top)


def _under_verb(scene: Scene, index: int, top: Clause, verb: FiniteVerb) -> Clause:
    """The clause of a finite verb: that which waits for one, or a new one."""
    if top.verb is None and top.kind is not ClauseKind.STATEMENT and not _is_phrase(scene, index, top):
        top.verb, top.sort, top.past = index, verb.sort, verb.past
        return top
    if verb.joined:
        outer = _outside(top, frozenset({ClauseKind.TIME, ClauseKind.STATEMENT}))
        if outer.kind is ClauseKind.RELATIVE and not outer.bare:
            return Clause(ClauseKind.RELATIVE, outer.opener, outer.parent, verb=index, sort=verb.sort, past=verb.past)
        outer = _outside(outer, _ENDED_BY_COMMA)
        return Clause(ClauseKind.BESIDE, index, outer, carried=True, verb=index, sort=verb.sort, past=verb.past)
    waiting = next((c for c in top.chain if c.verb is None and c.kind not in _PHRASES), None)
    fronted = top.kind is ClauseKind.TIME and top.carried and not top.nouns
    if waiting is not None and (top.kind is ClauseKind.RELATIVE or fronted):
        # الجيش الذي … أعلن: the verb of what the clause interrupts; خلال الحملة … شنت.
        waiting.verb, waiting.sort, waiting.past = index, verb.sort, verb.past
        return waiting
    if not scene.words[index - 1].is_word and scene.words[index - 1].token.text in _COMMAS and verb.past:
        # شنت مقاتلات غارات على القطاع، ردت عليها فصائل: it goes on without a conjunction.
        return Clause(ClauseKind.BESIDE, index, top, carried=True, verb=index, sort=verb.sort, past=True)
    return Clause(ClauseKind.RELATIVE, index, top, bare=True, verb=index, sort=verb.sort, past=verb.past)


def _is_phrase(scene: Scene, index: int, top: Clause) -> bool:
    """Whether a clause of time is a noun with its preposition, so that a verb is not its own: بعد غارة شنها."""
    return top.kind is ClauseKind.TIME and top.opener < index - 1 and scene.norm(index - 1) not in particles("said")
