"""An event as each article tells it, and who asserts and denies it."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.ontology import vocab
from kg.serve.explorer.graph import Mark, Store
from kg.serve.explorer.terms import day, list_of, outward, text

__all__ = ["Claim", "Report", "claims_about", "reports_of"]

_MOST = 300
"""Claims that a list shows, unless another number is asked for."""


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


async def claims_about(store: Store, pattern: str, most: int = _MOST) -> list[Claim]:
    """The claims ?claim about the events ?event that match `pattern`, denials first, at most `most`."""
    rows = await store.rows(
        f"SELECT DISTINCT ?claim ?event ?stance ?who ?article {{ {pattern} ?claim kg:about ?event ;"
        f" kg:stance ?stance ; kg:reportedIn ?article . OPTIONAL {{ ?claim kg:claimant ?who }} }}"
        f" ORDER BY DESC(?stance) ?claim LIMIT {most}"
    )
    marks = await store.marks(text(row, "who") for row in rows if "who" in row)
    cues = await _cues(store, {text(row, "claim") for row in rows})
    return [
        Claim(
            vocab.local_name(text(row, "stance")),
            marks.get(text(row, "who")),
            cues.get(text(row, "claim"), ""),
            text(row, "event"),
            text(row, "article"),
        )
        for row in rows
    ]


async def _cues(store: Store, claims: set[str]) -> dict[str, str]:
    """The words in which claims are made."""
    if not claims:
        return {}
    rows = await store.rows(
        f"SELECT ?claim ?cue {{ VALUES ?claim {{ {list_of(sorted(claims))} }} ?claim kg:reportedIn ?article ."
        f" GRAPH ?article {{ ?claim kg:cue ?m . ?m kg:surface ?cue }} }}"
    )
    return {text(row, "claim"): text(row, "cue") for row in rows}
