"""Validation of a store: SHACL shapes and agreement with the ontology, graph by graph.

SPARQL that is made from the shapes tells which nodes may be wrong (`kg.rdf.suspects`); the rest is not looked at. An
article's graph is validated for itself, the facts layer and the links and merges graphs in slices, so that the memory
needed is bounded by a slice and not by the store. pySHACL (https://github.com/RDFLib/pySHACL) runs the shapes
of ``ontology/shapes.ttl`` that belong to the layer; `kg.ontology.consistency` does the rest.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

import pyoxigraph
import pyshacl
from rdflib import BNode, Graph, Literal, Namespace, URIRef

from kg.errors import OntologyError
from kg.ontology import vocab
from kg.ontology.consistency import check_graph
from kg.ontology.schema import read_statements
from kg.rdf.slices import Layer, Slice, slices
from kg.rdf.suspects import suspects
from kg.resources import ontology_dir

if TYPE_CHECKING:
    from rdflib.term import Node

__all__ = ["Layer", "Severity", "Violation", "by_pyshacl", "validate"]

_SH = Namespace(vocab.SH)
_SHAPES = Namespace("https://w3id.org/khabar/shapes#")
_TO_ARTICLE = frozenset((vocab.REPORTED_IN, vocab.IN_ARTICLE))


class Severity(Enum):
    """How bad it is: a violation makes the graph invalid, a warning does not."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong with one node."""

    graph: str
    """The IRI of the graph, or the empty string for the facts layer."""
    focus: str
    """The IRI of the node that is wrong."""
    shape: str
    """The shape (``kgs:Event``) or the ontology's rule (``ontology:disjoint``) that it breaks."""
    message: str
    severity: Severity = Severity.VIOLATION
    path: str | None = None
    """The property concerned, as a SPARQL path with prefixed names: ``kg:date``, ``^kg:refersTo``."""
    value: str | None = None
    """The offending value, as a Turtle term."""

    def __str__(self) -> str:
        """Two lines for a person: the node and what is wrong with it, then the shape, the statement and the graph."""
        statement = " ".join(part for part in (self.path, self.value) if part)
        about = f" at {statement}" if statement else ""
        where = f"graph <{self.graph}>" if self.graph else "the facts layer"
        return f"{self.severity.value.lower()}: <{self.focus}>: {self.message}\n  ({self.shape}{about}, in {where})"


def validate(
    source: pyoxigraph.Store | Iterable[pyoxigraph.Quad],
    *,
    layers: Collection[Layer] = tuple(Layer),
    graphs: Collection[str] | None = None,
    progress: Callable[[int], None] | None = None,
    screened: bool = True,
) -> tuple[Violation, ...]:
    """All that is wrong in a store, or in quads, sorted by graph and node; empty if nothing is.

    SPARQL finds the nodes that may be wrong, and these alone are validated in full; where `screened` is off, all are.
    `layers` says which kinds of graph to look at; `graphs` restricts the named graphs to those IRIs. `progress` is told
    the number of triples validated since it was last called. Raises `OntologyError` if the shapes can't be applied.
    """
    store = source if isinstance(source, pyoxigraph.Store) else _load(source)
    found: set[Violation] = set()
    for part in slices(store, suspects(store) if screened else None):
        if part.layer in layers and (not part.graph or graphs is None or part.graph in graphs):
            found.update(_validate_slice(part))
            if progress is not None:
                progress(len(part.triples))
    return tuple(sorted(found, key=_order))


def _load(quads: Iterable[pyoxigraph.Quad]) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    store.extend(quads)
    return store


def _order(violation: Violation) -> tuple[str, ...]:
    path, value = violation.path or "", violation.value or ""
    return violation.graph, violation.focus, violation.shape, path, value, violation.message


def _validate_slice(part: Slice) -> Iterator[Violation]:
    for violation in chain(by_pyshacl(part), _ontology(part), _frame(part)):
        if part.focus is None or violation.focus in part.focus:
            yield violation


def _ontology(part: Slice) -> Iterator[Violation]:
    for found in check_graph(part.triples):
        yield Violation(
            graph=part.graph,
            focus=found.node,
            shape=f"ontology:{found.rule}",
            message=found.message,
            path=_compact(found.path) if found.path else None,
            value=_compact(found.value) if found.value else None,
        )


