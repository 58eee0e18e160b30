"""alignments.ttl: terms that exist, codes that PLOVER and ACLED use."""

from __future__ import annotations

import pytest
from rdflib import RDF, SKOS, Graph, URIRef

from kg.ontology import vocab
from kg.ontology.schema import Schema
from kg.resources import ontology_dir

PLOVER, ACLED = URIRef("https://w3id.org/khabar/plover"), URIRef("https://w3id.org/khabar/acled")
MATCHES = (SKOS.closeMatch, SKOS.narrowMatch, SKOS.broadMatch, SKOS.relatedMatch)


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(ontology_dir() / "alignments.ttl")


def test_every_term_of_khabar_in_it_exists(graph: Graph) -> None:
    named = {str(term) for triple in graph for term in triple if str(term).startswith(vocab.KG)}
    assert named - {*vocab.CLASSES, *vocab.PROPERTIES, *vocab.INDIVIDUALS} == set()


@pytest.mark.parametrize(("scheme", "top", "narrower"), [(PLOVER, 16, 16), (ACLED, 6, 25)])
def test_schemes_are_complete_and_notations_unique(graph: Graph, scheme: URIRef, top: int, narrower: int) -> None:
    concepts = set(graph.subjects(SKOS.inScheme, scheme))
    assert set(graph.objects(scheme, SKOS.hasTopConcept)) == set(graph.subjects(SKOS.topConceptOf, scheme))
    assert len(set(graph.subjects(SKOS.topConceptOf, scheme))) == top
    assert len([c for c in concepts if (c, SKOS.broader, None) in graph]) == narrower
    assert all((c, RDF.type, SKOS.Concept) in graph for c in concepts)
    notations = [str(n) for c in concepts for n in graph.objects(c, SKOS.notation)]
    assert len(notations) == len(set(notations)) == top + narrower


@pytest.mark.parametrize(
    ("notation", "name"),
    [
        ("ASSAULT", vocab.Attack),
        ("CONSULT", vocab.DiplomaticMeeting),
        ("ASSAULT/suicide-attack", vocab.SuicideAttack),
        ("CONSULT/phone", vocab.PhoneCall),
        ("Air/drone strike", vocab.DroneAttack),
        ("Shelling/artillery/missile attack", vocab.Shelling),
        ("Armed clash", vocab.ArmedClash),
    ],
)
def test_a_notation_leads_to_a_class(graph: Graph, notation: str, name: str) -> None:
    (concept,) = (c for c, n in graph.subject_objects(SKOS.notation) if str(n) == notation)
    assert any((concept, match, URIRef(name)) in graph for match in MATCHES)


@pytest.mark.parametrize("scheme", [PLOVER, ACLED])
def test_every_kind_of_attack_has_a_counterpart(graph: Graph, scheme: URIRef) -> None:
    concepts = set(graph.subjects(SKOS.inScheme, scheme))
    matched = {str(o) for c in concepts for match in MATCHES for o in graph.objects(c, match)}
    kinds = [name for name in Schema.load().classes() if Schema.load().is_a(name, "Attack")]
    assert [name for name in kinds if vocab.KG + name not in matched] == []
