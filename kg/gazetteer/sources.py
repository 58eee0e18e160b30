"""The sources of the shipped index, each as a stream of items that say which source they come from."""

from __future__ import annotations

import csv
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.gazetteer.item import Item

__all__ = ["ACTORS", "CLDR", "GEONAMES", "actors", "cities", "is_arabic", "plain", "table", "territories"]

ACTORS, GEONAMES, CLDR = "khabar-actors", "GeoNames", "CLDR"

_REGION_CODES = frozenset(
    "SY IQ LB JO PS IL YE SA AE QA KW BH OM EG LY SD SS TN DZ MA MR SO DJ IR TR AF".split()  # noqa: SIM905 - readable
)
"""States of whose places all that have an Arabic name are taken; of other states capitals and the larger ones."""
_MIN_POPULATION = 15_000
_SPOKEN = {"US": "US", "UK": "GB", "UAE": "AE", "Palestine": "PS", "UN": "", "DR Congo": "CD", "Ivory Coast": "CI"}
_RANKS = {"City": 5_000, "Region": 100_000}
"""Stands for the inhabitants of a place of which no source tells them; other kinds have the rank of a large city."""


def table(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a tab-separated table with a header; lines that begin with # are comments."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")


def actors(folder: Path, countries: dict[str, Any]) -> Iterator[Item]:
    """The rows of the actors' table, mended, with the names that the curated table adds to them."""
    codes = {row["name"]: code for code, row in countries.items()} | _SPOKEN
    corrected = {(row["qid"], row["column"]): row["value"] for row in table(folder / "corrections.tsv")}
    rows: dict[str, dict[str, str]] = {}
    names: dict[str, dict[str, None]] = defaultdict(dict)
    for raw in (*table(folder / "actors.tsv"), *table(folder / "curated.tsv")):
        row = {column: corrected.get((raw["qid"], column), value) for column, value in raw.items()}
        if row["qid"]:
            rows.setdefault(row["qid"], row)
            spelled = (plain(name) for name in (row["label_ar"], *row["aliases_ar"].split("|")))
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


def territories(countries: dict[str, Any]) -> Iterator[Item]:
    """States and territories under the names that CLDR gives them."""
    from babel import Locale

    arabic = Locale("ar").territories
    for code, row in sorted(countries.items()):
        if name := arabic.get(code):
            yield Item(
                type="Country",
                label_en=row["name"],
                source=CLDR,
                names=(plain(name),),
                geonames=str(row["geonameid"]),
                country=code,
                prominence=max(int(row["population"]), 1) * 10,
                english=(row["name"],),
            )


def cities(towns: dict[str, Any], countries: dict[str, Any]) -> Iterator[Item]:
    """Towns with an Arabic name: all of the region, elsewhere those of `_MIN_POPULATION` and capitals."""
    capitals = {(code, row["capital"]) for code, row in countries.items()}
    for _, row in sorted(towns.items(), key=lambda pair: int(pair[0])):
        names = tuple(dict.fromkeys(plain(n) for n in row["alternatenames"] if is_arabic(n)))
        code = row["countrycode"]
        is_large = row["population"] >= _MIN_POPULATION or (code, row["name"]) in capitals
        if names and (code in _REGION_CODES or is_large):
            yield Item(
                type="City",
                label_en=row["name"],
                source=GEONAMES,
                names=names,
                geonames=str(row["geonameid"]),
                latitude=row["latitude"],
                longitude=row["longitude"],
                country=code,
                prominence=int(row["population"]),
                english=(row["name"],),
            )


def is_arabic(name: str) -> bool:
    """Whether a name is written in Arabic, and not in Persian, Urdu, Kurdish or Pashto."""
    letters = [ch for ch in name if ch.isalpha()]
    return (
        bool(letters)
        and all("\u0600" <= ch <= "\u06ff" for ch in letters)
        and not any(ch in "ٹڈڑںےگچپژەۆێڵڕ" for ch in letters)
    )


def plain(name: str) -> str:
    """A name without diacritics, tatweel and invisible marks, with single spaces."""
    kept = (ch for ch in name if not unicodedata.combining(ch) and unicodedata.category(ch) != "Cf" and ch != "\u0640")
    return " ".join("".join(kept).split())
