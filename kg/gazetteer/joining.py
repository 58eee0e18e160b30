"""Joining rows of different sources that tell of one place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg.gazetteer.item import Item
from kg.gazetteer.sources import table
from kg.text.normalise import name_key

__all__ = ["identified", "joined", "ranked", "stated"]

_CAPITAL = 3_000_000


def joined(actors: list[Item], places: list[Item]) -> list[Item]:
    """The actors' rows with what GeoNames knows of the same place, and the remaining places.

    Two rows are one place if their type and country agree, an Arabic name is the same, and no second row fits.
    """
    by_key: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for number, place in enumerate(places):
        for key in {name_key(name) for name in place.names}:
            by_key[place.type, place.country or "", key].append(number)
    taken: set[int] = set()
    joined = []
    for actor in actors:
        keys = {name_key(name) for name in actor.names}
        country = actor.country or (_country_code(keys, places) if actor.type == "Country" else "") or ""
        fits = {n for key in keys for n in by_key.get((actor.type, country, key), ())} - taken
        best = _only(fits, places)
        if best is None:
            joined.append(actor)
            continue
        taken.add(best)
        place = places[best]
        joined.append(
            replace(
                actor,
                names=tuple(dict.fromkeys((*actor.names, *place.names))),
                geonames=place.geonames,
                latitude=place.latitude,
                longitude=place.longitude,
                country=place.country,
                prominence=max(actor.prominence, place.prominence),
            )
        )
    return [*joined, *(place for number, place in enumerate(places) if number not in taken)]


def _country_code(keys: set[str], places: list[Item]) -> str | None:
    codes = {p.country for p in places if p.type == "Country" and {name_key(n) for n in p.names} & keys}
    return codes.pop() if len(codes) == 1 else None


def _only(fits: set[int], places: list[Item], ratio: int = 10) -> int | None:
    """The one place of `fits`; of several, the one that is `ratio` times as large as the next."""
    ranked = sorted(fits, key=lambda n: (-places[n].prominence, n))
    if not ranked or (len(ranked) > 1 and places[ranked[0]].prominence < ratio * max(places[ranked[1]].prominence, 1)):
        return None
    return ranked[0]


def identified(items: list[Item], titles: Path, cities: dict[str, Any]) -> list[Item]:
    """The items, towns of GeoNames with the Wikidata id that the table gives for an English title of theirs.

    A title counts only if one town of that name is three times as large as the next: encyclopaedias give the bare
    title to the best known bearer of a name. An id that a source took for the region around a town of the same title
    goes to the town.
    """
    known = {item.qid: number for number, item in enumerate(items) if item.qid}
    spelled = {str(row["geonameid"]): {row["name"], *row["alternatenames"]} for row in cities.values()}
    by_title: dict[str, set[int]] = defaultdict(set)
    for number, item in enumerate(items):
        if item.type == "City" and item.qid is None:
            for name in spelled.get(item.geonames or "", ()):
                by_title[name.casefold()].add(number)
    changed: dict[int, Item | None] = {}
    for row in table(titles):
        title = row["title"].split(",")[0].split(" (")[0]
        best = _only(by_title.get(title.casefold(), set()), items, ratio=3)
        other = known.get(row["qid"])
        if best is None or best in changed or (other is not None and items[other].type != "Region"):
            continue
        names = items[best].names
        if other is not None:
            names = tuple(dict.fromkeys((*names, *items[other].names)))
            changed[other] = None
        changed[best] = replace(items[best], qid=row["qid"], names=names)
    final = (changed.get(number, item) for number, item in enumerate(items))
    return [item for item in final if item is not None]


def stated(items: list[Item], cities: Path, states: Path) -> list[Item]:
    """The items, towns and states with the Wikidata ids that two tables give them, under the Arabic name that the
    table of towns gives. An id that an item has stays; one that another item has is not given twice, but for a region
    that was taken for its town.

    A town is found by its state and its English name; of several the largest is meant.
    """
    codes = {row["country"]: row["qid"] for row in table(states)}
    known = {item.qid: number for number, item in enumerate(items) if item.qid}
    largest: dict[tuple[str | None, str], int] = {}
    for number, item in enumerate(items):
        key = item.country, item.label_en
        if item.type == "City" and (key not in largest or item.prominence > items[largest[key]].prominence):
            largest[key] = number
    changed: dict[int, Item | None] = {}
    for row in table(cities):
        found = largest.get((row["country"], row["label_en"]))
        if found is None or items[found].qid not in {None, row["qid"]}:
            continue
        other = known.get(row["qid"], found)
        if other != found and items[other].type != "Region":
            continue
        told = (row["label_ar"],) if row["label_ar"] else ()
        names = tuple(dict.fromkeys((*told, *items[found].names, *(items[other].names if other != found else ()))))
        if other != found:
            changed[other] = None
        changed[found] = replace(items[found], qid=row["qid"], names=names)
    for number, item in enumerate(items):
        qid = codes.get(item.country or "")
        if item.type == "Country" and item.qid is None and qid is not None and qid not in known:
            changed[number] = replace(item, qid=qid)
    final = (changed.get(number, item) for number, item in enumerate(items))
    return [item for item in final if item is not None]


def ranked(items: list[Item], capitals: set[tuple[str, str]]) -> list[Item]:
    """The items, provinces below the town that they are named after: the bare name means the town (مأرب, درعا).

    Capitals, given by country and English name, rank with the largest towns: they are in the news for other reasons.
    """
    towns: dict[tuple[str | None, str], int] = {}
    for item in items:
        if item.type == "City" and item.qid:
            for key in {name_key(name) for name in item.names}:
                towns[item.country, key] = max(item.prominence, towns.get((item.country, key), 0))

    seats: dict[tuple[str | None, str], int] = {}
    for number, item in enumerate(items):
        seat = item.country, item.label_en.split(",")[0]
        if item.type == "City" and seat in capitals:
            best = items[seats[seat]] if seat in seats else None
            if best is None or (bool(item.qid), item.prominence) > (bool(best.qid), best.prominence):
                seats[seat] = number
    chosen = set(seats.values())

    def placed(number: int, item: Item) -> Item:
        if number in chosen:
            return replace(item, prominence=max(item.prominence, _CAPITAL))
        if item.type != "Region" or not item.names:
            return item
        town = towns.get((item.country, name_key(item.names[0])))
        return item if town is None else replace(item, prominence=max(min(item.prominence, town - 1), 1))

    return [placed(number, item) for number, item in enumerate(items)]
