"""What the page of an entity says: facts, map, timeline, attacks, meetings, claims and framings; lists in parts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.ontology import vocab
from kg.serve.explorer.drawings import Pin, pins_of
from kg.serve.explorer.graph import Event, Mark, Store, point_of
from kg.serve.explorer.reports import Claim, claims_about
from kg.serve.explorer.terms import outward, text

__all__ = ["LISTS", "Portrait", "portrait", "shown"]

LISTS = ("attacks", "meetings", "claims", "says")
"""The lists of the page that may be long: parameters of its address say how much of each is shown."""
_FIRST, _MOST = 12, 3000


@dataclass(frozen=True, slots=True)
class Portrait:
    """An entity with what is known of it."""

    type: str
    names: list[str]
    role: list[str]
    items: list[tuple[str, str]]
    inside: list[Mark]
    attacks: list[Event]
    meetings: list[Event]
    claims: list[Claim]
    says: list[Claim]
    labels: dict[str, Mark]
    """The events that claims are about."""
    counts: dict[str, int]
    """How long each list is as a whole, and of the attacks, in how many it is ``agent`` and ``target``."""
    outline: list[Event]
    pins: list[Pin]
    framings: list[tuple[str, list[tuple[str, int]]]]


def shown(parameters: Mapping[str, str]) -> dict[str, int]:
    """How much of each list an address asks for: at first a dozen."""
    given = {name: parameters.get(name, "") for name in LISTS}
    return {
        name: min(max(int(value), _FIRST), _MOST) if value.isascii() and value.isdigit() else _FIRST
        for name, value in given.items()
    }


async def portrait(store: Store, mark: Mark, most: Mapping[str, int]) -> Portrait:
    """What the store knows of an entity; of each long list as many as `most` says."""
    values: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in await store.rows(f"SELECT ?p ?o {{ <{mark.iri}> ?p ?o }} ORDER BY ?p ?o"):
        values[text(row, "p")].append(row["o"])
    around = [v["value"] for p in (vocab.LOCATED_IN, vocab.COUNTRY) for v in values[p]]
    touching = f"?event kg:involves|kg:place <{mark.iri}> ."
    # Its own words are no claims about it.
    others = f"{touching} FILTER NOT EXISTS {{ ?claim kg:claimant <{mark.iri}> }}"
    claims = await claims_about(store, others, most["claims"])
    says = await claims_about(store, f"?claim kg:claimant <{mark.iri}> .", most["says"])
    outline = await store.outline(touching)
    return Portrait(
        type=(await store.types([mark.iri])).get(mark.iri, ""),
        names=_names(values),
        role=[v["value"] for v in values[vocab.ROLE]],
        items=[_item(v["value"]) for v in values[vocab.SKOS_EXACT_MATCH] if outward(v["value"])],
        inside=list((await store.marks(around)).values()),
        attacks=await store.events(f"{touching} ?event a kg:Attack .", most["attacks"]),
        meetings=await store.events(f"{touching} ?event a kg:DiplomaticMeeting .", most["meetings"]),
        claims=claims,
        says=says,
        labels=await store.marks({claim.event for claim in (*claims, *says)}),
        counts=await _counts(store, mark.iri, outline, others),
        outline=outline,
        pins=await _pins(store, mark, outline),
        framings=await _framings(store, mark.iri),
    )


async def _counts(store: Store, entity: str, outline: list[Event], others: str) -> dict[str, int]:
    kinds = Counter(event.mark.kind for event in outline)
    rows = await store.rows(
        f"SELECT ?what (COUNT(DISTINCT ?x) AS ?n) {{"
        f" {{ ?x kg:agent <{entity}> . BIND('agent' AS ?what) }} UNION"
        f" {{ ?x kg:target <{entity}> . BIND('target' AS ?what) }} UNION"
        f" {{ ?x kg:claimant <{entity}> . BIND('says' AS ?what) }} UNION"
        f" {{ SELECT (?claim AS ?x) ('claims' AS ?what) {{ {others} ?claim kg:about ?event }} }} }} GROUP BY ?what"
    )
    found = {text(row, "what"): int(text(row, "n")) for row in rows}
    return {
        **dict.fromkeys((*LISTS, "agent", "target"), 0),
        **found,
        "attacks": kinds["Attack"],
        "meetings": kinds["DiplomaticMeeting"],
    }


async def _pins(store: Store, mark: Mark, outline: list[Event]) -> list[Pin]:
    """Where its events happen, and where it lies itself."""
    pins = pins_of(outline)
    at = await store.rows(f"SELECT ?wkt {{ <{mark.iri}> geo:hasGeometry/geo:asWKT ?wkt }}")
    if at and (point := point_of(text(at[0], "wkt"))) is not None:
        return [pin for pin in pins if pin.point != point] + [Pin(point, mark.label, 1, mark.kind, None)]
    return pins


async def _framings(store: Store, entity: str) -> list[tuple[str, list[tuple[str, int]]]]:
    """What each source calls an entity, and how often."""
    rows = await store.rows(
        f"SELECT ?words ?publisher (COUNT(*) AS ?n) {{"
        f" GRAPH <{await store.base()}graph/merges> {{ ?own kg:canonical <{entity}> }}"
        f" GRAPH ?g {{ ?m kg:refersTo ?own ; kg:surface ?words }} OPTIONAL {{ ?g dcterms:publisher ?publisher }} }}"
        f" GROUP BY ?words ?publisher ORDER BY DESC(?n) ?words LIMIT 200"
    )
    found: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in rows:
        found[" ".join(text(row, "words").split())].append((text(row, "publisher"), int(text(row, "n"))))
    return sorted(found.items(), key=lambda item: (-sum(n for _, n in item[1]), item[0]))[:25]


def _names(values: Mapping[str, list[dict[str, Any]]]) -> list[str]:
    """All names: the best in each language first."""
    terms = [*values.get(vocab.RDFS_LABEL, ()), *values.get(vocab.SKOS_ALT_LABEL, ())]
    return list(dict.fromkeys(term["value"] for term in terms))


def _item(iri: str) -> tuple[str, str]:
    """How an item is called, and its page on the web."""
    name = vocab.local_name(iri.rstrip("/"))
    if iri.startswith(vocab.WD):
        return f"Wikidata {name}", f"https://www.wikidata.org/wiki/{name}"
    return f"GeoNames {name}" if iri.startswith(vocab.GN) else iri, iri
