"""A small store made by hand: two articles of invented news, in the terms of the ontology."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.ontology.vocab import PREFIXES
from kg.store.oxigraph import OxigraphStore

BASE = "https://w3id.org/khabar/id/"

NEWS = """
<entity/Q858> a kg:Entity , kg:Actor , kg:Location , kg:Country ; skos:exactMatch wd:Q858 ;
  rdfs:label "سورية"@ar , "Syria"@en , "Suria"@ar-Latn ; skos:altLabel "سورية"@ar , "السوريّة"@ar .
<entity/Q239097> a kg:Entity , kg:Location , kg:City ; skos:exactMatch wd:Q239097 ; kg:locatedIn <entity/Q858> ;
  rdfs:label "مدينة دير الزور"@ar , "Deir ez-Zor"@en ; skos:altLabel "دير الزور"@ar ;
  geo:hasGeometry <entity/Q239097/geometry> .
<entity/Q239097/geometry> a geo:Geometry ; geo:asWKT "POINT(40.14160 35.33590)"^^geo:wktLiteral .
<entity/x-field> a kg:Entity , kg:Facility , kg:EnergySite ; kg:locatedIn <entity/Q239097> ; rdfs:label "حقل النور"@ar .
<entity/x-base> a kg:Entity , kg:Facility , kg:MilitaryBase ; kg:locatedIn <entity/x-field> ;
  rdfs:label "قاعدة الحقل"@ar ; skos:altLabel "القاعدة العسكرية"@ar .
<entity/x-group> a kg:Entity , kg:Actor , kg:Organization , kg:ArmedGroup ; rdfs:label "كتائب الجبل"@ar .
<entity/x-army> a kg:Entity , kg:Actor , kg:Organization , kg:MilitaryForce ; rdfs:label "جيش الشمال"@ar .
<entity/x-agency> a kg:Entity , kg:Actor , kg:Organization , kg:MediaOrganization ; rdfs:label "وكالة النور"@ar .
<entity/x-sami> a kg:Entity , kg:Actor , kg:Person ; rdfs:label "سامي الحداد"@ar ; kg:role "وزير الخارجية"@ar .
<entity/x-hala> a kg:Entity , kg:Actor , kg:Person ; rdfs:label "هالة منصور"@ar .
<entity/x-other-sami> a kg:Entity , kg:Actor , kg:Person ; rdfs:label "سامي الحدّاد"@ar .

<article/one> a kg:Article ; dcterms:identifier "one" ; dcterms:title "هجوم على قاعدة"@ar ;
  dcterms:issued "2021-07-05"^^xsd:date ; dcterms:publisher "صحيفة الشمال" .
<article/two> a kg:Article ; dcterms:identifier "two" ; dcterms:title "زيارة وزير"@ar .

<article/one/event/1> a kg:Event , kg:Attack , kg:MissileAttack ; rdfs:label "قصفت الكتائب القاعدة"@ar ;
  kg:agent <entity/x-group> ; kg:target <entity/x-base> ; kg:involves <entity/x-group> , <entity/x-base> ;
  kg:place <entity/x-base> , <entity/x-field> , <entity/Q239097> ; kg:date "2021-07-04"^^xsd:date ;
  kg:weapon "صواريخ"@ar ; kg:killed 3 ; kg:modality kg:Actual ; kg:status kg:Contested ; kg:reportedIn <article/one> .
<article/one/event/2> a kg:Event , kg:DiplomaticMeeting , kg:Meeting ; rdfs:label "بحث الحداد مع منصور الهدنة"@ar ;
  kg:participant <entity/x-sami> , <entity/x-hala> ; kg:involves <entity/x-sami> , <entity/x-hala> ;
  kg:date "--06-28"^^xsd:gMonthDay ; kg:dateText "28 حزيران الماضي"@ar ; kg:topic "الهدنة"@ar ;
  kg:modality kg:Actual ; kg:status kg:Reported ; kg:reportedIn <article/one> .
