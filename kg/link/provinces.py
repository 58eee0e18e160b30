"""Bare names that mean the province and not the town it is named after, by what the rest of the article says.

Three things say so, where no word at the name itself says that it is a town:

- the article calls it a province elsewhere: صعدة, and محافظة صعدة in another sentence;
- a town or district is told to be in it: مديرية الجراحي في الحديدة;
- it is one of several names in a row, and the article then tells of places in its countryside: في دير الزور والحسكة
  والرقة, and further on بريف دير الزور الشرقي.

The words are data: ``kg/data/lexicon/linking.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from kg.link.names import is_province, province_of
from kg.link.places import JOINED, in_text_order
from kg.model import Entity, Extraction, Mention
from kg.text.lexicon import read_lexicon
from kg.text.normalise import name_key

__all__ = ["named_after_their_towns"]

_PLACES = frozenset({"City", "Region", "Place", "Location"})
_Named = tuple[Mention, Entity]


def named_after_their_towns(extraction: Extraction) -> frozenset[str]:
    """The ids of places without a head noun of which the article says elsewhere that they are provinces."""
    places = [entity for entity in extraction.entities if entity.type in _PLACES]
    mentions = list(in_text_order(extraction))
    text = extraction.document.article.text
    called = {key for entity in places for key in _provinces(entity)}
    rural = {name_key(name) for entity in places for other in _names(entity) if (name := province_of(other))}
    in_rows = {entity.id for row in _rows(mentions, text) for _, entity in row}
    holding = set(_holding(mentions, text))
    return frozenset(
        entity.id
        for entity in places
        if (key := name_key(entity.name)) in called or entity.id in holding or (key in rural and entity.id in in_rows)
    )


def _names(entity: Entity) -> tuple[str, ...]:
    return (entity.name, *entity.alt_names)


def _provinces(entity: Entity) -> Iterator[str]:
    """The bare names of what an entity is called a province by: صعدة of محافظة صعدة."""
    for name in _names(entity):
        if is_province(name):
            yield name_key(name.split(maxsplit=1)[1])


def _rows(mentions: Sequence[_Named], text: str) -> Iterator[list[_Named]]:
    """Places named one after the other, with nothing but commas and «and» between them."""
    row: list[_Named] = []
    for mention, entity in mentions:
        if row and text[row[-1][0].end : mention.begin].lstrip(" ") not in JOINED:
            if len(row) > 1:
                yield row
            row = []
        if entity.type in _PLACES:
            row.append((mention, entity))
    if len(row) > 1:
        yield row


def _holding(mentions: Sequence[_Named], text: str) -> Iterator[str]:
    """The ids of places of which the text says, right behind the name of a town or district, that it lies in them."""
    for (inner, town), (outer, holder) in pairwise(mentions):
        between = text[inner.end : outer.begin].strip(" ")
        head = text[inner.begin : inner.end].partition(" ")[0]
        if between in _inside() and town.type in _PLACES and holder.type in _PLACES and name_key(head) in _held():
            yield holder.id


@cache
def _inside() -> frozenset[str]:
    return frozenset(read_lexicon("linking.toml")["in_province"]["prepositions"])


@cache
def _held() -> frozenset[str]:
    return frozenset(name_key(word) for word in read_lexicon("linking.toml")["in_province"]["heads"])
