"""What an article says that helps to tell namesakes apart: its states, and the words before a bare name."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from kg.gazetteer.index import Index, Row
from kg.link.gate import fits
from kg.link.names import is_pointer, needs_state
from kg.model import Document, Entity, Extraction, Token
from kg.resources import data_dir
from kg.text.clitics import readings
from kg.text.lexicon import read_lexicon
from kg.text.normalise import name_key

__all__ = ["Context", "context_of", "forms_of_state"]

_REACH = 4
"""Words before a name in which the plural may stand that heads it and its neighbours."""


@dataclass(frozen=True, slots=True)
class Context:
    """Evidence of one article."""

    states: Mapping[str, float]
    """How much the article is about each state, by ISO code; the leading one has 1."""
    containers: Mapping[str, frozenset[str]]
    """For an entity's id the ISO codes of the states that hold the places in which the article puts it."""
    cues: Mapping[str, str]
    """For an entity's id the class that the words before its mentions give a bare name: ``City`` or ``Region``."""
    state_ids: Mapping[str, str]
    """Wikidata ids of the states."""
    published: str = ""
    """Day of publication, ISO 8601, or empty."""

    @property
    def leading(self) -> str | None:
        """The state that the article is about, if it is about one twice as much as about any other."""
        ranked = sorted(self.states.values(), reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[1] > ranked[0] / 2):
            return None
        return max(self.states, key=lambda code: self.states[code])


def context_of(extraction: Extraction, index: Index) -> Context:
    """The evidence that `extraction` holds."""
    rows = {entity.id: _rows(entity, index) for entity in extraction.entities}
    weights: Counter[str] = Counter()
    for entity in extraction.entities:
        countries = {row.country for row in rows[entity.id] if row.country}
        if len(countries) == 1 and not needs_state(entity.name):
            weights[countries.pop()] += len(entity.mentions) * (2 if entity.type == "Country" else 1)
    top = max(weights.values(), default=0)
    states = {code: count / top for code, count in weights.items()} if top else {}
    return Context(
        states,
        _containers(extraction, rows, states),
        {entity.id: cue for entity in extraction.entities if (cue := _cue(entity, extraction.document))},
        {row.country: row.country_qid for found in rows.values() for row in found if row.country and row.country_qid},
        (extraction.document.article.published or "")[:10],
    )


def _rows(entity: Entity, index: Index) -> list[Row]:
    if is_pointer(entity.name):
        return []
    fitting = [row for row in index.by_name(entity.name) if fits(entity.type, row.type)]
    return [row for row in fitting if row.type == entity.type] or fitting


def _containers(
    extraction: Extraction, rows: Mapping[str, list[Row]], states: Mapping[str, float]
) -> dict[str, frozenset[str]]:
    """The states of what each entity lies in: of a container with namesakes, those that the article is about."""
    found: dict[str, frozenset[str]] = {}
    for entity in extraction.entities:
        codes: set[str] = set()
        for container in entity.located_in:
            here = {row.country for row in rows.get(container, ()) if row.country}
            codes |= here if len(here) == 1 else {code for code in here if states.get(code)}
        if codes:
            found[entity.id] = frozenset(codes)
    return found


def _cue(entity: Entity, document: Document) -> str | None:
    """Town or province, by the head nouns in a place's names and before its mentions; `None` if they don't say."""
    if entity.type not in {"City", "Region", "Place", "Location"}:
        return None
    words = _cue_words()
    votes: Counter[str] = Counter()
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


def _before(document: Document, offset: int) -> Iterator[str]:
    """The cue word before a name at `offset`; in a coordination the plural that heads it (محافظات أربيل ودهوك)."""
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


@cache
def _cue_words() -> dict[str, str]:
    lexicon = read_lexicon("linking.toml")
    words = {name_key(word): "Region" for word in lexicon["province"]["words"]}
    return words | {name_key(word): "City" for word in lexicon["town"]["words"]}


@cache
def _plurals() -> frozenset[str]:
    return frozenset(name_key(word) for word in read_lexicon("linking.toml")["province"]["plural"])


@cache
def forms_of_state() -> Mapping[str, tuple[str, ...]]:
    """For the Wikidata id of a state the feminine and masculine adjectives that name its bodies: السورية، السوري."""
    forms: dict[str, list[str]] = defaultdict(list)
    with (data_dir() / "gazetteer" / "demonyms.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"):
            for stem in filter(None, row["stems"].split("|")):
                forms[row["qid"]] += [f"ال{stem}ة", f"ال{stem}"]
    return {qid: tuple(words) for qid, words in forms.items()}
