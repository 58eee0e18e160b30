"""Made-up articles that are shaped as real ones are when they have been understood: a store of any size in seconds.

    python -m kg.bench.synthetic STORE ARTICLES

Nothing is read: entities, events and claims are drawn from pools, frequent ones often and most of them rarely, as
names are in news (Zipf's law). About 360 quads an article, evidence, links and merges included, so that 2,800 articles
make a store of a million quads. The same number and seed give the same articles on every machine.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from random import Random

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
from kg.rdf.iris import DEFAULT_BASE
from kg.rdf.mapper import ArticleGraph, Mapper

__all__ = ["graphs", "linked_article"]

BY = "khabar-synthetic/1"
_FIRST = ("أحمد", "محمد", "علي", "حسن", "خالد", "سامي", "يوسف", "إبراهيم", "سعيد", "فؤاد", "ليلى", "هدى")
_LAST = ("الراوي", "الحداد", "النجار", "الكاتب", "الصالحي", "البيطار", "العطار", "الفارس", "الهاشمي", "الدباغ")
_PLACES = ("تل", "وادي", "عين", "برج", "خان", "دير", "كفر", "باب", "مرج", "بئر", "الريحان", "النخيل", "الزيتون")
_BODIES = ["لجنة", "هيئة", "منظمة", "حركة", "جبهة", "مجلس", "اتحاد", "تجمع", "كتيبة", "لواء"]
_THINGS = ["الإنقاذ", "التحرير", "السلام", "الحوار", "البناء", "الوفاق", "العدالة", "النهضة", "الاستقلال", "الكرامة"]
_OUTLETS = tuple(f"وكالة {name} للأنباء" for name in _THINGS)
_WEAPONS = ("صواريخ", "طائرة مسيرة", "قذائف هاون", "عبوة ناسفة")
_TOPICS = ("الأزمة السياسية", "التعاون الاقتصادي", "وقف إطلاق النار", "أوضاع اللاجئين")
_KINDS = ("Person", "ArmedGroup", "GovernmentBody", "Country", "City", "City", "MilitaryBase", "Person")
_ATTACKS = ("AirStrike", "DroneAttack", "MissileAttack", "Shelling", "Bombing", "ArmedClash")
_MEETINGS = ("Meeting", "Visit", "PhoneCall", "Negotiation")
_POOL = 4000
_WEIGHTS = list(accumulate(1 / (rank + 3) for rank in range(_POOL)))
_FIRST_DAY = date(2015, 1, 1)
_COUNTRIES = 60


def graphs(count: int, *, seed: int = 0, base: str = DEFAULT_BASE) -> Iterator[ArticleGraph]:
    """The graphs of `count` made-up articles."""
    from kg.ontology.schema import Schema

    mapper = Mapper(Schema.load(), base)
    for number in range(count):
        yield mapper.article_graph(linked_article(number, seed=seed))


def linked_article(number: int, *, seed: int = 0) -> LinkedExtraction:
    """The made-up article of a number, understood and linked."""
    return _Maker(Random(f"{seed} {number}"), number).made()


class _Maker:
    def __init__(self, random: Random, number: int) -> None:
        self._random, self._number = random, number
        self._text = f"خبر رقم {number}\n"
        self._entities: list[Entity] = []
        self._links: list[Link] = []

    def made(self) -> LinkedExtraction:
        random, number = self._random, self._number
        for _ in range(random.randint(5, 9)):
            self._entity()
        actors = [e.id for e in self._entities if e.type in {"Person", "ArmedGroup", "GovernmentBody", "Country"}]
        places = [e.id for e in self._entities if e.type in {"City", "MilitaryBase", "Country"}]
        day = _FIRST_DAY + timedelta(random.randrange(3650))
        events = [self._event(f"v{n}", actors, places, day) for n in range(1, random.randint(1, 3) + 1)]
        claims: list[Claim] = []
        for event in events:
            for stance in (Stance.ASSERTS, Stance.DENIES)[: random.choice((0, 1, 1, 2))]:
                cue = self._mention("قال" if stance is Stance.ASSERTS else "نفى")
                claimant = random.choice(actors) if actors and random.random() < 0.8 else None
                claims.append(Claim(f"c{len(claims) + 1}", event.id, stance, cue, claimant))
        article = Article(
            f"syn-{number}",
            self._text,
            title=f"خبر رقم {number}",
            published=day.isoformat(),
            source=random.choice(_OUTLETS),
            url=f"https://news.example/{number}",
        )
        extraction = Extraction(Document(article, (), ()), tuple(self._entities), tuple(events), tuple(claims))
        return LinkedExtraction(extraction, tuple(self._links))

    def _mention(self, words: str) -> Mention:
        begin = len(self._text)
        self._text += f"{words} "
        return Mention(begin, begin + len(words), BY)

    def _entity(self) -> None:
        random = self._random
        rank = bisect(_WEIGHTS, random.random() * _WEIGHTS[-1])
        kind = _KINDS[rank % len(_KINDS)]
        own = f"e{len(self._entities) + 1}"
        name = _name(kind, rank)
        if any(entity.name == name for entity in self._entities):
            return
        mentions = tuple(self._mention(name) for _ in range(random.choice((1, 1, 2, 3))))
        inside = (
            tuple(e.id for e in self._entities if e.type == "Country")[:1] if kind in {"City", "MilitaryBase"} else ()
        )
        role = "وزير الخارجية" if kind == "Person" and rank % 3 == 0 else None
        alternatives = (name.split()[-1],) if kind == "Person" and random.random() < 0.5 else ()
        self._entities.append(Entity(own, kind, name, alternatives, mentions, role, inside))
        if kind in {"Country", "City"} or rank % 5 == 0:
            self._links.append(self._link(own, kind, rank))

    def _link(self, entity: str, kind: str, rank: int) -> Link:
        where = Random(rank)
        is_place = kind in {"Country", "City", "MilitaryBase"}
        country = None if kind == "Country" else f"Q{9_000_000 + (rank % _COUNTRIES) * 8 + 3}"
        candidates = (Candidate(f"Q{8_000_000 + rank}", None, f"other {rank}", 0.2),) if rank % 2 else ()
        return Link(
            entity,
            f"Q{9_000_000 + rank}",
            None,
            round(0.6 + where.random() * 0.4, 3),
            "exact",
            BY,
            label_en=f"{kind} {rank}",
            latitude=round(where.uniform(12, 37), 5) if is_place else None,
            longitude=round(where.uniform(33, 56), 5) if is_place else None,
            country_qid=country,
            candidates=candidates,
            type=kind,
        )

    def _event(self, own: str, actors: list[str], places: list[str], day: date) -> Event:
        random = self._random
        meeting = random.random() < 0.35
        told = (self._mention("اجتمعوا" if meeting else "قصفت"), self._mention("جملة تروي ما جرى بكلمات"))
        when = day - timedelta(random.randrange(5))
        known = PartialDate(when.year, when.month, when.day) if random.random() < 0.8 else None
        where = tuple(random.sample(places, min(1, len(places))))
        modality = Modality.PLANNED if random.random() < 0.1 else Modality.ACTUAL
        if meeting:
            return Event(
                own,
                random.choice(_MEETINGS),
                told,
                participant=tuple(random.sample(actors, min(2, len(actors)))),
                place=where,
                date=known,
                topic=random.choice(_TOPICS),
                modality=modality,
            )
        return Event(
            own,
            random.choice(_ATTACKS),
            told,
            agent=tuple(random.sample(actors, min(1, len(actors)))),
            target=tuple(random.sample(places, min(1, len(places)))),
            place=where,
            date=known,
            weapon=random.choice(_WEAPONS),
            killed=random.randrange(1, 40) if random.random() < 0.4 else None,
            modality=modality,
        )


def _name(kind: str, rank: int) -> str:
    match kind:
        case "Person":
            return f"{_FIRST[rank % len(_FIRST)]} {_LAST[rank // 7 % len(_LAST)]} {_LAST[rank // 3 % len(_LAST)]}"
        case "ArmedGroup" | "GovernmentBody":
            return (
                f"{_BODIES[rank % len(_BODIES)]} {_THINGS[rank // 11 % len(_THINGS)]} {_LAST[rank // 5 % len(_LAST)]}"
            )
        case "MilitaryBase":
            return f"قاعدة {_PLACES[rank % len(_PLACES)]} {rank}"
    return f"{_PLACES[rank % len(_PLACES)]} {_PLACES[rank // 13 % len(_PLACES)]} {rank}"


def main() -> None:
    """Make a store of made-up articles."""
    import sys
    from itertools import islice
    from pathlib import Path

    from kg.store.oxigraph import OxigraphStore

    path, count = Path(sys.argv[1]), int(sys.argv[2])
    store, made = OxigraphStore(path), graphs(count)
    while batch := list(islice(made, 100)):
        store.write(batch)
    store.compact()
    print(f"{path}: {count} articles, {len(store.quads):,} quads")


if __name__ == "__main__":
    main()
