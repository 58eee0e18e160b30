"""The facts layer: what the articles say, each entity once, without the evidence. It is the default graph.

It is derived: an article's part of it follows from the article's graph, the links and the merges. Statements are kept
as a set, so that adding an article costs work for that article alone. One thing is no set: a canonical node has one
Arabic label, the best of those that its articles give; `better` is a total order, so that the result does not depend
on the order of the articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.ontology import vocab
from kg.rdf.terms import Quad, Term, Triple, iri

__all__ = ["Label", "Part", "better", "project"]

_TYPE, _LABEL, _ALT = iri(vocab.RDF_TYPE), iri(vocab.RDFS_LABEL), iri(vocab.SKOS_ALT_LABEL)
_MENTION = iri(vocab.Mention)
_CUE, _CANONICAL = iri(vocab.CUE), iri(vocab.CANONICAL)
_RECORDS = frozenset((iri(vocab.Link), iri(vocab.Candidate)))
_LATIN = '"@ar-latn'
_ARABIC = '"@ar'

Label = tuple[Term, Term | None]
"""An Arabic label and its Latin transliteration."""


@dataclass(slots=True)
class Part:
    """What one or more articles bring into the facts layer."""

    triples: set[Triple] = field(default_factory=set)
    labels: dict[Term, set[Label]] = field(default_factory=lambda: defaultdict(set))
    """For each canonical node the labels that its articles give it."""

    def update(self, other: Part) -> None:
        """Take in another part."""
        self.triples |= other.triples
        for node, labels in other.labels.items():
            self.labels[node] |= labels


def better(labels: Iterable[Label]) -> Label:
    """The label of a canonical node: the one of most words, then the longest, then the first by code points."""
    return min(labels, key=lambda label: (-label[0].count(" "), -len(label[0]), label[0], label[1] or ""))


def project(quads: Iterable[Quad], merges: Iterable[Quad], links: Iterable[Quad]) -> Part:
    """The part of the facts layer that follows from article graphs and what the other graphs say about them."""
    quads = list(quads)
    canonical: Mapping[Term, Term] = {s: o for s, p, o, _ in merges if p == _CANONICAL}
    dropped = {s for s, p, o, _ in quads if p == _TYPE and o == _MENTION}
    latin = {s: o for s, p, o, _ in quads if p == _LABEL and o.endswith(_LATIN)}
    part = Part()
    for subject, predicate, value, _ in quads:
        if subject in dropped or predicate == _CUE:
            continue
        node = canonical.get(subject)
        if node is None:
            part.triples.add((subject, predicate, canonical.get(value, value)))
        elif predicate == _LABEL:
            if value.endswith(_ARABIC):
                part.labels[node].add((value, latin.get(subject)))
                part.triples.add((node, _ALT, value))
        elif (target := canonical.get(value, value)) != node:
            part.triples.add((node, predicate, target))
    part.triples |= _known_of_items(links, canonical)
    return part


def _known_of_items(links: Iterable[Quad], canonical: Mapping[Term, Term]) -> set[Triple]:
    """What the links graph says of canonical nodes: matches, coordinates, countries; not the records of linking."""
    links = list(links)
    records = {s for s, p, o, _ in links if p == _TYPE and o in _RECORDS}
    return {(s, p, o) for s, p, o, _ in links if s not in records and s not in canonical}
