"""Names of places that the words beside them make something else: clubs (ريال مدريد), and idioms (مسقط رأسه).

The words are data: ``kg/data/lexicon/linking.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kg.model import Document, Entity, Extraction, Mention, Token
from kg.text.clitics import readings
from kg.text.lexicon import read_lexicon
from kg.text.normalise import name_key

__all__ = ["no_places"]

_PLACES = frozenset({"City", "Region", "Place", "Location", "Country"})


def no_places(extraction: Extraction) -> frozenset[str]:
    """The ids of entities that the text names only where such a word stands beside the name."""
    document = extraction.document
    return frozenset(
        entity.id
        for entity in extraction.entities
        if entity.type in _PLACES and entity.mentions and all(_is_none(m, entity, document) for m in entity.mentions)
    )


def _is_none(mention: Mention, entity: Entity, document: Document) -> bool:
    sentence = document.sentence_at(mention.begin)
    if sentence is None:
        return False
    tokens = document.tokens_of(sentence)
    before = [token for token in tokens if token.end <= mention.begin]
    after = [token for token in tokens if token.begin >= mention.end]
    makes_other = _idioms().get(name_key(entity.name), frozenset()) | _clubs("behind")
    return bool((before and _words(before[-1]) & _clubs("words")) or (after and _words(after[0]) & makes_other))


def _words(token: Token) -> set[str]:
    return {name_key(reading.norm) for reading in readings(token)}


@cache
def _clubs(part: str) -> frozenset[str]:
    return frozenset(name_key(word) for word in read_lexicon("linking.toml")["club"][part])


@cache
def _idioms() -> Mapping[str, frozenset[str]]:
    idioms = read_lexicon("linking.toml")["idioms"]
    return {name_key(name): frozenset(name_key(word) for word in words) for name, words in idioms.items()}
