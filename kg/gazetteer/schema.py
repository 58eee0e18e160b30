"""The file format of an index: one SQLite file, the same for the shipped index, its layers and one made of a dump.

item     one row a place or actor, with its ids, source and licence
name     folded name → item
variant  looser key → item: ``c:`` cores, ``s:`` skeletons (`kg.gazetteer.variants`)
meta     name, version and date of the index
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from kg.gazetteer.item import Item
from kg.gazetteer.variants import core, skeleton
from kg.text.normalise import name_key

__all__ = ["add_items", "create", "finish", "write_index"]

_TABLES = """
PRAGMA page_size = 4096;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE item (
  id INTEGER PRIMARY KEY, type TEXT, label_en TEXT, label_ar TEXT, qid TEXT, geonames TEXT, latitude REAL,
  longitude REAL, country TEXT, country_qid TEXT, prominence INTEGER, source TEXT, licence TEXT
);
CREATE TABLE name (
  key TEXT, item INTEGER, language TEXT, article INTEGER, PRIMARY KEY (key, item)
) WITHOUT ROWID;
CREATE TABLE variant (key TEXT, item INTEGER, PRIMARY KEY (key, item)) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX name_item ON name (item);
CREATE INDEX item_qid ON item (qid) WHERE qid IS NOT NULL;
CREATE INDEX item_geonames ON item (geonames) WHERE geonames IS NOT NULL;
"""


def write_index(
    items: Iterable[Item], out: Path, meta: Mapping[str, str], licences: Mapping[str, str]
) -> tuple[int, int]:
    """Write `items` to `out`; returns the numbers of items and of names. The same items give the same bytes.

    `licences` gives the licence of each source.
    """
    partial = out.with_suffix(".part")
    partial.unlink(missing_ok=True)
    items = list(items)
    base = sqlite3.connect(partial)
    try:
        base.execute("PRAGMA journal_mode = OFF")
        create(base, meta)
        country_qids: dict[str | None, str | None] = {}
        for item in items:  # of two that share a code the first is the state: the United Kingdom, then England
            if item.type == "Country" and item.country and item.qid:
                country_qids.setdefault(item.country, item.qid)
        names = add_items(base, enumerate(items, start=1), licences, country_qids)
        finish(base)
    finally:
        base.close()
    partial.replace(out)
    return len(items), names


def create(base: sqlite3.Connection, meta: Mapping[str, str]) -> None:
    """Make the tables of an empty file."""
    base.executescript(_TABLES)
    base.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))


def finish(base: sqlite3.Connection) -> None:
    """Make the indexes and pack the file."""
    base.executescript(_INDEXES)
    base.commit()
    base.execute("VACUUM")


def add_items(
    base: sqlite3.Connection,
    items: Iterable[tuple[int, Item]],
    licences: Mapping[str, str],
    country_qids: Mapping[str | None, str | None],
) -> int:
    """Insert numbered items with their names and variants; returns how many names there are."""
    count = 0
    names: list[tuple[str, int, str, int]] = []
    variants: set[tuple[str, int]] = set()
    for number, item in items:
        row = (item.qid, item.geonames, item.latitude, item.longitude, item.country)
        country_qid = item.country_qid or country_qids.get(item.country)
        label_ar = item.names[0] if item.names else ""
        told = (country_qid, item.prominence, item.source, licences[item.source])
        base.execute(
            "INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (number, item.type, item.label_en, label_ar, *row, *told),
        )
        names += _names(item, number)
        variants |= set(_variants(item, number))
    count = len(names)
    base.executemany("INSERT INTO name VALUES (?, ?, ?, ?)", sorted(names))
    base.executemany("INSERT INTO variant VALUES (?, ?)", sorted(variants))
    return count


def _names(item: Item, number: int) -> list[tuple[str, int, str, int]]:
    rows: dict[str, tuple[str, int, str, int]] = {}
    for name in item.names:
        if key := name_key(name):
            # Bit 1: a spelling without article; bit 2: one with it.
            known = rows.get(key, (key, number, "ar", 0))[3]
            rows[key] = (key, number, "ar", known | (2 if name.startswith("ال") else 1))
    for name in item.english:
        if key := name_key(name):
            rows.setdefault(key, (key, number, "en", 1))
    return list(rows.values())


def _variants(item: Item, number: int) -> Iterator[tuple[str, int]]:
    for name in item.names:
        if short := core(name):
            yield f"c:{short}", number
        if bones := skeleton(name):
            yield f"s:{bones}", number
