"""What an article says that helps to tell namesakes apart: its states, and the words before a bare name."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from kg.gazetteer.index import Index, Row
from kg.link.gate import fits
from kg.link.misreadings import no_places
from kg.link.names import is_pointer, needs_state, tables
from kg.link.places import cues_of, placed_in
from kg.link.provinces import named_after_their_towns
from kg.model import Entity, Extraction
from kg.resources import data_dir

__all__ = ["Context", "context_of", "forms_of_state"]


@dataclass(frozen=True, slots=True)
class Context:
    """Evidence of one article."""

    states: Mapping[str, float]
    """How much the article is about each state, by ISO code; the leading one has 1."""
    containers: Mapping[str, frozenset[str]]
    """For an entity's id the ISO codes of the states that hold the places in which the article puts it."""
    cues: Mapping[str, str]
    """For an entity's id the class that a bare name has by the words at its mentions, or by what the article says of it
    elsewhere: ``City`` or ``Region``."""
    state_ids: Mapping[str, str]
    """Wikidata ids of the states."""
    published: str = ""
    """Day of publication, ISO 8601, or empty."""
    own: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """For an entity's id how much the article is about each state if the entity itself does not count: a town is no
    evidence for itself. Entities that change nothing are left out, and so are states."""
    places: frozenset[str] = frozenset()
    """Ids of the entities that a preposition or a head noun marks as places."""
    no_places: frozenset[str] = frozenset()
    """Ids of the entities that are no places, though they have names of places."""

    def about(self, state: str | None, entity: str = "") -> float:
        """How much the rest of the article, without `entity`, is about a state: 1 for the one it is most about."""
        return self.own.get(entity, self.states).get(state or "", 0.0)

    def is_foreign(self, state: str | None) -> bool:
        """Whether the article is not about a state."""
        return self.states.get(state or "", 0.0) < tables()["limits"]["needs_state"]

    @property
    def leading(self) -> str | None:
        """The state that the article is about, if it is about one twice as much as about any other."""
        ranked = sorted(self.states.values(), reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[1] > ranked[0] / 2):
            return None
        return max(self.states, key=lambda code: self.states[code])


def context_of(extraction: Extraction, index: Index) -> Context:
    """The evidence that `extraction` holds."""
    otherwise = no_places(extraction)
    rows = {entity.id: [] if entity.id in otherwise else _rows(entity, index) for entity in extraction.entities}
    weights: Counter[str] = Counter()
    added: dict[str, tuple[str, int]] = {}
    for entity in extraction.entities:
        countries = {row.country for row in rows[entity.id] if row.country}
        if len(countries) == 1 and not needs_state(entity.name):
            added[entity.id] = countries.pop(), len(entity.mentions) * (2 if entity.type == "Country" else 1)
            weights.update(dict([added[entity.id]]))
    states = _shares(weights)
    return Context(
        states,
        _containers(extraction, rows, states),
        _cues(extraction, rows),
        {row.country: row.country_qid for found in rows.values() for row in found if row.country and row.country_qid},
        (extraction.document.article.published or "")[:10],
        {
            entity.id: _shares(weights - Counter(dict([added[entity.id]])))
            for entity in extraction.entities
            if entity.id in added and entity.type != "Country"
        },
        placed_in(extraction),
        otherwise,
    )


def _shares(weights: Counter[str]) -> dict[str, float]:
    top = max(weights.values(), default=0)
    return {code: count / top for code, count in weights.items()} if top else {}


def _rows(entity: Entity, index: Index) -> list[Row]:
    if is_pointer(entity.name):
        return []
    fitting = [row for row in index.by_name(entity.name) if fits(entity.type, row.type)]
    return [row for row in fitting if row.type == entity.type] or fitting


def _cues(extraction: Extraction, rows: Mapping[str, list[Row]]) -> dict[str, str]:
    """What the words at bare names say of them; where these say nothing, what the rest of the article says."""
    limit = tables()["limits"]["metropolis"]
    provinces = (
        name
        for name in named_after_their_towns(extraction)
        if max((row.prominence for row in rows[name] if row.type == "City"), default=0) < limit
    )
    return dict.fromkeys(provinces, "Region") | cues_of(extraction)


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


@cache
def forms_of_state() -> Mapping[str, tuple[str, ...]]:
    """For the Wikidata id of a state the feminine and masculine adjectives that name its bodies: السورية، السوري."""
    forms: dict[str, list[str]] = defaultdict(list)
    with (data_dir() / "gazetteer" / "demonyms.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"):
            for stem in filter(None, row["stems"].split("|")):
                forms[row["qid"]] += [f"ال{stem}ة", f"ال{stem}"]
    return {qid: tuple(words) for qid, words in forms.items()}
