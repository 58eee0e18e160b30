"""People's decisions about merges, kept in a graph of their own, which no rebuild touches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.merge.verdicts import Anchor, Judgement, Verdict
from kg.ontology import vocab
from kg.rdf.iris import digest
from kg.rdf.terms import Quad, Term, iri, literal, text_of, typed

__all__ = ["decision_quads", "end_of", "term_of", "verdicts_in"]

_TYPE, _SUBJECT, _WITH = iri(vocab.RDF_TYPE), iri(vocab.SUBJECT), iri(vocab.WITH)
_JUDGEMENT, _BY, _CREATED = iri(vocab.JUDGEMENT), iri(vocab.BY), iri(vocab.DCTERMS_CREATED)


def decision_quads(verdict: Verdict, base: str, graph: Term) -> Iterator[Quad]:
    """A verdict as quads. One pair has one decision, whichever of the two comes first."""
    one, other = sorted((term_of(verdict.one), term_of(verdict.other)))
    node = iri(f"{base}decision/{digest(f'{one} {other}')}")
    yield node, _TYPE, iri(vocab.Decision), graph
    yield node, _SUBJECT, one, graph
    yield node, _WITH, other, graph
    yield node, _JUDGEMENT, iri(vocab.KG + verdict.judgement.value), graph
    yield node, _BY, literal(verdict.by), graph
    yield node, _CREATED, typed(verdict.on, vocab.XSD_DATE), graph


def verdicts_in(quads: Iterable[Quad]) -> list[Verdict]:
    """The verdicts that a graph of decisions holds, sorted."""
    said: dict[Term, dict[Term, Term]] = defaultdict(dict)
    for subject, predicate, value, _ in quads:
        said[subject][predicate] = value
    return [
        Verdict(
            end_of(decision[_SUBJECT]),
            end_of(decision[_WITH]),
            Judgement(vocab.local_name(decision[_JUDGEMENT][1:-1])),
            text_of(decision[_BY]),
            text_of(decision[_CREATED]),
        )
        for _, decision in sorted(said.items())
    ]


def term_of(end: Anchor | str) -> Term:
    """A canonical node as it is; a place in an article as ``<article/a/at/12-18>``."""
    return end if isinstance(end, str) else f"{end.article[:-1]}/at/{end.begin}-{end.end}>"


def end_of(term: Term) -> Anchor | str:
    """The place in an article, or the canonical node, that a term of a decision stands for."""
    article, at, span = term[:-1].rpartition("/at/")
    if not at:
        return term
    begin, _, end = span.partition("-")
    return Anchor(f"{article}>", int(begin), int(end))
