"""Validation of stores: a sound one, and each way to be wrong with its exact message."""

from __future__ import annotations

import pyoxigraph
import pytest

from kg.ontology import vocab
from kg.rdf.validate import Layer, Severity, Violation, validate

ARTICLE = "https://w3id.org/khabar/id/article/one"
LINKS, MERGES = "https://w3id.org/khabar/id/graph/links", "https://w3id.org/khabar/id/graph/merges"
PREFIXES = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in vocab.PREFIXES.items())

# What an article says and the facts layer repeats.
FACTS = """
    <> a kg:Article ; dcterms:identifier "one" ; dcterms:title "هجوم قرب حمص"@ar ;
        dcterms:issued "2021-07-05"^^xsd:date .
    <entity/1> a kg:City , kg:Location , kg:Entity ; rdfs:label "حمص"@ar , "Homs"@en ; kg:locatedIn <entity/2> .
    <entity/2> a kg:Country , kg:Location , kg:Actor , kg:Entity ; rdfs:label "سورية"@ar ; skos:altLabel "سوريا"@ar .
    <entity/3> a kg:Person , kg:Actor , kg:Entity ; rdfs:label "سالم"@ar ; kg:role "وزير الدفاع"@ar .
    <event/1> a kg:Shelling , kg:Attack , kg:Event ; kg:place <entity/1> , <entity/2> ;
        kg:date "--06-28"^^xsd:gMonthDay ; kg:dateText "28 حزيران"@ar ; kg:weapon "قذائف هاون"@ar ; kg:killed 2 ;
        kg:injured 0 ; kg:agent <entity/2> ;
        kg:involves <entity/2> ; kg:modality kg:Actual ; kg:status kg:Denied ; kg:reportedIn <> .
    <claim/1> a kg:Claim ; kg:about <event/1> ; kg:stance kg:Denies ; kg:claimant <entity/3> ; kg:reportedIn <> .
"""
MENTIONS = """
    <claim/1> kg:cue <mention/1> .
    <mention/1> a kg:Mention ; kg:begin 0 ; kg:end 3 ; kg:surface "نفى"@ar ; kg:inArticle <> ; kg:by "rules/1" .
    <mention/2> a kg:Mention ; kg:begin 4 ; kg:end 8 ; kg:inArticle <> ; kg:by "rules/1" ; kg:refersTo <entity/3> .
    <mention/3> a kg:Mention ; kg:begin 9 ; kg:end 12 ; kg:inArticle <> ; kg:by "rules/1" ; kg:refersTo <entity/1> .
    <mention/4> a kg:Mention ; kg:begin 13 ; kg:end 18 ; kg:inArticle <> ; kg:by "rules/1" ; kg:refersTo <entity/2> .
    <mention/5> a kg:Mention ; kg:begin 0 ; kg:end 30 ; kg:inArticle <> ; kg:by "rules/1" ; kg:refersTo <event/1> .
"""
LINK = """
    <link/1> a kg:Link ; kg:subject <entity/2> ; kg:item wd:Q858 , <https://sws.geonames.org/163843/> ;
        kg:confidence 0.97 ; kg:justification "exact" ; kg:by "index/1" ; kg:candidate <link/1/candidate/1> .
    <link/1/candidate/1> a kg:Candidate ; kg:item wd:Q858 ; kg:confidence 0.97 .
    <entity/2> skos:exactMatch wd:Q858 , <https://sws.geonames.org/163843/> .
"""
MERGE = "<entity/2> kg:canonical <https://w3id.org/khabar/id/entity/Q858> ."


def quads(turtle: str, graph: str | None = ARTICLE) -> list[pyoxigraph.Quad]:
    name = pyoxigraph.DefaultGraph() if graph is None else pyoxigraph.NamedNode(graph)
    parsed = pyoxigraph.parse((PREFIXES + turtle).encode(), pyoxigraph.RdfFormat.TURTLE, base_iri=f"{ARTICLE}/")
    # `<>` is the article itself, whose IRI has no slash at its end.
    own, article = pyoxigraph.NamedNode(f"{ARTICLE}/"), pyoxigraph.NamedNode(ARTICLE)
    renamed = ([article if term == own else term for term in quad.triple] for quad in parsed)
    return [pyoxigraph.Quad(*triple, name) for triple in renamed]


