"""vocab.py and kg.ttl name the same terms."""

from __future__ import annotations

import re

import pyoxigraph
import pytest

from kg.ontology import vocab
from kg.ontology.schema import Schema, read_statements
from kg.resources import ontology_dir


def test_classes_properties_and_individuals_agree_with_the_ontology_in_both_directions() -> None:
    schema = Schema.load()
    assert {vocab.KG + name for name in schema.classes()} == set(vocab.CLASSES)
    assert {vocab.KG + name for name in schema.properties()} == set(vocab.PROPERTIES)
    assert {vocab.KG + name for name in schema.individuals()} == set(vocab.INDIVIDUALS)


def test_every_term_of_the_namespace_in_the_file_is_declared() -> None:
    named = {
        term.value
        for triple in read_statements(ontology_dir() / "kg.ttl")
        for term in (triple.subject, triple.predicate, triple.object)
        if isinstance(term, pyoxigraph.NamedNode) and term.value.startswith(vocab.KG)
    }
    assert named == {*vocab.CLASSES, *vocab.PROPERTIES, *vocab.INDIVIDUALS}


def test_constants_are_spelt_after_their_terms() -> None:
    for iri in (*vocab.CLASSES, *vocab.INDIVIDUALS):
        assert getattr(vocab, vocab.local_name(iri)) == iri
    for iri in vocab.PROPERTIES:
        name = re.sub(r"(?<!^)([A-Z])", r"_\1", vocab.local_name(iri)).upper()
        assert getattr(vocab, name) == iri


def test_everything_named_in_all_exists_once() -> None:
    assert len(vocab.__all__) == len(set(vocab.__all__))
    assert [name for name in vocab.__all__ if not hasattr(vocab, name)] == []


def test_prefixes_are_distinct_namespaces() -> None:
    assert vocab.PREFIXES["kg"] == "https://w3id.org/khabar/ontology#"
    assert len(set(vocab.PREFIXES.values())) == len(vocab.PREFIXES)
    assert all(namespace[-1] in "#/" for namespace in vocab.PREFIXES.values())


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        (vocab.AirStrike, "AirStrike"),
        ("http://www.wikidata.org/entity/Q858", "Q858"),
        ("urn:plain", "urn:plain"),
    ],
)
def test_local_name(iri: str, expected: str) -> None:
    assert vocab.local_name(iri) == expected
