"""Compares what was understood of articles with annotations of them: entities, links, events, arguments, claims.

An annotation says of one article, as JSON, what a careful reader would put into the graph: ``entities`` with ``id``,
``type`` (``Actor``, ``Location``, ``Facility``), ``subtype``, ``names`` and ``qid``; ``events`` with ``type``
(``Attack``, ``DiplomaticMeeting``), ``subtype``, ``evidence`` (quotes), ``agent``, ``target``, ``participant``,
``place`` (ids of entities), ``date``, ``modality`` and ``claims`` (``claimant``, ``stance``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.evaluate.matching import Accuracy, Retrieval, best_pairs
from kg.model import Entity, Event, Extraction, LinkedExtraction
from kg.text.normalise import name_key

__all__ = ["Figures", "compare"]

ROLES = ("agent", "target", "participant", "place")
FAMILIES = ("Attack", "DiplomaticMeeting")
COARSE = ("Actor", "Location", "Facility")


@dataclass(slots=True)
class Figures:
    """The figures of all articles so far."""

    retrieval: dict[str, Retrieval] = field(default_factory=lambda: defaultdict(Retrieval))
    accuracy: dict[str, Accuracy] = field(default_factory=lambda: defaultdict(Accuracy))


def compare(
    linked: LinkedExtraction, gold: Mapping[str, Any], is_a: Callable[[str, str], bool], figures: Figures
) -> None:
    """Add one article to `figures`. `is_a` tells whether a class lies below another one in the ontology."""
    extraction = linked.extraction
    stands_for = _entities(linked, gold["entities"], is_a, figures)
    sides = _Sides(extraction, gold, stands_for, is_a)
    for family in FAMILIES:
        ours = [event for event in extraction.events if is_a(event.type, family)]
        theirs = [event for event in gold["events"] if event["type"] == family]
        pairs = best_pairs(ours, theirs, sides.alike)
        for row in ("event", f"event_{family}"):
            figures.retrieval[row].add(len(pairs), len(ours), len(theirs))
        _details(ours, theirs, pairs, sides, figures)


def _entities(
    linked: LinkedExtraction, gold: list[Mapping[str, Any]], is_a: Callable[[str, str], bool], figures: Figures
) -> dict[str, str]:
    """Which annotated entity each of ours stands for, by ids."""
    ours = linked.extraction.entities
    text = linked.extraction.document.article.text
    named = [_names(entity, text) for entity in ours]
    wanted = [{name_key(name) for name in entity["names"]} for entity in gold]
    pairs = best_pairs(named, wanted, lambda a, b: len(a & b))
    links = {link.entity: link.qid for link in linked.links}
    typed = 0
    for i, j in pairs:
        entity, annotated = ours[i], gold[j]
        typed += is_a(entity.type, annotated["type"]) or (annotated["subtype"] == entity.type == "Country")
        figures.accuracy["entity_subtype"].add(is_a(entity.type, annotated["subtype"]))
        if annotated.get("qid"):
            figures.accuracy["link"].add((links.get(entity.id) or "NIL") == annotated["qid"])
    figures.retrieval["entity"].add(len(pairs), len(ours), len(gold))
    figures.retrieval["entity_typed"].add(typed, len(ours), len(gold))
    stands_for = {ours[i].id: gold[j]["id"] for i, j in pairs}
    for entity, keys in zip(ours, named, strict=True):
        # A second entity of ours under a name that only one annotated entity has stands for it too.
        owners = {annotated["id"] for annotated, names in zip(gold, wanted, strict=True) if keys & names}
        if entity.id not in stands_for and len(owners) == 1:
            stands_for[entity.id] = owners.pop()
    return stands_for


def _names(entity: Entity, text: str) -> set[str]:
    surface = (text[mention.begin : mention.end] for mention in entity.mentions)
    return {name_key(name) for name in (entity.name, *entity.alt_names, *surface)}


class _Sides:
    """The arguments, claims and sentences of events on both sides, in terms of the annotated entities."""

    def __init__(
        self,
        extraction: Extraction,
        gold: Mapping[str, Any],
        stands_for: Mapping[str, str],
        is_a: Callable[[str, str], bool],
    ) -> None:
        self.is_a = is_a
        self._extraction, self._stands_for = extraction, stands_for
        self._kinds = {entity.id: entity.type for entity in extraction.entities}
        self._gold_kinds = {entity["id"]: entity["type"] for entity in gold["entities"]}

    def arguments(self, event: Event) -> set[tuple[str, str]]:
        """Roles and fillers of one of our events."""
        found = set()
        for role in ROLES:
            for entity in getattr(event, role):
                place = self.is_a(self._kinds[entity], "Location") and not self.is_a(self._kinds[entity], "Actor")
                found.add((_role(role, place, event.type), self._stands_for.get(entity, f"ours:{entity}")))
        return found

    def annotated(self, event: Mapping[str, Any]) -> set[tuple[str, str]]:
        """Roles and fillers of an annotated event."""
        return {
            (_role(role, self._gold_kinds[entity] == "Location", event["subtype"]), entity)
            for role in ROLES
            for entity in event.get(role) or ()
        }

    def claims(self, event: Event) -> set[tuple[str, str]]:
        """Stances and claimants of one of our events; anonymous ones don't count."""
        return {
            (claim.stance.value, self._stands_for.get(claim.claimant, f"ours:{claim.claimant}"))
            for claim in self._extraction.claims
            if claim.about == event.id and claim.claimant is not None
        }

    def alike(self, event: Event, annotated: Mapping[str, Any]) -> float:
        """How much of arguments and sentences both share; nothing where their dates contradict each other."""
        if not _dates_agree(event.date.lexical if event.date else None, annotated.get("date")):
            return 0.0
        mine = self._sentences((mention.begin, mention.end) for mention in event.mentions)
        text = self._extraction.document.article.text
        quotes = ((text.find(quote), len(quote)) for quote in annotated.get("evidence", ()))
        theirs = self._sentences((at, at + size) for at, size in quotes if at >= 0)
        shared = len(mine & theirs) / max(1, len(mine | theirs))
        return len(self.arguments(event) & self.annotated(annotated)) + 4 * shared

    def _sentences(self, spans: Iterable[tuple[int, int]]) -> set[int]:
        sentences = self._extraction.document.sentences
        return {n for begin, end in spans for n, s in enumerate(sentences) if s.begin < end and begin < s.end}


