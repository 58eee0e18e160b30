"""What a graph may not say of the ontology's terms, rule by rule."""

from __future__ import annotations

import pyoxigraph
import pytest

from kg.ontology import vocab
from kg.ontology.consistency import Inconsistency, check_graph

PREFIXES = f"@prefix kg: <{vocab.KG}> .\n@prefix : <urn:x:> .\n"


def check(turtle: str) -> tuple[Inconsistency, ...]:
    quads = pyoxigraph.parse((PREFIXES + turtle).encode(), pyoxigraph.RdfFormat.TURTLE)
    return check_graph(quad.triple for quad in quads)


def said(turtle: str) -> list[tuple[str, str, str]]:
    return [(found.node.removeprefix("urn:x:"), found.rule, found.message) for found in check(turtle)]


def test_a_sound_graph_has_nothing_to_say() -> None:
    sound = """
        :syria a kg:Country , kg:Location , kg:Actor , kg:Entity .
        :homs a kg:City , kg:Location , kg:Entity ; kg:locatedIn :syria .
        :raid a kg:Raid , kg:Attack , kg:Event ; kg:agent :syria ; kg:place :homs ; kg:status kg:Reported ;
            kg:reportedIn :article .
        :article a kg:Article .
    """
    assert said(sound) == []


def test_a_term_that_the_ontology_lacks() -> None:
    assert said(":x a kg:Strike ; kg:victim :y .") == [
        ("x", "term", "The ontology has no class kg:Strike."),
        ("x", "term", "The ontology has no property kg:victim."),
    ]


def test_types_are_stated_up_the_hierarchy() -> None:
    assert said(":x a kg:AirStrike , kg:Event .") == [
        ("x", "types", "A kg:AirStrike must also be stated to be a kg:Attack.")
    ]


def test_classes_that_exclude_each_other_are_told_by_the_most_specific_pair() -> None:
    person = "kg:Person , kg:Actor , kg:Entity"
    assert said(f":x a {person} , kg:Region , kg:Location .") == [
        ("x", "disjoint", "Nothing can be both a kg:Person and a kg:Region.")
    ]


def test_a_domain_that_the_subject_excludes() -> None:
    (found,) = check(":talks a kg:Summit , kg:DiplomaticMeeting , kg:Event ; kg:agent :a .")
    assert found == Inconsistency(
        node="urn:x:talks",
        rule="disjoint",
        message="The subject of kg:agent is a kg:Attack, which a kg:DiplomaticMeeting can't be.",
        path=vocab.AGENT,
    )


def test_a_range_that_the_object_excludes() -> None:
    turtle = """
        :talks a kg:DiplomaticMeeting , kg:Event ; kg:participant :port ; kg:place :who .
        :port a kg:Port , kg:Facility , kg:Entity .
        :who a kg:Person , kg:Actor , kg:Entity .
    """
    assert said(turtle) == [
        ("talks", "disjoint", "The object of kg:participant is a kg:Actor, which a kg:Facility can't be."),
        ("talks", "disjoint", "The object of kg:place is a kg:Location or kg:Facility, which a kg:Person can't be."),
    ]


def test_a_place_inside_itself() -> None:
    message = "This place lies inside itself, by way of kg:locatedIn."
    assert said(":a kg:locatedIn :b . :b kg:locatedIn :c . :c kg:locatedIn :a . :d kg:locatedIn :a .") == [
        ("a", "containment", message),
        ("b", "containment", message),
        ("c", "containment", message),
    ]


CLAIM = "kg:about :event ; kg:reportedIn :one ."


@pytest.mark.parametrize(
    ("status", "claims"),
    [
        ("Reported", ""),
        ("Reported", f":c1 kg:stance kg:Asserts ; kg:claimant :sana ; {CLAIM}"),
        ("Confirmed", f":c1 kg:stance kg:Asserts ; kg:claimant :attacker ; {CLAIM}"),
        ("Denied", f":c1 kg:stance kg:Denies ; kg:claimant :sana ; {CLAIM}"),
        ("Contested", f":c1 kg:stance kg:Denies ; {CLAIM} :c2 kg:stance kg:Asserts ; {CLAIM}"),
        # A second article tells the event in its own voice.
        ("Contested", f":event kg:reportedIn :two . :c1 kg:stance kg:Denies ; {CLAIM}"),
    ],
)
def test_the_status_follows_from_the_claims(status: str, claims: str) -> None:
    event = ":event kg:agent :attacker ; kg:modality kg:Actual ; kg:reportedIn :one ; kg:status"
    assert said(f"{event} kg:{status} . {claims}") == []
    wrong = "Confirmed" if status == "Denied" else "Denied"
    assert said(f"{event} kg:{wrong} . {claims}") == [
        ("event", "status", f"Its claims make this event kg:{status}, not kg:{wrong}.")
    ]
