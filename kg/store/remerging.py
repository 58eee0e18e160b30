"""Merging all articles of a store anew: after the rules have changed, or when the merges graph was dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from kg.merge.blocks import BLOCKS_BY, block_keys
from kg.merge.clusters import first_report
from kg.merge.keys import merge_name
from kg.merge.report import EventReport
from kg.merge.verdicts import Verdicts
from kg.ontology import vocab
from kg.rdf.terms import Quad, Term, Triple, iri, literal, text_of
from kg.store.articles import Articles, Part
from kg.store.events import Events
from kg.store.facts import Contribution, contribution, facts_of
from kg.store.labels import labels_borne
from kg.store.merges import ENTITIES_BY, EVENTS_BY, entity_record, event_records
from kg.store.tally import Tally

__all__ = ["RULES", "Merged", "merged_anew", "rules_quad"]

RULES = f"{ENTITIES_BY} {EVENTS_BY} {BLOCKS_BY}"
"""By which rules a store is merged. What is merged by others is merged anew before anything is added."""


def rules_quad(graph: str) -> Quad:
    """The statement of the merges graph, given by IRI, by which rules it was made."""
    return iri(graph), iri(vocab.OWL_VERSION_INFO), literal(RULES), iri(graph)


@dataclass(slots=True)
class Merged:
    """What the merges graph and the facts layer should be."""

    merges: set[Quad] = field(default_factory=set)
    facts: set[Triple] = field(default_factory=set)


def merged_anew(articles: Articles, graph: str, verdicts: Verdicts, decided: Callable[[str, Part], Part]) -> Merged:
    """All articles merged by the rules and by what people have decided, as if they had come at once.

    `graph` is the IRI of the merges graph; `decided` gives the part of an article, given by IRI, with its entities
    merged. Takes memory for the facts layer and the reports of events.
    """
    merged, whole = Merged({rules_quad(graph)}), Contribution()
    reports: dict[str, list[EventReport]] = {}
    for name in articles.names():
        part = decided(name, articles.part(name))
        merged.merges.update(part.merges)
        whole.add(contribution(part.own, part.links, part.canonical))
        reports[iri(name)] = articles.reports(part)
    events = _events(reports, graph, verdicts, merged)
    _add_facts(whole.with_events(events), graph, articles, merged)
    return merged


def _events(reports: dict[str, list[EventReport]], graph: str, verdicts: Verdicts, merged: Merged) -> dict[Term, Term]:
    """The canonical nodes of all events; their quads are added to `merged`."""
    canonical: dict[Term, Term] = {}
    new = [report for told in reports.values() for report in told]
    merged.merges.update(
        (report.node, iri(vocab.BLOCK), literal(key), iri(graph)) for report in new for key in block_keys(report)
    )
    grouping = Events(lambda article: reports.get(article, ()), lambda _: ())
    for members in grouping.regroup([], new, verdicts):
        node = first_report(members).node
        canonical |= {report.node: node for report in members}
        merged.merges.update(event_records(members, verdicts, iri(graph), grouping.score))
    merged.merges.update((event, iri(vocab.CANONICAL), node, iri(graph)) for event, node in canonical.items())
    return canonical


def _add_facts(whole: Contribution, graph: str, articles: Articles, merged: Merged) -> None:
    def tally_of(node: Term) -> Tally:
        return whole.tallies.get(node, Tally())

    merged.facts |= whole.triples
    for node, tally in whole.tallies.items():
        merged.facts |= facts_of(node, tally, tally_of, articles.schema)
        if (borne := labels_borne(tally)).total() > 1:
            names = {label: merge_name(text_of(label)) for label in borne}
            merged.merges.update(entity_record(node, tally, names, iri(graph)))
