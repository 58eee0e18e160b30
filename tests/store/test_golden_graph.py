"""A small article understood by hand, as the quads that a store makes of it: ``tests/golden/article.nq``, to be read.

The article tells of an attack that its target's owner denies, and of a meeting; one place is linked.
"""

from __future__ import annotations

import io
from pathlib import Path

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
from kg.store.oxigraph import OxigraphStore

GOLDEN = Path(__file__).parent.parent / "golden" / "article.nq"
TITLE = "طائرة مسيرة تستهدف حقل الورد"
TEXT = (
    f"{TITLE}\n"
    "استهدفت طائرة مسيرة في 28 يونيو حقل الورد في ريف إدلب، وقتل ثلاثة أشخاص. "
    'ونفى «جيش السنابل» الهجوم. ويلتقي الوزير سمير عوض وفدا من «جيش السنابل» لبحث "الهدنة".'
)


def _mention(words: str, after: int = 0) -> Mention:
    begin = TEXT.index(words, after)
    return Mention(begin, begin + len(words), "by hand/1")


def _linked() -> LinkedExtraction:
    body = len(TITLE) + 1
    article = Article(
        "خبر 1", TEXT, TITLE, published="2021-07-05", source="وكالة الورد", url="https://example.org/1?a=b"
    )
    field = Entity(
        "e1", "EnergySite", "حقل الورد", (), (_mention("حقل الورد"), _mention("حقل الورد", body)), None, ("e2",)
    )
    region = Entity("e2", "Region", "ريف إدلب", ("إدلب",), (_mention("ريف إدلب"),))
    army = Entity("e3", "ArmedGroup", "جيش السنابل", (), (_mention("جيش السنابل"), _mention("جيش السنابل", 150)))
    minister = Entity("e4", "Person", "سمير عوض", (), (_mention("سمير عوض"),), role="الوزير")
    attack = Event(
        "v1",
        "DroneAttack",
        (_mention("تستهدف"), _mention(TITLE), _mention("استهدفت"), _mention(TEXT[body : TEXT.index(" ونفى")])),
        target=("e1",),
        place=("e1", "e2"),
        date=PartialDate(None, 6, 28),
        date_text="28 يونيو",
        weapon="طائرة مسيرة",
        killed=3,
    )
    meeting = Event(
        "v2",
        "Meeting",
        (_mention("يلتقي"), _mention(TEXT[TEXT.index("ويلتقي") :])),
        participant=("e3", "e4"),
        topic='"الهدنة"',
        modality=Modality.PLANNED,
    )
    denial = Claim("c1", "v1", Stance.DENIES, _mention("نفى"), "e3")
    link = Link(
        *("e2", "Q40815", "174385", 0.8125, "name 0.45, prominence 0.20", "by hand/1"),
        label_en="Idlib",
        latitude=35.93,
        longitude=36.63333,
        country_qid="Q858",
        candidates=(Candidate("Q182840", None, "Idlib", 0.5),),
        type="Region",
    )
    extraction = Extraction(Document(article, (), ()), (field, region, army, minister), (attack, meeting), (denial,))
    return LinkedExtraction(extraction, (link,))


def test_the_quads_of_an_article_are_those_of_the_golden_file(store: OxigraphStore) -> None:
    store.write([Mapper(Schema.load(), store.base).article_graph(_linked())])
    out = io.BytesIO()
    store.dump(out)
    lines = out.getvalue().decode().splitlines()
    assert [line for line in lines if "/graph/ontology> ." not in line] == GOLDEN.read_text("utf-8").splitlines()
