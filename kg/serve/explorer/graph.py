"""What the pages know of a store, asked in SPARQL: nodes, events and claims around something."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.export.graph import KINDS, Edge, Node, Projection, Value
from kg.ontology import vocab
from kg.serve.explorer.terms import Row, day, list_of, path_of, text
from kg.serve.service import Service

__all__ = ["Event", "Mark", "Store"]

_KG = f"PREFIX kg: <{vocab.KG}> "
_MOST = 150
"""Events that a list shows, unless more are asked for."""
_OUTLINED = 20_000
"""Events of a map or a timeline at most."""
_PLACES = """SELECT ?event ?place ?wkt (COUNT(?outer) AS ?depth) {{ {pattern} ?event kg:place ?place .
 ?place geo:hasGeometry/geo:asWKT ?wkt . OPTIONAL {{ ?place kg:locatedIn ?outer }} }} GROUP BY ?event ?place ?wkt"""
"""Where events are: the more a place lies in, the narrower it is."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A node as it stands in a list: its name, what it is, and its page."""

    iri: str
    label: str
    kind: str
    link: str | None


@dataclass(slots=True)
class Event:
    """An event in a list."""

    mark: Mark
    type: str
    date: str
    status: str
    modality: str
    detail: str = ""
    roles: dict[str, list[Mark]] = field(default_factory=dict)
    """Role → who or what plays it."""
    point: tuple[float, float] | None = None
    """Longitude and latitude of its narrowest place that has them."""
    spot: Mark | None = None
    """That place."""