def sound() -> list[pyoxigraph.Quad]:
    return [
        *quads(FACTS + MENTIONS),
        *quads(FACTS, None),
        *quads(LINK, LINKS),
        *quads(MERGE, MERGES),
    ]


def said(found: tuple[Violation, ...]) -> list[tuple[str, str, str]]:
    return [(v.focus.removeprefix(f"{ARTICLE}/"), v.shape, v.message) for v in found]


def changed(turtle: str, *edits: tuple[str, str]) -> str:
    """The Turtle with each edit's first text, which must occur, replaced by its second one."""
    for before, after in edits:
        assert before in turtle, before
        turtle = turtle.replace(before, after)
    return turtle


def test_a_sound_store_has_nothing_to_say() -> None:
    assert validate(sound()) == ()


def test_an_empty_store_is_sound() -> None:
    assert validate(pyoxigraph.Store()) == ()


def test_a_store_is_validated_in_place() -> None:
    store = pyoxigraph.Store()
    store.extend(sound())
    before = sorted(map(str, store))
    assert validate(store) == ()
    assert sorted(map(str, store)) == before


ARTICLE_FAULTS = [
    (
        ('dcterms:identifier "one" ;', ""),
        ("https://w3id.org/khabar/id/article/one", "kgs:Article"),
        "An article needs exactly one dcterms:identifier, a non-empty string.",
    ),
    (
        ('"2021-07-05"^^xsd:date', '"2021-07-05T09:00"^^xsd:dateTime'),
        ("https://w3id.org/khabar/id/article/one", "kgs:Article"),
        "dcterms:issued is one valid xsd:date or xsd:dateTime (with seconds).",
    ),
    (('rdfs:label "سالم"@ar ;', ""), ("entity/3", "kgs:Entity"), "An entity needs an rdfs:label."),
    (
        ('"Homs"@en', '"حمص الشام"@ar'),
        ("entity/1", "kgs:Entity"),
        "An rdfs:label has a language tag, and each language occurs once; other names are skos:altLabel.",
    ),
    (('"سوريا"@ar', '"سوريا"'), ("entity/2", "kgs:Entity"), "A skos:altLabel has a language tag."),
    (
        ("kg:locatedIn <entity/2>", "kg:locatedIn <entity/9>"),
        ("entity/1", "kgs:Entity"),
        "kg:locatedIn points to a kg:Location or a kg:Facility that this graph describes.",
    ),
    (
        ('rdfs:label "حمص"@ar', 'rdfs:label "حمص"@ar ; kg:role "عمدة"@ar'),
        ("entity/1", "kgs:Role"),
        "Only a kg:Person has a kg:role.",
    ),
    (
        ('kg:role "وزير الدفاع"@ar', 'kg:role "وزير الدفاع"'),
        ("entity/3", "kgs:Role"),
        "kg:role is a text with a language tag.",
    ),
    (
        ("kg:refersTo <entity/3>", "kg:refersTo <entity/2>"),
        ("entity/3", "kgs:MentionedEntity"),
        "In an article's graph every entity has a mention that kg:refersTo it.",
    ),
    (
        ("kg:modality kg:Actual", "kg:modality kg:Denied"),
        ("event/1", "kgs:Event"),
        "An event needs exactly one kg:modality: kg:Actual, kg:Planned or kg:Hypothetical.",
    ),
    (
        ("kg:status kg:Denied ;", ""),
        ("event/1", "kgs:Event"),
        "An event needs exactly one kg:status: kg:Reported, kg:Confirmed, kg:Contested or kg:Denied.",
    ),
    (
        ("kg:status kg:Denied ; kg:reportedIn <>", "kg:status kg:Denied"),
        ("event/1", "kgs:Event"),
        "An event needs a kg:reportedIn that points to a kg:Article of this graph.",
    ),
    (
        ("kg:place <entity/1>", "kg:place <entity/7>"),
        ("event/1", "kgs:Event"),
        "kg:place points to a kg:Location or a kg:Facility that this graph describes.",
    ),
    (
        ('"--06-28"^^xsd:gMonthDay', '"--06-28"^^xsd:gMonthDay , "2021-06"^^xsd:gYearMonth'),
        ("event/1", "kgs:Event"),
        "An event has at most one kg:date.",
    ),
    (
        ('"--06-28"^^xsd:gMonthDay', '"2021-06-31"^^xsd:date'),
        ("event/1", "kgs:Event"),
        "kg:date is a valid xsd:date, xsd:gYearMonth, xsd:gYear or xsd:gMonthDay.",
    ),
    (
        ('"--06-28"^^xsd:gMonthDay', '"--13-28"^^xsd:gMonthDay'),
        ("event/1", "kgs:Event"),
        "kg:date is a valid xsd:date, xsd:gYearMonth, xsd:gYear or xsd:gMonthDay.",
    ),
    (
        ('"--06-28"^^xsd:gMonthDay', '"2021-6"^^xsd:gYearMonth'),
        ("event/1", "kgs:Event"),
        "kg:date is a valid xsd:date, xsd:gYearMonth, xsd:gYear or xsd:gMonthDay.",
    ),
    (
        ('"--06-28"^^xsd:gMonthDay', '"2021-06-28"'),
        ("event/1", "kgs:Event"),
        "kg:date is a valid xsd:date, xsd:gYearMonth, xsd:gYear or xsd:gMonthDay.",
    ),
    (
        ("kg:killed 2", "kg:killed -1"),
        ("event/1", "kgs:Event"),
        "kg:killed is at most one xsd:integer, 0 or more; leave it out when it is unknown.",
    ),
    (
        ("kg:injured 0", 'kg:injured "عشرات"@ar'),
        ("event/1", "kgs:Event"),
        "kg:injured is at most one xsd:integer, 0 or more; leave it out when it is unknown.",
    ),
    (
        ("kg:agent <entity/2>", "kg:agent <entity/7>"),
        ("event/1", "kgs:Attack"),
        "kg:agent points to a kg:Entity that this graph describes.",
    ),
    (
        ("kg:refersTo <event/1>", "kg:refersTo <entity/1>"),
        ("event/1", "kgs:MentionedEvent"),
        "In an article's graph every event has a mention that kg:refersTo it.",
    ),
    (
        ("kg:stance kg:Denies ;", "kg:stance kg:Doubts ;"),
        ("claim/1", "kgs:Claim"),
        "A claim needs exactly one kg:stance: kg:Asserts or kg:Denies.",
    ),
    (
        ("kg:about <event/1>", "kg:about <entity/1>"),
        ("claim/1", "kgs:Claim"),
        "A claim needs exactly one kg:about that points to a kg:Event of this graph.",
    ),
    (
        ("kg:claimant <entity/3>", "kg:claimant <entity/3> , <entity/2>"),
        ("claim/1", "kgs:Claim"),
        "A claim has at most one kg:claimant, a kg:Entity that this graph describes.",
    ),
    (
        ("<claim/1> kg:cue <mention/1> .", ""),
        ("claim/1", "kgs:ClaimWithCue"),
        "In an article's graph every claim has a kg:cue, the mention of the word that shows it.",
    ),
    (
        ("<claim/1> kg:cue <mention/1> .", ""),
        ("mention/1", "kgs:MentionOfSomething"),
        "A mention needs a kg:refersTo, unless it is the kg:cue of a claim.",
    ),
    (
        ("kg:begin 4 ; kg:end 8", "kg:begin 8 ; kg:end 8"),
        ("mention/2", "kgs:Mention"),
        "A mention begins before it ends: kg:begin must be less than kg:end.",
    ),
    (
        ("kg:begin 4 ;", "kg:begin -4 ;"),
        ("mention/2", "kgs:Mention"),
        "A mention needs exactly one kg:begin, an xsd:integer of 0 or more.",
    ),
    (
        ("kg:begin 4 ; kg:end 8 ; kg:inArticle <> ;", "kg:begin 4 ; kg:end 8 ;"),
        ("mention/2", "kgs:Mention"),
        "A mention needs exactly one kg:inArticle that points to the kg:Article of this graph.",
    ),
    (
        ('kg:surface "نفى"@ar ; kg:inArticle <> ; kg:by "rules/1"', 'kg:surface "نفى"@ar ; kg:inArticle <>'),
        ("mention/1", "kgs:Mention"),
        "A mention needs a kg:by, the component and version that made it.",
    ),
    (
        ("kg:refersTo <entity/3>", "kg:refersTo <entity/3> , <entity/8>"),
        ("mention/2", "kgs:Mention"),
        "kg:refersTo points to one kg:Entity, kg:Event or kg:Claim that this graph describes.",
    ),
]


