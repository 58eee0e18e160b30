"""Linking with Wikidata itself: what the index does not settle is searched there, and judged by the same rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from kg.gazetteer.index import Row
from kg.gazetteer.item import Item
from kg.gazetteer.variants import skeleton
from kg.link.context import Context
from kg.link.decisions import Decisions
from kg.link.gate import fits
from kg.link.linker import NO_CONTEXT, OfflineLinker
from kg.link.names import WORTH, Match, is_pointer, keys_of
from kg.link.scoring import Scored, scored
from kg.link.wikidata import WikidataClient
from kg.link.wikidata_item import WIKIDATA, item_of
from kg.model import Entity
from kg.text.normalise import name_key

__all__ = ["WikidataLinker"]

_LANGUAGES = ("ar", "en")
_MIN_LETTERS = 3
_FIRST = 10_000_000_000_000
"""Items of Wikidata get row numbers from here on, beyond those of any index."""


class WikidataLinker(OfflineLinker):
    """Links by the index, and by Wikidata where the index has no item that is accepted. `on_entity` hears of each."""

    def __init__(
        self,
        client: WikidataClient,
        decisions: Decisions | None = None,
        path: Path | None = None,
        layers: Sequence[Path] | None = None,
        on_entity: Callable[[Entity], None] = lambda _: None,
    ) -> None:
        super().__init__(path, layers, decisions)
        self._client, self._on_entity = client, on_entity
        self.by = f"{self.by}+wikidata"

    def candidates(self, entity: Entity, context: Context = NO_CONTEXT) -> tuple[Scored, ...]:
        """The items that `entity` might be, the best first; from Wikidata too if the index does not settle it."""
        known = super().candidates(entity, context)
        settled = self.accepted(entity, known, context)
        if settled is None or settled.row.qid is None:
            found = self._searched(entity, context)
            ids = {one.row.qid for one in known if one.row.qid} | {
                one.row.geonames for one in known if one.row.geonames
            }
            new = [one for one in found if one.row.qid not in ids]
            known = tuple(sorted((*self._with_ids(known, found), *new), key=lambda one: -one.score))
        self._on_entity(entity)
        return known

    def _searched(self, entity: Entity, context: Context) -> list[Scored]:
        """What Wikidata has under the names of `entity`."""
        found: dict[str, Scored] = {}
        for name in dict.fromkeys(key.name for key in keys_of(entity) if key.match in {Match.NAME, Match.ALIAS}):
            if is_pointer(name) or len(name) < _MIN_LETTERS or (entity.type == "Person" and " " not in name):
                continue
            for row, match in self._rows_of(name, entity):
                one = scored(entity, row, match, WORTH[match], context)
                if row.qid and (row.qid not in found or one.score > found[row.qid].score):
                    found[row.qid] = one
        return list(found.values())

    def _rows_of(self, name: str, entity: Entity) -> Iterator[tuple[Row, Match]]:
        for language in _LANGUAGES:
            hits = self._client.search(name, language)
            entities = self._client.entities(hits)
            rows = [row for data in entities.values() if (row := self._row(data, entity)) is not None]
            named = [(row, match) for row, names in rows if (match := _matching(name, names)) is not None]
            yield from named
            if named:
                return

    def _row(self, data: Mapping[str, object], entity: Entity) -> tuple[Row, tuple[str, ...]] | None:
        item = item_of(data)
        if item is None or not fits(entity.type, item.type):
            return None
        return self._as_row(item), (*item.names, *item.english)

    def _as_row(self, item: Item) -> Row:
        qid = item.qid or ""
        state = self._index.by_qid(item.country_qid) if item.country_qid else None
        return Row(
            id=_FIRST + int(qid[1:]),
            type=item.type,
            label_en=item.label_en,
            label_ar=item.names[0] if item.names else "",
            qid=qid,
            geonames=item.geonames,
            latitude=item.latitude,
            longitude=item.longitude,
            country=item.country or (state.country if state else None),
            country_qid=item.country_qid,
            prominence=item.prominence,
            source=WIKIDATA,
            licence="CC0-1.0",
        )

    @staticmethod
    def _with_ids(known: Sequence[Scored], found: Sequence[Scored]) -> Iterator[Scored]:
        """Candidates of the index, with the Wikidata id that an item with the same GeoNames id has."""
        ids = {one.row.geonames or "": one for one in found if one.row.geonames}
        for one in known:
            other = ids.get(one.row.geonames or "")
            yield one if other is None or one.row.qid else other


def _matching(name: str, names: Sequence[str]) -> Match | None:
    """How one of an item's names is `name`; `None` if none is: a search finds beginnings too."""
    key, bones = name_key(name), skeleton(name)
    if any(name_key(other) == key for other in names):
        return Match.NAME
    return Match.SKELETON if bones and any(skeleton(other) == bones for other in names) else None
