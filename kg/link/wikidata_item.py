"""A Wikidata entity, in the JSON that the API and the dumps share, as an item of the index.

Format: https://www.mediawiki.org/wiki/Wikibase/DataModel/JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from kg.gazetteer.item import Item
from kg.text.lexicon import read_lexicon

__all__ = ["WIKIDATA", "class_ids", "class_names", "item_of", "prominence_of", "type_of"]

WIKIDATA = "Wikidata"
_INSTANCE_OF, _COUNTRY, _COORDINATES, _GEONAMES, _INHABITANTS, _ISO = "P31", "P17", "P625", "P1566", "P1082", "P297"
_SITELINK = 8_000
"""Stands for the inhabitants that a sitelink is worth: 120 of them make a large city."""


def item_of(entity: Mapping[str, Any], languages: Sequence[str] = ("ar", "en")) -> Item | None:
    """The item of an entity; `None` if it is none of the ontology's classes, or has no name in `languages`.

    Arabic names are names of the item, those of all other languages stand for its English ones.
    """
    claims = entity.get("claims")
    qid = entity.get("id")
    if not isinstance(claims, dict) or not isinstance(qid, str):
        return None
    kind = type_of(_ids(claims, _INSTANCE_OF))
    if kind is None:
        return None
    arabic = tuple(dict.fromkeys(_names(entity, "ar"))) if "ar" in languages else ()
    others = tuple(dict.fromkeys(name for code in languages if code != "ar" for name in _names(entity, code)))
    if not arabic and not others:
        return None
    point = next(_values(claims, _COORDINATES), None)
    inhabitants = max((_number(value) for value in _values(claims, _INHABITANTS)), default=0)
    return Item(
        type=kind,
        label_en=(others or arabic)[0],
        source=WIKIDATA,
        names=arabic,
        qid=qid,
        geonames=next((value for value in _values(claims, _GEONAMES) if isinstance(value, str)), None),
        latitude=point.get("latitude") if isinstance(point, dict) else None,
        longitude=point.get("longitude") if isinstance(point, dict) else None,
        country=next((value for value in _values(claims, _ISO) if isinstance(value, str)), None),
        prominence=prominence_of(len(entity.get("sitelinks") or ()), inhabitants),
        english=others,
        country_qid=qid if kind == "Country" else next(iter(_ids(claims, _COUNTRY)), None),
    )


def type_of(classes: Iterable[str]) -> str | None:
    """The class of the ontology that the values of P31 mean, the most telling first."""
    table = _types()
    known = [table[name] for name in classes if name in table]
    return min(known)[1] if known else None


def prominence_of(sitelinks: int, inhabitants: int = 0) -> int:
    """A rank that is comparable with numbers of inhabitants."""
    return max(sitelinks * _SITELINK, inhabitants)


def _names(entity: Mapping[str, Any], language: str) -> Iterator[str]:
    label = (entity.get("labels") or {}).get(language)
    if label:
        yield label["value"]
    yield from (alias["value"] for alias in (entity.get("aliases") or {}).get(language, ()))


def _values(claims: Mapping[str, Any], prop: str) -> Iterator[Any]:
    """The values of a property, preferred ones first, deprecated ones not at all."""
    statements = [s for s in claims.get(prop, ()) if s.get("rank") != "deprecated"]
    for statement in sorted(statements, key=lambda s: s.get("rank") != "preferred"):
        value = statement.get("mainsnak", {}).get("datavalue", {}).get("value")
        if value is not None:
            yield value


def _ids(claims: Mapping[str, Any], prop: str) -> list[str]:
    return [value["id"] for value in _values(claims, prop) if isinstance(value, dict) and "id" in value]


def _number(value: object) -> int:
    try:
        return int(float(value["amount"])) if isinstance(value, dict) else 0
    except (KeyError, ValueError):
        return 0


@cache
def _types() -> Mapping[str, tuple[int, str]]:
    """The rank and the ontology's class of each class of Wikidata."""
    table = read_lexicon("wikidata_types.toml")
    kinds = ((kind, names) for kind, names in table.items() if kind != "sources")
    return {name: (rank, kind) for rank, (kind, names) in enumerate(kinds) for name in names}


def class_ids() -> frozenset[str]:
    """The classes of Wikidata that the table knows."""
    return frozenset(_types())


def class_names() -> frozenset[str]:
    """The classes of the ontology that the table gives."""
    return frozenset(kind for _, kind in _types().values())