@pytest.mark.parametrize(("edit", "where", "message"), ARTICLE_FAULTS, ids=[f[2] + f[0][1] for f in ARTICLE_FAULTS])
def test_each_fault_of_an_article_is_told(edit: tuple[str, str], where: tuple[str, str], message: str) -> None:
    found = validate(quads(changed(FACTS + MENTIONS, edit)))
    assert (*where, message) in said(found)
    assert {violation.graph for violation in found} == {ARTICLE}


def test_only_the_fault_is_told() -> None:
    edit = ('"--06-28"^^xsd:gMonthDay', '"2021-06-31"^^xsd:date')
    assert validate(quads(changed(FACTS + MENTIONS, edit))) == (
        Violation(
            graph=ARTICLE,
            focus=f"{ARTICLE}/event/1",
            shape="kgs:Event",
            message="kg:date is a valid xsd:date, xsd:gYearMonth, xsd:gYear or xsd:gMonthDay.",
            severity=Severity.VIOLATION,
            path="kg:date",
            value='"2021-06-31"^^<http://www.w3.org/2001/XMLSchema#date>',
        ),
    )


def test_a_violation_is_printed_for_people() -> None:
    edit = ("kg:modality kg:Actual", "kg:modality kg:Denied")
    (found,) = (v for v in validate(quads(changed(FACTS, edit), None)) if v.shape == "kgs:Event")
    assert str(found) == (
        f"violation: <{ARTICLE}/event/1>: "
        "An event needs exactly one kg:modality: kg:Actual, kg:Planned or kg:Hypothetical.\n"
        "  (kgs:Event at kg:modality kg:Denied, in the facts layer)"
    )