def _role(role: str, place: bool, kind: str) -> str:
    """A place that is attacked is a place; the two sides of a clash have one role."""
    if role == "target" and place:
        return "place"
    return "agent" if role == "target" and kind == "ArmedClash" else role


def _dates_agree(ours: str | None, theirs: str | None) -> bool:
    """Whether one of the dates is a part of the other, or says nothing; ``--06-28`` is a part of ``2021-06-28``."""
    if ours is None or theirs is None:
        return True
    return any(a.startswith(b) or a.endswith(b.removeprefix("-")) for a, b in ((ours, theirs), (theirs, ours)))


def _details(
    ours: list[Event],
    theirs: list[Mapping[str, Any]],
    pairs: list[tuple[int, int]],
    sides: _Sides,
    figures: Figures,
) -> None:
    """Arguments and claims, those of unmatched events among them; type, modality and date of matched ones."""
    left_of_ours, left_of_theirs = set(range(len(ours))), set(range(len(theirs)))
    for i, j in pairs:
        event, annotated = ours[i], theirs[j]
        left_of_ours.discard(i)
        left_of_theirs.discard(j)
        _count("argument", sides.arguments(event), sides.annotated(annotated), figures)
        _count("claim", sides.claims(event), _annotated_claims(annotated), figures)
        figures.accuracy["event_subtype"].add(sides.is_a(event.type, annotated["subtype"]))
        modality = (annotated.get("modality") or "actual").capitalize()
        figures.accuracy["modality"].add(event.modality.value == modality)
        if event.date or annotated.get("date"):
            figures.accuracy["date"].add((event.date.lexical if event.date else None) == annotated.get("date"))
    for i in left_of_ours:
        _count("argument", sides.arguments(ours[i]), set(), figures)
        _count("claim", sides.claims(ours[i]), set(), figures)
    for j in left_of_theirs:
        _count("argument", set(), sides.annotated(theirs[j]), figures)
        _count("claim", set(), _annotated_claims(theirs[j]), figures)


def _annotated_claims(event: Mapping[str, Any]) -> set[tuple[str, str]]:
    return {(c["stance"].capitalize(), c["claimant"]) for c in event.get("claims", ()) if c.get("claimant")}


def _count(row: str, ours: set[tuple[str, str]], theirs: set[tuple[str, str]], figures: Figures) -> None:
    figures.retrieval[row].add(len(ours & theirs), len(ours), len(theirs))
    if row == "argument":
        for role in ROLES:
            mine, other = ({x for x in side if x[0] == role} for side in (ours, theirs))
            figures.retrieval[f"argument_{role}"].add(len(mine & other), len(mine), len(other))
