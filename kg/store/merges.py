"""Merges as data: a record for each report of an event that others report too, and for each entity of several articles.

A record says who decided, how sure, and by what. It is derived, like the merge itself, and goes with it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import combinations
from types import MappingProxyType

from kg.merge.likeness import Likeness, likeness, similarity
from kg.merge.report import EventReport
from kg.merge.verdicts import Judgement, Verdicts
from kg.ontology import vocab
from kg.rdf.terms import Quad, Term, iri, literal, typed
from kg.store.tally import Tally

__all__ = ["ENTITIES_BY", "EVENTS_BY", "entity_record", "event_records", "record_of"]

ENTITIES_BY, EVENTS_BY = "kg.merge.keys/6", "kg.merge.likeness/3"
_BY_HAND = "a person"
_TYPE, _LABEL, _MATCH = iri(vocab.RDF_TYPE), iri(vocab.RDFS_LABEL), iri(vocab.SKOS_EXACT_MATCH)
_MERGE = iri(vocab.Merge)
_SUBJECT, _WITH, _BY = iri(vocab.SUBJECT), iri(vocab.WITH), iri(vocab.BY)
_CONFIDENCE, _JUSTIFICATION = iri(vocab.CONFIDENCE), iri(vocab.JUSTIFICATION)


def record_of(node: Term) -> Term:
    """The record of the merge that a node takes part in."""
    return f"{node[:-1]}/merge>"


def event_records(
    members: Collection[EventReport],
    verdicts: Verdicts,
    graph: Term,
    score: Callable[[EventReport, EventReport], float] = similarity,
    known: Mapping[Term, Collection[Quad]] = MappingProxyType({}),
) -> Iterator[Quad]:
    """The records of one event's reports: each with the report that it is most alike. None if there is but one.

    `score` tells how alike two reports are, as `kg.merge.likeness.similarity` does. `known` has the records as they
    were of reports that are as they were: one holds as long as the report that is most alike is the same.
    """
    nearest = _nearest(members, verdicts, score)
    for report in members:
        if report.node not in nearest:
            continue
        best = nearest[report.node]
        partner = record_of(report.node), _WITH, best.node, graph
        if best.node in known and partner in (stated := known.get(report.node, ())):
            yield from stated
            continue
        by_hand, alike = _by_hand(report, best, verdicts), likeness(report, best)
        sure = 1.0 if by_hand else _confidence(alike.score if alike else 0.0)
        yield from _record(report.node, sure, _reasons(alike), _BY_HAND if by_hand else EVENTS_BY, graph)
        yield partner


def _nearest(
    members: Collection[EventReport], verdicts: Verdicts, score: Callable[[EventReport, EventReport], float]
) -> dict[Term, EventReport]:
    """The report that each is most alike, of those that a person joined with it if there are any. Each pair is looked
    at once: of what everybody reports there are many.
    """
    ranks: dict[Term, tuple[bool, float, Term]] = {}
    for one, other in combinations(members, 2):
        rank = not (verdicts.all and _by_hand(one, other, verdicts)), -score(one, other)
        for mine, theirs in ((one.node, other.node), (other.node, one.node)):
            if (best := ranks.get(mine)) is None or (*rank, theirs) < best:
                ranks[mine] = (*rank, theirs)
    by_node = {report.node: report for report in members}
    return {node: by_node[best] for node, (_, _, best) in ranks.items()}


def _by_hand(one: EventReport, other: EventReport, verdicts: Verdicts) -> bool:
    return verdicts.on_events(one, other) is Judgement.SAME


def _reasons(alike: Likeness | None) -> str:
    if alike is None:
        return "score 0.00: nothing in common"
    return f"score {alike.score:.2f}: {'; '.join(f'{name} {value:+.2f}' for name, value in alike.features)}"


def entity_record(node: Term, tally: Tally, names: Mapping[Term, str], graph: Term) -> Iterator[Quad]:
    """The record of an entity of several articles: the item that all are linked with, or the name that all bear.

    `names` has the key of each Arabic label.
    """
    items = sorted({statement[1] for statement in tally if statement[0] == _MATCH})
    if "/entity/x-" in node or not items:
        keys = sorted({names[label] for label in names})
        why = f"name {', '.join(keys)}"
        # Each further word of a name halves the danger that another thing bears it.
        sure = 1 - 0.5 ** max((len(key.split()) for key in keys), default=0)
    else:
        why, sure = f"link {' '.join(item[1:-1] for item in items)}", 1.0
    yield from _record(node, sure, why, ENTITIES_BY, graph)


def _record(node: Term, sure: float, why: str, by: str, graph: Term) -> Iterator[Quad]:
    record = record_of(node)
    yield record, _TYPE, _MERGE, graph
    yield record, _SUBJECT, node, graph
    yield record, _CONFIDENCE, typed(_decimal(sure), vocab.XSD_DECIMAL), graph
    yield record, _JUSTIFICATION, literal(why), graph
    yield record, _BY, literal(by), graph


def _confidence(score: float) -> float:
    """A score as a number between 0 and 1: about 0.7 at the threshold, 0.95 at 4.5."""
    return 1 / (1 + math.exp(1.5 - score))


def _decimal(number: float) -> str:
    """Three digits in the form in which Oxigraph keeps decimals: what is written is what is read."""
    return f"{number:.3f}".rstrip("0").rstrip(".")