def _frame(part: Slice) -> Iterator[Violation]:
    """Whether the graph of an article describes that article and speaks of no other."""
    if part.layer is not Layer.ARTICLE:
        return
    article = pyoxigraph.NamedNode(part.graph)
    is_article = pyoxigraph.NamedNode(vocab.RDF_TYPE), pyoxigraph.NamedNode(vocab.Article)
    if pyoxigraph.Triple(article, *is_article) not in part.triples:
        message = "A named graph describes the kg:Article that it is named after; this one does not."
        yield Violation(part.graph, part.graph, "kgs:Article", message, path="rdf:type")
    for triple in part.triples:
        if triple.predicate.value in _TO_ARTICLE and triple.object != article:
            message = "An article's graph speaks of its own article only."
            path, value = _compact(triple.predicate.value), _turtle(_term(triple.object))
            yield Violation(part.graph, str(_term(triple.subject)), "kgs:Article", message, path=path, value=value)


# --- SHACL ---------------------------------------------------------------------------------------------------------


def by_pyshacl(part: Slice) -> Iterator[Violation]:
    """What pySHACL finds in a slice by the shapes of its layer, whatever the slice's focus."""
    shapes, names = _shapes(part.layer)
    with _quiet_literals():
        data = Graph()
        for triple in part.triples:
            data.add((_term(triple.subject), _term(triple.predicate), _term(triple.object)))
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    if not isinstance(report, Graph):
        raise OntologyError(f"{ontology_dir() / 'shapes.ttl'}: the shapes can't be applied: {report}")
    for result in report.objects(None, _SH.result):
        path, value = report.value(result, _SH.resultPath), report.value(result, _SH.value)
        severity = report.value(result, _SH.resultSeverity)
        focus = report.value(result, _SH.focusNode)
        yield Violation(
            graph=part.graph,
            focus=str(focus),
            shape=names[report.value(result, _SH.sourceShape)],
            message=str(report.value(result, _SH.resultMessage)),
            severity=Severity(vocab.local_name(str(severity))),
            path=None if path is None else _path(report, path),
            value=None if value is None or value == focus else _turtle(value),
        )


@lru_cache(maxsize=len(Layer))
def _shapes(layer: Layer) -> tuple[Graph, dict[Node | None, str]]:
    """The shapes of a layer, and for each shape in it the prefixed name of the named shape that it belongs to."""
    shapes = Graph()
    with _quiet_literals():
        for triple in read_statements(ontology_dir() / "shapes.ttl"):
            shapes.add((_term(triple.subject), _term(triple.predicate), _term(triple.object)))
    names: dict[Node | None, str] = {}
    for shape in set(shapes.subjects(_SHAPES.layer)):
        name = f"kgs:{vocab.local_name(str(shape))}"
        names.update(dict.fromkeys((shape, *shapes.objects(shape, _SH.property)), name))
        if (shape, _SHAPES.layer, _SHAPES[layer.value]) not in shapes:
            # A shape without targets is never applied.
            for target in (_SH.targetClass, _SH.targetSubjectsOf):
                shapes.remove((shape, target, None))
    return shapes, names


@contextmanager
def _quiet_literals() -> Iterator[None]:
    """rdflib logs a traceback for each ill-formed literal; here they become violations."""
    log = logging.getLogger("rdflib.term")
    before, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = before


def _term(term: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple) -> Node:
    if isinstance(term, pyoxigraph.NamedNode):
        return URIRef(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return BNode(term.value)
    if isinstance(term, pyoxigraph.Triple):
        raise OntologyError(f"a quoted triple can't be validated: {term}; the graphs of Khabar hold none")
    if term.language:
        return Literal(term.value, lang=term.language)
    return Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)


def _path(report: Graph, path: Node) -> str:
    """A property path as SPARQL writes it."""
    if isinstance(path, URIRef):
        return _compact(str(path))
    for inverse in report.objects(path, _SH.inversePath):
        return f"^{_path(report, inverse)}"
    choices = (choice for chosen in report.objects(path, _SH.alternativePath) for choice in report.items(chosen))
    return "|".join(_path(report, choice) for choice in choices)


def _turtle(term: Node) -> str:
    return _compact(str(term)) if isinstance(term, URIRef) else term.n3()


def _compact(iri: str) -> str:
    """A prefixed name where a prefix is known and the local part is a plain word, else the IRI in angle brackets."""
    for prefix, namespace in vocab.PREFIXES.items():
        if iri.startswith(namespace) and iri[len(namespace) :].isalnum():
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"
