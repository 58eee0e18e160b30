"""An event as each article tells it, and an article as far as the store has its words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from kg.ontology import vocab
from kg.serve.explorer.graph import Mark, Store
from kg.serve.explorer.terms import day, outward, text

__all__ = ["Claim", "Piece", "Report", "Span", "claims_about", "pieces", "reports_of", "spans_of"]


@dataclass(frozen=True, slots=True)
class Claim:
    """Who asserts or denies an event, and in which word."""

    stance: str
    who: Mark | None
    cue: str
    event: str
    article: str


@dataclass(slots=True)
class Report:
    """One article's report of an event."""

    article: str
    title: str
    publisher: str
    issued: str
    url: str | None
    sentences: list[str] = field(default_factory=list)
    details: list[tuple[str, str]] = field(default_factory=list)
    """What this article says in numbers and words: killed, injured, date, weapon."""
    claims: list[Claim] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Span:
    """Where an article's text tells of a node."""

    begin: int
    end: int
    words: str
    node: str
    kind: str
    """``entity``, ``event`` or ``claim``."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an article's text, all of which is told by the same spans."""

    words: str
    kind: str
    """What it is a mention of, ``gap`` where the store does not have the words, or empty."""
    node: str
    told: bool
    """Whether it is in a sentence that tells an event."""
    ends: tuple[str, ...] = ()
    """Events whose sentence ends here."""


async def reports_of(store: Store, event: str) -> list[Report]:
    """The reports of an event, by the day on which they came out."""
    merges = f"{await store.base()}graph/merges"
    local = f"{{ VALUES ?own {{ <{event}> }} }} UNION {{ GRAPH <{merges}> {{ ?own kg:canonical <{event}> }} }}"
    rows = await store.rows(
        f"SELECT ?g ?begin ?end ?words {{ {local} GRAPH ?g {{ ?m kg:refersTo ?own ; kg:begin ?begin ; kg:end ?end ;"
        f" kg:surface ?words }} }} ORDER BY ?g ?begin DESC(?end)"
    )
    heads = await store.rows(
        f"SELECT ?g ?title ?publisher ?issued ?url {{ <{event}> kg:reportedIn ?g ."
        f" OPTIONAL {{ ?g dcterms:title ?title }} OPTIONAL {{ ?g dcterms:publisher ?publisher }}"
        f" OPTIONAL {{ ?g dcterms:issued ?issued }} OPTIONAL {{ ?g dcterms:source ?url }} }}"
    )
    reports = {
        text(row, "g"): Report(
            text(row, "g"),
            text(row, "title"),
            text(row, "publisher"),
            day(row, "issued"),
            outward(text(row, "url")),
        )
        for row in heads
    }
    reached: dict[str, int] = {}
    for row in rows:
        article, end = text(row, "g"), int(text(row, "end"))
        if article in reports and end > reached.get(article, -1):
            reports[article].sentences.append(text(row, "words"))
            reached[article] = end
    details = await store.rows(
        f"SELECT DISTINCT ?g ?p ?v {{ {local} VALUES ?p {{ kg:date kg:dateText kg:killed kg:injured kg:weapon"
        f" kg:topic }} GRAPH ?g {{ ?own ?p ?v }} }} ORDER BY ?g ?p ?v"
    )
    for row in details:
        if text(row, "g") in reports:
            reports[text(row, "g")].details.append((_ATTRIBUTES[vocab.local_name(text(row, "p"))], text(row, "v")))
    for claim in await claims_about(store, f"VALUES ?event {{ <{event}> }}"):
        if claim.article in reports:
            reports[claim.article].claims.append(claim)
    return sorted(reports.values(), key=lambda report: (report.issued or "9999", report.article))


_ATTRIBUTES = {
    "date": "date",
    "dateText": "date_text",
    "killed": "killed",
    "injured": "injured",
    "weapon": "weapon",
    "topic": "topic",
}
"""Properties, and what the pages call them."""


async def claims_about(store: Store, pattern: str) -> list[Claim]:
    """The claims ?claim about the events ?event that match `pattern`."""
    rows = await store.rows(
        f"SELECT DISTINCT ?claim ?event ?stance ?who ?article ?cue {{ {pattern} ?claim kg:about ?event ;"
        f" kg:stance ?stance ; kg:reportedIn ?article . OPTIONAL {{ ?claim kg:claimant ?who }}"
        f" OPTIONAL {{ GRAPH ?article {{ ?claim kg:cue ?m . ?m kg:surface ?cue }} }} }}"
        f" ORDER BY ?stance ?claim LIMIT 300"
    )
    marks = await store.marks(text(row, "who") for row in rows if "who" in row)
    return [
        Claim(
            vocab.local_name(text(row, "stance")),
            marks.get(text(row, "who")),
            text(row, "cue"),
            text(row, "event"),
            text(row, "article"),
        )
        for row in rows
    ]


async def spans_of(store: Store, article: str) -> list[Span]:
    """All mentions of an article, in the order of the text, each of the node that stands in the facts layer."""
    merges = f"{await store.base()}graph/merges"
    rows = await store.rows(
        f"SELECT ?begin ?end ?words ?node ?is_event ?is_claim {{ GRAPH <{article}> {{ ?m kg:refersTo ?own ;"
        f" kg:begin ?begin ; kg:end ?end ; kg:surface ?words ."
        f" BIND(EXISTS {{ ?own a kg:Event }} AS ?is_event) BIND(EXISTS {{ ?own a kg:Claim }} AS ?is_claim) }}"
        f" OPTIONAL {{ GRAPH <{merges}> {{ ?own kg:canonical ?merged }} }} BIND(COALESCE(?merged, ?own) AS ?node) }}"
        f" ORDER BY ?begin DESC(?end)"
    )
    return [
        Span(
            int(text(row, "begin")),
            int(text(row, "end")),
            text(row, "words"),
            text(row, "node"),
            "event" if text(row, "is_event") == "true" else "claim" if text(row, "is_claim") == "true" else "entity",
        )
        for row in rows
    ]


def pieces(spans: list[Span], title: str) -> list[Piece]:
    """The text of an article, cut wherever a mention begins or ends.

    The store holds the words of mentions, among which are the whole sentences that tell events, and the title, with
    which the text begins. What lies between stands as a gap.
    """
    letters: dict[int, str] = dict(enumerate(title))
    for span in spans:
        letters |= dict(zip(range(span.begin, span.end), span.words, strict=False))
    sentences = {
        span
        for span in spans
        if span.kind == "event"
        and any(o.node == span.node and o != span and span.begin <= o.begin and o.end <= span.end for o in spans)
    }
    cuts = {0, len(title), *(span.begin for span in spans), *(span.end for span in spans)}
    for position in letters:
        if position - 1 not in letters:
            cuts.add(position)
        if position + 1 not in letters:
            cuts.add(position + 1)
    ordered = sorted(cuts)
    ending: defaultdict[int, list[str]] = defaultdict(list)
    for span in sorted(sentences, key=lambda span: span.node):
        ending[span.end].append(span.node)
    found: list[Piece] = []
    for begin, end in pairwise(ordered):
        if begin not in letters:
            found.append(Piece("…", "gap", "", told=False))
            continue
        over = [span for span in spans if span.begin <= begin and end <= span.end]
        inner = min((span for span in over if span not in sentences), key=lambda s: s.end - s.begin, default=None)
        words = "".join(letters[position] for position in range(begin, end))
        told = any(span in sentences for span in over)
        kind, node = (inner.kind, inner.node) if inner is not None else ("", "")
        found.append(Piece(words, kind, node, told, tuple(ending.get(end, ()))))
    return found
