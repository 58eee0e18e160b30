"""What the facts layer says of an event that one or more articles report.

Where the reports agree, or only one of them speaks, the event says so too. Where they contradict each other, the event
names the property by ``kg:disagreementOn``, and what each of them says stays in its article's graph (the saved query
``disagreements`` lists it):

- ``kg:killed``, ``kg:injured``: only if all reports that give a number give the same;
- ``kg:agent``, ``kg:target``: if two reports name quite different ones, only whom most of the reports name;
  ``kg:involves`` holds for all of them;
- ``kg:date``: the most precise, then the most frequent;
- the class: the most frequent of the narrowest, and all above it;
- ``kg:modality``: what one report tells as having happened has happened, for the event;
- ``kg:status``: follows from the claims of all reports, by the rule in the ontology.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import combinations

from kg.ontology import vocab
from kg.ontology.status import derive_status
from kg.rdf.terms import Quad, Term, Triple, iri, text_of
from kg.store.tally import Statement, Tally

__all__ = ["event_facts", "is_event", "reports"]

_TYPE, _LABEL, _EVENT = iri(vocab.RDF_TYPE), iri(vocab.RDFS_LABEL), iri(vocab.Event)
_ABOUT, _STANCE, _CLAIMANT = iri(vocab.ABOUT), iri(vocab.STANCE), iri(vocab.CLAIMANT)
_AGENT, _TARGET, _PARTICIPANT = iri(vocab.AGENT), iri(vocab.TARGET), iri(vocab.PARTICIPANT)
_DATE, _KILLED, _INJURED = iri(vocab.DATE), iri(vocab.KILLED), iri(vocab.INJURED)
_MODALITY, _STATUS = iri(vocab.MODALITY), iri(vocab.STATUS)
_DISAGREEMENT_ON = iri(vocab.DISAGREEMENT_ON)
_MODALITIES = tuple(map(iri, (vocab.Actual, vocab.Planned, vocab.Hypothetical)))
_ROLES, _CLAIMING = frozenset((_AGENT, _TARGET)), frozenset((_ABOUT, _STANCE, _CLAIMANT))
_CHOSEN = frozenset((_TYPE, _LABEL, _DATE, _KILLED, _INJURED, _MODALITY, _STATUS, _AGENT, _TARGET))

# Two statements that stand in tallies only: what one report names for a role, and what it holds of claims.
_NAMED, _CLAIMED = "named", "claimed"


def is_event(tally: Tally) -> bool:
    """Whether a tally is that of an event."""
    return (_TYPE, _EVENT) in tally


def reports(
    quads: Collection[Quad], events: Collection[Term], canonical: Mapping[Term, Term]
) -> dict[Term, Counter[Statement]]:
    """For each of an article's `events` what the tally must know of the report as a whole."""
    told: dict[Term, Counter[Statement]] = {event: Counter() for event in events}
    fillers: dict[tuple[Term, Term], set[Term]] = defaultdict(set)
    claims: dict[Term, dict[Term, Term]] = defaultdict(dict)
    for subject, predicate, value, _ in quads:
        if predicate in _ROLES and subject in told:
            fillers[(subject, predicate)].add(canonical.get(value, value))
        elif predicate in _CLAIMING:
            claims[subject][predicate] = value
    for (event, role), nodes in fillers.items():
        told[event][(_NAMED, role, *sorted(nodes))] += 1
    said: dict[Term, list[Term]] = defaultdict(list)
    for claim in claims.values():
        who = claim.get(_CLAIMANT, "")
        said[claim.get(_ABOUT, "")].append(f"{claim.get(_STANCE, '')} {canonical.get(who, who)}")
    for event, counts in told.items():
        counts[(_CLAIMED, *sorted(said[event]))] += 1
    return told


def event_facts(node: Term, tally: Tally, ancestors: Callable[[Term], Collection[Term]]) -> set[Triple]:
    """The facts of an event. `ancestors` has a class and those above it."""
    said: dict[Term, dict[Term, int]] = defaultdict(dict)
    for statement, count in tally.items():
        if statement[0] not in (_NAMED, _CLAIMED):
            said[statement[0]][statement[1]] = count
    facts = {
        (node, predicate, value) for predicate, values in said.items() if predicate not in _CHOSEN for value in values
    }
    facts |= {(node, _TYPE, kind) for kind in _types(said[_TYPE], ancestors)}
    for role in (_AGENT, _TARGET):
        facts |= {(node, role, filler) for filler in _fillers(role, said[role], tally)}
    for number in (_KILLED, _INJURED):
        facts |= {(node, number, value) for value in said[number] if len(said[number]) == 1}
    if dates := said[_DATE]:
        facts.add((node, _DATE, min(dates, key=lambda date: (-len(text_of(date)), -dates[date], date))))
    modality = next((modality for modality in _MODALITIES if modality in said[_MODALITY]), _MODALITIES[0])
    facts |= {(node, _LABEL, _label(said[_LABEL])), (node, _MODALITY, modality)}
    parties = {value for _, predicate, value in facts if predicate in (_AGENT, _PARTICIPANT)}
    facts.add((node, _STATUS, _status(tally, parties, modality)))
    return facts | {(node, _DISAGREEMENT_ON, detail) for detail in _disputed(said, tally)}


def _disputed(said: Mapping[Term, Mapping[Term, int]], tally: Tally) -> Iterable[Term]:
    """The properties of which the reports say what can't all be true."""
    yield from (detail for detail in (_KILLED, _INJURED, _MODALITY) if len(said[detail]) > 1)
    dates = [text_of(date) for date in said[_DATE]]
    if not all(one.startswith(other) or other.startswith(one) for one, other in combinations(dates, 2)):
        yield _DATE
    yield from (role for role in (_AGENT, _TARGET) if _contradict(_named(role, tally)))


def _types(counts: Mapping[Term, int], ancestors: Callable[[Term], Collection[Term]]) -> Collection[Term]:
    """The class that most reports give among those that are above none of the others, and all above it."""
    above = {kind: set(ancestors(kind)) - {kind} for kind in counts}
    narrow = counts.keys() - set().union(*above.values())
    chosen = min(narrow, key=lambda kind: (-counts[kind], kind))
    return {chosen, *above[chosen]}


def _named(role: Term, tally: Tally) -> dict[Statement, int]:
    """The sets of nodes that reports name for a role, each with how many reports do."""
    return {statement[2:]: count for statement, count in tally.items() if statement[:2] == (_NAMED, role)}


def _contradict(named: Collection[Statement]) -> bool:
    return any(set(one).isdisjoint(other) for one, other in combinations(named, 2))


def _fillers(role: Term, counts: Mapping[Term, int], tally: Tally) -> Iterable[Term]:
    named = _named(role, tally)
    if not _contradict(named):
        return counts
    speaking = sum(named.values())
    return [filler for filler, count in counts.items() if 2 * count > speaking]


def _label(counts: Mapping[Term, int]) -> Term:
    """The most frequent; then one that is not cut, then the one that says most."""
    return min(counts, key=lambda label: (-counts[label], "…" in label, -len(label), label))


def _status(tally: Tally, parties: Collection[Term], modality: Term) -> Term:
    asserted: list[str | None] = []
    denied: list[str | None] = []
    own_voice = False
    for statement in tally:
        if statement[0] == _CLAIMED:
            own_voice = own_voice or len(statement) == 1
            for claim in statement[1:]:
                stance, _, who = claim.partition(" ")
                (denied if stance == iri(vocab.Denies) else asserted).append(who or None)
    status = derive_status(asserted, denied, parties=parties, own_voice=own_voice, modality=modality[1:-1])
    return iri(status)
