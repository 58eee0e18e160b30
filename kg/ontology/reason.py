"""Consistency of the ontology, and of a small graph with it.

Two ways: a structural check by class hierarchy and disjointness, which needs nothing, and the HermiT reasoner
(http://www.hermit-reasoner.com), which comes with owlready2 and runs where a Java runtime is installed. The
structural check names the offending node; HermiT is complete for OWL 2 DL but only says that something is wrong. It
knows no dates (OWL 2 has no xsd:date), so it sees the graph without them.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TypeAlias

import owlready2
import pyoxigraph

from kg.errors import OntologyError
from kg.ontology import vocab
from kg.ontology.consistency import Inconsistency, check_graph
from kg.ontology.schema import Schema, open_ontology, read_statements
from kg.resources import ontology_dir

__all__ = ["Verdict", "check_individuals", "check_ontology", "java_found"]

_RANGE = pyoxigraph.NamedNode(vocab.RDFS_RANGE)
_HERMIT_KNOWS = frozenset(
    (vocab.XSD_STRING, vocab.XSD_BOOLEAN, vocab.XSD_INTEGER, vocab.XSD_DECIMAL, vocab.XSD_DOUBLE, vocab.XSD_DATE_TIME)
)
_Term: TypeAlias = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether all fits together, what does not, and who says so."""

    problems: tuple[Inconsistency, ...]
    by: str
    """The checks that ran: ``structural check``, ``structural check and HermiT``, or why HermiT did not run."""

    @property
    def consistent(self) -> bool:
        """Whether no problem was found."""
        return not self.problems


def java_found() -> bool:
    """Whether a Java runtime is on the path, so that HermiT can run."""
    return shutil.which("java") is not None


def check_ontology(path: Path | None = None, *, hermit: bool | None = None) -> Verdict:
    """Whether every class of the ontology can have members, and properties agree with their super-properties.

    `path` is the ontology's file, by default the one that Khabar ships. HermiT runs if `hermit` is true (about a
    second), or by default if there is a Java runtime. Raises `OntologyError` if the file can't be read, or if
    HermiT is asked for and can't run.
    """
    path = path or ontology_dir() / "kg.ttl"
    schema = Schema.load(path)
    problems = [*_unsatisfiable(schema), *_loose_subproperties(schema)]
    return _verdict(problems, read_statements(path), hermit)


def check_individuals(triples: Iterable[pyoxigraph.Triple], *, hermit: bool | None = None) -> Verdict:
    """Whether the nodes of one graph fit the ontology's classes, domains and ranges; `hermit` as in `check_ontology`.

    HermiT takes seconds from about a thousand nodes on: give it one article's graph and not a whole store.
    """
    graph = list(triples)
    problems = [found for found in check_graph(graph) if found.rule == "disjoint"]
    return _verdict(problems, [*read_statements(ontology_dir() / "kg.ttl"), *graph], hermit)


def _unsatisfiable(schema: Schema) -> list[Inconsistency]:
    """Classes that can have no member, as two of their superclasses exclude each other."""
    found = []
    for name in schema.classes():
        # The class itself comes last: it inherits what its superclasses exclude, which would explain nothing.
        ordered = (*schema.ancestors(name)[1:], name)
        pair = next((pair for pair in combinations(ordered, 2) if schema.disjoint(*pair)), None)
        if pair is not None:
            message = f"Nothing can be a kg:{name}: kg:{pair[0]} and kg:{pair[1]} exclude each other."
            found.append(Inconsistency(vocab.KG + name, "disjoint", message))
    return found


def _loose_subproperties(schema: Schema) -> list[Inconsistency]:
    """Properties whose domain or range is not within that of a super-property."""
    found = []
    for name in schema.properties():
        for sup in schema.superproperties(name)[1:]:
            sides = (
                ("domain", schema.domain(name), schema.domain(sup)),
                ("range", schema.range(name), schema.range(sup)),
            )
            for side, own, wider in sides:
                outside = [a for a in own if not any(schema.is_a(a, b) for b in wider)]
                if wider and outside:
                    message = f"The {side} of kg:{name} reaches beyond that of kg:{sup}: kg:{outside[0]}."
                    found.append(Inconsistency(vocab.KG + name, side, message))
    return found


def _verdict(problems: list[Inconsistency], triples: list[pyoxigraph.Triple], hermit: bool | None) -> Verdict:
    if hermit and not java_found():
        raise OntologyError("HermiT can't run: there is no Java runtime on the path; install one or check without it")
    if problems or hermit is False:
        # What the structural check finds, it explains better than HermiT would.
        return Verdict(tuple(sorted(problems)), "structural check")
    if not java_found():
        return Verdict((), "structural check (HermiT did not run: it needs a Java runtime)")
    return Verdict(tuple(_hermit(triples)), "structural check and HermiT")


def _hermit(triples: list[pyoxigraph.Triple]) -> list[Inconsistency]:
    """What HermiT finds: classes that can have no member, or a graph that can't be true."""
    ontology = open_ontology(_without_foreign_datatypes(triples))
    try:
        with ontology:
            owlready2.sync_reasoner_hermit(ontology.world, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        message = "HermiT finds that the ontology and the graph contradict each other."
        return [Inconsistency(vocab.ONTOLOGY, "hermit", message)]
    except owlready2.OwlReadyJavaError as error:
        raise OntologyError(f"HermiT can't run: {error}; install a Java runtime or check without it") from error
    return [
        Inconsistency(unsatisfiable.iri, "hermit", f"Nothing can be a kg:{unsatisfiable.name}, says HermiT.")
        for unsatisfiable in ontology.world.inconsistent_classes()
        if unsatisfiable.iri.startswith(vocab.KG)
    ]


def _without_foreign_datatypes(triples: list[pyoxigraph.Triple]) -> list[pyoxigraph.Triple]:
    """The triples without values and ranges of datatypes that HermiT rejects, dates and texts with a language."""
    by_subject: dict[_Term, list[pyoxigraph.Triple]] = {}
    for triple in triples:
        by_subject.setdefault(triple.subject, []).append(triple)
    dropped = {triple for triple in triples if _is_foreign(triple)}
    for triple in triples:
        if triple.predicate == _RANGE and any(_is_foreign(t) for t in _below(triple.object, by_subject)):
            dropped.update((triple, *_below(triple.object, by_subject)))
    return [triple for triple in triples if triple not in dropped]


def _is_foreign(triple: pyoxigraph.Triple) -> bool:
    term = triple.object
    if isinstance(term, pyoxigraph.Literal):
        return term.language is None and term.datatype.value not in _HERMIT_KNOWS
    if not isinstance(term, pyoxigraph.NamedNode) or term.value in _HERMIT_KNOWS:
        return False
    return term.value.startswith((vocab.XSD, vocab.RDF + "langString"))


def _below(node: _Term, by_subject: dict[_Term, list[pyoxigraph.Triple]]) -> list[pyoxigraph.Triple]:
    """The triples of a blank node and of the blank nodes that it leads to."""
    if not isinstance(node, pyoxigraph.BlankNode):
        return []
    own = by_subject.get(node, [])
    return [*own, *(t for triple in own for t in _below(triple.object, by_subject))]
