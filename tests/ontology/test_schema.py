"""The ontology as the stages see it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.ontology import vocab
from kg.ontology.schema import Schema
from kg.resources import ontology_dir


@pytest.fixture(scope="module")
def schema() -> Schema:
    return Schema.load()


def test_ancestors_go_up_from_the_class_itself(schema: Schema) -> None:
    assert schema.ancestors("AirStrike") == ("AirStrike", "Attack", "Event")
    assert schema.ancestors("GovernmentBody") == ("GovernmentBody", "Organization", "Actor", "Entity")
    assert schema.ancestors("Claim") == ("Claim",)


def test_a_country_is_a_location_and_an_actor(schema: Schema) -> None:
    assert schema.ancestors("Country") == ("Country", "Location", "Actor", "Entity")
    assert schema.is_a("Country", "Actor")
    assert schema.is_a("Country", "Location")
    assert not schema.is_a("City", "Actor")


def test_domains_and_ranges(schema: Schema) -> None:
    assert (schema.domain("agent"), schema.range("agent")) == (("Attack",), ("Entity",))
    assert (schema.domain("participant"), schema.range("participant")) == (("DiplomaticMeeting",), ("Actor",))
    assert (schema.domain("place"), schema.range("place")) == (("Event",), ("Location", "Facility"))
    assert schema.range("refersTo") == ("Entity", "Event", "Claim")
    assert schema.range("item") == ()
    assert schema.range("killed") == ()


def test_datatypes(schema: Schema) -> None:
    assert schema.datatype_ranges("date") == (
        vocab.XSD_DATE,
        vocab.XSD_G_YEAR_MONTH,
        vocab.XSD_G_YEAR,
        vocab.XSD_G_MONTH_DAY,
    )
    assert schema.datatype_ranges("killed") == (vocab.XSD_INTEGER,)
    assert schema.datatype_ranges("confidence") == (vocab.XSD_DECIMAL,)
    assert schema.datatype_ranges("by") == (vocab.XSD_STRING,)
    assert schema.datatype_ranges("weapon") == (vocab.RDF + "langString",)
    assert schema.datatype_ranges("agent") == ()


def test_subproperties(schema: Schema) -> None:
    assert schema.superproperties("target") == ("target", "involves")
    assert schema.subproperties("involves") == ("involves", "agent", "target", "participant")
    assert schema.subproperties("place") == ("place",)


def test_functional(schema: Schema) -> None:
    assert schema.is_functional("status")
    assert schema.is_functional("about")
    assert not schema.is_functional("place")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Attack", "DiplomaticMeeting", True),
        ("AirStrike", "Visit", True),
        ("Visit", "AirStrike", True),
        ("Person", "Country", True),
        ("Facility", "Actor", True),
        ("Event", "Entity", True),
        ("Country", "Actor", False),
        ("ArmedGroup", "PoliticalParty", False),
        ("Airport", "MilitaryBase", False),
    ],
)
def test_disjointness_is_inherited(schema: Schema, one: str, other: str, expected: bool) -> None:
    assert schema.disjoint(one, other) is expected


def test_labels_and_comments_by_language(schema: Schema) -> None:
    assert schema.labels("Denied") == {"ar": "منفيّ", "en": "denied"}
    assert schema.labels("agent") == {"ar": "المنفّذ", "en": "agent"}
    assert schema.comments("Summit")["en"] == "A meeting of heads of state or government that is called a summit."


def test_individuals_have_their_class(schema: Schema) -> None:
    assert schema.individuals()["Contested"] == "Status"
    assert schema.individuals()["Asserts"] == "Stance"


def test_the_version_is_that_of_the_version_iri(schema: Schema) -> None:
    assert f"owl:versionIRI <{vocab.ONTOLOGY}/{schema.version}>" in (ontology_dir() / "kg.ttl").read_text("utf-8")


def test_it_is_loaded_once(schema: Schema) -> None:
    assert Schema.load() is schema


def test_an_unknown_term_is_named(schema: Schema) -> None:
    with pytest.raises(OntologyError, match=r"the ontology has no class kg:Strike; see ontology/kg\.ttl"):
        schema.ancestors("Strike")
    with pytest.raises(OntologyError, match="the ontology has no property kg:victim"):
        schema.range("victim")


def test_a_missing_term_is_named(tmp_path: Path) -> None:
    path = tmp_path / "kg.ttl"
    text = (ontology_dir() / "kg.ttl").read_text("utf-8")
    path.write_text(text.replace("kg:Ambush", "kg:Trap").replace("kg:topic", "kg:subjectMatter"), "utf-8")
    with pytest.raises(OntologyError, match=r"kg\.ttl: lacks kg:Ambush, kg:topic, which the code relies on"):
        Schema.load(path)


def test_broken_turtle_is_reported_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text("@prefix kg: <https://w3id.org/khabar/ontology#> .\nkg:Event a .\n", "utf-8")
    with pytest.raises(OntologyError, match=r"broken\.ttl:2: not valid Turtle"):
        Schema.load(path)


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match=r"none\.ttl: the ontology can't be read"):
        Schema.load(tmp_path / "none.ttl")


def test_loading_needs_neither_rdflib_nor_numpy() -> None:
    code = (
        "import sys; from kg.ontology.schema import Schema; Schema.load(); "
        "print(sorted({'rdflib', 'numpy', 'torch'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