def test_paths_are_written_as_in_sparql() -> None:
    (found,) = validate(quads(changed(FACTS + MENTIONS, ("kg:refersTo <entity/3>", "kg:refersTo <entity/2>"))))
    assert (found.path, found.value) == ("^kg:refersTo", None)


def test_an_event_without_arguments_is_but_a_warning() -> None:
    edits = ("kg:place <entity/1> , <entity/2> ;", ""), ("kg:agent <entity/2> ;", "")
    (found,) = validate(quads(changed(FACTS + MENTIONS, *edits)))
    assert (found.shape, found.severity) == ("kgs:EventWithAnArgument", Severity.WARNING)
    assert found.path == "kg:agent|kg:target|kg:participant|kg:place"


@pytest.mark.parametrize("date", ['"2021-06-28"^^xsd:date', '"2021-06"^^xsd:gYearMonth', '"2021"^^xsd:gYear'])
def test_dates_of_any_precision_are_valid(date: str) -> None:
    assert validate(quads(changed(FACTS, ('"--06-28"^^xsd:gMonthDay', date)), None)) == ()


def test_roles_belong_to_their_kind_of_event() -> None:
    edits = ("kg:Shelling , kg:Attack , kg:Event", "kg:Visit , kg:DiplomaticMeeting , kg:Event"), ('"قذائف', '"هاون')
    found = said(validate(quads(changed(FACTS + MENTIONS, *edits))))
    message = "Only a kg:Attack has kg:agent, kg:target or kg:weapon; those who meet are kg:participant."
    assert ("event/1", "kgs:AttackRoles", message) in found
    message = "The subject of kg:agent is a kg:Attack, which a kg:DiplomaticMeeting can't be."
    assert ("event/1", "ontology:disjoint", message) in found


