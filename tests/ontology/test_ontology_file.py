"""kg.ttl as a document: complete, bilingual, valid OWL for other readers."""

from __future__ import annotations

import re

import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from kg.ontology import vocab
from kg.ontology.schema import Schema
from kg.resources import ontology_dir

TERMS = [*vocab.CLASSES, *vocab.PROPERTIES, *vocab.INDIVIDUALS]


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(ontology_dir() / "kg.ttl")


@pytest.mark.parametrize("predicate", [RDFS.label, RDFS.comment])
def test_every_term_is_explained_in_arabic_and_english(graph: Graph, predicate: URIRef) -> None:
    for term in TERMS:
        texts = {text.language: str(text) for text in graph.objects(URIRef(term), predicate)}
        assert set(texts) == {"ar", "en"}, term
        assert re.search(r"[\u0620-\u064a]", texts["ar"]), term
        assert not re.search(r"[\u0620-\u064a]", texts["en"]), term


def test_labels_are_distinct_within_a_language(graph: Graph) -> None:
    for kind in (OWL.Class, OWL.ObjectProperty):
        labels = [str(label) for term in graph.subjects(RDF.type, kind) for label in graph.objects(term, RDFS.label)]
        assert sorted(labels) == sorted(set(labels))


def test_every_property_has_a_domain_and_all_but_those_that_point_outside_a_range(graph: Graph) -> None:
    without_domain = {p for p in vocab.PROPERTIES if (URIRef(p), RDFS.domain, None) not in graph}
    without_range = {p for p in vocab.PROPERTIES if (URIRef(p), RDFS.range, None) not in graph}
    assert (without_domain, without_range) == (set(), {vocab.ITEM, vocab.DISAGREEMENT_ON})


def test_located_in_is_transitive_and_therefore_not_functional(graph: Graph) -> None:
    assert (URIRef(vocab.LOCATED_IN), RDF.type, OWL.TransitiveProperty) in graph
    assert not Schema.load().is_functional("locatedIn")


def test_whoever_is_involved_is_an_actor_of_sem(graph: Graph) -> None:
    assert (URIRef(vocab.INVOLVES), RDFS.subPropertyOf, URIRef(vocab.SEM_HAS_ACTOR)) in graph


@pytest.mark.parametrize(
    ("name", "members"),
    [
        (vocab.Modality, {vocab.Actual, vocab.Planned, vocab.Hypothetical}),
        (vocab.Status, {vocab.Reported, vocab.Confirmed, vocab.Contested, vocab.Denied}),
        (vocab.Stance, {vocab.Asserts, vocab.Denies}),
    ],
)
def test_closed_sets_are_enumerated(graph: Graph, name: str, members: set[str]) -> None:
    enumeration = graph.value(URIRef(name), OWL.equivalentClass)
    listed = graph.value(enumeration, OWL.oneOf)
    assert {str(member) for member in graph.items(listed)} == members
    assert {str(member) for member in graph.subjects(RDF.type, URIRef(name))} == members


def test_the_status_rule_stands_in_the_comment(graph: Graph) -> None:
    for language, comment in Schema.load().comments("status").items():
        rules = re.findall(r"^kg:(\w+):", comment, re.MULTILINE)
        assert rules == ["Denied", "Contested", "Confirmed", "Reported"], language
