"""The offline index, read from disk: nothing is held in memory but a small cache."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.errors import MissingDataError
from kg.resources import data_dir
from kg.text.normalise import name_key

__all__ = ["Index", "Row"]


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


class Index:
    """Items by name. Raises `MissingDataError` if the file is not there."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or data_dir() / "gazetteer" / "index.sqlite"
        if not self.path.is_file():
            raise MissingDataError(f"{self.path}: the index is missing; make it with: python -m kg.gazetteer.build")
        self._base = sqlite3.connect(f"file:{self.path}?mode=ro&immutable=1", uri=True)
        self.version: str = self._base.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()[0]
        self._lookup = lru_cache(maxsize=20_000)(self._read)

    def by_name(self, name: str) -> tuple[Row, ...]:
        """The items that have this name in any spelling, the most prominent first."""
        return self._lookup(name_key(name))

    def by_qid(self, qid: str) -> Row | None:
        """The item with this Wikidata id."""
        row = self._base.execute(f"{_SELECT} FROM item i WHERE i.qid = ? ORDER BY i.id LIMIT 1", (qid,)).fetchone()
        return Row(*row) if row else None

    def names(self) -> Iterator[tuple[str, str, str | None, str | None, int, int]]:
        """All Arabic names: folded key, type, Wikidata id, GeoNames id, prominence of the item, and whether the name is
        spelled without article (1), with it (2), or both ways (3).
        """
        yield from self._base.execute(
            "SELECT n.key, i.type, i.qid, i.geonames, i.prominence, n.article"
            " FROM name n JOIN item i ON i.id = n.item WHERE n.language = 'ar' ORDER BY i.prominence DESC, i.id"
        )

    def _read(self, key: str) -> tuple[Row, ...]:
        rows = self._base.execute(
            f"{_SELECT} FROM name n JOIN item i ON i.id = n.item WHERE n.key = ? ORDER BY i.prominence DESC, i.id",
            (key,),
        )
        return tuple(Row(*row) for row in rows)


_SELECT = (
    "SELECT i.id, i.type, i.label_en, i.label_ar, i.qid, i.geonames, i.latitude, i.longitude, i.country,"
    " i.country_qid, i.prominence, i.source, i.licence"
)
