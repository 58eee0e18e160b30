"""What the index holds of a place or an actor, before it is written."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Item"]


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the index."""

    type: str
    """Local name of an ontology class."""
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
    country_qid: str | None = None
    """Wikidata id of the country, where the index itself does not have the country."""