def test_the_ontology_has_its_say() -> None:
    edits = (
        ("kg:City , kg:Location , kg:Entity", "kg:City , kg:Entity"),
        ("kg:status kg:Denied", "kg:status kg:Confirmed"),
        ("kg:claimant", "kg:speaker"),
    )
    found = [
        (v.focus.removeprefix(f"{ARTICLE}/"), v.message, v.path, v.value)
        for v in validate(quads(changed(FACTS, *edits), None))
        if v.shape.startswith("ontology:")
    ]
    assert found == [
        ("claim/1", "The ontology has no property kg:speaker.", "kg:speaker", None),
        ("entity/1", "A kg:City must also be stated to be a kg:Location.", "rdf:type", "kg:Location"),
        ("event/1", "Its claims make this event kg:Denied, not kg:Confirmed.", "kg:status", "kg:Confirmed"),
    ]


def test_an_article_graph_describes_its_own_article() -> None:
    elsewhere = f"{ARTICLE}-again"
    found = validate(quads(FACTS + MENTIONS, elsewhere))
    assert {v.message for v in found} == {
        "A named graph describes the kg:Article that it is named after; this one does not.",
        "An article's graph speaks of its own article only.",
    }
    assert {v.graph for v in found} == {elsewhere}


def test_what_one_graph_lacks_another_does_not_supply() -> None:
    label = 'rdfs:label "سالم"@ar ;'
    without = quads(changed(FACTS + MENTIONS, (label, "")))
    elsewhere = quads(f'<entity/3> {label} kg:role "وزير"@ar .', None)
    found = said(tuple(v for v in validate([*without, *elsewhere]) if v.graph == ARTICLE))
    assert found == [("entity/3", "kgs:Entity", "An entity needs an rdfs:label.")]


def test_the_facts_layer_holds_no_mentions() -> None:
    found = said(validate(quads(FACTS + MENTIONS, None)))
    assert len(found) == 5
    assert found[0] == (
        "mention/1",
        "kgs:NoMention",
        "Mentions stay in their article's graph; the facts layer holds none.",
    )


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (
            "kg:confidence 0.97 ; kg:just",
            "kg:confidence 1.5 ; kg:just",
            "A link needs exactly one kg:confidence, an xsd",
        ),
        ("kg:subject <entity/2> ;", "", "A link needs exactly one kg:subject, the entity that it identifies."),
        ('kg:justification "exact" ;', "", "A link needs a kg:justification: how the match was found."),
        ("a kg:Candidate ;", "a kg:Link ;", "kg:candidate points to a kg:Candidate that this graph describes."),
        ("exactMatch wd:Q858", "exactMatch <https://x.org/Q858>", "skos:exactMatch points to http://www.wikidata.org/"),
    ],
)
def test_links(before: str, after: str, message: str) -> None:
    found = validate(quads(changed(LINK, (before, after)), LINKS))
    assert any(violation.message.startswith(message) and violation.graph == LINKS for violation in found)


def test_merges() -> None:
    twice = quads(f"{MERGE} <entity/2> kg:canonical <https://w3id.org/khabar/id/entity/Q1> .", MERGES)
    (found,) = validate(twice)
    assert (found.graph, found.message) == (MERGES, "A node of an article has exactly one kg:canonical node, an IRI.")


def test_the_copy_of_the_ontology_is_no_data() -> None:
    assert validate(quads("kg:Event a owl:Class .", "https://w3id.org/khabar/id/graph/ontology")) == ()


def test_layers_and_graphs_can_be_chosen() -> None:
    broken = [*quads("<> a kg:Article ."), *quads("<> a kg:Article .", None)]
    assert [v.graph for v in validate(broken)] == ["", ARTICLE]
    assert [v.graph for v in validate(broken, layers=[Layer.FACTS])] == [""]
    assert [v.graph for v in validate(broken, layers=[Layer.ARTICLE])] == [ARTICLE]
    assert [v.graph for v in validate(broken, layers=[Layer.ARTICLE], graphs=["urn:other"])] == []


def test_progress_counts_triples() -> None:
    told: list[int] = []
    validate(sound(), progress=told.append, screened=False)
    assert sum(told) >= len(sound())


def test_ill_formed_literals_are_violations_and_not_log_lines(capsys: pytest.CaptureFixture[str]) -> None:
    edit = ('"--06-28"^^xsd:gMonthDay', '"2021-06-31"^^xsd:date')
    assert len(validate(quads(changed(FACTS + MENTIONS, edit)))) == 1
    assert capsys.readouterr() == ("", "")
