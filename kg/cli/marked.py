"""An article as a person reads it in a terminal: mentions, events and cues coloured in place, then what they say.

    قالت c1 وزارة الدفاع الروسية إن قواتها قصفت v1 مدينة إدلب

Colours tell people, other actors, places, facilities, attacks, meetings and cues of saying apart; ``v1`` and ``c1``
lead to the list below the text. Direction is left to the terminal: no control character is added, and those of the
text that could steer a terminal are shown as dots.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from kg.model import Entity, Event, Extraction, LinkedExtraction, Modality, Stance

if TYPE_CHECKING:
    from rich.text import Text

__all__ = ["LEGEND", "marked_article"]

_PERSON, _ACTOR, _PLACE, _FACILITY = "magenta", "cyan", "green", "yellow"
_ATTACK, _MEETING, _CUE = "bold white on red", "bold white on blue", "underline bold"
LEGEND = (
    (_PERSON, "person"),
    (_ACTOR, "actor"),
    (_PLACE, "place"),
    (_FACILITY, "facility"),
    (_ATTACK, "attack"),
    (_MEETING, "meeting"),
    (_CUE, "says"),
)
_ROLES = ("agent", "target", "participant", "place")
_FACTS = ("date", "date_text", "weapon", "topic", "killed", "injured")


def marked_article(linked: LinkedExtraction, is_a: Callable[[str, str], bool]) -> Iterator[Text]:
    """The lines to print for an article: a heading, its text with marks, its events with their claims.

    `is_a` tells whether a class lies below another one in the ontology.
    """
    from rich.text import Text

    extraction = linked.extraction
    article = extraction.document.article
    yield Text(" · ".join(filter(None, (article.id, article.published, article.source))), style="dim")
    yield _marked(extraction, is_a)
    names = _names(linked)
    for event in extraction.events:
        yield Text()
        yield from _event(event, extraction, names, is_a)


def _marked(extraction: Extraction, is_a: Callable[[str, str], bool]) -> Text:
    """The text of the article, coloured, with the numbers of events and claims behind their words."""
    from rich.text import Text

    raw = extraction.document.article.text
    whole = Text("".join("·" if _steers(ch) else ch for ch in raw))
    if extraction.document.article.title is not None:
        whole.stylize("bold", 0, len(extraction.document.article.title))
    for entity in extraction.entities:
        for mention in entity.mentions:
            whole.stylize(_entity_style(entity, is_a), mention.begin, mention.end)
    labels: dict[int, list[str]] = {}
    for event in extraction.events:
        for begin, end in _triggers(event, extraction):
            whole.stylize(_event_style(event, is_a), begin, end)
            labels.setdefault(end, []).append(event.id)
    for claim in extraction.claims:
        whole.stylize(_CUE, claim.cue.begin, claim.cue.end)
        labels.setdefault(claim.cue.end, []).append(claim.id)
    return _with_labels(whole, labels)


def _with_labels(whole: Text, labels: dict[int, list[str]]) -> Text:
    from rich.text import Text

    parts, last = Text(), 0
    for at in sorted(labels):
        parts.append_text(whole[last:at])
        # Held to its word: at the start of a line it would turn the line's direction.
        parts.append(f"\N{NO-BREAK SPACE}{','.join(dict.fromkeys(labels[at]))}", style="dim")
        last = at
    return parts.append_text(whole[last:]) if last < len(whole) else parts


def _steers(character: str) -> bool:
    return character != "\n" and unicodedata.category(character) == "Cc"


def _triggers(event: Event, extraction: Extraction) -> Iterator[tuple[int, int]]:
    """The words that tell an event; its sentences are mentions too, and are not coloured."""
    sentences = {(s.begin, s.end) for s in extraction.document.sentences}
    spans = ((m.begin, m.end) for m in event.mentions)
    return (span for span in spans if span not in sentences)


def _entity_style(entity: Entity, is_a: Callable[[str, str], bool]) -> str:
    if entity.type == "Person":
        return _PERSON
    if is_a(entity.type, "Location"):
        return _PLACE
    return _FACILITY if is_a(entity.type, "Facility") else _ACTOR


def _event_style(event: Event, is_a: Callable[[str, str], bool]) -> str:
    return _ATTACK if is_a(event.type, "Attack") else _MEETING


def _names(linked: LinkedExtraction) -> dict[str, str]:
    """The name of each entity, with its Wikidata item where it is linked."""
    items = {link.entity: link.qid for link in linked.links if link.qid}
    return {e.id: f"{e.name} ({items[e.id]})" if e.id in items else e.name for e in linked.extraction.entities}


def _event(
    event: Event, extraction: Extraction, names: dict[str, str], is_a: Callable[[str, str], bool]
) -> Iterator[Text]:
    from rich.text import Text

    head = Text(f"{event.id} ", style="dim")
    head.append(f" {event.type} ", style=_event_style(event, is_a))
    if event.modality is not Modality.ACTUAL:
        head.append(f" {event.modality.value.lower()}", style="italic")
    yield head
    for role in _ROLES:
        yield from _row(role, (names[i] for i in getattr(event, role)))
    for fact in _FACTS:
        value = getattr(event, fact)
        yield from _row(fact.replace("_", " "), [] if value is None else [getattr(value, "lexical", str(value))])
    text = extraction.document.article.text
    for claim in extraction.claims:
        if claim.about == event.id:
            who = names[claim.claimant] if claim.claimant else "—"
            verb = "denies" if claim.stance is Stance.DENIES else "asserts"
            cue = " ".join(text[claim.cue.begin : claim.cue.end].split())
            yield from _row(verb, [f"{who}  [{cue} {claim.id}]"])


def _row(label: str, values: Iterable[str]) -> Iterator[Text]:
    from rich.text import Text

    for number, value in enumerate(values):
        # One a line: in a list, the Latin ids between Arabic names would change places.
        yield Text.assemble((f"   {'' if number else label:<12}", "dim"), value)
