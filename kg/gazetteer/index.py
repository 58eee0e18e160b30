"""The offline index, read from disk: nothing is held in memory but a small cache.

The shipped index may have layers above it: the share-alike one that is shipped beside it, and those that
``kg wikidata index`` makes of a dump. An item of a layer that has the GeoNames or Wikidata id of an item below it adds
to that item; any other is one more.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from kg.errors import ConfigError, MissingDataError
from kg.gazetteer.variants import skeleton
from kg.resources import data_dir
from kg.text.normalise import name_key

__all__ = ["Index", "Row", "default_layers"]

_LAYER_STEP = 1_000_000_000
"""Numbers of items in a layer are raised by as much for each layer below it, so that they stay unique."""
_ONLY_WITH_ARTICLE = 2
_MAX_NEAR = 400
"""Skeletons with the same beginning that are compared at most."""


@dataclass(frozen=True, slots=True)
class Row:
    """An item of the index."""

    id: int
    type: str
    label_en: str
    label_ar: str
    qid: str | None
    geonames: str | None
    latitude: float | None
    longitude: float | None
    country: str | None
    """ISO 3166-1 alpha-2."""
    country_qid: str | None
    prominence: int
    source: str
    licence: str


def default_layers() -> tuple[Path, ...]:
    """The layers to use: the share-alike one unless it is deleted or `KG_SHARE_ALIKE` is ``off``, then the files of
    `KG_INDEX` (separated as `PATH` is).
    """
    shipped = data_dir() / "gazetteer" / "share_alike.sqlite"
    off = os.environ.get("KG_SHARE_ALIKE", "").lower() in {"0", "no", "off", "false"}
    own = (Path(part) for part in os.environ.get("KG_INDEX", "").split(os.pathsep) if part)
    return (*([] if off or not shipped.is_file() else [shipped]), *own)


class Index:
    """Items by name. Raises `MissingDataError` if a file is not there, `ConfigError` if one is no index."""

    def __init__(self, path: Path | None = None, layers: Sequence[Path] = ()) -> None:
        self.path = path or data_dir() / "gazetteer" / "index.sqlite"
        self._files = [_File(file, number * _LAYER_STEP) for number, file in enumerate((self.path, *layers))]
        self.version: str = "+".join(file.version for file in self._files)
        self.date: str = max(file.date for file in self._files)
        self._lookup = lru_cache(maxsize=20_000)(self._by_key)
        self._is_given = lru_cache(maxsize=5_000)(self._begins_person)

    def by_name(self, name: str) -> tuple[Row, ...]:
        """The items that have this name in any spelling, the most prominent first."""
        return self._lookup("name", name_key(name))

    def by_core(self, name: str) -> tuple[Row, ...]:
        """The items that have this name once head nouns and epithets are taken away from theirs."""
        return self._lookup("variant", f"c:{name_key(name)}")

    def by_skeleton(self, name: str) -> tuple[Row, ...]:
        """The items of which a name has the same consonants; none for names too short for that."""
        bones = skeleton(name)
        return () if bones is None else self._lookup("variant", f"s:{bones}")

    def near(self, name: str, kind: str) -> Iterator[tuple[int, str]]:
        """The folded names of items of a type whose skeleton begins as that of `name` does, with the item's number:
        what near matches are looked for among. `by_id` tells the item.
        """
        bones = skeleton(name)
        if bones is None:
            return
        start = f"s:{bones[: max(len(bones) // 2, 3)]}"
        for file in self._files:
            yield from file.names_between(start, f"{start}\U0010ffff", kind)

    def by_id(self, number: int) -> Row | None:
        """The item with this number."""
        file = self._files[number // _LAYER_STEP]
        return next(iter(self._merged(file.rows("i.id = ?", number))), None)

    def names_of(self, row: Row) -> list[str]:
        """The folded names of an item."""
        file = self._files[row.id // _LAYER_STEP]
        found = file.base.execute("SELECT key FROM name WHERE item = ?", (row.id % _LAYER_STEP,))
        return [key for (key,) in found]

    def is_given_name(self, word: str) -> bool:
        """Whether the name of a person in the index begins with this word and goes on."""
        return self._is_given(name_key(word))

    def has_article_in(self, row: Row, name: str) -> bool:
        """Whether an item is only ever spelled with the article under this name: الهند، and never هند."""
        file = self._files[row.id // _LAYER_STEP]
        key = name_key(name)
        query = "SELECT article FROM name WHERE key = ? AND item = ?"
        found = file.base.execute(query, (key, row.id % _LAYER_STEP)).fetchone()
        return found is not None and found[0] == _ONLY_WITH_ARTICLE

    def by_qid(self, qid: str) -> Row | None:
        """The item with this Wikidata id."""
        return next(iter(self._merged(row for file in self._files for row in file.rows("i.qid = ?", qid))), None)

    def country_codes(self) -> dict[str, str]:
        """The ISO code of each state that has a Wikidata id, by that id."""
        query = "SELECT qid, country FROM item WHERE type = 'Country' AND qid IS NOT NULL AND country IS NOT NULL"
        return dict(self._files[0].base.execute(query))

    def names(self) -> Iterator[tuple[str, str, str | None, str | None, int, int]]:
        """All Arabic names of the index itself, without layers: folded key, type, Wikidata id, GeoNames id, prominence
        of the item, and whether the name is spelled without article (1), with it (2), or both ways (3).
        """
        yield from self._files[0].base.execute(
            "SELECT n.key, i.type, i.qid, i.geonames, i.prominence, n.article"
            " FROM name n JOIN item i ON i.id = n.item WHERE n.language = 'ar' ORDER BY i.prominence DESC, i.id"
        )

    def countries(self) -> Iterator[tuple[str, str]]:
        """The items whose country is known: their Wikidata id, else their GeoNames id, and that of the country.

        A GeoNames item has its country as a code, which the states of the index resolve.
        """
        yield from self._files[0].base.execute(
            "SELECT coalesce(i.qid, i.geonames), coalesce(i.country_qid, c.qid) FROM item i"
            " LEFT JOIN (SELECT country, qid, min(id) FROM item"
            "  WHERE type = 'Country' AND qid IS NOT NULL GROUP BY country) c"
            " ON c.country = i.country"
            " WHERE i.type <> 'Country' AND coalesce(i.country_qid, c.qid) IS NOT NULL"
        )

    def _begins_person(self, key: str) -> bool:
        query = (
            "SELECT 1 FROM name n JOIN item i ON i.id = n.item"
            " WHERE n.key > ? AND n.key < ? AND i.type = 'Person' LIMIT 1"
        )
        return any(file.base.execute(query, (f"{key} ", f"{key}!")).fetchone() for file in self._files)

    def _by_key(self, table: str, key: str) -> tuple[Row, ...]:
        rows = (row for file in self._files for row in file.named(table, key))
        return tuple(sorted(self._merged(rows), key=lambda row: (-row.prominence, row.id)))

    def _merged(self, rows: Iterable[Row]) -> list[Row]:
        """`rows` with those of layers joined to the items below them."""
        if len(self._files) == 1:
            return list(rows)
        merged: dict[int, Row] = {}
        for row in rows:
            whole = self._whole(row)
            merged.setdefault(whole.id, whole)
        return list(merged.values())

    def _whole(self, row: Row) -> Row:
        """The lowest row of the same item, with the ids that other layers add to it."""
        same = [row]
        for column, value in (("geonames", row.geonames), ("qid", row.qid)):
            if value is not None:
                same += [other for file in self._files for other in file.rows(f"i.{column} = ?", value)]
        lowest = min(same, key=lambda other: other.id)
        qid = lowest.qid or next((other.qid for other in same if other.qid), None)
        geonames = lowest.geonames or next((other.geonames for other in same if other.geonames), None)
        if (qid, geonames) == (lowest.qid, lowest.geonames):
            return lowest
        sources = tuple(dict.fromkeys(other.source for other in (lowest, *same)))
        licences = tuple(dict.fromkeys(other.licence for other in (lowest, *same)))
        return replace(lowest, qid=qid, geonames=geonames, source=", ".join(sources), licence=", ".join(licences))


class _File:
    """One file of the index."""

    def __init__(self, path: Path, first: int) -> None:
        if not path.is_file():
            raise MissingDataError(f"{path}: the index is missing; make it with: python -m kg.gazetteer.build")
        self.base = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
        try:
            meta = dict(self.base.execute("SELECT key, value FROM meta"))
            self.base.execute("SELECT 1 FROM variant LIMIT 1")
        except sqlite3.DatabaseError as error:
            raise ConfigError(
                f"{path}: not an index of this version ({error}); make it with: python -m kg.gazetteer.build "
                "or kg wikidata index DUMP"
            ) from error
        self.version, self.date = f"{meta['name']}/{meta['version']}", meta["date"]
        self._first = first

    def named(self, table: str, key: str) -> list[Row]:
        """The items under a key of the table ``name`` or ``variant``."""
        return self._read(f"{table} n JOIN item i ON i.id = n.item WHERE n.key = ?", key)

    def rows(self, condition: str, value: object) -> list[Row]:
        """The items that a condition on one column gives."""
        if condition == "i.id = ?":
            number = int(str(value)) - self._first
            return self._read("item i WHERE i.id = ?", number)
        return self._read(f"item i WHERE {condition}", value)

    def names_between(self, first: str, last: str, kind: str) -> list[tuple[int, str]]:
        """The names of the items of a type that have a key of variants in a range, with the items."""
        query = (
            "SELECT v.item, n.key FROM (SELECT item FROM variant WHERE key >= ? AND key < ? LIMIT ?) v"
            " CROSS JOIN item i ON i.id = v.item AND i.type = ? CROSS JOIN name n ON n.item = v.item"
        )
        return [(item + self._first, key) for item, key in self.base.execute(query, (first, last, _MAX_NEAR, kind))]

    def _read(self, source: str, value: object) -> list[Row]:
        query = f"{_SELECT} FROM {source} ORDER BY i.prominence DESC, i.id"
        return [Row(row[0] + self._first, *row[1:]) for row in self.base.execute(query, (value,))]


_SELECT = (
    "SELECT i.id, i.type, i.label_en, i.label_ar, i.qid, i.geonames, i.latitude, i.longitude, i.country,"
    " i.country_qid, i.prominence, i.source, i.licence"
)
