"""What the mapper writes is what the shapes allow."""

from __future__ import annotations

import pyoxigraph
import pytest

from kg.model import (
    Article,
    Candidate,
    Claim,
    Document,
    Entity,
    Event,
    Extraction,
    Link,
    LinkedExtraction,
    Mention,
    Modality,
    PartialDate,
    Stance,
)
from kg.ontology.schema import Schema
from kg.rdf.mapper import Mapper
from kg.rdf.terms import lines
from kg.rdf.validate import validate

TEXT = (
    "قصف قرب تدمر\n"
    "أعلنت سانا أن طائرات قصفت قاعدة في تدمر في سورية، ونفى سالم وزير الدفاع ذلك، وسيلتقي سالم رامي في تدمر."
)


def mention(words: str) -> Mention:
    begin = TEXT.index(words, TEXT.index("\n"))
    return Mention(begin, begin + len(words), "rules/1")


def linked() -> LinkedExtraction:
    article = Article(
        "خبر 1", TEXT, title="قصف قرب تدمر", published="2021-07-05", source="وكالة", url="https://x.org/1"
    )
    entities = (
        Entity("e1", "MediaOrganization", "سانا", (), (mention("سانا"),)),
        Entity("e2", "City", "تدمر", (), (mention("تدمر"),), located_in=("e3",)),
        Entity("e3", "Country", "سورية", (), (mention("سورية"),)),
        Entity("e4", "Person", "سالم", (), (mention("سالم"),), role="وزير الدفاع"),
        Entity("e5", "MilitaryBase", "قاعدة", (), (mention("قاعدة"),)),
        Entity("e6", "Person", "رامي", (), (mention("رامي"),)),
    )
    events = (
        Event("v1", "AirStrike", (mention("قصفت"),), target=("e5",), place=("e2", "e3"), killed=3, weapon="طائرات"),
        Event(
            "v2",
            "Meeting",
            (mention("سيلتقي"),),
            participant=("e4", "e6"),
            place=("e2",),
            date=PartialDate(month=6, day=28),
            date_text="28 حزيران",
            topic="الهدنة",
            modality=Modality.PLANNED,
        ),
    )
    claims = (
        Claim("c1", "v1", Stance.ASSERTS, mention("أعلنت"), "e1"),
        Claim("c2", "v1", Stance.DENIES, mention("نفى"), "e4"),
    )
    candidates = (Candidate("Q858", "163843", "سوريا", 0.98), Candidate("Q1", None, "سورية", 0.1))
    links = (
        Link("e3", "Q858", "163843", 0.98, "exact", "index/1", "Syria", 35.0, 38.0, "Q858", candidates),
        Link("e2", None, "163915", 0.9, "alias", "index/1", "Palmyra", 34.5, 38.3, "Q858"),
    )
    return LinkedExtraction(Extraction(Document(article, (), ()), entities, events, claims), links)


@pytest.mark.parametrize("base", ["https://w3id.org/khabar/id/", "urn:khabar/"])
def test_the_mapped_graphs_are_valid(base: str) -> None:
    mapped = Mapper(Schema.load(), base).article_graph(linked())
    store = pyoxigraph.Store()
    store.load(lines((*mapped.quads, *mapped.links, *mapped.merges)).encode(), pyoxigraph.RdfFormat.N_QUADS)
    assert len(list(store.named_graphs())) == 3
    assert validate(store) == ()