<article/one/event/3> a kg:Event , kg:Attack , kg:AirStrike ; rdfs:label "يستعد الجيش لغارات"@ar ;
  kg:agent <entity/x-army> ; kg:target <entity/x-group> ; kg:involves <entity/x-army> , <entity/x-group> ;
  kg:dateText "قريبا"@ar ; kg:modality kg:Planned ; kg:status kg:Reported ; kg:reportedIn <article/one> .
<article/two/event/1> a kg:Event , kg:DiplomaticMeeting , kg:Visit ; rdfs:label "زار الحداد دير الزور"@ar ;
  kg:participant <entity/x-sami> ; kg:involves <entity/x-sami> ; kg:place <entity/Q239097> , <entity/Q858> ;
  kg:date "2021-07"^^xsd:gYearMonth ; kg:modality kg:Actual ; kg:status kg:Reported ; kg:reportedIn <article/two> .
<article/two/event/2> a kg:Event , kg:Attack ; rdfs:label "هاجمت الكتائب الجيش"@ar ;
  kg:agent <entity/x-group> ; kg:target <entity/x-army> ; kg:involves <entity/x-group> , <entity/x-army> ;
  kg:place <entity/Q239097> ; kg:date "2021-07-07"^^xsd:date ;
  kg:modality kg:Actual ; kg:status kg:Reported ; kg:reportedIn <article/two> .

<article/one/claim/1> a kg:Claim ; kg:about <article/one/event/1> ; kg:claimant <entity/x-agency> ;
  kg:stance kg:Asserts ; kg:reportedIn <article/one> .
<article/one/claim/2> a kg:Claim ; kg:about <article/one/event/1> ; kg:claimant <entity/x-group> ;
  kg:stance kg:Denies ; kg:reportedIn <article/one> .
<article/one/claim/3> a kg:Claim ; kg:about <article/one/event/3> ; kg:stance kg:Asserts ; kg:reportedIn <article/one> .

GRAPH <article/one> {
  <article/one/claim/1> kg:cue <article/one/mention/5-10/c1> .
  <article/one/mention/5-10/c1> a kg:Mention ; kg:refersTo <article/one/claim/1> ; kg:surface "أعلنت"@ar .
  <article/one/claim/2> kg:cue <article/one/mention/60-63/c2> .
  <article/one/mention/60-63/c2> a kg:Mention ; kg:refersTo <article/one/claim/2> ; kg:surface "نفت"@ar .
  <article/one/mention/20-24/v1> a kg:Mention ; kg:refersTo <article/one/event/1> ; kg:begin 20 ; kg:end 24 ;
    kg:surface "قصفت"@ar ; kg:by "rules/1" .
  <article/one/mention/20-40/v1> a kg:Mention ; kg:refersTo <article/one/event/1> ; kg:begin 20 ; kg:end 40 ;
    kg:surface "قصفت الكتائب القاعدة"@ar ; kg:by "rules/1" .
  <article/one/entity/1> a kg:Entity .
  <article/one/mention/33-40/e1> a kg:Mention ; kg:refersTo <article/one/entity/1> ; kg:begin 33 ; kg:end 40 ;
    kg:surface "القاعدة"@ar ; kg:by "gazetteer/1" .
}
GRAPH <graph/merges> { <article/one/entity/1> kg:canonical <entity/x-base> }
"""


@pytest.fixture(scope="session")
def news_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the store."""
    path = tmp_path_factory.mktemp("news") / "store"
    OxigraphStore(path)  # puts the ontology in
    declared = "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in PREFIXES.items())
    raw = ox.Store(str(path))
    raw.load((declared + NEWS).encode(), format=ox.RdfFormat.TRIG, base_iri=BASE)
    raw.flush()
    del raw
    return path


@pytest.fixture(scope="session")
def news(news_path: Path) -> OxigraphStore:
    """The store, opened for reading."""
    return OxigraphStore(news_path, read_only=True)