class Store:
    """Questions that several pages ask."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._base: str | None = None

    async def rows(self, query: str) -> list[Row]:
        """The rows of a SELECT query. Raises `QueryError` if there is no answer."""
        return list(await self._service.rows(_KG + query))

    async def base(self) -> str:
        """The base IRI of the store."""
        if self._base is None:
            (row,) = await self.rows("SELECT (STR(<>) AS ?base) {}")
            self._base = text(row, "base")
        return self._base

    async def marks(self, iris: Iterable[str]) -> dict[str, Mark]:
        """Name and kind of nodes; those that the store does not know are left out."""
        wanted = sorted(set(iris))
        if not wanted:
            return {}
        base = await self.base()
        rows = await self.rows(
            f"SELECT ?x ?class (SAMPLE(?l) AS ?label) {{ VALUES ?x {{ {list_of(wanted)} }} ?x a ?class ."
            f" OPTIONAL {{ ?x rdfs:label|dcterms:title ?l . FILTER(LANG(?l) != 'en' && LANG(?l) != 'ar-latn') }} }}"
            f" GROUP BY ?x ?class"
        )
        classes: dict[str, set[str]] = {}
        labels: dict[str, str] = {}
        for row in rows:
            iri = text(row, "x")
            classes.setdefault(iri, set()).add(text(row, "class"))
            if text(row, "label"):
                labels[iri] = text(row, "label")
        return {
            iri: Mark(iri, labels.get(iri, vocab.local_name(iri)), _kind(own), path_of(iri, base))
            for iri, own in classes.items()
        }

    async def events(self, pattern: str, most: int = _MOST) -> list[Event]:
        """The events ?event that match `pattern`, the newest first, at most `most`, each with who plays a part."""
        rows = await self.rows(
            f"SELECT DISTINCT ?event ?date ?status ?mode ?topic ?weapon {{ {pattern} ?event a kg:Event ;"
            f" kg:status ?status ; kg:modality ?mode . OPTIONAL {{ ?event kg:date ?date }}"
            f" OPTIONAL {{ ?event kg:topic ?topic }} OPTIONAL {{ ?event kg:weapon ?weapon }} }}"
            f" ORDER BY DESC(BOUND(?date)) DESC(STR(?date)) ?event LIMIT {most}"
        )
        found: dict[str, Row] = {}
        for row in rows:
            found.setdefault(text(row, "event"), row)
        types = await self.types(found)
        parts = await self.parts(found)
        marks = await self.marks([*found, *(other for _, _, other in parts)])
        events = {
            iri: Event(
                marks[iri],
                types.get(iri, "Event"),
                day(row, "date"),
                vocab.local_name(text(row, "status")),
                vocab.local_name(text(row, "mode")),
                text(row, "topic") or text(row, "weapon"),
            )
            for iri, row in found.items()
        }
        for event, role, other in parts:
            if other in marks:
                events[event].roles.setdefault(role, []).append(marks[other])
        await self._place(events, f"VALUES ?event {{ {list_of(sorted(events))} }}")
        return list(events.values())

    async def outline(self, pattern: str) -> list[Event]:
        """All events ?event that match `pattern`, with no more than a map and a timeline show: kind, date and place."""
        rows = await self.rows(
            f"SELECT DISTINCT ?event ?date ?is_attack {{ {pattern} OPTIONAL {{ ?event kg:date ?date }}"
            f" BIND(EXISTS {{ ?event a kg:Attack }} AS ?is_attack) }} LIMIT {_OUTLINED}"
        )
        base = await self.base()
        events: dict[str, Event] = {}
        for row in rows:
            iri = text(row, "event")
            kind = "Attack" if text(row, "is_attack") == "true" else "DiplomaticMeeting"
            events.setdefault(iri, Event(Mark(iri, "", kind, path_of(iri, base)), kind, day(row, "date"), "", ""))
        await self._place(events, pattern)
        return list(events.values())

    async def types(self, iris: Iterable[str]) -> dict[str, str]:
        """The narrowest class of each node, by its local name."""
        if not (wanted := sorted(set(iris))):
            return {}
        ontology = f"{await self.base()}graph/ontology"
        rows = await self.rows(
            f"SELECT ?x ?class {{ VALUES ?x {{ {list_of(wanted)} }} ?x a ?class . FILTER NOT EXISTS {{ ?x a ?narrower ."
            f" GRAPH <{ontology}> {{ ?narrower rdfs:subClassOf ?class }} FILTER(?narrower != ?class) }} }}"
            f" ORDER BY DESC(?class)"
        )
        return {text(row, "x"): vocab.local_name(text(row, "class")) for row in rows}

    async def parts(self, events: Iterable[str]) -> list[tuple[str, str, str]]:
        """Event, role and who plays it."""
        if not (wanted := sorted(set(events))):
            return []
        rows = await self.rows(
            f"SELECT ?event ?role ?x {{ VALUES ?event {{ {list_of(wanted)} }}"
            f" ?event ?role ?x . FILTER(?role IN (kg:agent, kg:target, kg:participant, kg:place)) }}"
            f" ORDER BY ?event ?role ?x"
        )
        return [(text(row, "event"), vocab.local_name(text(row, "role")), text(row, "x")) for row in rows]

    async def _place(self, events: dict[str, Event], pattern: str) -> None:
        """Give events of `pattern` their point on the map, and the place that stands there."""
        if not events:
            return
        narrowest: dict[str, tuple[int, str, tuple[float, float]]] = {}
        for row in await self.rows(_PLACES.format(pattern=pattern)):
            if (point := point_of(text(row, "wkt"))) is not None:
                found = int(text(row, "depth")), text(row, "place"), point
                narrowest[text(row, "event")] = max(narrowest.get(text(row, "event"), found), found)
        marks = await self.marks({place for _, place, _ in narrowest.values()})
        for iri, (_, place, point) in narrowest.items():
            if iri in events:
                events[iri].point, events[iri].spot = point, marks.get(place)

    async def network(self, events: Iterable[Event], around: Iterable[str] = ()) -> Projection:
        """The events with all that plays a part in them, and who asserts and denies them, as a graph."""
        events = list(events)
        nodes: dict[str, Node] = {}
        edges: list[Edge] = []
        for event in events:
            own: dict[str, Value] = {"group": "Event", "type": event.type, "status": event.status, "date": event.date}
            nodes[event.mark.iri] = _node(event.mark, own)
            for role, marks in event.roles.items():
                for mark in marks:
                    nodes[mark.iri] = _node(mark)
                    edges.append(_edge(event.mark.iri, role, mark.iri))
        claims = await self.rows(
            f"SELECT DISTINCT ?who ?stance ?event {{ VALUES ?event {{ {list_of(e.mark.iri for e in events)} }}"
            f" ?claim kg:about ?event ; kg:claimant ?who ; kg:stance ?stance }}"
        )
        others = await self.marks([*(text(row, "who") for row in claims), *around])
        for mark in others.values():
            nodes[mark.iri] = _node(mark)
        for row in claims:
            if text(row, "who") in others:
                stance = vocab.local_name(text(row, "stance")).lower()
                edges.append(_edge(text(row, "who"), stance, text(row, "event")))
        joined = {edge.id: edge for edge in edges}
        return Projection(
            tuple(node for _, node in sorted(nodes.items())), tuple(edge for _, edge in sorted(joined.items()))
        )


def point_of(wkt: str) -> tuple[float, float] | None:
    """Longitude and latitude of a point in WKT."""
    numbers = wkt.upper().partition("POINT")[2].strip(" ()").split()
    try:
        return (float(numbers[0]), float(numbers[1])) if len(numbers) == 2 else None
    except ValueError:
        return None


def _kind(classes: set[str]) -> str:
    return vocab.local_name(next((kind for kind in KINDS if kind in classes), vocab.Entity))


def _node(mark: Mark, own: dict[str, Value] | None = None) -> Node:
    groups = {"Person": "Actor", "Organization": "Actor", "Country": "Actor", "Attack": "Event"}
    group = groups.get(mark.kind, mark.kind)
    return Node(mark.iri, {"label": mark.label, "kind": mark.kind, "group": group, **(own or {})})


def _edge(source: str, role: str, target: str) -> Edge:
    attributes: dict[str, Value] = {"label": role, "role": role, "weight": 1}
    return Edge(f"{source} {role} {target}", source, target, role, attributes)
