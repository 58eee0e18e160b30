"""Consistency of the ontology, and of nodes with it; HermiT where there is Java."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest

from kg.errors import OntologyError
from kg.ontology import reason, vocab
from kg.ontology.reason import check_individuals, check_ontology
from kg.resources import ontology_dir

needs_java = pytest.mark.skipif(not reason.java_found(), reason="HermiT needs a Java runtime")
SOUND = """
    :un a kg:InternationalOrganization . :envoy a kg:Person ; kg:role "مبعوث"@ar .
    :call a kg:PhoneCall ; kg:participant :un , :envoy ; kg:modality kg:Planned ; kg:topic "الهدنة"@ar ;
        kg:date "2021-07-04"^^<http://www.w3.org/2001/XMLSchema#date> .
"""


def triples(turtle: str) -> list[pyoxigraph.Triple]:
    text = f"@prefix kg: <{vocab.KG}> .\n@prefix : <urn:x:> .\n{turtle}"
    return [quad.triple for quad in pyoxigraph.parse(text.encode(), pyoxigraph.RdfFormat.TURTLE)]


def variant(tmp_path: Path, addition: str) -> Path:
    """The shipped ontology with an addition, in a file of its own."""
    path = tmp_path / "kg.ttl"
    path.write_text((ontology_dir() / "kg.ttl").read_text("utf-8") + addition, "utf-8")
    return path


def test_the_shipped_ontology_is_consistent() -> None:
    verdict = check_ontology(hermit=False)
    assert (verdict.consistent, verdict.by) == (True, "structural check")


def test_a_class_under_two_that_exclude_each_other(tmp_path: Path) -> None:
    path = variant(tmp_path, "kg:Envoy a owl:Class ; rdfs:subClassOf kg:Person , kg:City .")
    assert [(p.node, p.message) for p in check_ontology(path).problems] == [
        (vocab.KG + "Envoy", "Nothing can be a kg:Envoy: kg:Person and kg:City exclude each other.")
    ]


def test_a_subproperty_that_reaches_beyond_its_superproperty(tmp_path: Path) -> None:
    addition = """
        kg:witness a owl:ObjectProperty ; rdfs:subPropertyOf kg:involves ;
            rdfs:domain kg:Article ; rdfs:range kg:Person .
    """
    (problem,) = check_ontology(variant(tmp_path, addition), hermit=False).problems
    assert problem.message == "The domain of kg:witness reaches beyond that of kg:involves: kg:Article."


def test_nodes_that_contradict_the_ontology() -> None:
    verdict = check_individuals(triples(":x a kg:Person , kg:Hospital ."), hermit=False)
    assert [p.message for p in verdict.problems] == ["Nothing can be both a kg:Hospital and a kg:Person."]
    assert not verdict.consistent


def test_without_java_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reason, "java_found", lambda: False)
    verdict = check_ontology()
    assert (verdict.consistent, verdict.by) == (
        True,
        "structural check (HermiT did not run: it needs a Java runtime)",
    )
    with pytest.raises(OntologyError, match="there is no Java runtime on the path; install one or check without it"):
        check_ontology(hermit=True)


@needs_java
def test_hermit_agrees_and_is_not_troubled_by_dates() -> None:
    verdict = check_individuals(triples(SOUND), hermit=True)
    assert (verdict.problems, verdict.by) == ((), "structural check and HermiT")


@needs_java
def test_hermit_finds_what_needs_inference() -> None:
    # No stated type is wrong; but who has a topic and an agent would be a meeting and an attack.
    odd = triples(':x kg:topic "الهدنة"@ar ; kg:agent :y .')
    assert check_individuals(odd, hermit=False).consistent
    assert [p.message for p in check_individuals(odd, hermit=True).problems] == [
        "HermiT finds that the ontology and the graph contradict each other."
    ]


@needs_java
def test_hermit_finds_a_class_that_can_have_no_member(tmp_path: Path) -> None:
    addition = """
        kg:Odd a owl:Class ;
            rdfs:subClassOf [ a owl:Restriction ; owl:onProperty kg:about ; owl:someValuesFrom kg:City ] .
    """
    verdict = check_ontology(variant(tmp_path, addition), hermit=True)
    assert [p.message for p in verdict.problems] == ["Nothing can be a kg:Odd, says HermiT."]
