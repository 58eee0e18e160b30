"""What the words around bare names of places say: that one is a town or a province, or that it is a place at all.

The words are data: ``kg/data/lexicon/linking.toml``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from kg.gazetteer.variants import core
from kg.link.names import is_ordinary
from kg.model import Document, Entity, Extraction, Mention, Token
from kg.text.clitics import readings
from kg.text.lexicon import read_lexicon
from kg.text.normalise import name_key, norm

__all__ = ["JOINED", "cues_of", "in_text_order", "placed_in"]

_REACH = 4
"""Words before a name in which the plural may stand that heads it and its neighbours."""
_PLACES = frozenset({"City", "Region", "Place", "Location"})
_IN = "بال"
"""The preposition of place that is joined to a name, which shows by the article: بالجيزة, but بنوك."""
JOINED = frozenset({"و", "، ", "، و"})
"""What stands between names in a row of them, spaces before it left away."""


def cues_of(extraction: Extraction) -> dict[str, str]:
    """For the id of a place ``City`` or ``Region``, where head nouns say so: in its names, before its mentions (مدينة،
    محافظة), and behind it where they point back to it (مأرب … شمال المحافظة).
    """
    back = _pointed_at(extraction)
    found = {}
    for entity in extraction.entities:
        if entity.type in _PLACES and (cue := _cue(entity, extraction.document, back[entity.id])):
            found[entity.id] = cue
    return found


def placed_in(extraction: Extraction) -> frozenset[str]:
    """The ids of entities that follow a word which places follow (في، قرب، بال), nothing else joined to them, or stand
    in a row with such a one. Where there is no text, all may do so.
    """
    if not extraction.document.sentences:
        return frozenset(entity.id for entity in extraction.entities)
    placed: set[str] = set()
    last: tuple[int, bool] = (0, False)
    text = extraction.document.article.text
    for mention, entity in in_text_order(extraction):
        end, was_placed = last
        is_placed = _follows_place_word(extraction.document, mention.begin)
        is_placed |= was_placed and text[end : mention.begin].lstrip(" ") in JOINED
        if is_placed:
            placed.add(entity.id)
        last = mention.end, is_placed
    return frozenset(placed)


def in_text_order(extraction: Extraction) -> Iterator[tuple[Mention, Entity]]:
    """All mentions in the order of the text; of those that begin together the longest."""
    found = [(mention, entity) for entity in extraction.entities for mention in entity.mentions]
    yield from sorted(found, key=lambda pair: (pair[0].begin, -pair[0].end))


def _cue(entity: Entity, document: Document, votes: Counter[str]) -> str | None:
    words = _cue_words()
    votes = votes.copy()
    for name in (entity.name, *entity.alt_names):
        first, *rest = name_key(name).split() or [""]
        if rest and first in words:
            votes[words[first]] += 1
    for mention in entity.mentions:
        votes.update(words[word] for word in _before(document, mention.begin) if word in words)
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _pointed_at(extraction: Extraction) -> Mapping[str, Counter[str]]:
    """What nouns with the article, that are no part of a name, call the place that is last named without a head noun of
    its own before them.
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    document = extraction.document
    mentions = list(in_text_order(extraction))
    for sentence in document.sentences:
        inside = [(m, e) for m, e in mentions if sentence.begin <= m.begin < sentence.end and not _points(m, document)]
        first = min((m.end for m, e in inside if e.type in _PLACES), default=sentence.end)
        for token in document.tokens_of(sentence):
            if token.begin < first:
                continue
            kind = next((_pointers()[word] for word in _spelled(token) & _pointers().keys()), None)
            if kind is None or any(m.begin < token.end and token.begin < m.end for m, _ in inside):
                continue
            before = [e for m, e in inside if m.end <= token.begin and e.type in _PLACES and core(e.name) is None]
            if before and not is_ordinary(before[-1].name):
                votes[before[-1].id][kind] += 1
    return votes


def _points(mention: Mention, document: Document) -> bool:
    """Whether a mention is such a noun itself, which coreference gave to the one that it found first."""
    return norm(document.article.text[mention.begin : mention.end]) in _pointers()


def _follows_place_word(document: Document, offset: int) -> bool:
    sentence = document.sentence_at(offset)
    tokens = () if sentence is None else document.tokens_of(sentence)
    joined = next((token for token in tokens if token.begin < offset < token.end), None)
    if joined is not None:
        return document.article.text[offset - 1 :].startswith(_IN)
    before = [token for token in tokens if token.end <= offset]
    return bool(before) and bool(_read_as(before[-1]) & _place_words())


def _before(document: Document, offset: int) -> Iterator[str]:
    """The cue word before a name at `offset`; in a row the dual or plural that heads it (محافظات أربيل ودهوك)."""
    sentence = document.sentence_at(offset)
    tokens = [] if sentence is None else document.tokens_of(sentence)
    before = [token for token in tokens if token.end <= offset][-_REACH:]
    if not before:
        return
    yield from _read_as(before[-1]) & _cue_words().keys()
    if any(token.begin < offset < token.end and token.norm.startswith("و") for token in tokens):
        for token in before[:-1]:
            yield from _read_as(token) & _plurals()


def _read_as(token: Token) -> set[str]:
    return {name_key(reading.norm) for reading in readings(token)}


def _spelled(token: Token) -> set[str]:
    """The readings of a token with their articles: المحافظة is not محافظة."""
    return {reading.norm for reading in readings(token)}


@cache
def _pointers() -> dict[str, str]:
    lexicon = read_lexicon("linking.toml")["points_back"]
    return {norm(word): kind for kind in ("Region", "City") for word in lexicon[kind]}


@cache
def _place_words() -> frozenset[str]:
    words = (*read_lexicon("linking.toml")["before_places"]["words"], *_cue_words())
    return frozenset(name_key(word) for word in words)


@cache
def _cue_words() -> dict[str, str]:
    lexicon = read_lexicon("linking.toml")
    kinds = (("province", "Region"), ("town", "City"))
    return {name_key(word): kind for name, kind in kinds for key in ("words", "plural") for word in lexicon[name][key]}


@cache
def _plurals() -> frozenset[str]:
    lexicon = read_lexicon("linking.toml")
    return frozenset(name_key(word) for kind in ("province", "town") for word in lexicon[kind]["plural"])
