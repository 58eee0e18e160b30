"""shapes.ttl: complete, explained, in step with the ontology."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyshacl
import pytest
from rdflib import RDF, Graph, Namespace, URIRef

from kg.ontology import vocab
from kg.ontology.schema import Schema
from kg.rdf.slices import Layer
from kg.resources import ontology_dir

if TYPE_CHECKING:
    from rdflib.term import Node

SH = Namespace(vocab.SH)
KGS = Namespace("https://w3id.org/khabar/shapes#")


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(ontology_dir() / "shapes.ttl")


def test_they_are_valid_shacl(shapes: Graph) -> None:
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=shapes, meta_shacl=True)
    assert conforms, text


def test_every_term_of_khabar_in_them_exists(shapes: Graph) -> None:
    named = {str(term) for triple in shapes for term in triple if str(term).startswith(vocab.KG)}
    assert named - {*vocab.CLASSES, *vocab.PROPERTIES, *vocab.INDIVIDUALS} == set()


def test_every_shape_has_a_target_and_a_known_layer(shapes: Graph) -> None:
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        assert (shape, SH.targetClass, None) in shapes or (shape, SH.targetSubjectsOf, None) in shapes, shape
        layers = {str(layer).removeprefix(str(KGS)) for layer in shapes.objects(shape, KGS.layer)}
        assert layers, shape
        assert layers <= {layer.value for layer in Layer}, shape


def constraints(shapes: Graph) -> list[Node]:
    """Every property shape, and every node shape that tests the node itself."""
    own = (SH["class"], SH.nodeKind, SH["or"], SH["not"])
    nodes = [s for s in shapes.subjects(RDF.type, SH.NodeShape) if any((s, p, None) in shapes for p in own)]
    return [*shapes.objects(None, SH.property), *nodes]


def test_every_constraint_has_a_message_in_english(shapes: Graph) -> None:
    assert len(constraints(shapes)) > 50
    for shape in constraints(shapes):
        (message,) = shapes.objects(shape, SH.message)
        assert message.language == "en"
        assert str(message).endswith((".", "?", "…"))


def test_what_is_functional_in_the_ontology_occurs_at_most_once_in_the_shapes(shapes: Graph) -> None:
    schema = Schema.load()
    functional = {URIRef(vocab.KG + name) for name in schema.properties() if schema.is_functional(name)}
    once = {shapes.value(shape, SH.path) for shape in shapes.subjects(SH.maxCount) if (shape, SH.path, None) in shapes}
    assert functional - once == set()
